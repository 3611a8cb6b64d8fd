// Keeps the reader's place: goes to where this animal was, and tells the portal while it reads on.
// Without this file the chapter is still kept; only the place inside it is not.

const page = document.body;
const text = document.querySelector(".book-text");

const room = () => document.documentElement.scrollHeight - window.innerHeight;
const far = () => (room() <= 0 ? 0 : Math.min(1, Math.max(0, window.scrollY / room())));
const goTo = (place) => {
  if (place > 0 && room() > 0 && !location.hash) window.scrollTo({ top: place * room(), behavior: "instant" });
};

let told = Number(page.dataset.place);
let moved = false;
const tell = () => {
  const now = far();
  if (!moved || Math.abs(now - told) < 0.01) return;
  told = now;
  const body = new URLSearchParams({ plaats: now.toFixed(3), csrf_token: page.dataset.token });
  // keepalive lets the last place leave while the tab closes; a failed one is told again with the next.
  fetch(page.dataset.placeAddress, { method: "POST", body, keepalive: true }).catch(() => { told = -1; });
};

// Pictures and letters move the text when they arrive, so the place is looked for again until the reader scrolls.
const wanted = told;
const goBack = () => { if (!moved) goTo(wanted); };
for (const kind of ["wheel", "touchmove", "keydown", "mousedown"]) {
  addEventListener(kind, () => { moved = true; }, { once: true, passive: true });
}
// Who scrolls by other means (a screen reader, the bar beside the page) is believed once the page has settled.
addEventListener("load", () => setTimeout(() => { moved = true; }, 1000));
goBack();
for (const image of text.querySelectorAll("img")) image.addEventListener("load", goBack, { once: true });
document.fonts?.ready.then(goBack);

let waiting = 0;
addEventListener("scroll", () => {
  clearTimeout(waiting);
  waiting = setTimeout(tell, 600);
}, { passive: true });
addEventListener("pagehide", tell);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") tell(); });
// A page that the browser kept for "back" was not asked for again, and the portal thinks the pupil is elsewhere.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

// A choice of letters shows at once, and the place stays; the button keeps it.
const prefixes = { grootte: "size", kleur: "theme", letter: "font", regels: "lines" };
document.querySelector(".bar__looks form").addEventListener("change", (event) => {
  const prefix = prefixes[event.target.name];
  if (!prefix) return;
  const here = far();
  const kept = [...page.classList].filter((name) => !name.startsWith(prefix + "-"));
  page.className = [...kept, `${prefix}-${event.target.value}`].join(" ");
  window.scrollTo({ top: here * room(), behavior: "instant" });
});

// One menu at a time; Escape or a tap beside it closes it.
const menus = [...document.querySelectorAll(".bar__menu")];
const close = (but) => { for (const menu of menus) if (menu !== but) menu.open = false; };
for (const menu of menus) menu.addEventListener("toggle", () => { if (menu.open) close(menu); });
addEventListener("click", (event) => { if (!event.target.closest(".bar__menu")) close(); });
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = menus.find((menu) => menu.open);
  close();
  open?.querySelector("summary").focus();
});

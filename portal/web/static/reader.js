// Keeps the reader's place: goes to where this animal was, and tells the portal while it reads on.
// Without this file the chapter is still kept; only the place inside it is not.

const page = document.body;
const text = document.querySelector(".book-text");

const far = () => {
  const room = document.documentElement.scrollHeight - window.innerHeight;
  return room <= 0 ? 0 : Math.min(1, Math.max(0, window.scrollY / room));
};

const goTo = (place) => {
  const room = document.documentElement.scrollHeight - window.innerHeight;
  if (place > 0 && room > 0 && !location.hash) window.scrollTo({ top: place * room, behavior: "instant" });
};

let told = Number(page.dataset.place);
const tell = () => {
  const now = far();
  if (Math.abs(now - told) < 0.01) return;
  told = now;
  const body = new URLSearchParams({ plaats: now.toFixed(3), csrf_token: page.dataset.token });
  // keepalive lets the last place leave while the tab closes; a failed one is told again with the next.
  fetch(page.dataset.placeAddress, { method: "POST", body, keepalive: true }).catch(() => { told = -1; });
};

// Pictures move the text when they arrive, so the place is looked for again until all are there.
const pictures = [...text.querySelectorAll("img")].filter((image) => !image.complete);
const wanted = told;
goTo(wanted);
for (const image of pictures) image.addEventListener("load", () => goTo(wanted), { once: true });

let waiting = 0;
addEventListener("scroll", () => {
  clearTimeout(waiting);
  waiting = setTimeout(tell, 600);
}, { passive: true });
addEventListener("pagehide", tell);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") tell(); });

// A choice of letters shows at once; the button keeps it.
const looks = document.querySelector(".bar__menu--end form");
const prefixes = { grootte: "size", kleur: "theme", letter: "font", regels: "lines" };
looks?.addEventListener("change", (event) => {
  const prefix = prefixes[event.target.name];
  if (!prefix) return;
  const kept = [...page.classList].filter((name) => !name.startsWith(prefix + "-"));
  page.className = [...kept, `${prefix}-${event.target.value}`].join(" ");
});

// One menu at a time; Escape closes it.
const menus = document.querySelectorAll(".bar__menu");
for (const menu of menus) {
  menu.addEventListener("toggle", () => {
    if (menu.open) for (const other of menus) if (other !== menu) other.open = false;
  });
}
addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const menu of menus) menu.open = false;
  if (event.target.closest("input, form")) return;
  if (event.key === "ArrowRight") document.querySelector("a[rel=next]")?.click();
  if (event.key === "ArrowLeft") document.querySelector("a[rel=prev]")?.click();
});

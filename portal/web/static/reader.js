// The open book: keeps the reader's place, turns pages, shows notes and pictures. Everything here is a comfort:
// without this file the chapter is there, every link works, and the chapter is kept; the place inside it is not.
// What other parts may use of it (events, data-*): portal/library/README.md.

const body = document.body;
const facts = body.dataset;
const text = document.querySelector(".book-text");
const leaf = document.querySelector(".leaf");
const bar = document.querySelector(".bar");
const rtl = facts.direction === "rtl";
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const clamp = (number) => Math.min(1, Math.max(0, number));
const link = (rel) => document.querySelector(`.turn a[rel="${rel}"]`);

// ---- Where the reader is ------------------------------------------------------------------------------------------

// Only pieces without pieces in them: how much of a whole chapter is above the top changes with the letters.
const pieces = text ? [...text.querySelectorAll("[data-n]")].filter((piece) => !piece.querySelector("[data-n]")) : [];
const paged = () => body.classList.contains("pages");
const room = () => document.documentElement.scrollHeight - innerHeight;
const readingLine = () => bar.getBoundingClientRect().bottom + 4;

// How far a box is behind the place that is shown, in pages or in pixels; negative: it was read.
const boxesOf = (piece) => [...piece.getClientRects()].filter((box) => box.height > 0);
const pageOfBox = (box) => {
  const frame = leaf.getBoundingClientRect();
  const from = rtl ? frame.right - box.right : box.left - frame.left;
  return Math.floor((from + 2) / step() + shownPage());
};
const isRead = (box) => (paged() ? pageOfBox(box) < page : box.bottom <= readingLine());

const firstUnread = () => {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const boxes = boxesOf(pieces[middle]);
    if (boxes.length === 0 || isRead(boxes.at(-1))) low = middle + 1;
    else high = middle;
  }
  return pieces[low];
};

const far = () => {
  if (paged()) return pages() > 1 ? clamp(page / (pages() - 1)) : 0;
  return room() <= 0 ? 0 : clamp(scrollY / room());
};

const here = () => {
  const piece = firstUnread();
  if (!piece) return { piece: 0, part: 0, far: far() };
  const boxes = boxesOf(piece);
  const all = boxes.reduce((sum, box) => sum + box.height, 0) || 1;
  const above = boxes.reduce((sum, box) => {
    if (isRead(box)) return sum + box.height;
    return paged() ? sum : sum + Math.max(0, Math.min(box.height, readingLine() - box.top));
  }, 0);
  return { piece: Number(piece.dataset.n), part: clamp(above / all), far: far() };
};

const show = (element, part = 0) => {
  const boxes = boxesOf(element);
  if (boxes.length === 0) return;
  let down = part * boxes.reduce((sum, box) => sum + box.height, 0);
  let box = boxes[0];
  for (box of boxes) {
    if (down < box.height) break;
    down -= box.height;
  }
  if (paged()) turnTo(pageOfBox(box), true);
  else scrollTo({ top: box.top + scrollY + Math.min(down, box.height) - readingLine(), behavior: "instant" });
};

const go = (place) => {
  const piece = place.piece && text.querySelector(`[data-n="${Number(place.piece)}"]`);
  if (piece) show(piece, place.part || 0);
  else if (paged()) turnTo(Math.round((place.far || 0) * (pages() - 1)), true);
  else if (place.far > 0 && room() > 0) scrollTo({ top: place.far * room(), behavior: "instant" });
};

// ---- Pages --------------------------------------------------------------------------------------------------------

let page = 0;
let leafbar = null;
const gap = () => parseFloat(getComputedStyle(leaf).columnGap) || 0;
const step = () => leaf.clientWidth + gap();
const shownPage = () => Math.abs(leaf.scrollLeft) / step();
const pages = () => Math.max(1, Math.ceil((leaf.scrollWidth + gap() - 2) / step()));

const turnTo = (number, now = false) => {
  page = Math.min(Math.max(0, number), pages() - 1);
  const left = page * step() * (rtl ? -1 : 1);
  leaf.scrollTo({ left, top: 0, behavior: now || calm.matches ? "instant" : "smooth" });
  tellPage();
  moved();
};

const tellPage = () => {
  const [back, where, on] = leafbar.children;
  where.textContent = `bladzijde ${page + 1} van ${pages()}`;
  const [isFirst, isLast] = [page === 0, page === pages() - 1];
  back.setAttribute("aria-label", isFirst ? "Vorig hoofdstuk" : "Vorige bladzijde");
  on.setAttribute("aria-label", isLast ? "Volgend hoofdstuk" : "Volgende bladzijde");
  back.disabled = isFirst && !link("prev");
  on.disabled = isLast && !link("next");
};

const turn = (by) => {
  touched = true;
  if (!leaf) return follow(by);
  if (page + by >= 0 && page + by < pages()) turnTo(page + by);
  else follow(by);
};

// Past the last page is the next chapter; before the first one the end of the chapter before.
const follow = (by) => {
  const way = link(by > 0 ? "next" : "prev");
  if (way) location.assign(way.href + (by < 0 && leaf ? "#einde" : ""));
};

const layOut = () => {
  leaf.classList.remove("leaf--odd");
  const columns = Math.round((leaf.scrollWidth + gap()) / ((leaf.clientWidth + gap()) / columnsShown()));
  leaf.classList.toggle("leaf--odd", columnsShown() === 2 && columns % 2 === 1);
};
const columnsShown = () => Number(getComputedStyle(leaf).columnCount) || 1;

const makeLeafbar = () => {
  leafbar = document.createElement("div");
  leafbar.className = "leafbar";
  leafbar.dir = facts.direction;
  const arrow = (by) => {
    const button = document.createElement("button");
    button.type = "button";
    button.innerHTML = `<svg class="glyph" viewBox="0 0 24 24" width="26" height="26" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"><path d="${by < 0 ? "M15 5l-7 7l7 7" : "M9 5l7 7l-7 7"}"/></svg>`;
    button.addEventListener("click", () => turn(by));
    return button;
  };
  const where = document.createElement("p");
  where.className = "leafbar__where";
  where.setAttribute("role", "status");
  where.dir = "ltr";
  leafbar.append(arrow(-1), where, arrow(1));
  document.querySelector("main").append(leafbar);
};

const setPaged = (wanted) => {
  if (!leaf) return;
  body.classList.toggle("pages", wanted && CSS.supports("column-fill", "auto"));
  if (paged() && !leafbar) makeLeafbar();
  if (leafbar) leafbar.hidden = !paged();
  if (paged()) layOut();
  else leaf.scrollLeft = 0;
};

const keys = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1, PageDown: 1, PageUp: -1 };
const typesIn = (element) => element.closest("input:not([type=radio]), textarea, select, [contenteditable], dialog");
addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || typesIn(event.target)) return;
  if (event.target.closest(".bar__menu[open]") || !(paged() || frame)) return;
  let by = keys[event.key] ?? 0;
  if (event.key === " " && !event.target.closest("a, button, summary")) by = event.shiftKey ? -1 : 1;
  if (by) turn(by);
  else if (paged() && event.key === "Home") turnTo(0);
  else if (paged() && event.key === "End") turnTo(pages() - 1);
  else return;
  event.preventDefault();
});

// A finger that moves sideways turns the page, a tap near a side too. Whoever selects words turns nothing.
let finger = null;
const onward = (isRight) => (isRight !== rtl ? 1 : -1);
const isSelecting = () => String(getSelection()) !== "";
if (leaf) {
  leaf.addEventListener("touchstart", (event) => {
    finger = event.touches.length === 1 ? event.touches[0] : null;
  }, { passive: true });
  leaf.addEventListener("touchend", (event) => {
    if (!finger || !paged() || isSelecting()) return;
    const across = event.changedTouches[0].clientX - finger.clientX;
    const along = event.changedTouches[0].clientY - finger.clientY;
    finger = null;
    if (Math.abs(across) > 48 && Math.abs(across) > 1.5 * Math.abs(along)) turn(onward(across < 0));
  }, { passive: true });
  leaf.addEventListener("click", (event) => {
    if (!paged() || isSelecting() || event.target.closest("a, button, summary, input, label, textarea, [data-mark]")) return;
    const frame = leaf.getBoundingClientRect();
    const at = (event.clientX - frame.left) / frame.width;
    if (at < 0.22 || at > 0.78) turn(onward(at > 0.5));
  });
  // What the browser itself scrolls to (its own search, a screen reader) is shown as a whole page.
  let settling = 0;
  leaf.addEventListener("scroll", () => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      if (paged() && Math.abs(shownPage() - page) > 0.02) turnTo(Math.round(shownPage()), true);
    }, 250);
  }, { passive: true });
  // The browser scrolls to what gets the focus or was searched for; the page that it is on is shown whole.
  leaf.addEventListener("focusin", (event) => {
    if (paged() && event.target !== leaf) show(event.target);
  });
}

// ---- A page with a size of its own ----------------------------------------------------------------------------------

const frame = document.querySelector(".fixed iframe");
const fit = () => {
  const box = frame.parentElement;
  const [width, height] = [Number(box.dataset.width) || 1, Number(box.dataset.height) || 1];
  const tall = innerHeight - bar.getBoundingClientRect().height - 24;
  // As wide as it may be, which is less than the page has: on a phone the margins would cut off its side.
  box.classList.add("fixed--scaled");
  box.style.width = "";
  const scale = Math.min(box.clientWidth / width, Math.max(tall, 240) / height);
  frame.style.transform = `scale(${scale})`;
  box.style.width = `${width * scale}px`;
  box.style.height = `${height * scale}px`;
};
if (frame) {
  fit();
  addEventListener("resize", fit);
}

// ---- Keeping the place ----------------------------------------------------------------------------------------------

const asked = location.hash;
let last = { piece: Number(facts.piece) || 0, part: Number(facts.part) || 0, far: Number(facts.place) || 0 };
let told = last;
let touched = false;
const isNews = () => last.piece !== told.piece || Math.abs(last.part - told.part) > 0.02 || Math.abs(last.far - told.far) > 0.02;

const tell = () => {
  if (!touched || !text || !isNews()) return;
  told = last;
  const sent = new URLSearchParams({
    plaats: last.far.toFixed(3), stuk: last.piece, deel: last.part.toFixed(3), csrf_token: facts.token,
  });
  // keepalive lets the last place leave while the tab closes; a failed one is told again with the next.
  fetch(facts.placeAddress, { method: "POST", body: sent, keepalive: true })
    .then((answer) => answer.status < 500 || Promise.reject(new Error("druk")))
    .catch(() => { told = { far: -1 }; });
};

let resting = 0;
let waiting = 0;
const moved = () => {
  clearTimeout(resting);
  resting = setTimeout(() => {
    if (!touched) return;
    last = here();
    document.dispatchEvent(new CustomEvent("foyer:place", { detail: { chapter: Number(facts.chapter), ...last } }));
  }, 300);
  clearTimeout(waiting);
  waiting = setTimeout(tell, 700);
};

const markFound = (element) => {
  element.classList.add("found");
  setTimeout(() => element.classList.remove("found"), 6000);
};

// Pictures and letters move the text when they arrive, so the place is looked for again until the reader moves.
const goBack = () => {
  if (touched) return;
  if (paged()) layOut();
  const target = asked.length > 1 && document.getElementById(decodeURIComponent(asked.slice(1)));
  if (asked === "#einde") go({ far: 1 });
  else if (target) show(target);
  else go(last);
};

if (text) {
  setPaged(body.classList.contains("leaf-bladzijden"));
  for (const kind of ["wheel", "touchmove", "keydown", "mousedown"]) {
    addEventListener(kind, () => { touched = true; }, { once: true, passive: true });
  }
  // Who scrolls by other means (a screen reader, the bar beside the page) is believed once the page has settled.
  addEventListener("load", () => setTimeout(() => { touched = true; }, 1000));
  goBack();
  if (asked.startsWith("#stuk-")) {
    const found = document.getElementById(asked.slice(1));
    if (found) markFound(found);
  }
  for (const image of text.querySelectorAll("img")) image.addEventListener("load", goBack, { once: true });
  document.fonts?.ready.then(goBack);
  addEventListener("scroll", moved, { passive: true });
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && paged()) show(target);
  });
  addEventListener("pagehide", tell);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") tell(); });
  let size = "";
  new ResizeObserver(() => {
    // On a phone the browser's own bar comes and goes, and a scroll grows with its pictures: no reason to move it.
    const now = paged() ? `${leaf.clientWidth} ${leaf.clientHeight}` : `${innerWidth}`;
    if (size && size !== now) {
      if (paged()) layOut();
      go(last);
    }
    size = now;
  }).observe(leaf);
  document.addEventListener("foyer:go", (event) => {
    touched = true;
    const { element } = event.detail;
    if (element) show(element, event.detail.part || 0);
    else go(event.detail);
  });
}
// A page that the browser kept for "back" was not asked for again, and the portal thinks the pupil is elsewhere.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

// ---- Letters --------------------------------------------------------------------------------------------------------

// A choice of letters shows at once, and the place stays; the button keeps it.
const prefixes = { grootte: "size", kleur: "theme", letter: "font", regels: "lines", rand: "margin", bladeren: "leaf" };
document.querySelector(".bar__looks form")?.addEventListener("change", (event) => {
  const prefix = prefixes[event.target.name];
  if (!prefix || !text) return;
  const place = here();
  const kept = [...body.classList].filter((name) => !name.startsWith(prefix + "-"));
  body.className = [...kept, `${prefix}-${event.target.value}`].join(" ");
  setPaged(body.classList.contains("leaf-bladzijden"));
  go(place);
  document.dispatchEvent(new CustomEvent("foyer:looks"));
});

// ---- The bar ----------------------------------------------------------------------------------------------------------

// One menu at a time; Escape or a tap beside it closes it.
const menus = () => [...document.querySelectorAll(".bar__menu")];
const close = (but) => { for (const menu of menus()) if (menu !== but) menu.open = false; };
for (const menu of menus()) {
  menu.addEventListener("toggle", () => {
    if (!menu.open) return;
    close(menu);
    menu.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    menu.querySelector("input[type=search]")?.focus();
  });
}
addEventListener("click", (event) => { if (!event.target.closest(".bar__menu")) close(); });
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = menus().find((menu) => menu.open);
  close();
  open?.querySelector("summary").focus();
});

// ---- Notes and pictures -----------------------------------------------------------------------------------------------

const over = (name, ...content) => {
  const dialog = document.createElement("dialog");
  dialog.className = name;
  const shut = document.createElement("button");
  shut.className = "over__close";
  shut.type = "button";
  shut.textContent = "Sluiten";
  shut.addEventListener("click", () => dialog.close());
  dialog.append(shut, ...content);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => dialog.remove());
  body.append(dialog);
  dialog.showModal();
  return dialog;
};

const noteOf = async (address) => {
  const id = decodeURIComponent(address.hash.slice(1));
  if (address.pathname === location.pathname) return document.getElementById(id);
  // A note in another chapter is read there, without going there.
  const answer = await fetch(address.pathname + address.search);
  const there = new DOMParser().parseFromString(await answer.text(), "text/html");
  return there.querySelector(".book-text")?.querySelector(`#${CSS.escape(id)}`);
};

const plainCopy = (note) => {
  const copy = document.importNode(note, true);
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    element.removeAttribute("id");
    element.removeAttribute("data-n");
  }
  for (const back of copy.querySelectorAll('[role="doc-backlink"]')) back.remove();
  return copy;
};

text?.addEventListener("click", async (event) => {
  const reference = event.target.closest('a[role="doc-noteref"]');
  if (!reference || typeof HTMLDialogElement === "undefined" || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const note = await noteOf(reference).catch(() => null);
  if (!note) return void location.assign(reference.href);
  const block = note.closest("li, aside, p, dd, div") ?? note;
  const dialog = over("over book-text", plainCopy(block));
  dialog.setAttribute("aria-label", "Noot " + reference.textContent.trim());
  dialog.lang = text.lang;
});

const enlarge = (image) => {
  const large = document.createElement("img");
  large.src = image.src;
  large.alt = image.alt;
  const words = document.createElement("p");
  words.textContent = image.alt;
  over("over over--picture", large, ...(image.alt ? [words] : [])).setAttribute("aria-label", image.alt || "Prent");
};
for (const image of text?.querySelectorAll("img") ?? []) {
  if (image.closest("a") || !image.getAttribute("src")) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "enlarge";
  button.setAttribute("aria-label", "Vergroot: " + (image.alt || "prent"));
  image.replaceWith(button);
  button.append(image);
  button.addEventListener("click", () => enlarge(image));
}
// What is too wide for the page scrolls by itself, with the keys too.
for (const wide of text?.querySelectorAll("table, math, pre") ?? []) {
  if (wide.scrollWidth > wide.clientWidth + 1 && wide.clientWidth > 0) wide.tabIndex = 0;
}

// ---- Reading aloud ----------------------------------------------------------------------------------------------------

const aloud = document.querySelector(".bar__aloud");
if (aloud && text && "speechSynthesis" in window) {
  // Voices come late in some browsers, and in some there are none at all.
  const offer = () => { aloud.hidden = speechSynthesis.getVoices().length === 0; };
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  offer();
  let voice = null;
  aloud.addEventListener("click", async () => {
    voice ??= (await import(aloud.dataset.aloud)).voiceFor({ text, button: aloud, language: facts.language, show, firstUnread });
    voice.toggle();
  });
}

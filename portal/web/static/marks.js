// Marks in the text, the place over several devices, and the book on this device. kept.js keeps all of it; the portal
// hears it when it can. Without this file there are plain pages for bookmarks and notes (/klas/<code>/bladwijzers).

const kept = globalThis.foyerKept;
const body = document.body;
const tools = document.querySelector("[data-marks]");
// A picture book has pages, and nobody calls them chapters.
const SAID = tools?.hasAttribute("data-pictures")
  ? { here: "Op deze bladzijde", one: "Bladzijde", whole: "De bladzijde", at: "op bladzijde" }
  : { here: "In dit hoofdstuk", one: "Hoofdstuk", whole: "Het hoofdstuk", at: "in hoofdstuk" };
// A page of fixed layout has no text of its own here: it can be bookmarked as a whole.
const text = document.querySelector(".book-text") ?? document.createElement("div");
const CODE = body.dataset.code;
const HERE = Number(body.dataset.chapter);
const HOME = kept.home(CODE);
const TEXT_MAX = 1000;
const QUOTE_MAX = 300;
const KINDS = {
  bladwijzer: "Bladwijzer",
  mooi: "Mooi",
  belangrijk: "Belangrijk",
  vraag: "Vraag",
  woord: "Moeilijk woord",
  notitie: "Notitie",
};
const COLOURS = ["mooi", "belangrijk", "vraag", "woord"];

let drawer;
let isBusy = false;

// --- Small things --------------------------------------------------------------------------------------------------

function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...inside);
  return element;
}

const newKey = () => [...crypto.getRandomValues(new Uint8Array(12))].map((one) => one.toString(16).padStart(2, "0")).join("");
const alive = () => Object.values(drawer.merken).filter((mark) => !mark.weg);
const inOrder = (one, other) =>
  one.hoofdstuk - other.hoofdstuk || one.stuk - other.stuk || one.begin - other.begin || (one.sleutel < other.sleutel ? -1 : 1);
const isCopy = () => body.hasAttribute("data-bewaard");

// --- Characters of the book ----------------------------------------------------------------------------------------
// A character belongs to the nearest numbered element around it, and is counted among those of that element only.

function textsOf(piece) {
  const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (walker.currentNode.parentElement.closest("[data-n]") === piece) found.push(walker.currentNode);
  return found;
}

const pieceOf = (number) => text.querySelector(`[data-n="${number}"]`);

// Where character `offset` of a piece is. A range begins before a character and ends behind one.
function locate(number, offset, isEnd) {
  const piece = pieceOf(number);
  let left = offset;
  for (const node of piece ? textsOf(piece) : []) {
    if (left < node.length || (isEnd && left === node.length && left > 0)) return [node, left];
    left -= node.length;
  }
  return null;
}

// The other way round, for a point of a selection. A point that is in no text moves to the next text there is.
function pointOf(node, offset, isEnd) {
  if (node.nodeType !== Node.TEXT_NODE) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const border = document.createRange();
    border.setStart(node, offset);
    let before = null;
    while (walker.nextNode()) {
      const isBefore = border.comparePoint(walker.currentNode, 0) < 0;
      if (isBefore) before = walker.currentNode;
      else if (!isEnd) return pointOf(walker.currentNode, 0, isEnd);
      else break;
    }
    return before ? pointOf(before, before.length, isEnd) : null;
  }
  const piece = node.parentElement.closest(".book-text [data-n]");
  if (!piece) return null;
  let count = offset;
  for (const one of textsOf(piece)) {
    if (one === node) return { piece: Number(piece.dataset.n), offset: count };
    count += one.length;
  }
  return null;
}

const squeezed = (words) => words.replace(/\s+/g, " ").trim();

// The words of a mark as a range; by the quote when a new edition of the book moved them.
function rangeOf(mark) {
  if (mark.hoofdstuk !== HERE || (mark.stuk === mark.eindstuk && mark.begin === mark.einde)) return null;
  const from = locate(mark.stuk, mark.begin, false);
  const to = locate(mark.eindstuk, mark.einde, true);
  if (from && to) {
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(...to);
    if (!mark.citaat || squeezed(range.toString()).startsWith(squeezed(mark.citaat).slice(0, 40))) return range;
  }
  return mark.citaat ? search(mark.citaat) : null;
}

function search(quote) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let all = "";
  while (walker.nextNode()) {
    nodes.push([all.length, walker.currentNode]);
    all += walker.currentNode.data;
  }
  const at = all.indexOf(quote);
  if (at < 0) return null;
  const spot = (place) => {
    const [start, node] = nodes.findLast(([begin]) => begin <= place);
    return [node, place - start];
  };
  const range = document.createRange();
  range.setStart(...spot(at));
  const [node, offset] = spot(at + quote.length - 1);
  range.setEnd(node, offset + 1);
  return range;
}

// --- Painting ------------------------------------------------------------------------------------------------------

let painted = [];
const canHighlight = Boolean(globalThis.CSS?.highlights && globalThis.Highlight);

function paint() {
  unpaint();
  const ranges = [];
  for (const mark of alive()) {
    if (mark.hoofdstuk !== HERE) continue;
    const range = rangeOf(mark);
    if (range) ranges.push([mark, range]);
    sign(mark, range);
  }
  painted = ranges;
  if (canHighlight) {
    for (const kind of [...COLOURS, "notitie"]) {
      const own = ranges.filter(([mark]) => mark.soort === kind).map(([, range]) => range);
      CSS.highlights.set(`merk-${kind}`, new Highlight(...own));
    }
    return;
  }
  // From the last to the first: what is wrapped changes no text in front of it.
  for (const [mark, range] of ranges.sort(([one], [other]) => inOrder(other, one))) wrap(mark, range);
  painted = alive().filter((mark) => mark.hoofdstuk === HERE).map((mark) => [mark, rangeOf(mark)]).filter(([, range]) => range);
}

function unpaint() {
  for (const one of text.querySelectorAll("[data-kept]")) one.removeAttribute("data-kept");
  for (const one of text.querySelectorAll("mark[data-key]")) {
    const parent = one.parentNode;
    one.replaceWith(...one.childNodes);
    parent.normalize();
  }
}

// Text only, piece by piece: an element of the book is never moved or cut.
function wrap(mark, range) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const inside = [];
  while (walker.nextNode()) if (range.intersectsNode(walker.currentNode)) inside.push(walker.currentNode);
  const { startContainer, startOffset, endContainer, endOffset } = range;
  for (const node of inside) {
    const end = node === endContainer ? endOffset : node.length;
    const start = node === startContainer ? startOffset : 0;
    if (end <= start || !node.data.slice(start, end).trim()) continue;
    node.splitText(end);
    const words = start ? node.splitText(start) : node;
    const shell = make("mark", { class: `merk merk--${mark.soort}`, "data-key": mark.sleutel });
    words.replaceWith(shell);
    shell.append(words);
  }
}

// A ribbon or a slip of paper at the piece of text, drawn by the style sheet.
function sign(mark, range) {
  const piece = range ? range.startContainer.parentElement.closest("[data-n]") : pieceOf(mark.stuk || 1);
  if (!piece || (mark.soort !== "bladwijzer" && !mark.tekst)) return;
  const signs = new Set((piece.dataset.kept ?? "").split(" ").filter(Boolean));
  if (mark.soort === "bladwijzer") signs.add("bladwijzer");
  if (mark.tekst) signs.add("notitie");
  piece.dataset.kept = [...signs].join(" ");
}

// --- Changing ------------------------------------------------------------------------------------------------------

async function keep(mark) {
  drawer = (await kept.change(CODE, (one) => {
    const known = one.merken[mark.sleutel];
    one.merken[mark.sleutel] = { ...mark, versie: (known?.versie ?? 0) + 1, wacht: true };
  })) ?? drawer;
  show();
  catchUp();
}

function throwAway(mark) {
  return keep({ ...mark, citaat: "", tekst: "", gedeeld: false, weg: true });
}

function aMark(soort, where, tekst = "") {
  return {
    sleutel: newKey(), soort, hoofdstuk: HERE, stuk: 0, begin: 0, eindstuk: 0, einde: 0, citaat: "",
    tekst, gedeeld: false, weg: false, ...where,
  };
}

// What is selected in the text, as the place of a mark.
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!text.contains(range.commonAncestorContainer) && range.commonAncestorContainer !== text) return null;
  const from = pointOf(range.startContainer, range.startOffset, false);
  const to = pointOf(range.endContainer, range.endOffset, true);
  if (!from || !to || !range.toString().trim()) return null;
  return {
    stuk: from.piece, begin: from.offset, eindstuk: to.piece, einde: to.offset, citaat: range.toString().slice(0, QUOTE_MAX),
  };
}

// The first piece of text that is in sight, under the bar.
function inSight() {
  const top = document.querySelector(".bar")?.getBoundingClientRect().bottom ?? 0;
  const pieces = [...text.querySelectorAll("[data-n]")].filter((one) => one.textContent.trim() && !one.querySelector("[data-n]"));
  return (
    pieces.find((one) => {
      const box = one.getBoundingClientRect();
      return box.bottom > top + 8 && box.right > 8 && box.left < innerWidth - 8 && box.top < innerHeight;
    }) ?? pieces[0]
  );
}

async function bookmarkHere() {
  const piece = inSight();
  const number = Number(piece?.dataset.n ?? 0);
  const there = alive().find((mark) => mark.soort === "bladwijzer" && mark.hoofdstuk === HERE && mark.stuk === number);
  if (there && !there.tekst) {
    await throwAway(there);
    say("Bladwijzer weggenomen.");
    return;
  }
  const words = piece ? squeezed(textsOf(piece).map((node) => node.data).join("")) : "";
  await keep(aMark("bladwijzer", { stuk: number, eindstuk: number, citaat: words.slice(0, 120) }));
  say("Bladwijzer gezet.");
}

// --- The bar over the selection ------------------------------------------------------------------------------------

const colourBar = make("div", { class: "colours", role: "toolbar", "aria-label": "Bewaar deze woorden", hidden: true });
for (const kind of COLOURS) {
  const sample = make("span", { class: `colours__sample merk merk--${kind}` }, KINDS[kind]);
  colourBar.append(make("button", { type: "button", "data-kind": kind }, sample));
}
const slip = make("span", { class: "colours__slip", "aria-hidden": "true" });
colourBar.append(make("button", { type: "button", "data-kind": "notitie" }, slip, "Notitie"));
// A tap must not take the selection away before it is read.
colourBar.addEventListener("pointerdown", (event) => event.preventDefault());
colourBar.addEventListener("click", async (event) => {
  const kind = event.target.closest("button")?.dataset.kind;
  const where = selected();
  if (!kind || !where) return;
  getSelection().removeAllRanges();
  colourBar.hidden = true;
  const mark = aMark(kind, where);
  if (kind === "notitie") openNote(mark, true);
  else {
    await keep(mark);
    say(`Bewaard: ${KINDS[kind].toLowerCase()}.`);
  }
});

let resting = 0;
document.addEventListener("selectionchange", () => {
  clearTimeout(resting);
  resting = setTimeout(() => (colourBar.hidden = !selected()), 250);
});

// --- One mark ------------------------------------------------------------------------------------------------------

const note = make("dialog", { class: "note", "aria-labelledby": "note-title" });

function openNote(mark, isNew) {
  const words = make("textarea", { id: "note-text", rows: 4, maxlength: TEXT_MAX, "aria-describedby": "note-hint" });
  words.value = mark.tekst;
  const share = make("input", { type: "checkbox", id: "note-share" });
  share.checked = mark.gedeeld;
  const kinds = make("fieldset", { class: "note__kinds", hidden: mark.begin === mark.einde && mark.stuk === mark.eindstuk });
  kinds.append(make("legend", {}, "Wat is het?"));
  for (const kind of [...COLOURS, "notitie"]) {
    const choice = make("input", { type: "radio", name: "soort", value: kind });
    choice.checked = kind === mark.soort;
    kinds.append(make("label", {}, choice, make("span", { class: `merk merk--${kind}` }, KINDS[kind])));
  }
  const problem = make("p", { class: "note__problem", role: "alert" });
  const form = make(
    "form",
    {
      method: "dialog",
      onsubmit: (event) => {
        event.preventDefault();
        const soort = kinds.hidden ? mark.soort : kinds.querySelector(":checked").value;
        const tekst = words.value.trim();
        if (soort === "notitie" && !tekst) {
          problem.textContent = "Schrijf eerst wat je wilt onthouden.";
          words.focus();
          return;
        }
        note.close();
        keep({ ...mark, soort, tekst, gedeeld: Boolean(tekst) && share.checked });
        say("Bewaard.");
      },
    },
    make("h2", { id: "note-title", tabindex: -1 }, isNew ? "Nieuwe notitie" : KINDS[mark.soort]),
    mark.citaat ? make("blockquote", { lang: text.lang, dir: "auto" }, mark.citaat) : "",
    kinds,
    make("label", { for: "note-text" }, "Jouw notitie"),
    words,
    make("p", { class: "note__hint", id: "note-hint" }, "Alleen jij ziet dit. Schrijf geen namen van mensen."),
    make("label", { class: "note__share" }, share, make("span", {}, "Deel met mijn leerkracht ", make("small", {}, "Terugnemen kan altijd."))),
    problem,
    make(
      "div",
      { class: "note__buttons" },
      make("button", { class: "note__keep" }, "Bewaar"),
      isNew ? "" : make("button", { type: "button", onclick: () => { note.close(); throwAway(mark); say("Weg."); } }, "Wis"),
      make("button", { type: "button", onclick: () => note.close() }, "Laat zo"),
    ),
  );
  note.replaceChildren(form);
  note.showModal();
  // The keyboard of a tablet comes up only for who is going to write.
  (isNew ? words : note.querySelector("h2")).focus();
}

function markAt(event) {
  const own = event.target.closest?.("mark[data-key]");
  if (own) return drawer.merken[own.dataset.key];
  const at = document.caretPositionFromPoint
    ? document.caretPositionFromPoint(event.clientX, event.clientY)
    : document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const node = at?.offsetNode ?? at?.startContainer;
  if (!node || !text.contains(node)) return null;
  const offset = at.offset ?? at.startOffset;
  return painted.find(([, range]) => range.isPointInRange(node, offset) && near(range, event))?.[0];
}

// The caret of a tap in a margin is that of the line beside it.
const near = (range, { clientX, clientY }) =>
  [...range.getClientRects()].some((box) => clientX >= box.left - 4 && clientX <= box.right + 4 && clientY >= box.top - 4 && clientY <= box.bottom + 4);

text.addEventListener(
  "click",
  (event) => {
    if (!drawer || event.target.closest("a, button, summary") || !getSelection().isCollapsed) return;
    const mark = markAt(event);
    if (!mark) return;
    event.preventDefault();
    event.stopPropagation();
    openNote(mark, false);
  },
  true,
);

// --- The sheet -----------------------------------------------------------------------------------------------------

const sheet = tools?.querySelector(".sheet");
const status = make("p", { class: "marks__status", role: "status" });
const list = make("div", { class: "marks__list" });
const device = make("div", { class: "marks__device" });
const bookmark = make("button", { type: "button", class: "sheet__button", onclick: bookmarkHere }, "Bladwijzer hier");

function buildSheet() {
  const choose = sheet.querySelector(".marks__here");
  const hasText = text.isConnected;
  const hint = hasText ? [make("p", { class: "marks__hint" }, "Kies woorden in de tekst om ze te kleuren of er iets bij te schrijven.")] : [];
  choose.parentElement.before(make("p", {}, bookmark), status, ...hint, list);
  choose.className = "sheet__more";
  choose.textContent = hasText ? "Kies een alinea" : "Schrijf iets bij deze bladzijde";
  sheet.append(device);
  // What is tapped here is often gone from the page at once, which would look like a tap beside the menu.
  sheet.addEventListener("click", (event) => event.stopPropagation());
  body.append(make("aside", { "aria-label": "Bewaren" }, colourBar, toast), note);
}

let toastTimer;
const toast = make("p", { class: "toast", role: "status" });
function say(words) {
  toast.textContent = words;
  toast.classList.add("toast--up");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => toast.classList.remove("toast--up"), 2500);
}

function show() {
  paint();
  const marks = alive().sort(inOrder);
  // This chapter first, then the others in the order of the book.
  const others = [...new Set(marks.map((mark) => mark.hoofdstuk))].filter((chapter) => chapter !== HERE);
  const chapters = marks.some((mark) => mark.hoofdstuk === HERE) ? [HERE, ...others] : others;
  list.replaceChildren(
    ...chapters.flatMap((chapter) => [
      make("h3", {}, chapter === HERE ? SAID.here : `${SAID.one} ${chapter}`),
      make("ul", {}, ...marks.filter((mark) => mark.hoofdstuk === chapter).map(line)),
    ]),
  );
  const waits = kept.isWaiting({ ...drawer, wacht: false });
  status.textContent = [
    { netwerk: "Geen netwerk: lees gewoon verder.", druk: "Foyer antwoordt even niet: lees gewoon verder." }[trouble] ?? "",
    waits ? "Wat je schreef, wacht op dit toestel." : "",
    refused,
  ].join(" ").trim();
}

let trouble = "";
let refused = "";

function line(mark) {
  const words = mark.citaat ? squeezed(mark.citaat).slice(0, 80) : SAID.whole;
  const label = make("span", { class: `merk merk--${mark.soort}` }, KINDS[mark.soort]);
  const said = make("span", { class: "marks__words", dir: "auto" }, words);
  const more = mark.tekst ? [make("span", { class: "marks__note", dir: "auto" }, mark.tekst.slice(0, 120))] : [];
  if (mark.gedeeld) more.push(make("span", { class: "marks__shared" }, "gedeeld met je leerkracht"));
  if (mark.hoofdstuk !== HERE) {
    return make("li", {}, make("a", { href: `${HOME}lees/${mark.hoofdstuk}${mark.stuk ? `?stuk=${mark.stuk}` : ""}` }, label, said, ...more));
  }
  const go = make("button", { type: "button", class: "marks__go", onclick: () => goTo(mark) }, label, said, ...more);
  const edit = make("button", { type: "button", class: "marks__edit", "aria-label": `Verander: ${KINDS[mark.soort]}, ${words}`, onclick: () => { tools.open = false; openNote(mark, false); } }, "✎");
  return make("li", {}, go, edit);
}

function goTo(mark) {
  tools.open = false;
  const piece = pieceOf(mark.stuk || 1);
  if (piece) document.dispatchEvent(new CustomEvent("foyer:go", { detail: { element: piece, piece: mark.stuk, part: 0 } }));
}

// --- The place -----------------------------------------------------------------------------------------------------

async function here(at) {
  if (!tools.hasAttribute("data-linear")) return;
  drawer = (await kept.change(CODE, (one) => {
    one.beurt = Math.max(one.beurt, isCopy() ? 0 : Number(tools.dataset.turn)) + 1;
    one.plaats = { hoofdstuk: HERE, stuk: at.piece, deel: at.part, ver: at.far, beurt: one.beurt };
    one.wacht = true;
  })) ?? drawer;
}

document.addEventListener("foyer:place", (event) => drawer && here(event.detail));

// What was read here without a network is later than what the portal knows of this device.
async function arrive() {
  const { plaats, wacht } = drawer;
  const asked = new URLSearchParams(location.search).has("stuk") || location.hash;
  if (plaats?.hoofdstuk === HERE && !asked && (wacht || isCopy())) {
    document.dispatchEvent(new CustomEvent("foyer:go", { detail: { piece: plaats.stuk, part: plaats.deel } }));
    return here({ piece: plaats.stuk, part: plaats.deel, far: plaats.ver });
  }
  const { piece, part, place } = body.dataset;
  const stuk = Number(new URLSearchParams(location.search).get("stuk")) || 0;
  return here(isCopy() ? { piece: stuk, part: 0, far: 0 } : { piece: Number(piece), part: Number(part), far: Number(place) });
}

function askWhere(elders, token) {
  document.querySelector(".ask")?.remove();
  if (!elders || HERE >= elders.hoofdstuk + 1) return;
  const hidden = (name, value) => make("input", { type: "hidden", name, value });
  const there = `${HOME}lees/${elders.hoofdstuk}${elders.stuk ? `?stuk=${elders.stuk}` : ""}`;
  body.append(
    make(
      "aside",
      { class: "ask", "aria-label": "Waar lees je verder?" },
      make("p", {}, make("strong", {}, `Op je ${elders.toestel} was je al ${SAID.at} ${elders.hoofdstuk}.`), " Daarheen?"),
      make(
        "form",
        { class: "ask__choices", method: "post", action: `${HOME}bewaard/plaats` },
        hidden("csrf_token", token),
        hidden("toestel", elders.naam),
        hidden("beurt", elders.beurt),
        make("a", { href: there }, "Ja, daarheen"),
        make("button", {}, "Nee, hier verder"),
      ),
    ),
  );
}

// --- The portal ----------------------------------------------------------------------------------------------------

let token = body.dataset.token;
let again = 0;
const AGAIN_MS = 20_000;

async function catchUp() {
  if (isBusy) return;
  isBusy = true;
  try {
    const work = () => kept.send(CODE, token);
    const { state, said } = await (navigator.locks ? navigator.locks.request(`foyer-boek-${CODE}`, work) : work());
    if (state !== "klaar") return ended(state, said);
    trouble = "";
    token = said.token ?? token;
    refused = said.waarom ?? "";
    askWhere(said.elders, token);
  } catch (problem) {
    if (!(problem instanceof kept.Later)) throw problem;
    trouble = problem.message;
    // A question from when this page was kept is no question of now.
    if (isCopy()) document.querySelector(".ask")?.remove();
  } finally {
    isBusy = false;
    drawer = (await kept.read(CODE)) ?? drawer;
    show();
    showDevice();
    // Changed while the message was on its way.
    if (!trouble && kept.isWaiting({ ...drawer, wacht: false })) setTimeout(catchUp, 300);
    // A network says when it is back ("online"); a portal that was in trouble has to be asked.
    clearTimeout(again);
    if (trouble === "druk") again = setTimeout(catchUp, AGAIN_MS);
  }
}

// The period is over, somebody else sits here, or nobody is signed in: the page goes, and tells what to do.
function ended(state, said) {
  location.replace(state === "weg" && ["set_closed", "set_revoked"].includes(said.code) ? `${HOME}lees/` : `/klas/${CODE}`);
}

// --- The book on this device ---------------------------------------------------------------------------------------

const canKeep = "serviceWorker" in navigator && Boolean(globalThis.caches);
const size = (bytes) => (bytes < 1e6 ? "minder dan 1 MB" : `ongeveer ${Math.ceil(bytes / 1e6)} MB`);
const day = (iso) =>
  new Date(Date.parse(iso) - 1000).toLocaleDateString("nl-BE", { timeZone: "Europe/Brussels", weekday: "long", day: "numeric", month: "long" });

let isKeeping = false;

function showDevice(problem = "") {
  if (isKeeping) return;
  const said = problem ? [make("p", { class: "note__problem", role: "alert" }, problem)] : [];
  if (drawer.boek) {
    device.replaceChildren(
      make("p", {}, `Dit boek staat op dit toestel tot en met ${day(drawer.tot)}. Lezen kan ook zonder netwerk.`),
      make("button", { type: "button", class: "sheet__more", onclick: dropBook }, "Haal het boek van dit toestel"),
      ...said,
    );
  } else if (canKeep) {
    device.replaceChildren(make("button", { type: "button", class: "sheet__button sheet__button--plain", onclick: keepBook }, "Bewaar dit boek op dit toestel"), ...said);
  } else {
    device.replaceChildren(make("p", {}, "Zonder netwerk lezen kan op dit toestel niet: daar is een veilige verbinding voor nodig."));
  }
}

async function dropBook() {
  await globalThis.caches.delete(kept.cacheName(CODE));
  drawer = await kept.change(CODE, (one) => (one.boek = false));
  const worker = await navigator.serviceWorker.getRegistration(HOME);
  await worker?.unregister();
  showDevice();
  say("Het boek is van dit toestel.");
}

class NoRoom extends Error {}

async function keepBook() {
  const bar = make("progress", { max: 1, value: 0, "aria-label": "Het boek wordt bewaard" });
  const words = make("p", { role: "status" }, "Even geduld …");
  device.replaceChildren(words, bar);
  isKeeping = true;
  let problem = "";
  try {
    await takeAlong((done, all) => {
      bar.max = all;
      bar.value = done;
      words.textContent = `${done} van ${all} bewaard`;
    });
    say("Het boek staat op dit toestel.");
  } catch (why) {
    await globalThis.caches.delete(kept.cacheName(CODE));
    problem = forbidden(why) ?? (isFull(why) ? `Er is geen plaats meer op dit toestel. Dit boek vraagt ${size(why.bytes ?? 0)}. Maak plaats en probeer het opnieuw.` : "Dat lukte niet: het netwerk viel weg. Probeer het straks opnieuw.");
    if (!(why instanceof kept.Later) && !isFull(why)) console.warn(why);
  } finally {
    isKeeping = false;
    drawer = (await kept.read(CODE)) ?? drawer;
    showDevice(problem);
  }
}

const isFull = (why) => why instanceof NoRoom || why.name === "QuotaExceededError";
const forbidden = (why) => (why.name === "SecurityError" || why.name === "NotAllowedError" ? "Dit toestel laat niet toe dat er iets bewaard wordt." : null);

async function takeAlong(tell) {
  const answer = await kept.ask(`${HOME}bewaard/boek`);
  if (!answer.ok) throw new kept.Later("dicht");
  const book = await answer.json();
  const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota - usage < book.bytes * 1.2) throw Object.assign(new NoRoom("plaats"), { bytes: book.bytes });
  await navigator.serviceWorker.register(`${HOME}wachter.js`, { scope: HOME });
  await globalThis.caches.delete(kept.cacheName(CODE));
  const copy = await globalThis.caches.open(kept.cacheName(CODE));
  const todo = [...book.hoofdstukken];
  const seen = new Set(todo);
  let done = 0;
  const also = (address) => {
    const url = new URL(address, location.origin);
    const path = url.pathname + url.search;
    if (url.origin !== location.origin || seen.has(path) || !(path.startsWith("/static/") || path.startsWith(`${HOME}lees/`))) return;
    seen.add(path);
    todo.push(path);
  };
  for (let path = todo.shift(); path; path = todo.shift()) {
    await store(copy, path, book, also);
    tell(++done, seen.size);
  }
  drawer = await kept.change(CODE, (now) => {
    now.boek = true;
    now.tot = book.tot;
  });
}

// A chapter as it is shown without a network, and whatever it needs: pictures, styles, letters, fixed pages.
async function store(copy, path, book, also) {
  const isChapter = book.hoofdstukken.includes(path);
  const answer = await kept.ask(isChapter ? `${path}?bewaar=1` : path);
  if (!answer.ok) {
    if (isChapter) throw new kept.Later("dicht");
    return; // A picture that is not there is not there with a network either.
  }
  const type = answer.headers.get("Content-Type") ?? "";
  if (type.startsWith("text/html")) {
    const html = await answer.text();
    for (const address of needs(html, path)) also(address);
    const headers = new Headers({ "Content-Type": type });
    for (const name of ["Content-Security-Policy", "X-Frame-Options"]) if (answer.headers.has(name)) headers.set(name, answer.headers.get(name));
    const page = isChapter ? html.replace("<body ", "<body data-bewaard ") : html;
    await copy.put(path, new Response(page, { headers }));
  } else if (type.startsWith("text/css")) {
    const css = await answer.clone().text();
    for (const [, address] of css.matchAll(/url\(["']?([^"')]+)["']?\)/g)) if (!address.startsWith("data:")) also(new URL(address, new URL(path, location.origin)).href);
    await copy.put(path, answer);
  } else await copy.put(path, answer);
}

function needs(html, path) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const base = new URL(path, location.origin);
  const parts = page.querySelectorAll("img[src], link[rel=stylesheet], link[rel=icon], script[src], iframe[src], [data-aloud], image, object[data]");
  return [...parts]
    .map((one) => one.getAttribute("src") ?? one.getAttribute("href") ?? one.getAttribute("xlink:href") ?? one.dataset.aloud ?? one.getAttribute("data"))
    .filter((address) => address && !address.startsWith("data:"))
    .map((address) => new URL(address, base).href);
}

// --- Leaving -------------------------------------------------------------------------------------------------------

for (const form of document.querySelectorAll('form[action$="/stop"]')) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    const isGone = await kept.leave(CODE).catch(() => false);
    if (isGone) location.replace(`/klas/${CODE}`);
    else form.submit();
  });
}

// --- The beginning -------------------------------------------------------------------------------------------------

async function start() {
  if (!tools || !globalThis.indexedDB) return;
  drawer = await kept.read(CODE);
  if (drawer?.stopt && drawer.van === tools.dataset.owner) {
    await kept.finishLeaving(CODE);
    location.replace(`/klas/${CODE}`);
    return;
  }
  drawer = await kept.begin(CODE, tools.dataset.owner);
  if (isCopy() && kept.isOver(drawer)) {
    await kept.forgetAll(CODE);
    location.reload();
    return;
  }
  buildSheet();
  looks();
  await arrive();
  show();
  showDevice();
  await catchUp();
}

// Letters that were chosen without a network are those of this page too.
function looks() {
  const now = body.className;
  if (isCopy() && drawer.look) body.className = drawer.look;
  else if (drawer.look !== now) kept.change(CODE, (one) => (one.look = now));
  document.addEventListener("foyer:looks", () => kept.change(CODE, (one) => (one.look = body.className)));
}

addEventListener("online", () => drawer && catchUp());
document.addEventListener("visibilitychange", () => drawer && !document.hidden && catchUp());
start().catch((problem) => console.warn(problem)); // A browser that keeps nothing (a private window): plain pages work.

// The search page without a reload: a change asks for the fragment, replaces choices and results, and sets the address.
// Without this file the same form works with its button.

const form = document.querySelector("[data-search-form]");
const TYPING_PAUSE_MS = 350;

/**
 * The address of the form as it stands; empty fields are left out. An empty distance says "anywhere", or "only here"
 * beside the place that it was shown for; beside a place that was just typed it says nothing yet.
 */
function address() {
  const query = new URLSearchParams();
  const { place, distance } = form.elements;
  for (const [name, value] of new FormData(form)) {
    if (value !== "" || (name === "distance" && place.value === distance.dataset.of)) query.append(name, value);
  }
  return `${form.getAttribute("action")}?${query}`;
}

let asking = null;

/** Show another search. Only the last question counts: an answer that comes late is thrown away. */
async function show(url, { push = true } = {}) {
  asking?.abort();
  asking = new AbortController();
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { headers: { "X-Fragment": "cards" }, signal: asking.signal });
    if (!answer.ok || answer.redirected) throw new Error(`status ${answer.status}`);
    replace(await answer.text());
    if (push) history.pushState(null, "", url);
    form.removeAttribute("aria-busy");
  } catch (problem) {
    // A new question took over. Anything else: let the browser do what it would have done without us.
    if (problem.name !== "AbortError") location.assign(url);
  }
}

/** Put the parts of a fragment in their places, and keep the focus and the opened groups where they were. */
function replace(html) {
  const fragment = new DOMParser().parseFromString(html, "text/html");
  const before = document.activeElement;
  const focused = before?.id;
  const opened = new Map([...form.querySelectorAll("details[id]")].map((group) => [group.id, group.open]));
  for (const part of fragment.querySelectorAll("[data-part]")) {
    const place = form.querySelector(`[data-live="${part.dataset.part}"]`);
    const { scrollTop } = place;
    place.replaceChildren(...part.childNodes);
    place.scrollTop = scrollTop;
  }
  offerCopying();
  // Said aloud by a screen reader; the heading itself is replaced, and that is not announced.
  form.querySelector("[data-announce]").textContent = form.querySelector(".results__count").textContent;
  for (const [id, open] of opened) {
    const group = document.getElementById(id);
    if (group) group.open = open;
  }
  if (before?.isConnected) return;
  // What had the focus was replaced: by its like, or, a chip that is gone, by the answer to letting it go.
  const next = (focused && document.getElementById(focused)) || document.getElementById("count");
  next.focus({ preventScroll: true });
}

/** Fill the fixed fields from an address, after "back" or a chip: they are not part of the fragment. */
function follow(url) {
  const query = new URL(url, location.href).searchParams;
  for (const name of ["text", "place"]) form.elements[name].value = query.get(name) ?? "";
}

/** Buttons that copy an address. Without this file the address stands there to be copied by hand. */
function offerCopying() {
  for (const button of form.querySelectorAll("[data-copy]")) button.hidden = false;
}

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Not allowed, or no secure page: the old way works on what is selected.
    document.execCommand("copy");
  }
  button.textContent = "Gekopieerd";
  form.querySelector("[data-announce]").textContent = "Het adres is gekopieerd.";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  document.getElementById("filters").hidePopover?.();
  show(address());
});

form.addEventListener("change", (event) => {
  if (event.target.name !== "text") show(address());
});

let pause = 0;
form.elements.text.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => show(address()), TYPING_PAUSE_MS);
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
  const link = event.target.closest("a[data-search]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  // Not `link.href`: on the map, links are of SVG, and theirs is an object.
  const url = link.getAttribute("href");
  follow(url);
  show(url).then(() => {
    if (link.closest(".pages")) form.scrollIntoView();
  });
});

offerCopying();

window.addEventListener("popstate", () => {
  follow(location.href);
  show(location.href, { push: false });
});

// The pages on which a house publishes. All of them work without this; with it nothing typed is lost by accident.

const STORE = "foyer-typed:";

/** What stands in a form now, as pairs; files and tokens are left out. */
function typed(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrf_token", "versie"].includes(name));
}

function putBack(form, pairs) {
  for (const box of form.querySelectorAll("input[type=checkbox]")) {
    box.checked = pairs.some(([name, value]) => name === box.name && value === box.value);
  }
  for (const [name, value] of pairs) {
    const field = form.elements.namedItem(name);
    if (field && "value" in field && field.type !== "checkbox" && field.type !== "hidden") field.value = value;
  }
}

/** Keep what is typed in this tab, and offer it again after a closed page, a lost connection or a log-in in between. */
function keep(form) {
  const key = STORE + form.dataset.keep;
  const fresh = JSON.stringify(typed(form));
  const note = form.querySelector("[data-unsaved]");
  let leaving = false;

  const stored = sessionStorage.getItem(key);
  const isRetry = document.querySelector(".notice--wrong, .notice--warn[data-focus]");
  if (stored && stored !== fresh && !isRetry) offer(form, key, JSON.parse(stored));

  const tell = () => {
    const now = JSON.stringify(typed(form));
    if (now === fresh) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, now);
    if (note) note.textContent = now === fresh ? "" : "Nog niet bewaard";
  };
  form.addEventListener("input", tell);
  form.addEventListener("change", tell);
  form.addEventListener("submit", () => {
    leaving = true;
    sessionStorage.setItem(`${key}:sent`, "1");
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && form.method === "post" && JSON.stringify(typed(form)) !== fresh) event.preventDefault();
  });
}

function offer(form, key, pairs) {
  const bar = document.createElement("div");
  bar.className = "notice notice--info kept";
  bar.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = "Je typte hier eerder iets dat niet bewaard is.";
  const actions = document.createElement("p");
  actions.className = "row";
  for (const [label, act] of [
    ["Zet het terug", () => putBack(form, pairs)],
    ["Gooi het weg", () => sessionStorage.removeItem(key)],
  ]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet button--small";
    button.textContent = label;
    button.addEventListener("click", () => {
      act();
      bar.remove();
      form.dispatchEvent(new Event("input"));
      form.querySelector("input:not([type=hidden])")?.focus();
    });
    actions.append(button);
  }
  const inner = document.createElement("div");
  inner.append(text, actions);
  bar.append(inner);
  form.prepend(bar);
}

// A page that says that something was saved means that what was sent arrived.
if (document.querySelector(".flashes")) {
  for (const key of Object.keys(sessionStorage)) {
    if (!key.startsWith(STORE) || !key.endsWith(":sent")) continue;
    sessionStorage.removeItem(key);
    sessionStorage.removeItem(key.slice(0, -":sent".length));
  }
}
for (const form of document.querySelectorAll("form[data-keep]")) keep(form);

// How many characters are left, once it matters.
for (const field of document.querySelectorAll("[data-count]")) {
  const most = Number(field.dataset.count);
  const note = document.createElement("p");
  note.className = "field__hint field__left";
  field.after(note);
  const tell = () => {
    const left = most - field.value.length;
    note.textContent = left < most / 4 ? `Nog ${left} tekens` : "";
  };
  field.addEventListener("input", tell);
  tell();
}

// Another hall has other places.
for (const hall of document.querySelectorAll("[data-hall]")) {
  const seats = hall.form.querySelector("[data-seats-field]");
  hall.addEventListener("change", () => {
    const most = hall.selectedOptions[0]?.dataset.seats;
    if (most && seats) seats.value = most;
  });
}

// How many dates are ticked off.
for (const button of document.querySelectorAll("[data-tally]")) {
  const form = button.form;
  const tell = () => {
    const many = form.querySelectorAll("input[name=moment]:checked").length;
    button.textContent = many === 1 ? "Bewaar 1 datum" : `Bewaar ${many} data`;
    button.disabled = many === 0;
  };
  form.addEventListener("change", tell);
  tell();
}

document.querySelector("[data-focus]")?.focus();

// At the door. Without this file every tap is a form. With it a tap shows at once, waits in this phone while there is
// no network, and is sent in order; each has a nonce, so that it counts once however often it is sent.

const door = document.querySelector("[data-door]");
const HERE = `/centrum/deur/${door?.dataset.door}`;
const STAND = `${HERE}/stand`;
const KEPT = "foyer-deur";
const QUEUE = "foyer-deur-wachtrij";
const LOOK_AGAIN_MS = 10_000;

const part = (name) => door.querySelector(`[data-${name}]`);
const rows = new Map([...(door?.querySelectorAll("[data-class]") ?? [])].map((row) => [row.dataset.class, row]));
const me = door?.dataset.person;
let token = door?.dataset.token;
let known = {};
let trouble = "";
let isSending = false;
let isKept = false;

// --- What waits in this phone --------------------------------------------------------------------------------------

function load(name = QUEUE) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "[]");
  } catch {
    return [];
  }
}

function store(items, name = QUEUE) {
  localStorage.setItem(name, JSON.stringify(items));
  if (name === QUEUE) sayThatSomethingWaits(items.length > 0);
}

// A log-out clears this device, but for what waits: when it sees this cookie the server leaves that to door-left.js.
function sayThatSomethingWaits(waits) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `deur-wacht=1; Path=/; SameSite=Lax; Max-Age=${waits ? 30 * 86400 : 0}${secure}`;
}

// Sent under the name of who tapped, and of nobody else.
const mine = (items) => items.filter((one) => one.person === me);

function nonce() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((one) => one.toString(16).padStart(2, "0")).join("");
}

function add(klas, wat, fields) {
  const item = { nonce: nonce(), person: me, name: door.dataset.name, at: Date.now(), door: HERE, klas, wat, ...fields };
  store([...load(), item]);
}

// --- What the page shows -------------------------------------------------------------------------------------------

function tell(row, told) {
  row.dataset.state = told.state;
  row.toggleAttribute("data-waits", Boolean(told.waits));
  row.dataset.came = told.state === "here" ? told.pupils + told.companions : 0;
  row.querySelector("[data-said]").textContent = told.said ?? "";
  row.querySelector("[data-other]").textContent = told.other ?? "";
  row.querySelector("[data-note]").textContent = told.note ?? "";
  const more = row.querySelector("details");
  if (!more || more.open) return;
  // Who was absent and comes after all, comes as booked: nobody steps from 0 to 26.
  const isHere = told.state === "here";
  row.querySelector("[name=leerlingen]").value = isHere ? told.pupils : row.dataset.pupils;
  row.querySelector("[name=begeleiders]").value = isHere ? told.companions : row.dataset.companions;
}

function read(row) {
  const text = (name) => row.querySelector(`[data-${name}]`).textContent;
  const { state } = row.dataset;
  const count = (name) => Number(row.querySelector(`[name=${name}]`)?.value ?? 0);
  const heads = state === "here" ? { pupils: count("leerlingen"), companions: count("begeleiders") } : {};
  return { state, said: text("said"), other: text("other"), note: text("note"), ...heads };
}

const WAITS = "wacht op verzending";

function after(told, item) {
  if (item.wat === "nota") return { ...told, note: `${item.nota} (${WAITS})` };
  if (item.wat === "terug") return { ...told, state: "open", pupils: null, companions: null, said: "", other: "" };
  const pupils = item.wat === "niet" ? 0 : item.leerlingen;
  const companions = item.wat === "niet" ? 0 : item.begeleiders;
  const isHere = pupils + companions > 0;
  const said = `${isHere ? `${pupils} + ${companions} binnen` : "Niet gekomen"} · ${WAITS}`;
  return { ...told, state: isHere ? "here" : "absent", pupils, companions, said, waits: true };
}

function show() {
  const waiting = load();
  for (const [klas, row] of rows) {
    let told = known[klas];
    for (const item of mine(waiting)) if (item.klas === klas && item.door === HERE && told) told = after(told, item);
    if (told) tell(row, told);
  }
  sum();
  status(waiting);
  refusals();
}

function sum() {
  let arrived = 0;
  let open = 0;
  for (const row of rows.values()) {
    arrived += Number(row.dataset.came);
    open += row.dataset.state === "open" ? 1 : 0;
  }
  part("arrived").textContent = arrived;
  part("open").textContent = open;
  part("progress").value = arrived;
  part("all-in").hidden = open > 0;
  for (const form of door.querySelectorAll("[data-all]")) {
    const school = form.closest("[data-school]");
    form.hidden = school.querySelectorAll("[data-class][data-state=open]").length < 2;
  }
}

function status(waiting) {
  const own = mine(waiting).length;
  const others = waiting.length - own;
  const line = part("status");
  line.dataset.kind = waiting.length || trouble ? "waits" : "";
  const said = [];
  if (own) said.push(`${own} ${own === 1 ? "wacht" : "wachten"} op verzending; na afmelden blijft dat op deze telefoon staan.`);
  if (others) said.push(`${others} van ${waiting.find((one) => one.person !== me).name} ${others === 1 ? "wacht" : "wachten"} tot die zich aanmeldt.`);
  if (trouble === "network") said.push("Geen netwerk: tel gewoon verder.");
  if (trouble === "login" && !line.querySelector("a")) {
    const link = document.createElement("a");
    link.href = `/aanmelden?volgende=${encodeURIComponent(HERE)}`;
    link.textContent = "Meld je opnieuw aan om te verzenden.";
    line.replaceChildren(said.join(" "), " ", link);
    return;
  }
  if (trouble === "login") return;
  const text = said.join(" ") || (isKept ? "Alles verzonden. Werkt ook zonder netwerk." : "Alles verzonden.");
  if (line.textContent !== text) line.textContent = text;
}

function refusals() {
  const list = part("refused");
  const items = load(`${QUEUE}-geweigerd`);
  list.hidden = !items.length;
  list.replaceChildren(
    ...items.map((item) => {
      const line = document.createElement("li");
      line.setAttribute("role", "alert");
      const text = document.createElement("span");
      text.textContent = item.said;
      const seen = document.createElement("button");
      seen.type = "button";
      seen.className = "door-button door-button--quiet";
      seen.textContent = "Gezien";
      seen.addEventListener("click", () => {
        store(load(`${QUEUE}-geweigerd`).filter((one) => one.nonce !== item.nonce), `${QUEUE}-geweigerd`);
        show();
      });
      line.append(text, seen);
      return line;
    }),
  );
}

// --- The network ---------------------------------------------------------------------------------------------------

class NotNow extends Error {}

async function ask(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, { redirect: "manual", headers: { Accept: "application/json" }, ...options });
  } catch {
    throw new NotNow("network");
  }
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new NotNow("login");
  if (answer.status >= 500 || answer.status === 429) throw new NotNow("network");
  return answer;
}

async function look() {
  const answer = await ask(STAND);
  if (!answer.ok) throw new NotNow("network");
  learn(await answer.json());
}

function learn(board) {
  known = board.classes;
  token = board.token;
  // Another class, or other numbers: the page itself is out of date. What waits is in the phone and comes along.
  if (board.shape !== door.dataset.shape && !sessionStorage.getItem(`deur-${board.shape}`)) {
    sessionStorage.setItem(`deur-${board.shape}`, "1");
    location.reload();
  }
}

async function post(item) {
  const body = new URLSearchParams({
    csrf_token: token,
    sleutel: item.nonce,
    klas: item.klas,
    wat: item.wat,
    geleden: Math.max(0, Date.now() - item.at),
  });
  for (const name of ["leerlingen", "begeleiders", "nota"]) if (item[name] !== undefined) body.set(name, item[name]);
  return ask(item.door, { method: "POST", body });
}

async function sendOne(item) {
  let answer = await post(item);
  if (answer.status === 400) {
    // The token of a log-in that is over; the one of the log-in of now comes with the stand.
    await look();
    answer = await post(item);
  }
  if (answer.ok) {
    if (item.door === HERE) {
      const board = await answer.json();
      learn(board);
      await keepStand(board);
    }
    return;
  }
  const said = await answer.json().then((told) => told.refused, () => "");
  const row = rows.get(item.klas);
  const name = item.door === HERE && row ? row.querySelector("h3").textContent : "Een klas";
  const line = { nonce: item.nonce, said: `${name} is niet geteld. ${said || "De lijst is veranderd."}` };
  store([...load(`${QUEUE}-geweigerd`), line], `${QUEUE}-geweigerd`);
}

async function keepStand(board) {
  // So that a page that is opened without a network shows what was counted last.
  const kept = new Response(JSON.stringify(board), {
    headers: { "Content-Type": "application/json", Date: new Date().toUTCString() },
  });
  await globalThis.caches?.open(KEPT).then((cache) => cache.put(STAND, kept));
}

async function sendAll() {
  let item;
  while ((item = mine(load())[0])) {
    await sendOne(item);
    store(load().filter((one) => one.nonce !== item.nonce));
    show();
  }
}

async function catchUp() {
  if (isSending) return;
  isSending = true;
  try {
    // One tab of this phone sends at a time, so that the order stays.
    const work = async () => (mine(load()).length ? sendAll() : look());
    await (navigator.locks ? navigator.locks.request(QUEUE, work) : work());
    trouble = "";
  } catch (problem) {
    if (!(problem instanceof NotNow)) throw problem;
    trouble = problem.message;
  } finally {
    isSending = false;
    show();
  }
}

// --- What people do ------------------------------------------------------------------------------------------------

function tapped(event) {
  event.preventDefault();
  const form = event.target;
  const { submitter } = event;
  const wat = submitter?.value ?? "gekomen";
  if (wat === "allen") {
    for (const row of form.closest("[data-school]").querySelectorAll("[data-class][data-state=open]")) {
      const { pupils, companions } = row.dataset;
      add(row.dataset.class, "gekomen", { leerlingen: Number(pupils), begeleiders: Number(companions) });
    }
  } else if (!addOne(form, wat)) {
    return;
  }
  show();
  catchUp();
}

function addOne(form, wat) {
  const nota = form.elements.nota.value.trim();
  if (wat === "nota" && !nota) return false;
  const fields = nota && wat !== "terug" ? { nota } : {};
  if (wat === "gekomen") {
    fields.leerlingen = Number(form.elements.leerlingen.value);
    fields.begeleiders = Number(form.elements.begeleiders.value);
  }
  add(form.elements.klas.value, wat, fields);
  form.elements.nota.value = "";
  const more = form.querySelector("details");
  const hadFocus = form.contains(document.activeElement);
  more.open = false;
  // The button that was tapped may be gone now: the thumb and the screen reader stay at this class.
  if (hadFocus) more.querySelector("summary").focus({ preventScroll: true });
  return true;
}

function step(event) {
  const button = event.target.closest("[data-step]");
  if (!button) return;
  const input = button.parentElement.querySelector("input");
  const next = Number(input.value || 0) + Number(button.dataset.step);
  input.value = Math.min(Number(input.max), Math.max(0, next));
}

async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/centrum/deur/wachter.js", { scope: "/centrum/deur" });
  await navigator.serviceWorker.ready;
  const cache = await caches.open(KEPT);
  // Pages of somebody else who stood at the door with this phone.
  if (localStorage.getItem(`${QUEUE}-wie`) !== me) {
    for (const request of await cache.keys()) {
      if (!new URL(request.url).pathname.startsWith("/static/")) await cache.delete(request);
    }
    localStorage.setItem(`${QUEUE}-wie`, me);
  }
  const parts = performance.getEntriesByType("resource").map((one) => one.name);
  const ours = parts.filter((one) => one.startsWith(`${location.origin}/static/`));
  await Promise.allSettled([HERE, STAND, ...new Set(ours)].map((one) => cache.add(one)));
  isKept = true;
  show();
}

if (door && rows.size) {
  for (const form of door.querySelectorAll("form")) form.addEventListener("submit", tapped);
  for (const button of door.querySelectorAll("[data-step]")) button.hidden = false;
  part("filter").hidden = false;
  door.addEventListener("click", step);
  addEventListener("online", catchUp);
  document.addEventListener("visibilitychange", () => document.hidden || catchUp());
  addEventListener("storage", show);
  setInterval(() => document.hidden || catchUp(), LOOK_AGAIN_MS);
  for (const [klas, row] of rows) known[klas] = read(row);
  show();
  // Without a network this is what was known last; it comes before what waits, which is laid over it.
  await look().catch(() => {});
  await catchUp();
  keepPage().catch(() => {
    // No secure address, or a browser that keeps nothing: everything works, but only while there is a network.
  });
}

// The service worker of one class's book (scope /klas/<code>/). It is there only when a pupil pressed "Bewaar dit boek
// op dit toestel", and opens the chapters of that copy when there is no network. kept.js stands in front of this file.
//
// With a network the portal always answers first: it knows whether the period is over, who sits here, and what is new.
// A portal that is in trouble itself (5xx) knows nothing of that, and counts as no network.
// An answer that sends us to the animals, or says that the book is closed, empties the copy.

const kept = self.foyerKept;
const CODE = decodeURIComponent(new URL(self.registration.scope).pathname.split("/")[2]);
const HOME = kept.home(CODE);
const PATIENCE_MS = 4000;

addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  const own = pathname.startsWith(HOME) ? pathname.slice(HOME.length) : null;
  if (request.method === "POST" && request.mode === "navigate" && own !== null) event.respondWith(sent(request, own));
  if (request.method !== "GET") return;
  if (pathname.startsWith("/static/")) event.respondWith(keptFirst(request));
  else if (own === "lees/" && request.mode === "navigate") event.respondWith(goOn(request));
  else if (/^lees\/\d+$/.test(own ?? "") && request.mode === "navigate") event.respondWith(chapter(request, pathname));
  else if (own?.startsWith("lees/") && !new URL(request.url).searchParams.has("bewaar")) {
    event.respondWith(freshFirst(request));
  }
});

const copy = () => caches.open(kept.cacheName(CODE));

async function keptFirst(request) {
  return (await (await copy()).match(request)) ?? fetch(request);
}

// Styles and letters may come from the copy at any time; what is of the book may not.
async function freshFirst(request) {
  const answer = await fetch(request).catch(() => Response.error());
  if (answer.type !== "error" && answer.status < 500) return answer;
  const drawer = await kept.read(CODE);
  const there = mayRead(drawer) && (await (await copy()).match(request, { ignoreSearch: true }));
  return there || answer;
}

const mayRead = (drawer) => Boolean(drawer?.boek) && !drawer.stopt && !kept.isOver(drawer);

async function settle() {
  const drawer = await kept.read(CODE);
  if (drawer?.stopt) await kept.finishLeaving(CODE);
  else if (kept.isOver(drawer)) await kept.forgetAll(CODE);
  return drawer;
}

// On to where this device was; the portal may have heard less of it.
async function goOn(request) {
  const drawer = await settle();
  if (mayRead(drawer) && drawer.plaats) {
    const { hoofdstuk, stuk } = drawer.plaats;
    return Response.redirect(`${HOME}lees/${hoofdstuk}${stuk ? `?stuk=${stuk}` : ""}`, 303);
  }
  return fetch(request).catch(() => without(drawer));
}

async function chapter(request, pathname) {
  const drawer = await settle();
  const asked = fetch(request).then(async (answer) => {
    // Nobody is signed in here, or the book is closed.
    if (answer.type === "opaqueredirect" || answer.status === 401) await kept.forgetBook(CODE);
    else if (answer.status === 410 || (answer.status === 404 && !(await holds(pathname)))) await closed(answer);
    return answer;
  });
  const slow = new Promise((done) => setTimeout(done, PATIENCE_MS)).then(() => fromCopy(pathname));
  try {
    const answer = (await Promise.race([asked, slow])) ?? (await asked);
    return answer.status < 500 ? answer : ((await fromCopy(pathname)) ?? answer);
  } catch {
    return (await fromCopy(pathname)) ?? without(drawer);
  }
}

const holds = async (pathname) => Boolean(await (await copy()).match(pathname));

async function closed(answer) {
  // What waits is told once more, so that nothing that was read or written without a network is lost.
  await kept.send(CODE).catch(() => {});
  if (answer.status === 410) await kept.forgetAll(CODE);
}

async function fromCopy(pathname) {
  const drawer = await kept.read(CODE);
  if (!mayRead(drawer)) return undefined;
  return (await copy()).match(pathname);
}

// A form was sent: another animal was chosen, the pupil stops, or wants other letters.
async function sent(request, own) {
  const isStop = own === "stop";
  if (!own.includes("/") && !isStop && own !== "look") await kept.send(CODE).catch(() => {});
  try {
    return await fetch(request);
  } catch {
    const drawer = await kept.read(CODE);
    if (isStop) return told("Tot de volgende keer!", "Het boek is van dit toestel. Wat je schreef, gaat naar je klas zodra er weer netwerk is.");
    if (own === "look" && mayRead(drawer)) return Response.redirect(`${HOME}lees/${drawer.plaats?.hoofdstuk ?? 1}`, 303);
    return told("Geen netwerk", "Hier is even netwerk voor nodig. Ga terug en lees gewoon verder.");
  }
}

function without(drawer) {
  if (drawer && kept.isOver(drawer)) {
    return told("Het doek is dicht", "De leesperiode is voorbij. Het boek is van dit toestel gehaald.");
  }
  return told("Geen netwerk", "Dit stuk staat niet op dit toestel. Zoek even wifi en probeer het opnieuw.");
}

function told(title, text) {
  const page = `<!doctype html><html lang="nl-BE"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>
body{display:grid;place-content:center;min-height:90vh;margin:0;padding:1.5rem;background:#3b1228;color:#2a1020;font:1.25rem/1.5 Verdana,sans-serif;text-align:center}
main{max-width:28rem;padding:2rem;border-radius:8px 22px 10px 20px;background:#fff3d6}h1{margin:0 0 .5rem;font-size:1.8rem}a{color:#8e1730}</style></head>
<body><main><h1>${title}</h1><p>${text}</p><p><a href="${HOME}lees/">Probeer opnieuw</a></p></main></body></html>`;
  return new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

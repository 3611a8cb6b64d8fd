// The service worker of the door (scope /centrum/deur): a page that was opened once opens without a network too.
//
// What it keeps stays on this phone: pages of who is signed in, for twelve hours at most (as long as a log-in lasts).
// A page that sends us to the log-in, or that is refused, is forgotten; a log-out clears all (Clear-Site-Data, or door-left.js).
// It never sends what was tapped: the page does that itself, in order.

const KEPT = "foyer-deur";
const DOOR = "/centrum/deur";
const LONGEST_MS = 12 * 3600 * 1000;
const PATIENCE_MS = 4000;

addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(keptFirst(request));
  else if (isDoor(pathname)) event.respondWith(freshFirst(request, pathname));
});

function isDoor(pathname) {
  return pathname === DOOR || /^\/centrum\/deur\/\d+(\/stand)?$/.test(pathname);
}

async function keptFirst(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function freshFirst(request, pathname) {
  const cache = await caches.open(KEPT);
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected) await cache.put(pathname, answer.clone());
    else if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) await cache.delete(pathname);
    return answer;
  });
  // A network that is there and brings nothing is as good as none, when there is something kept.
  const slow = new Promise((done) => setTimeout(done, PATIENCE_MS)).then(() => fresh(cache, pathname));
  try {
    return (await Promise.race([asked, slow])) ?? (await asked);
  } catch {
    return (await fresh(cache, pathname)) ?? Response.error();
  }
}

async function fresh(cache, pathname) {
  const kept = await cache.match(pathname);
  if (!kept) return undefined;
  if (Date.now() - Date.parse(kept.headers.get("Date") ?? "") < LONGEST_MS) return kept;
  await cache.delete(pathname);
  return undefined;
}

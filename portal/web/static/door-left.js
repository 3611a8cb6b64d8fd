// After a log-out while counts wait in this phone: clears what else Foyer kept there, and says whose counts they are.

const QUEUE = "foyer-deur-wachtrij";
const kept = localStorage.getItem(QUEUE);

localStorage.clear();
if (kept) localStorage.setItem(QUEUE, kept);
sessionStorage.clear();
for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
if (globalThis.caches) for (const name of await caches.keys()) await caches.delete(name);
for (const { name } of (await indexedDB.databases?.()) ?? []) indexedDB.deleteDatabase(name);

const waiting = JSON.parse(kept ?? "[]");
const names = [...new Set(waiting.map((one) => one.name))].join(" en ");
document.querySelector("[data-waiting]").textContent = waiting.length
  ? `${waiting.length} ${waiting.length === 1 ? "telling wacht" : "tellingen wachten"} op deze telefoon tot ${names} zich hier opnieuw aanmeldt. Anders is er niets bewaard.`
  : "Op deze telefoon is niets bewaard.";

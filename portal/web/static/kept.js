// What a device keeps of one pupil: marks, the place in the book, and the book itself when the pupil asked for it.
// The same file is in the page (a module that runs before marks.js) and in the service worker, which gets it in front
// of book-worker.js. It exports nothing: `foyerKept` is its one name.
//
// There is one drawer for each class code, with the name of its owner on it (`van`). What is not sent yet stays in it
// until it is. When another animal begins here, it is laid aside under its owner's name (`<code>/<van>`), where it waits
// for the day that this owner is back and is shown to nobody else. The book goes at "Stoppen", when somebody else chooses an animal here, when the portal says that the
// period is over or that nobody is signed in, and after the last day by this device's own clock.

globalThis.foyerKept = (() => {
  const DATABASE = "foyer-boek";
  const DRAWERS = "laden";
  const AT_ONCE = 50;
  const cacheName = (code) => `foyer-boek-${code}`;
  const home = (code) => `/klas/${code}/`;

  // --- Drawers -----------------------------------------------------------------------------------------------------

  let opened;
  function database() {
    opened ??= new Promise((done, failed) => {
      const asked = indexedDB.open(DATABASE, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(DRAWERS);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
    return opened;
  }

  // `work` gets the store and gives a request; the promise waits until it is written, not only until it is said.
  async function within(mode, work) {
    const store = (await database()).transaction(DRAWERS, mode).objectStore(DRAWERS);
    return new Promise((done, failed) => {
      let result;
      store.transaction.oncomplete = () => done(result);
      store.transaction.onabort = () => failed(store.transaction.error);
      work(store, (value) => (result = value));
    });
  }

  const read = (code) =>
    within("readonly", (store, give) => {
      store.get(code).onsuccess = (event) => give(event.target.result);
    });

  const asideName = (code, van) => `${code}/${van}`;

  const codes = async () => {
    const names = await within("readonly", (store, give) => {
      store.getAllKeys().onsuccess = (event) => give(event.target.result);
    });
    return names.filter((name) => !name.includes("/"));
  };

  // Read, change and write in one transaction, so that two tabs and the worker don't lose each other's words.
  const change = (code, how) =>
    within("readwrite", (store, give) => {
      store.get(code).onsuccess = (event) => {
        const drawer = event.target.result;
        if (!drawer) return;
        how(drawer);
        store.put(drawer, code);
        give(drawer);
      };
    });

  const fresh = (van) => ({ van, merken: {}, stand: "", plaats: null, beurt: 0, wacht: false, gezien: 0, tot: "" });

  // The drawer of the pupil who sits here. Somebody else's is laid aside; the books of other classes go.
  async function begin(code, van) {
    for (const other of await codes()) if (other !== code) await forgetBook(other);
    const drawer = await read(code);
    if (drawer && drawer.van === van) return drawer;
    await layAside(code);
    return within("readwrite", (store, give) => {
      const name = asideName(code, van);
      store.get(name).onsuccess = (event) => {
        const own = { ...fresh(van), ...event.target.result };
        store.delete(name);
        store.put(own, code);
        give(own);
      };
    });
  }

  // --- Forgetting --------------------------------------------------------------------------------------------------

  // The book goes; what the pupil wrote and was not sent stays in the drawer until the pupil is back.
  async function forgetBook(code) {
    await clearAway(code);
    await dismiss(code);
  }

  async function clearAway(code) {
    await globalThis.caches?.delete(cacheName(code));
    await change(code, (drawer) => {
      drawer.boek = false;
      drawer.stand = "";
      for (const [key, mark] of Object.entries(drawer.merken)) if (!mark.wacht) delete drawer.merken[key];
    });
  }

  async function forget(code) {
    await globalThis.caches?.delete(cacheName(code));
    await within("readwrite", (store) => store.delete(code));
    await dismiss(code);
  }

  // Nobody of this class reads on: what waited for its owner goes too.
  async function forgetAll(code) {
    await within("readwrite", (store) => store.delete(IDBKeyRange.bound(asideName(code, ""), asideName(code, "\uffff"))));
    await forget(code);
  }

  // Somebody else sits here now: words that were not sent wait for their owner, the rest goes.
  async function layAside(code) {
    await within("readwrite", (store) => {
      store.get(code).onsuccess = (event) => {
        const drawer = event.target.result;
        if (!drawer) return;
        const merken = Object.fromEntries(Object.entries(drawer.merken).filter(([, mark]) => mark.wacht));
        if (Object.keys(merken).length) store.put({ van: drawer.van, merken }, asideName(code, drawer.van));
        store.delete(code);
      };
    });
    await forget(code);
  }

  async function dismiss(code) {
    if (globalThis.registration) return; // The worker itself stays for the page that it is answering.
    const worker = await globalThis.navigator?.serviceWorker?.getRegistration(home(code));
    if (worker && new URL(worker.scope).pathname === home(code)) await worker.unregister();
  }

  // By the later of two clocks: this device's own, and the last that the portal was heard to say.
  const isOver = (drawer) => Boolean(drawer?.tot) && Math.max(Date.now(), drawer.gezien) >= Date.parse(drawer.tot);

  // --- Talking with the portal -------------------------------------------------------------------------------------

  class Later extends Error {}

  async function ask(address, options = {}) {
    let answer;
    try {
      answer = await fetch(address, { redirect: "manual", headers: { Accept: "application/json" }, ...options });
    } catch {
      throw new Later("netwerk");
    }
    if (answer.status >= 500 || answer.status === 429) throw new Later("druk");
    return answer;
  }

  const stands = (code) => ask(`${home(code)}bewaard`);

  function post(code, token, body) {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token };
    return ask(`${home(code)}bewaard`, { method: "POST", headers, body: JSON.stringify(body) });
  }

  const waiting = (drawer) => Object.values(drawer.merken).filter((mark) => mark.wacht);
  const isWaiting = (drawer) => drawer.wacht || waiting(drawer).length > 0;

  function message(drawer, marks) {
    const body = { van: drawer.van, stand: drawer.stand, merken: marks.map(({ wacht, ...mark }) => mark) };
    if (drawer.wacht && drawer.plaats) body.plaats = drawer.plaats;
    return body;
  }

  // Send what waits and hear how everything stands. Gives what was said, or throws `Later`.
  // `state`: "klaar"; "uit": nobody is signed in, the book went; "weg": all went, the period is over or somebody else
  // is signed in.
  async function send(code, token = "") {
    let drawer = await read(code);
    if (!drawer) return { state: "weg", said: {} };
    let said;
    do {
      const marks = waiting(drawer).slice(0, AT_ONCE);
      const sent = message(drawer, marks);
      let answer = await post(code, token, sent);
      if (answer.status === 400) {
        // The token of a page that was kept, or of a session that is over.
        const now = await stands(code);
        if (!now.ok) return ended(code, now);
        token = (await now.json()).token;
        answer = await post(code, token, sent);
      }
      if (!answer.ok) return ended(code, answer);
      said = await answer.json();
      token = said.token;
      drawer = await learn(code, sent, said, answer);
    } while (drawer && waiting(drawer).length);
    return { state: "klaar", said, drawer };
  }

  async function ended(code, answer) {
    const said = await answer.json().catch(() => ({}));
    if (answer.status === 401) {
      await forgetBook(code);
      return { state: "uit", said };
    }
    if (answer.status === 410 || answer.status === 409 || answer.status === 404) {
      await (answer.status === 409 ? layAside(code) : forgetAll(code));
      return { state: "weg", said };
    }
    // What the portal doesn't understand would be sent for ever.
    await change(code, (drawer) => {
      drawer.wacht = false;
      for (const mark of Object.values(drawer.merken)) mark.wacht = false;
    });
    return { state: "klaar", said };
  }

  const learn = (code, sent, said, answer) =>
    change(code, (drawer) => {
      drawer.gezien = Math.max(drawer.gezien, Date.parse(answer.headers.get("Date") ?? "") || 0);
      drawer.tot = said.tot;
      drawer.beurt = Math.max(drawer.beurt, said.beurt);
      if (sent.plaats && drawer.plaats?.beurt === sent.plaats.beurt) drawer.wacht = false;
      for (const mark of sent.merken) {
        const own = drawer.merken[mark.sleutel];
        if (own?.versie === mark.versie) own.wacht = false;
      }
      for (const key of said.geweigerd ?? []) delete drawer.merken[key];
      if (!said.merken) return;
      drawer.stand = said.stand;
      const known = drawer.merken;
      drawer.merken = Object.fromEntries(said.merken.map((mark) => [mark.sleutel, mark]));
      // Changed while the message was on its way.
      for (const [key, mark] of Object.entries(known)) if (mark.wacht) drawer.merken[key] = mark;
    });

  // "Stoppen": send what waits, sign out, and leave an empty device. Without a network the book goes at once and the
  // rest waits for the first contact (`stopt`), which the worker stays for. Whoever signed in meanwhile stays signed in.
  async function leave(code) {
    await change(code, (drawer) => (drawer.stopt = true));
    await clearAway(code);
    return finishLeaving(code);
  }

  async function finishLeaving(code) {
    const drawer = await read(code);
    if (!drawer?.stopt) return true;
    try {
      if (isWaiting(drawer)) await send(code);
      const now = await stands(code);
      const said = now.ok ? await now.json() : {};
      if (said.van === drawer.van) {
        const body = new URLSearchParams({ csrf_token: said.token });
        await ask(`${home(code)}stop`, { method: "POST", body });
      }
    } catch (problem) {
      if (!(problem instanceof Later)) throw problem;
      return false;
    }
    await forget(code);
    return true;
  }

  return {
    Later, ask, begin, cacheName, change, finishLeaving, forget, forgetAll, forgetBook, home, isOver, isWaiting, leave, read, send,
  };
})();

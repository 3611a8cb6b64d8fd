// Many books at once: one after the other, each with how far it is and what became of it. Without this script the
// form sends them all together, and the page that follows says the same.

const form = document.querySelector("form[data-one]");
const picker = form?.querySelector("input[type=file][multiple]");
const LIMIT = Number(form?.dataset.limit ?? 80) * 1_000_000;

/** Where the lines stand; made when the page has none yet. */
function lines() {
  let box = document.getElementById("outcomes");
  if (!box) {
    box = document.createElement("div");
    box.id = "outcomes";
    picker.closest(".field").append(box);
  }
  const sum = document.createElement("p");
  sum.className = "outcomes__sum";
  sum.setAttribute("role", "status");
  const list = document.createElement("ul");
  list.className = "outcomes";
  box.replaceChildren(sum, list);
  return { sum, list };
}

/** How far it is, in words: one line that is read out, and not each change of each file. */
function count(list, all) {
  const busy = list.querySelectorAll(".outcome--busy").length;
  const wrong = list.querySelectorAll(".outcome--wrong").length;
  const files = all === 1 ? "1 bestand" : `${all} bestanden`;
  const refusals = wrong ? `, waarvan ${wrong} niet toegevoegd` : "";
  return busy ? `${all - busy} van ${files} nagekeken${refusals} ...` : `${files} nagekeken${refusals}.`;
}

function waiting(list, name) {
  const line = document.createElement("li");
  line.className = "outcome outcome--busy";
  const inside = document.createElement("div");
  const words = document.createElement("p");
  const strong = document.createElement("strong");
  strong.textContent = name;
  const state = document.createElement("span");
  state.className = "outcome__state";
  state.textContent = " wacht op zijn beurt";
  words.append(strong, state);
  inside.append(words);
  line.append(inside);
  list.append(line);
  return { line, inside, state };
}

function refused(line, name, reason) {
  line.className = "outcome outcome--wrong";
  const words = document.createElement("p");
  const strong = document.createElement("strong");
  strong.textContent = name;
  words.append(strong, ` ${reason}`);
  line.replaceChildren(words);
}

/** Send one file; resolves with the answer, or with null when there was no connection. */
function send(file, fields, tell) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  body.append(picker.name, file, file.name);
  const request = new XMLHttpRequest();
  request.open("POST", form.dataset.one);
  request.upload.addEventListener("progress", (event) => event.lengthComputable && tell(event.loaded / event.total));
  return new Promise((resolve) => {
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => resolve(null));
    request.addEventListener("timeout", () => resolve(null));
    request.send(body);
  });
}

function answered(line, answer, name) {
  if (!answer) return refused(line, name, "is niet toegekomen: de verbinding viel weg. Kies het straks opnieuw.");
  if (answer.status === 413) return refused(line, name, "is te groot.");
  // A page instead of a line: the session is over, or the portal is in trouble.
  const found = new DOMParser().parseFromString(answer.responseText, "text/html").querySelector(".outcome");
  if (answer.status !== 200 || !found) {
    return refused(line, name, "is niet toegevoegd. Laad de pagina opnieuw, meld je zo nodig aan, en probeer het nog eens.");
  }
  line.replaceWith(document.adoptNode(found));
}

async function sendAll(files) {
  const fields = [...new FormData(form)].filter(([name]) => name !== picker.name);
  const button = form.querySelector("button:not([type=button])");
  const { sum, list } = lines();
  const queue = files.map((file) => ({ file, ...waiting(list, file.name) }));
  button.disabled = true;
  form.setAttribute("aria-busy", "true");
  sum.scrollIntoView({ block: "start" });
  for (const { file, line, inside, state } of queue) {
    sum.textContent = count(list, files.length);
    if (file.size > LIMIT) {
      refused(line, file.name, `is geweigerd. Het bestand is groter dan ${LIMIT / 1_000_000} MB.`);
      continue;
    }
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `Hoe ver ${file.name} is`);
    inside.append(bar);
    state.textContent = " wordt verstuurd";
    const answer = await send(file, fields, (part) => {
      bar.value = part;
      if (part === 1) {
        state.textContent = " wordt nagekeken";
        bar.removeAttribute("value");
      }
    });
    if (answer?.status === 422) {
      // Something else in the form is wrong: the page that says what comes the plain way, with the files in it.
      form.dataset.plain = "yes";
      button.disabled = false;
      form.requestSubmit(button);
      return;
    }
    answered(line, answer, file.name);
  }
  sum.textContent = count(list, files.length);
  form.removeAttribute("aria-busy");
  button.disabled = false;
  picker.value = "";
}

form?.addEventListener("submit", (event) => {
  const files = [...(picker?.files ?? [])];
  if (!files.length || form.dataset.plain) return;
  event.preventDefault();
  void sendAll(files);
});

// The booking form while it is filled in: the bill follows the counts. The server counts, by the rules of the house;
// without this file a button asks it.

const form = document.querySelector("[data-booking]");
const bill = form?.querySelector("[data-bill]");
let asking = null;
let soon = 0;

function mark() {
  for (const row of form.querySelectorAll(".class-row")) {
    row.classList.toggle("class-row--on", row.querySelector("[data-class]").checked);
  }
}

async function tell() {
  asking?.abort();
  asking = new AbortController();
  const sent = new URLSearchParams(new FormData(form));
  sent.set("prijs", "1");
  try {
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST",
      body: sent,
      headers: { "X-Fragment": "bill" },
      signal: asking.signal,
    });
    if (!answer.ok) return;
    const fragment = new DOMParser().parseFromString(await answer.text(), "text/html");
    bill.replaceChildren(...fragment.body.childNodes);
  } catch {
    // Without a network the last bill stays; the server counts again when the form is sent.
  }
}

function tellSoon() {
  mark();
  clearTimeout(soon);
  soon = setTimeout(tell, 150);
}

if (form) {
  form.addEventListener("input", (event) => {
    if (!event.target.matches("textarea, [name=contact], [name^=naam]")) tellSoon();
  });
  for (const button of form.querySelectorAll("[data-without-script]")) button.remove();
  // The browser may have put back what was typed before: count that.
  addEventListener("pageshow", tellSoon);
}

document.querySelector("[data-focus]")?.focus();

// The example beside the rules of a house follows what is typed. The server reads and counts; without this file a
// button asks it.

const form = document.querySelector("[data-rules]");
const shown = form?.querySelector("[data-example]");
let asking = null;
let soon = 0;

async function workOut() {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "X-Fragment": "example" },
      signal: asking.signal,
    });
    if (!answer.ok) return;
    const fragment = new DOMParser().parseFromString(await answer.text(), "text/html");
    shown.replaceChildren(...fragment.body.childNodes);
  } catch {
    // The button still asks for the whole page.
  }
}

if (form) {
  for (const button of form.querySelectorAll("[data-without-script]")) button.remove();
  form.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(workOut, 200);
  });
}

document.querySelector("[data-focus]")?.focus();

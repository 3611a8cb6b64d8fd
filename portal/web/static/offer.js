// "What does it cost for my class?" without a reload. Without this file the same form works with its button.

const form = document.querySelector("[data-cost-form]");
const places = { cost: "[data-cost]", "cost-brief": "[data-cost-brief]" };
let asking = null;

async function count() {
  if (!form.checkValidity()) return;
  asking?.abort();
  asking = new AbortController();
  const url = `${form.getAttribute("action").split("#")[0]}?${new URLSearchParams(new FormData(form))}`;
  try {
    const answer = await fetch(url, { headers: { "X-Fragment": "cost" }, signal: asking.signal });
    if (!answer.ok) return;
    const fragment = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of fragment.querySelectorAll("[data-part]")) {
      document.querySelector(places[part.dataset.part]).replaceChildren(...part.childNodes);
    }
  } catch {
    // The button still asks for the whole page.
  }
}

form.addEventListener("input", count);

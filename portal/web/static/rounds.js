// The list of a wish: rows go up and down in place, and a performance that is chosen in one row is off in the others.
// Without this file the buttons ask the server, which does the same.

const form = document.querySelector("[data-wishes]");

function selects() {
  return [...form.querySelectorAll("[data-row] select")];
}

function refresh() {
  const chosen = new Set(selects().map((one) => one.value).filter(Boolean));
  for (const one of selects()) {
    for (const option of one.options) {
      option.disabled = option.value !== "" && option.value !== one.value && chosen.has(option.value);
    }
  }
  const together = form.querySelector("[data-together]");
  const many = form.querySelectorAll("[data-class]:checked").length;
  together.hidden = many < 2 && !together.querySelector("input").checked;
  for (const row of form.querySelectorAll(".class-row")) {
    row.classList.toggle("class-row--on", row.querySelector("[data-class]").checked);
  }
}

function move(button) {
  const all = selects();
  const row = button.closest("[data-row]");
  const from = all.indexOf(row.querySelector("select"));
  const to = from + Number(button.dataset.move);
  if (to < 0 || to >= all.length) return;
  [all[from].value, all[to].value] = [all[to].value, all[from].value];
  refresh();
  const there = all[to].closest("[data-row]");
  const again = there.querySelector(`[data-move="${button.dataset.move}"]:not(:disabled)`);
  (again ?? all[to]).focus();
  const label = there.querySelector("label").textContent;
  form.querySelector("[data-said]").textContent = `${all[to].selectedOptions[0].textContent}: ${label}`;
}

if (form) {
  form.addEventListener("change", refresh);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    for (const one of selects()) for (const option of one.options) option.disabled = false;
    move(button);
  });
  refresh();
}

document.querySelector("[data-focus]")?.focus();

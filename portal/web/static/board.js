// Keys for the board: arrows and the keys of a presenter's clicker turn to the passage before or after. Without
// script the links in the bar do the same.

const turn = (rel) => document.querySelector(`.big__bar a[rel="${rel}"]`);
const menus = [...document.querySelectorAll(".big__menu")];
const root = document.documentElement;

// A passage longer than the board is read to its end first.
const isAtEnd = () => root.scrollTop + root.clientHeight >= root.scrollHeight - 4;
const isAtTop = () => root.scrollTop <= 4;

const actions = {
  ArrowRight: () => turn("next"),
  ArrowLeft: () => turn("prev"),
  PageDown: () => isAtEnd() && turn("next"),
  PageUp: () => isAtTop() && turn("prev"),
};

addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const open = menus.find((menu) => menu.open);
    if (open) { open.open = false; open.querySelector("summary").focus(); }
    return;
  }
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("select, input, textarea, .big__sheet")) return;
  const link = actions[event.key]?.();
  if (!link) return;
  event.preventDefault();
  link.click();
});

for (const menu of menus) {
  menu.addEventListener("toggle", () => {
    if (menu.open) for (const other of menus) if (other !== menu) other.open = false;
  });
}
addEventListener("click", (event) => {
  if (!event.target.closest(".big__menu")) for (const menu of menus) menu.open = false;
});

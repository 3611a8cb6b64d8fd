// A button beside each line to copy; without script the line can be selected.
for (const field of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--small";
  button.textContent = "Kopieer";
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = "Gekopieerd";
    } catch {
      button.textContent = "Druk op Ctrl+C";
    }
    setTimeout(() => { button.textContent = "Kopieer"; }, 4000);
  });
  field.after(button);
}

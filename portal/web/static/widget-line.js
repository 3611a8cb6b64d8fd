// Puts the programme of a house under the line that asked for it, in a frame of our own origin.
// It touches nothing else of the page, sets nothing, and listens only to its own frame.
(() => {
  const line = document.currentScript;
  if (!line) return;
  const at = new URL(line.src);
  const frame = document.createElement("iframe");
  frame.src = at.href.replace(/\/widget\/([^/?#]+)\.js/, "/insluiten/$1");
  frame.title = line.dataset.titel || "Aanbod voor scholen";
  frame.loading = "lazy";
  Object.assign(frame.style, { display: "block", width: "100%", height: "640px", border: "0" });
  window.addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== at.origin) return;
    const height = Number(data?.foyerHeight);
    if (height >= 40 && height <= 10000) frame.style.height = `${Math.ceil(height)}px`;
  });
  line.after(frame);
})();

// Tells the page around us how high we are. That is no secret, so any page may hear it.
if (window.parent !== window) {
  const tell = () => {
    window.parent.postMessage({ foyerHeight: document.documentElement.getBoundingClientRect().height }, "*");
  };
  new ResizeObserver(tell).observe(document.documentElement);
  tell();
}

// What grows by itself. htmx begins before its extension for streams is there, so whatever follows one is handed over here, after both.
setTimeout(() => {
  for (const element of document.querySelectorAll("[data-stream]:not([data-stream=''])")) {
    element.setAttribute("hx-sse:connect", element.dataset.stream);
    htmx.process(element);
  }
});

// Connects streams. htmx starts before its extension for server-sent events, so both are loaded when this runs.
setTimeout(() => {
  for (const element of document.querySelectorAll("[data-stream]:not([data-stream=''])")) {
    element.setAttribute("hx-sse:connect", element.dataset.stream);
    htmx.process(element);
  }
});

// Connects elements to the event stream in their attribute data-stream. Uses setTimeout to wait until htmx has loaded
// its extension for server-sent events.
setTimeout(() => {
  for (const element of document.querySelectorAll("[data-stream]:not([data-stream=''])")) {
    element.setAttribute("hx-sse:connect", element.dataset.stream);
    htmx.process(element);
  }
});

// Uploads with progress: the browser knows what it has sent, the server need not be asked. fetch tells nothing of it, so
// this is the one place that uses XMLHttpRequest. Without this script the form is sent as any other.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-upload]");
  if (!form || !form.querySelector("input[type=file]")?.files.length) return;
  event.preventDefault();
  send(form, event.submitter);
});

function send(form, submitter) {
  const panel = form.querySelector("#upload-progress");
  const bar = panel.querySelector("progress");
  const percent = panel.querySelector("[data-percent]");
  const buttons = form.querySelectorAll("button");
  const body = new FormData(form, submitter);
  const request = new XMLHttpRequest();

  const working = (on) => {
    panel.hidden = !on;
    form.toggleAttribute("aria-busy", on);
    for (const button of buttons) button.disabled = on;
  };

  const fail = (text) => {
    working(false);
    const errors = form.querySelector("ul.errors[id$='-errors']");
    const item = document.createElement("li");
    item.textContent = text;
    errors.replaceChildren(item);
    form.querySelector("input[type=file]").focus();
  };

  request.upload.addEventListener("progress", (step) => {
    if (!step.lengthComputable) return;
    bar.value = step.loaded / step.total;
    percent.textContent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(bar.value);
  });
  // The server has it all and looks into it: how long that takes is not known.
  request.upload.addEventListener("load", () => bar.removeAttribute("value"));
  request.addEventListener("error", () => fail(panel.dataset.failed));
  request.addEventListener("load", () => {
    const place = request.getResponseHeader("HX-Location") ?? request.getResponseHeader("HX-Redirect");
    if (place) return location.assign(place);
    if (request.getResponseHeader("HX-Retarget") === "#flashes") {
      // Signed out meanwhile: a message of the server's own. The chosen file stays.
      document.getElementById("flashes").insertAdjacentHTML("beforeend", request.responseText);
      document.dispatchEvent(new Event("htmx:after:swap"));
      return working(false);
    }
    if (request.status === 413) return fail(panel.dataset.tooLarge);
    if (request.status !== 422 && request.status !== 507) return fail(panel.dataset.failed);
    form.outerHTML = request.responseText;
    document.querySelector("form[data-upload] [aria-invalid=true]")?.focus();
  });

  const limit = Number(form.dataset.maxBytes);
  const size = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]).reduce((sum, file) => sum + file.size, 0);
  if (limit && size > limit) return fail(panel.dataset.tooLarge);

  bar.value = 0;
  working(true);
  request.open("POST", form.action);
  // As htmx would ask: the answer names the next page instead of redirecting the request itself there.
  request.setRequestHeader("HX-Request", "true");
  request.send(body);
}

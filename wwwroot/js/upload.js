// Uploads with progress. Uses XMLHttpRequest, because fetch does not report the progress of an upload. A file of at
// most 64 MB is hashed first and sent as the body of the request with its digest, so that the server can detect
// transfer errors. Larger files are sent in a form without a digest; so are all files if the browser cannot hash.
const maxHashed = 64 << 20;

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-upload]");
  if (!form || !form.querySelector("input[type=file]")?.files.length) return;
  event.preventDefault();
  upload(form, event.submitter);
});

async function upload(form, submitter) {
  const view = viewOf(form);
  const file = form.querySelector("input[type=file]").files[0];
  const limit = Number(form.dataset.maxBytes);
  if (limit && file.size > limit) return view.fail(view.texts.tooLarge);
  // Reads the form before view.start() disables its buttons, because disabled buttons are not part of form data.
  const fields = new FormData(form, submitter);
  view.start();
  const digest = await digestOf(file, form.dataset.digestWorker, (part) => view.progress(part / 2));
  if (digest) sendBody(form, fields, file, digest, view);
  else sendForm(form, fields, view);
}

// Computes the SHA-256 of the file in a worker. Resolves to null when the browser cannot do
// this, or when the file is empty or longer than 64 MB.
function digestOf(file, script, progress) {
  const canHash = window.Worker && window.crypto?.subtle;
  if (!script || !canHash || file.size === 0 || file.size > maxHashed) return Promise.resolve(null);
  return new Promise((resolve) => {
    const worker = new Worker(script);
    const end = (digest) => {
      worker.terminate();
      resolve(digest);
    };
    worker.addEventListener("error", () => end(null));
    worker.addEventListener("message", ({ data }) => {
      if (data.read !== undefined) progress(data.read / file.size);
      else end(data.digest ?? null);
    });
    worker.postMessage(file);
  });
}

// Sends the file as the body, the file name and the options in the query, and the antiforgery token in a header.
function sendBody(form, fields, file, digest, view) {
  const url = new URL(form.action);
  const token = fields.get("__RequestVerificationToken");
  for (const [name, value] of fields) {
    if (typeof value === "string" && name !== "__RequestVerificationToken") url.searchParams.append(name, value);
  }
  url.searchParams.set("name", file.name);
  const request = requestTo(url, form, view, 0.5);
  request.setRequestHeader("RequestVerificationToken", token);
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.setRequestHeader("Content-Digest", `sha-256=:${digest}:`);
  request.send(file);
}

function sendForm(form, fields, view) {
  requestTo(form.action, form, view, 0).send(fields);
}

function requestTo(url, form, view, start) {
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", (step) => {
    if (step.lengthComputable) view.progress(start + (1 - start) * (step.loaded / step.total));
  });
  // The whole file has been sent. How long the server then processes the file is unknown.
  request.upload.addEventListener("load", () => view.wait());
  request.addEventListener("error", () => view.fail(view.texts.failed));
  request.addEventListener("load", () => {
    const place = request.getResponseHeader("HX-Location") ?? request.getResponseHeader("HX-Redirect");
    if (place) return location.assign(place);
    if (request.getResponseHeader("HX-Retarget") === "#flashes") {
      // The session has ended, or the digest does not match. Shows the message of the server. The file stays selected.
      document.getElementById("flashes").insertAdjacentHTML("beforeend", request.responseText);
      document.dispatchEvent(new Event("message:added"));
      return request.status === 401 ? view.stop() : view.fail(view.texts.failed);
    }
    if (request.status === 413) return view.fail(view.texts.tooLarge);
    if (request.status !== 422 && request.status !== 507) return view.fail(view.texts.failed);
    form.outerHTML = request.responseText;
    document.querySelector("form[data-upload] [aria-invalid=true]")?.focus();
  });
  request.open("POST", url);
  // With this header of htmx, the server sends the URL of the next page in a response header instead of a redirect.
  request.setRequestHeader("HX-Request", "true");
  return request;
}

function viewOf(form) {
  const panel = form.querySelector("#upload-progress");
  const bar = panel.querySelector("progress");
  const percent = panel.querySelector("[data-percent]");
  const show = (on) => {
    panel.hidden = !on;
    form.toggleAttribute("aria-busy", on);
    for (const button of form.querySelectorAll("button")) button.disabled = on;
  };
  return {
    texts: panel.dataset,
    start() {
      bar.value = 0;
      show(true);
    },
    progress(part) {
      bar.value = part;
      const format = { style: "percent", numberingSystem: "latn" };
      percent.textContent = new Intl.NumberFormat(document.documentElement.lang, format).format(part);
    },
    wait() {
      bar.removeAttribute("value");
    },
    stop() {
      show(false);
    },
    fail(text) {
      show(false);
      const item = document.createElement("li");
      item.textContent = text;
      form.querySelector("ul.errors[id$='-errors']").replaceChildren(item);
      form.querySelector("input[type=file]").focus();
    },
  };
}

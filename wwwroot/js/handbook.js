// Scripts for the live examples and the source code in chapters. Has no imports, because browsers block module imports
// in an exported copy that is opened as a file.

// Copies source code without line numbers. Without clipboard access the buttons are hidden.
if (!navigator.clipboard) for (const button of document.querySelectorAll("[data-copy-source]")) button.hidden = true;

document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy-source]");
  if (!button) return;
  await navigator.clipboard.writeText(button.closest(".source").querySelector("code").textContent);
  const label = button.textContent;
  button.textContent = "✓";
  setTimeout(() => (button.textContent = label), 1500);
});

// Suggests names of chapters while the user types. Inserts the JSON response as text. Without this script the page uses
// the list in its HTML.
let waiting;
document.addEventListener("input", event => {
  const field = event.target.closest("[data-topics]");
  if (!field) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => suggest(field), 200);
});

async function suggest(field) {
  const { value } = field, list = document.getElementById(field.dataset.topics);
  const query = new URLSearchParams({ q: value, limit: 8 });
  const url = `${document.documentElement.dataset.root}api/patterns/topics?${query}`;
  const answer = await fetch(url).catch(() => null);
  if (!answer?.ok || value !== field.value) return;
  const names = await answer.json();
  list.replaceChildren(...names.map(name => {
    const item = document.createElement("li");
    item.textContent = name;
    return item;
  }));
  document.body.dispatchEvent(new Event("exchanged"));
}

// Shows a streamed response while it is received. Without this script, submitting the form opens the response as a
// page.
let reading;
document.addEventListener("submit", event => {
  const form = event.target.closest("[data-pieces]");
  if (!form) return;
  event.preventDefault();
  read(form, new URL(event.submitter?.getAttribute("formaction") ?? form.action, location.href));
});

document.addEventListener("click", event => {
  if (event.target.closest("[data-leave]")) reading?.abort();
});

// Before a live example sends a new request, removes the result of the previous one. An error response would not
// replace it.
document.addEventListener("htmx:before:request", event => {
  if (!event.detail.ctx.sourceElement.matches?.("[data-clears]")) return;
  for (const outcome of document.querySelectorAll("#try [data-outcome]")) outcome.remove();
});

async function read(form, address) {
  reading?.abort();
  const own = (reading = new AbortController());
  const place = document.getElementById(form.dataset.pieces), leave = form.querySelector("[data-leave]");
  const said = document.createElement("p");
  address.search = new URLSearchParams(new FormData(form));
  leave.hidden = false;
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: own.signal });
    const isPage = answer.ok && answer.headers.get("Content-Type")?.startsWith("text/html");
    const pieces = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
      text += piece.value;
      if (own.signal.aborted) break;
      if (isPage) place.innerHTML = text;
      else if (answer.ok) place.replaceChildren(Object.assign(document.createElement("pre"), { textContent: text }));
    }
    if (!answer.ok) place.replaceChildren();
    said.textContent = answer.ok ? form.dataset.ended : form.dataset.refused.replace("{0}", answer.status);
  } catch {
    said.textContent = own.signal.aborted ? form.dataset.left : form.dataset.broken;
  }
  if (reading !== own) return;
  place.append(said);
  leave.hidden = true;
  // Refreshes the lists of requests after 300 ms, because the server detects a closed connection with a delay.
  setTimeout(() => ["streamed", "exchanged"].forEach(name => document.body.dispatchEvent(new Event(name))), 300);
}

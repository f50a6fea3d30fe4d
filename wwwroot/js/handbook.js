// Source goes to the clipboard without its numbers. Where there is no clipboard the buttons are not shown.
if (!navigator.clipboard) for (const button of document.querySelectorAll("[data-copy-source]")) button.hidden = true;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy-source]");
  if (!button) return;
  await navigator.clipboard.writeText(button.closest(".source").querySelector("code").textContent);
  const label = button.textContent;
  button.textContent = "✓";
  setTimeout(() => (button.textContent = label), 1500);
});

// Names of chapters as data, put in as text. The page says where the application is; without this script the browser has its list.
let waiting;
document.addEventListener("input", (event) => {
  const field = event.target.closest("[data-topics]");
  if (!field) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => find(field), 200);
});

async function find(field) {
  const { value } = field, list = document.getElementById(field.dataset.topics);
  const answer = await fetch(`${document.documentElement.dataset.root}api/patterns/topics?${new URLSearchParams({ q: value, limit: 8 })}`).catch(() => null);
  if (!answer?.ok || value !== field.value) return;
  const names = await answer.json();
  list.replaceChildren(...names.map((name) => {
    const item = document.createElement("li");
    item.textContent = name;
    return item;
  }));
  document.body.dispatchEvent(new Event("exchanged"));
}

// A copy without the application looks through its own list: what has every word stays.
document.addEventListener("input", (event) => {
  const field = event.target.closest("[data-filter]");
  if (!field) return;
  const words = field.value.toLowerCase().split(/\s+/);
  for (const section of document.querySelectorAll(`#${field.dataset.filter} > section`)) {
    const chapters = [...section.querySelectorAll("[data-chapter]")];
    for (const chapter of chapters) chapter.hidden = !words.every((word) => chapter.textContent.toLowerCase().includes(word));
    section.hidden = chapters.every((chapter) => chapter.hidden);
  }
});

// An answer that is sent while it is made is shown while it arrives. Without this script the form leads to it.
let reading;
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-pieces]");
  if (!form) return;
  event.preventDefault();
  read(form, new URL(event.submitter?.getAttribute("formaction") ?? form.action, location.href));
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-leave]")) reading?.abort();
});

// A new try removes the outcome of the one before, which an error would otherwise not replace.
document.addEventListener("htmx:before:request", event => {
  if (!event.detail.ctx.sourceElement.matches?.("[data-clears]")) return;
  for (const outcome of document.querySelectorAll("#try [data-outcome]")) outcome.remove();
});

async function read(form, address) {
  reading?.abort();
  const own = (reading = new AbortController()), place = document.getElementById(form.dataset.pieces), leave = form.querySelector("[data-leave]");
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
    said.textContent = answer.ok ? "It came to its end." : `The answer is ${answer.status}, an error page.`;
  } catch {
    said.textContent = own.signal.aborted ? "You left." : "It broke off: the browser knows that something is missing.";
  }
  if (reading !== own) return;
  place.append(said);
  leave.hidden = true;
  // The server hears a moment later that somebody has left.
  setTimeout(() => ["streamed", "exchanged"].forEach((name) => document.body.dispatchEvent(new Event(name))), 300);
}

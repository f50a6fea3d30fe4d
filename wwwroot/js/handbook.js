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

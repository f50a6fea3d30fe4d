// Filters a list while one types. data-filter of the field is the id of the list; each entry has data-entry. An entry
// with a ticked checkbox stays. A section without a visible entry is hidden.
document.addEventListener("input", event => {
  const field = event.target.closest("[data-filter]");
  if (!field) return;
  const list = document.getElementById(field.dataset.filter);
  const words = field.value.toLocaleLowerCase().split(/\s+/);
  for (const entry of list.querySelectorAll("[data-entry]")) {
    const text = entry.textContent.toLocaleLowerCase();
    entry.hidden = !words.every(word => text.includes(word)) && !entry.querySelector(":checked");
  }
  for (const section of list.querySelectorAll(":scope > section"))
    section.hidden = !section.querySelector("[data-entry]:not([hidden])");
});

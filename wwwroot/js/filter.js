// Filters a list during typing. The field's attribute data-filter contains the id of the list. Each entry has the
// attribute data-entry. Entries with a checked checkbox stay visible. A section without visible entries is hidden.
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

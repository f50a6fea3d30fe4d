// Selects links in a list. The checkboxes belong to the form #bulk and work without JavaScript. This script adds
// ranges, "all on this page" and a count, and restores the selection when the list is swapped.
const chosen = new Set();
let anchor = null;

const all = selector => [...document.querySelectorAll(selector)];
const boxes = () => all(".selectable .pick > input");
const articleOf = box => box.closest("[data-link-id]");

function show() {
  const found = boxes();
  for (const box of found) articleOf(box).toggleAttribute("data-selected", box.checked);
  const count = found.filter(box => box.checked).length;
  for (const page of all("[data-select-page]")) {
    page.checked = count > 0 && count === found.length;
    page.indeterminate = count > 0 && !page.checked;
  }
  const number = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: "latn" }).format(count);
  for (const place of all("[data-selected-count]")) {
    const text = count === 0 && place.matches("output") ? "" : (place.dataset.text ?? "{0}").replace("{0}", number);
      // Sets the text only when it changes, so that screen readers announce it once.
    if (place.textContent !== text) place.textContent = text;
  }
  for (const bar of all("[data-bulk-bar]")) {
    if (count === 0 && bar.contains(document.activeElement)) (found[0] ?? document.querySelector("main"))?.focus();
    bar.toggleAttribute("data-revealed", count > 0);
  }
}

function set(box, value) {
  box.checked = value;
  if (value) chosen.add(box.value); else chosen.delete(box.value);
}

function setAll(value) {
  for (const box of boxes()) set(box, value);
  anchor = null;
  show();
}

// With Shift, a click or the space bar selects the range since the last changed checkbox.
document.addEventListener("click", event => {
  const box = event.target.closest?.(".selectable .pick > input");
  if (!box) return;
  const found = boxes(), from = found.findIndex(one => one.value === anchor), to = found.indexOf(box);
  const range = event.shiftKey && from >= 0 ? found.slice(Math.min(from, to), Math.max(from, to) + 1) : [box];
  for (const one of range) set(one, box.checked);
  anchor = box.value;
  show();
});

document.addEventListener("change", event => {
  if (event.target.matches("[data-select-page]")) setAll(event.target.checked);
});

document.addEventListener("keydown", event => {
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
  const other = "dialog, details.menu[open], .editing, input:not([type=checkbox]), textarea, select";
  if (event.target.closest?.(other)) return;
  if (boxes().some(box => box.checked)) setAll(false);
});

// After htmx has replaced the list, its new rows are not selected. Selects the chosen links again, and forgets chosen
// links that are no longer on the page.
function recall() {
  for (const id of chosen) if (!document.getElementById(`link-${id}`)) chosen.delete(id);
  for (const box of boxes()) box.checked = chosen.has(box.value);
  show();
}
document.addEventListener("htmx:after:swap", recall);

// Adds the checked links to the selection, because the browser may have restored checkboxes after navigating back.
// Always clears the checkbox "All results".
function learn() {
  for (const box of all("[data-all-results]")) box.checked = false;
  for (const box of boxes()) if (box.checked) chosen.add(box.value);
  show();
}
addEventListener("pageshow", learn);
learn();

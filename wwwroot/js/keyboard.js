// Single-key shortcuts, unless the user has turned them off. A shortcut clicks the control with that key in its
// attribute data-key. The current link is the link in the list that has the focus or had it last.
import { find } from "./dom.js";

const typing =
  "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";
const articles = () => [...document.querySelectorAll(".link-list > article[data-link-id]")];
const startOf = article => find(":scope > :is(h2, h3) > a", article) ?? find("a[href], button, input", article);

let current = null;

function mark(id) {
  current = id;
  for (const article of articles()) article.toggleAttribute("data-current", article.dataset.linkId === id);
}

function enter(article) {
  if (!article) return;
  mark(article.dataset.linkId);
  startOf(article)?.focus({ preventScroll: true });
  article.scrollIntoView({ block: "nearest" });
}

const currentArticle = () => articles().find(article => article.dataset.linkId === current) ?? null;

function move(step) {
  const list = articles(), at = list.indexOf(currentArticle());
  // Without a current link, starts at the first visible link.
  const seen = list.findIndex(article => article.getBoundingClientRect().bottom > 0);
  enter(at >= 0 ? list[at + step] : list[Math.max(0, seen)]);
}

/** Finds the control for a key: in the current link, or on the page of one link. */
function target(key) {
  const place = currentArticle() ?? (articles().length > 0 ? null : find("main"));
  return place && find(`[data-key="${CSS.escape(key)}"]`, place);
}

function press(key, shiftKey = false) {
  const element = target(key);
  const click = new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey });
  if (element?.matches("input")) element.dispatchEvent(click);
  else element?.click();
}

function search() {
  const field = find("main input[type=search]") ?? find("input[type=search]");
  field?.focus();
  field?.select();
}

async function help() {
  const dialog = find("#keys");
  if (!dialog || dialog.open) return;
  await htmx.ajax("GET", dialog.dataset.source, { target: "#keys-list", swap: "innerHTML" });
  if (!dialog.open) dialog.showModal();
}

const once = {
  "/": search,
  "?": help,
  o: () => {
    const article = currentArticle();
    (article ? find(":scope > :is(h2, h3) > a", article) : target("o"))?.click();
  },
  e: () => press("e"),
  s: () => press("s"),
  x: () => press("x"),
  X: () => press("x", true),
  "#": () => press("#"),
};
const again = { j: () => move(1), k: () => move(-1) };

/** The typed key. On a keyboard without Latin letters, a letter is identified by its position. */
function keyOf(event) {
  const { key, code } = event;
  if (key.length > 1) return key;
  if (/^[a-z]$/i.test(key)) return event.shiftKey ? key.toUpperCase() : key.toLowerCase();
  if (key.charCodeAt(0) < 128) return key;
  if (code === "Slash" || key === "\u061f") return event.shiftKey || key === "\u061f" ? "?" : "/";
  if (code === "Digit3" && event.shiftKey) return "#";
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return letter ? (event.shiftKey ? letter : letter.toLowerCase()) : key;
}

const isEdited = field => field.type === "checkbox"
  ? field.checked !== field.defaultChecked
  : "defaultValue" in field && field.value !== field.defaultValue;

/** Leaves a field: moves from the search to the list, or cancels an inline form without changes. */
function leave(event) {
  const form = event.target.closest?.(".editing form"), cancel = form && find("[data-cancel]", form);
  if (cancel) {
    event.preventDefault();
    // Values that the server rejected count as unsaved.
    const isChanged = form.dataset.unsaved === "true" || [...form.elements].some(isEdited);
    if (isChanged && event.target !== cancel) cancel.focus(); else cancel.click();
  } else if (event.target.matches?.(typing) && !event.target.closest("dialog")) {
    event.preventDefault();
    event.target.blur();
    if (event.target.type === "search") enter(currentArticle() ?? articles()[0]);
  }
}

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || event.isComposing || !event.key || find("dialog[open]")) return;
  if (event.key === "Escape") return leave(event);
  const key = keyOf(event), isSign = !/^[a-z]$/i.test(key);
  // Some keyboard layouts need Alt or AltGr to type characters such as #. Letters with them are browser shortcuts.
  const isTyped = isSign && (event.altKey || event.getModifierState("AltGraph")) && !event.metaKey;
  const isHeld = (event.ctrlKey || event.metaKey || event.altKey) && !isTyped;
  if (isHeld || event.target.closest?.(typing)) return;
  // Ignores keys while the form of the current link is loading, because the user types them for that form.
  if (target("e")?.matches(".htmx-request")) return event.preventDefault();
  const act = again[key] ?? (event.repeat ? null : once[key]);
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("focusin", event => {
  const article = event.target.closest?.(".link-list > article[data-link-id]");
  if (article) mark(article.dataset.linkId);
});

// Marks the current link again after a swap, if it is still in the list.
document.addEventListener("htmx:after:swap", () => mark(currentArticle() ? current : null));

// Connects the pages with htmx. Each link and form also works without this script.
import { find } from "./dom.js";

/** Shows the error message that the page contains, for a response that cannot be shown. */
function showError() {
  const list = find("#flashes"), model = find("#unanswered");
  if (list && model) list.append(model.content.cloneNode(true));
}

// Adds the antiforgery token to unsafe requests whose body does not contain it.
const tokenName = "__RequestVerificationToken";

document.addEventListener("htmx:config:request", event => {
  const { request } = event.detail.ctx, token = find(`input[name="${tokenName}"]`);
  if (token && !["GET", "HEAD", "QUERY"].includes(request.method.toUpperCase()) && !request.body?.has?.(tokenName))
    request.headers.RequestVerificationToken = token.value;
});

// The antiforgery token of an open page becomes invalid when another account signs in. Copies the new token from the
// flash message into the forms.
function renewTokens() {
  for (const message of document.querySelectorAll("[data-fresh-token]")) {
    for (const field of document.querySelectorAll(`input[name="${tokenName}"]`))
      field.value = message.dataset.freshToken;
    message.removeAttribute("data-fresh-token");
  }
}
document.addEventListener("htmx:after:swap", renewTokens);
document.addEventListener("message:added", renewTokens);

// By default htmx swaps every response into the target. This listener prevents the swap of whole documents and server
// errors.
document.addEventListener("htmx:before:swap", event => {
  const { ctx } = event.detail, { response, request } = ctx;
  if (!response) return;
  const isDocument = /^\s*(<!doctype|<html)/i.test(ctx.text ?? "");
  const isForeign = response.status >= 500 && !response.headers.has("HX-Retarget");
  if (isForeign || (response.status >= 400 && !ctx.text?.trim())) {
    event.preventDefault();
    showError();
  } else if (isDocument && request.headers["HX-Request-Type"] === "partial") {
    event.preventDefault();
    if (response.raw.redirected) location.assign(response.raw.url); else showError();
  }
});

// Shows an error message if htmx received no response, because of the network or a timeout.
document.addEventListener("htmx:error", event => {
  if (event.detail.ctx && !event.detail.ctx.response) showError();
});

// htmx restores the focus by [autofocus] and ids. The code below handles another case: the focused element was removed.
const focusable = [
  "a[href]", "summary",
  ...["button", "input:not([type=hidden])", "select", "textarea"].map(control => `${control}:not([disabled])`),
].join();
const lostFocus = new WeakMap();

document.addEventListener("htmx:before:swap", event => {
  const { ctx } = event.detail, { target } = ctx, active = document.activeElement;
  if (!target?.contains?.(active) || active === document.body) return;
  const next = target.nextElementSibling ?? target.previousElementSibling;
  lostFocus.set(ctx, { target, id: target.id, back: target.dataset.return, next, parent: target.parentElement });
});

document.addEventListener("htmx:after:swap", event => {
  // If the swap has replaced the target, finds the new element by the same id.
  const { ctx } = event.detail, { target } = ctx, lost = lostFocus.get(ctx);
  const fresh = target?.isConnected ? target : target?.id && document.getElementById(target.id);
  const wanted = fresh ? find("[data-focus]", fresh) : null;
  if (wanted) focus(wanted);
  else if (lost && (document.activeElement === document.body || !document.activeElement)) {
    const place = (lost.back && document.getElementById(lost.back)) || (lost.id && document.getElementById(lost.id))
      || [lost.target, lost.next, lost.parent].find(element => element?.isConnected);
    // In a row of the list, focuses the title rather than the checkbox before it.
    const within = place && (find(":scope > :is(h2, h3) > a", place) ?? find(focusable, place));
    if (place) focus(place.matches(focusable) ? place : within ?? place);
  }
});

// After htmx has replaced the error list of a validated field, updates the attribute aria-invalid of its control.
document.addEventListener("htmx:after:swap", event => {
  const list = event.detail.ctx.target;
  const control = list?.matches?.(".field > .errors") && find(`[aria-describedby~="${CSS.escape(list.id)}"]`);
  if (!control) return;
  if (list.children.length > 0) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
});

function focus(element) {
  if (!element.matches(focusable) && !element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: false });
}

// When htmx changes the URL, announces the title to screen readers, as for a new page.
let moved = false;
for (const name of ["push", "replace"])
  document.addEventListener(`htmx:after:history:${name}`, () => { moved = true; });
document.addEventListener("htmx:finally:request", () => {
  const announcer = find("#announcer");
  if (moved && announcer) announcer.textContent = document.title;
  moved = false;
});

document.addEventListener("click", event => {
  const dismiss = event.target.closest("[data-dismiss]");
  if (dismiss) {
    const item = dismiss.closest("li"), next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    focus(next ? find("[data-dismiss]", next) ?? find("main") : find("main"));
  }
  for (const menu of document.querySelectorAll("details.menu[open]"))
    if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", event => {
  const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
  if (!menu) return;
  event.preventDefault();
  menu.open = false;
  find("summary", menu).focus();
});

// When a delete button is pressed, shows the confirmation in a dialog instead of on a page of its own. The browser
// returns the focus to the button when the dialog closes.
let isSending = false;

document.addEventListener("submit", async event => {
  const { target: form, submitter } = event, dialog = find("#confirm");
  if (isSending || !dialog || event.defaultPrevented || !submitter?.matches("[data-confirm]")) return;
  event.preventDefault();
  dialog.replaceChildren();
  const url = submitter.getAttribute("formaction") ?? form.getAttribute("action");
  await htmx.ajax("POST", url, { source: form, event, target: dialog, swap: "innerHTML" });
  if (find("#confirm-form", dialog)) {
    dialog.setAttribute("aria-labelledby", "confirm-title");
    dialog.setAttribute("aria-describedby", "confirm-text");
    dialog.showModal();
  }
  else if (dialog.firstElementChild) {
    // The response is not a confirmation but a form with errors. Submits the form again without htmx, so that the
    // browser shows the errors as a page.
    dialog.replaceChildren();
    isSending = true;
    form.requestSubmit(submitter);
    isSending = false;
  }
});

// Submits a form when its select or checkbox with data-autosubmit changes.
document.addEventListener("change", event => {
  if (event.target.matches("[data-autosubmit]")) event.target.form?.requestSubmit();
});

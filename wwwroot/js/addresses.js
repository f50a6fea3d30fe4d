// Copies or shares the URL of a link. links.css hides the buttons for features that the browser does not support. The
// texts are in the template #copying.
const can = [navigator.clipboard && "copy", navigator.share && "share"].filter(Boolean);
document.documentElement.dataset.can = can.join(" ");

const texts = () => document.getElementById("copying")?.dataset ?? {};
const titleOf = button => button.closest("[data-link-id]")?.querySelector(":scope > :is(h2, h3) > a");

/** Announces a text to screen readers, even when it is the same as before. */
function say(text) {
  const announcer = document.getElementById("announcer");
  announcer.textContent = "";
  requestAnimationFrame(() => { announcer.textContent = text; });
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy || titleOf(button).href);
  } catch {
    return say(texts().failed);
  }
  say(texts().done);
  const label = button.querySelector("span");
  if (button.dataset.was) return;
  button.dataset.was = label.textContent;
  label.textContent = texts().done;
  setTimeout(() => {
    label.textContent = button.dataset.was;
    delete button.dataset.was;
  }, 2000);
}

async function share(button) {
  const link = titleOf(button);
  try {
    await navigator.share({ url: button.dataset.share || link.href, title: button.dataset.title || link.textContent });
  } catch {
    // Ignores the error: the user cancelled sharing, or the browser denied it.
  }
}

document.addEventListener("click", event => {
  const button = event.target.closest("[data-copy], [data-share]");
  if (!button) return;
  if (button.hasAttribute("data-copy")) copy(button); else share(button);
});

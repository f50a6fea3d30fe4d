// Extends the link form: reports whether the URL is already saved, and suggests tags. Inserts JSON responses as text.
// Without this script the server reports duplicates after submission, and the page uses the list of tags in its HTML.
const root = document.documentElement.dataset.root;

/** Debounces a function: calls it once, `wait` ms after the last call, with the last arguments. */
function later(run, wait = 250) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...given), wait);
  };
}

/** The JSON response, or null. A new request of the same control cancels the previous one. */
const asked = new WeakMap();
async function ask(control, path, query) {
  asked.get(control)?.abort();
  const question = new AbortController();
  asked.set(control, question);
  try {
    const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
    const answer = await fetch(`${root}${path}?${new URLSearchParams(query)}`, { signal: question.signal, headers });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

const lookForSame = later(async (control, form) => {
  const url = control.value.trim();
  const answer = url ? await ask(control, "api/links/exists", { url }) : { exists: false };
  if (!answer || control.value.trim() !== url) return;
  const place = form.querySelector("[data-same]");
  if (!answer.exists) return place.replaceChildren();
  const notice = form.querySelector("[data-same-model]").content.cloneNode(true);
  const title = notice.querySelector("[data-title]"), saved = notice.querySelector("[data-saved]");
  title.textContent = answer.link.title;
  saved.textContent = saved.textContent.replace("{0}", answer.link.saved);
  title.href = notice.querySelector("[data-open]").href = answer.link.page;
  place.replaceChildren(notice);
});

// An option of a datalist replaces the whole value of the field. So each suggested option repeats the earlier tags.
const suggest = later(async control => {
  const cut = Math.max(control.value.lastIndexOf(","), control.value.lastIndexOf("\u060c")) + 1;
  const before = control.value.slice(0, cut), typed = control.value.slice(cut).trim();
  const tags = await ask(control, "api/tags/suggest", { q: typed, limit: 8 });
  if (!tags) return;
  const taken = new Set(before.split(/[,\u060c]/).map(name => name.trim().toLowerCase()));
  const others = tags.filter(tag => !taken.has(tag.name.toLowerCase()));
  control.list.replaceChildren(...others.map(tag => {
    const option = document.createElement("option");
    option.value = before ? `${before.trimEnd()} ${tag.name}` : tag.name;
    return option;
  }));
}, 150);

document.addEventListener("input", event => {
  const control = event.target, form = control.form;
  if (form?.matches("[data-duplicates]") && control.name === "Form.Url") lookForSame(control, form);
  if (control.matches?.("[data-suggest]")) suggest(control);
});

// When a link is removed from the list, loads the list again, because the counts and the following links have changed.
const renew = later(() => htmx.ajax("GET", location.href, { target: "#results", swap: "outerMorph" }), 50);
document.addEventListener("htmx:after:swap", event => {
  const { ctx } = event.detail;
  if (ctx.swap === "delete" && ctx.target?.matches?.("article.link") && ctx.response?.status < 400) renew();
});

// Prevents a second submission. Navigating back enables the form again.
document.addEventListener("submit", event => {
  const form = event.target;
  if (!form.matches("[data-duplicates]") || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "true";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-duplicates][data-sent]")) delete form.dataset.sent;
});

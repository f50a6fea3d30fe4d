// The list of folders on a preview, narrowed as one types. Without this script it is simply long.
document.addEventListener("input", event => {
  const filter = event.target.closest("[data-filter]");
  if (!filter) return;
  const wanted = filter.value.trim().toLocaleLowerCase();
  for (const item of filter.closest("[data-filtered]").querySelectorAll("li"))
    item.hidden = wanted !== "" && !item.textContent.toLocaleLowerCase().includes(wanted) && !item.querySelector(":checked");
});

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

// One key for each button of a call. Only while the focus is in the call's frame or on “Undo”: a key pressed
// elsewhere means something else. Without this file the buttons work as ever.
const frame = document.querySelector("#office");
const last = document.querySelector("#last");

for (const note of document.querySelectorAll("[data-with-keys]")) note.hidden = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (![frame, last].some((part) => part?.contains(document.activeElement))) return;
  const button = document.querySelector(`button[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button || button.disabled) return;
  event.preventDefault();
  button.click();
});

// One press is one answer, also for an impatient finger.
document.addEventListener("submit", () => {
  setTimeout(() => document.querySelectorAll("#content-main button").forEach((button) => (button.disabled = true)));
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("#content-main button").forEach((button) => (button.disabled = false));
});

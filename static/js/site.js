// Optional extras. Every page works without this file; buttons that need it stay hidden until it runs.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const errorSummary = document.querySelector(".error-summary");
if (errorSummary) {
  errorSummary.tabIndex = -1;
  errorSummary.addEventListener("blur", () => errorSummary.removeAttribute("tabindex"), { once: true });
  errorSummary.focus();
}

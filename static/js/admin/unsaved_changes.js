// Warn before a page with unsaved words is left. Without this file the form works as ever.
const form = document.querySelector("#content-main > form[method=post]");

if (form) {
  // Not the token, and not what a press on a button adds.
  const words = () =>
    JSON.stringify(
      [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken").map(([name, value]) => [name, value.name ?? value]),
    );
  // Widgets fill in their own fields while the page loads; what staff did begins with their first touch.
  // On a page that came back with errors or filled in, nothing of what stands there is saved.
  let saved = form.querySelector(".errornote, .not-saved") ? "" : null;
  const remember = () => (saved ??= words());
  form.addEventListener("focusin", remember, { once: true });
  form.addEventListener("pointerdown", remember, { once: true });

  let leaving = false;
  form.addEventListener("submit", () => (leaving = true));
  window.addEventListener("pageshow", () => (leaving = false));
  window.addEventListener("beforeunload", (event) => {
    // A browser asks nobody who has not touched the page, and says so on its console.
    const wasTouched = navigator.userActivation?.hasBeenActive ?? true;
    if (!leaving && wasTouched && saved !== null && saved !== words()) event.preventDefault();
  });
}

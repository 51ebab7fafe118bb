// Optional extras. Every page works without this file; buttons that need it stay hidden until it runs.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The number of a source opens the folded list at its line; without this it leads to the page about the source.
function reveal() {
  const target = document.getElementById(location.hash.slice(1));
  const fold = target?.closest("details:not([open])");
  if (!fold) return;
  fold.open = true;
  target.scrollIntoView();
}
reveal();
addEventListener("hashchange", reveal);
document.addEventListener("click", (event) => {
  const line = document.getElementById(`ref-${event.target.closest(".cite a")?.textContent}`);
  if (!line || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.hash = line.id;
  reveal();
});

// The admin says so in the browsers of those who write these pages.
try {
  if (localStorage.getItem("staff")) import("./edit_this.js");
} catch {} // this browser lets nobody store anything

const errorSummary = document.querySelector(".error-summary");
if (errorSummary) {
  errorSummary.tabIndex = -1;
  errorSummary.addEventListener("blur", () => errorSummary.removeAttribute("tabindex"), { once: true });
  errorSummary.focus();
}

// An address that says only what was asked is short enough to read out.
for (const form of document.querySelectorAll("[data-short]")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });
}

// What remembers a ZIP code is fetched only once its place comes near the screen.
const zipBox = document.querySelector("[data-zip]");
if (zipBox) {
  const watcher = new IntersectionObserver((seen) => {
    if (seen.some(({ isIntersecting }) => isIntersecting)) {
      watcher.disconnect();
      import("./remember.js");
    }
  });
  watcher.observe(zipBox.parentElement);
  const field = document.querySelector("form [name=near]");
  if (field) watcher.observe(field); // elsewhere on the page, perhaps behind a press
} else if ("forget" in document.body.dataset) {
  try {
    for (const key of ["zip", "doctors"]) localStorage.removeItem(key); // the clinic no longer offers it
  } catch {} // this browser lets nobody store anything
}

// The way back from a doctor takes those chosen in the list along.
if (location.hash.startsWith("#d=")) for (const link of document.querySelectorAll(".crumbs a[href*='/doctors/']")) link.hash = location.hash;

// Doctors chosen on another page or at another visit, and those that somebody chooses here.
const shortlist = document.querySelector("#compare");
if (shortlist) {
  let kept = location.hash.startsWith("#d=");
  try {
    kept ||= localStorage.getItem("doctors");
  } catch {} // this browser lets nobody store anything
  const isChosen = shortlist.querySelector("[type=hidden][name=d]") || [...shortlist.elements].some(({ checked }) => checked);
  if (kept || isChosen) import("./shortlist.js");
  else addEventListener("change", ({ target }) => target.form === shortlist && import("./shortlist.js"));
}

// What follows loads find.js only when somebody presses.
for (const button of document.querySelectorAll("[data-locate]")) {
  if (!navigator.geolocation || !isSecureContext || !button.form) continue;
  const status = button.form.querySelector("[data-located]");
  button.hidden = status.hidden = false;
  button.addEventListener("click", () =>
    import("./find.js").then(
      ({ locate }) => locate(button, status),
      () => (status.textContent = button.dataset.failed),
    ),
  );
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-more]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.ariaBusy === "true") return;
  link.ariaBusy = "true";
  import("./find.js").then(({ more }) => more(link)).catch(() => location.assign(link.href));
});

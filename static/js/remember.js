// Keeps a ZIP code in this browser for those who accept. Nothing is stored before that, and nothing is ever sent.
const KEY = "zip";
const box = document.querySelector("[data-zip]");
const field = document.querySelector("form [name=near]");
const cameFromElsewhere =
  !document.referrer.startsWith(location.origin + "/") && performance.getEntriesByType("navigation")[0]?.type === "navigate";
let refused = navigator.globalPrivacyControl;
let zip = null; // null: not accepted; "": accepted, none yet
let answer = box.dataset.zip ? "no" : cameFromElsewhere ? "ask" : "";

try {
  if (refused) localStorage.removeItem(KEY);
  zip = localStorage.getItem(KEY);
} catch {
  refused = true; // this browser lets nobody store anything
}

function show() {
  const state = refused ? box.dataset.zip && "gpc" : zip === null ? answer : zip ? "kept" : "on";
  for (const part of box.querySelectorAll("[data-when]")) {
    part.hidden = !part.dataset.when.split(" ").includes(state);
  }
  for (const value of box.querySelectorAll("[data-kept]")) value.textContent = zip;
  box.hidden = !state;
}

box.addEventListener("click", ({ target }) => {
  if (target.value === "accept") {
    zip ??= "";
    localStorage.setItem(KEY, zip);
  } else if (target.value === "reject") {
    if (field && zip && field.value === zip) field.value = "";
    zip = null;
    answer = "no";
    localStorage.removeItem(KEY);
  } else return;
  show();
  box.querySelector("p:not([hidden])")?.focus();
});

if (field && !refused) {
  if (zip && !field.value && !new URLSearchParams(location.search).has("near")) field.value = zip;
  field.form.addEventListener("submit", () => {
    const typed = field.value.match(/^\s*(\d{5})(-\d{4})?\s*$/);
    if (zip !== null && typed) localStorage.setItem(KEY, typed[1]);
  });
}

// This runs once it is fetched: who has tabbed past it by then must not see her link pushed off the screen.
const { activeElement: focused } = document;
const { top } = focused.getBoundingClientRect();
show();
if (top >= 0 && top < innerHeight) scrollBy(0, focused.getBoundingClientRect().top - top);

// Keeps a ZIP code and chosen doctors (shortlist.js) in this browser for those who accept. Nothing is stored before
// that, and nothing is ever sent.
const ZIP = "zip";
const DOCTORS = "doctors";
const box = document.querySelector("[data-zip]");
const field = document.querySelector("form [name=near]");
const cameFromElsewhere =
  !document.referrer.startsWith(location.origin + "/") && performance.getEntriesByType("navigation")[0]?.type === "navigate";
let refused;
let zip = null; // null: not accepted; "": accepted, none yet
let doctors = null; // the same
let answer = box.dataset.zip ? "no" : cameFromElsewhere ? "ask" : "";

// Again before every write: she may have taken it back in another tab.
function read() {
  zip = doctors = null;
  try {
    refused = navigator.globalPrivacyControl;
    if (refused) forget();
    zip = localStorage.getItem(ZIP);
    doctors = localStorage.getItem(DOCTORS);
  } catch {
    refused = true; // this browser lets nobody store anything
  }
}

function forget() {
  localStorage.removeItem(ZIP);
  localStorage.removeItem(DOCTORS);
}

function show() {
  const state = refused ? box.dataset.zip && "gpc" : zip || doctors ? "kept" : (zip ?? doctors) === null ? answer : "on";
  for (const part of box.querySelectorAll("[data-when]")) {
    part.hidden = !part.dataset.when.split(" ").includes(state);
  }
  const names = (doctors ?? "").replaceAll("-", " ").split(",");
  for (const value of box.querySelectorAll("[data-kept]")) value.textContent = [zip, ...names].filter(Boolean).join(", ");
  for (const link of box.querySelectorAll("[data-doctors]")) {
    link.hidden = !doctors;
    link.search = doctors ? `?${doctors.split(",").map((doctor) => `d=${doctor}`).join("&")}` : "";
  }
  box.hidden = !state;
}

box.addEventListener("click", ({ target }) => {
  read();
  if (refused) return show();
  if (target.value === "accept") {
    localStorage.setItem(ZIP, (zip ??= ""));
    localStorage.setItem(DOCTORS, (doctors ??= ""));
  } else if (target.value === "reject") {
    if (field && zip && field.value === zip) field.value = "";
    if (doctors) dispatchEvent(new Event("forget"));
    zip = doctors = null;
    answer = "no";
    forget();
  } else return;
  show();
  box.querySelector("p:not([hidden])")?.focus();
});

read();
if (field && !refused) {
  if (zip && !field.value && !new URLSearchParams(location.search).has("near")) field.value = zip;
  field.form.addEventListener("submit", () => {
    const typed = field.value.match(/^\s*(\d{5})(-\d{4})?\s*$/);
    read();
    if (zip !== null && typed) localStorage.setItem(ZIP, typed[1]);
  });
}

// This runs once it is fetched: who has tabbed past it by then must not see her link pushed off the screen.
const { activeElement: focused } = document;
const { top } = focused.getBoundingClientRect();
show();
if (top >= 0 && top < innerHeight) scrollBy(0, focused.getBoundingClientRect().top - top);

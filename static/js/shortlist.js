// Doctors whom somebody checks go with her from page to page of the list: in the part of the address that is never
// sent. In a browser that she let remember (remember.js), they also stay there.
const KEY = "doctors";
const MOST = 5;
const form = document.querySelector("#compare");
const said = form.querySelector("[data-chosen]");
const boxes = () => [...form.elements].filter(({ type }) => type === "checkbox");
const inAddress = location.hash.startsWith("#d=") ? location.hash.slice(3) : "";
// null: she did not accept, or took it back since, maybe in another tab
function kept() {
  try {
    return navigator.globalPrivacyControl ? null : localStorage.getItem(KEY);
  } catch {
    return null; // this browser lets nobody store anything
  }
}

const checked = boxes().filter(({ checked }) => checked).map(({ value }) => value);
let chosen = [...new Set([...(kept() ?? "").split(","), ...inAddress.split(","), ...checked])]
  .filter((doctor) => /^[-\w]+$/.test(doctor))
  .slice(0, MOST);

function show() {
  const here = boxes().map(({ value }) => value);
  for (const box of boxes()) {
    box.checked = chosen.includes(box.value);
    box.disabled = !box.checked && chosen.length >= MOST;
  }
  for (const carried of form.querySelectorAll("[type=hidden][name=d]")) carried.remove();
  for (const value of chosen.filter((doctor) => !here.includes(doctor))) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "d", value }));
  }
  said.textContent = chosen.length ? `${said.dataset.chosen} ${chosen.length}.` : "";
}

function remember() {
  if (kept() !== null) localStorage.setItem(KEY, chosen);
  history.replaceState(history.state, "", chosen.length ? `#d=${chosen}` : location.pathname + location.search);
}

addEventListener("change", ({ target }) => {
  if (target.form !== form) return;
  chosen = chosen.filter((doctor) => doctor !== target.value);
  if (target.checked) chosen.push(target.value);
  remember();
  show();
});

// Before the press does what it does.
function takeAlong({ target }) {
  const link = target.closest?.(".pager a");
  if (link) link.hash = chosen.length ? `d=${chosen}` : "";
}
addEventListener("click", takeAlong, true);
addEventListener("more", show);

show();
if (checked.length) remember();

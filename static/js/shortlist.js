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
// From a page without scripts: they stand where they are sent.
const sent = new URLSearchParams(location.search).getAll("d");
for (const each of document.querySelectorAll("[type=hidden][name=d]")) each.remove();
let chosen = [...new Set([...(kept() ?? "").split(","), ...inAddress.split(","), ...sent, ...checked])]
  .filter((doctor) => /^[-\w]+$/.test(doctor))
  .slice(0, MOST);

function show(isOneTooMany) {
  const here = boxes().map(({ value }) => value);
  for (const box of boxes()) box.checked = chosen.includes(box.value);
  for (const carried of form.querySelectorAll("[type=hidden][name=d]")) carried.remove();
  for (const value of chosen.filter((doctor) => !here.includes(doctor))) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "d", value }));
  }
  const count = chosen.length ? `${said.dataset.chosen} ${chosen.length}.` : "";
  said.textContent = isOneTooMany ? `${count} ${said.dataset.most}` : count;
}

// The address without those that are sent, with those that never are.
function withChosen(address) {
  const url = new URL(address);
  url.searchParams.delete("d");
  url.hash = chosen.length ? `d=${chosen}` : "";
  return url.href;
}

function remember() {
  if (kept() !== null) localStorage.setItem(KEY, chosen);
  history.replaceState(history.state, "", withChosen(location));
}

addEventListener("change", ({ target }) => {
  if (target.form !== form) return;
  chosen = chosen.filter((doctor) => doctor !== target.value);
  const isOneTooMany = target.checked && chosen.length >= MOST;
  if (target.checked && !isOneTooMany) chosen.push(target.value);
  remember();
  show(isOneTooMany);
});

// Before the press does what it does.
function takeAlong({ target }) {
  const link = target.closest?.(".results a[href*='/doctors/'], .results a[href^='?']");
  if (link) link.href = withChosen(link);
}
addEventListener("click", takeAlong, true);
addEventListener("submit", ({ target }) => {
  if (target !== form && target.closest(".results__ask")) target.action = withChosen(target.action);
});
addEventListener("more", () => show());
addEventListener("forget", () => {
  chosen = [];
  remember();
  show();
});

show();
if (sent.length || checked.length) remember();

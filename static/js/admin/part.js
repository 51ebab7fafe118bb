// Save with Ctrl+S, or Command+S, and stay. Keep what is typed every few seconds, and say who else is here.
// Without this file the buttons save.
const TYPED_EVERY = 3000;
const SEEN_EVERY = 15000;

const form = document.querySelector("#content-main > form");
const stay = form.querySelector("[name=_continue]");
const note = document.querySelector("#sitting");

document.addEventListener("keydown", (event) => {
  if (stay && event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey) && !event.altKey) {
    event.preventDefault();
    form.requestSubmit(stay);
  }
});

function fill(typed) {
  for (const field of form.elements) {
    if (!field.name || field.type === "submit" || field.name === "csrfmiddlewaretoken") continue;
    const values = typed[field.name] ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
    else if (values.length) field.value = values[0];
    if (field.type !== "hidden") field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const text = (fields) => new URLSearchParams([...fields].filter(([, value]) => typeof value === "string"));

if (note) {
  const kept = document.querySelector("#kept");
  if (kept) fill(JSON.parse(kept.textContent));

  let isNew = false;
  let isLeaving = false;
  let isAsking = false;
  let told = 0;

  async function tell() {
    const sent = text(isNew ? new FormData(form) : []);
    sent.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    sent.set("place", note.dataset.place);
    if (isNew) sent.set("is_typed", "1");
    const wasNew = isNew;
    [isNew, isAsking, told] = [false, true, Date.now()];
    const answer = await fetch(note.dataset.url, { method: "POST", body: sent, keepalive: true, redirect: "manual" }).catch(() => null);
    isAsking = false;
    const said = answer?.ok ? (await answer.json()).said : note.dataset.failed;
    isNew ||= wasNew && !answer?.ok;
    if (note.textContent !== said) note.textContent = said;
    note.dataset.told = answer?.ok ?? "";
  }

  form.addEventListener("input", () => (isNew = true));
  form.addEventListener("change", () => (isNew = true));
  form.addEventListener("submit", () => (isLeaving = true));
  window.addEventListener("pageshow", () => (isLeaving = false));
  document.addEventListener("visibilitychange", () => document.hidden && isNew && !isLeaving && tell());
  setInterval(() => {
    if (!isAsking && !isLeaving && Date.now() - told >= (isNew ? TYPED_EVERY : SEEN_EVERY)) tell();
  }, 500);
}

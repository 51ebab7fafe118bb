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
  // A comment is kept by itself while nothing else is typed: what is saved is then all that the part says.
  const comment = form.elements.text;
  const kept = JSON.parse(document.querySelector("#kept")?.textContent ?? "{}");
  const isKept = Object.keys(kept).some((name) => name !== comment.name);
  if (isKept) fill(kept);
  else if (kept.text) comment.value = kept.text[0];
  if (comment.value.trim()) comment.closest("details").open = true;

  let hasMore = isKept || "isSent" in note.dataset;
  let isNew = false;
  let isSaid = false;
  let isLeaving = false;
  let isAsking = false;
  let told = 0;

  function typed() {
    const fields = text(hasMore ? new FormData(form) : [[comment.name, comment.value]]);
    if (isSaid || !comment.value.trim()) fields.delete(comment.name);
    return fields;
  }

  async function tell() {
    const sent = isNew ? typed() : text([]);
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

  for (const name of ["input", "change"]) {
    form.addEventListener(name, ({ target }) => {
      isNew = true;
      hasMore ||= target !== comment;
    });
  }
  // Only the comment is sent by its button: whatever else is typed goes on being kept.
  form.addEventListener("submit", ({ submitter }) => {
    isSaid = submitter?.hasAttribute("formaction") ?? false;
    isLeaving = !isSaid;
    if (isSaid && isNew) tell();
  });
  window.addEventListener("pageshow", () => (isSaid = isLeaving = false));
  document.addEventListener("visibilitychange", () => document.hidden && isNew && !isLeaving && tell());
  setInterval(() => {
    if (!isAsking && !isLeaving && Date.now() - told >= (isNew ? TYPED_EVERY : SEEN_EVERY)) tell();
  }, 500);
}

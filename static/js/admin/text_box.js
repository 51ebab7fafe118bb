// The tools of a text box: marks of Markdown, a chooser for links, sources and words, and clean pastes.
// Without this file the box is a plain one, in which all of it can be typed.
import "../../vendor/markdown-toolbar/markdown-toolbar.js";

const TYPING = 250; // milliseconds after the last letter before the chooser asks

// As if it were typed: the browser can undo it, and whoever listens for input hears of it.
function insert(box, text) {
  box.focus();
  if (!document.execCommand("insertText", false, text)) {
    box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// A second source at the same place joins the first: [@One2020; @Two2021]
function cite(box, key) {
  const before = box.value.slice(0, box.selectionStart);
  const cited = before.match(/\[@[A-Za-z0-9; @-]+\]$/);
  if (cited) box.setSelectionRange(box.selectionStart - 1, box.selectionStart);
  else box.setSelectionRange(box.selectionEnd, box.selectionEnd);
  insert(box, cited ? `; @${key}]` : `[@${key}]`);
}

function link(box, address, name) {
  const words = box.value.slice(box.selectionStart, box.selectionEnd).trim() || name;
  insert(box, `[${words}](${address})`);
}

const chooser = document.createElement("dialog");
chooser.className = "chooser";
chooser.setAttribute("aria-labelledby", "chooser-heading");
let box = null;
let place = [0, 0]; // of what was marked in the box: browsers forget it while the dialog is open

function remember(field) {
  box = field;
  place = [box.selectionStart, box.selectionEnd];
}

function goBack() {
  chooser.close();
  box.focus();
  box.setSelectionRange(...place);
}

async function ask(address) {
  const answer = await fetch(address, { redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html").body;
}

// What a tool asks for does not come: signed out, or no network. Nothing that was typed is touched.
const failed = (field) => field.closest(".text-box").querySelector("markdown-toolbar").dataset.failed;

function sayItFailed(field) {
  const heading = Object.assign(document.createElement("h2"), { id: "chooser-heading", textContent: failed(field) });
  const close = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "OK" });
  close.dataset.close = "";
  chooser.replaceChildren(heading, close);
  show();
}

function show() {
  if (!chooser.isConnected) document.body.append(chooser);
  if (!chooser.open) chooser.showModal();
}

async function open(button) {
  const toolbar = button.closest("markdown-toolbar");
  remember(toolbar.field);
  const words = box.value.slice(box.selectionStart, box.selectionEnd).trim();
  const asked = new URLSearchParams({ of: button.dataset.of, language: toolbar.dataset.language, q: words.length < 40 ? words : "" });
  const answered = await ask(`${toolbar.dataset.choose}?${asked}`);
  if (!answered) return sayItFailed(box);
  chooser.replaceChildren(...answered.childNodes);
  show();
  chooser.querySelector("input[type=search]").select();
}

// A picture goes to the server at once, unsigned; the text gets the line that shows it.
async function openPicture(field, file) {
  remember(field);
  const { picture } = field.closest(".text-box").querySelector("[data-picture]").dataset;
  const answered = await ask(`${picture}?in_dialog=1`);
  if (!answered) return sayItFailed(box);
  chooser.replaceChildren(...answered.childNodes);
  show();
  if (!file) return;
  const files = new DataTransfer();
  files.items.add(file);
  chooser.querySelector("input[type=file]").files = files.files;
  chooser.querySelector("[name=alt]").focus();
}

async function addPicture(form) {
  const button = form.querySelector("[type=submit]");
  button.disabled = true; // pressed twice it would stand in the text twice
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
  button.disabled = false;
  if (answer?.headers.get("Content-Type")?.startsWith("application/json")) {
    const { line } = await answer.json();
    goBack();
    insert(box, `\n\n${line}\n\n`);
  } else if (answer?.ok) {
    const { body } = new DOMParser().parseFromString(await answer.text(), "text/html");
    const { files } = form.querySelector("input[type=file]");
    chooser.replaceChildren(...body.childNodes);
    chooser.querySelector("input[type=file]").files = files;
    chooser.querySelector("[aria-invalid=true]")?.focus();
  } else if (!form.querySelector(".errornote")) {
    form.prepend(Object.assign(document.createElement("p"), { className: "errornote", role: "alert", textContent: failed(box) }));
  }
}

let waiting;
chooser.addEventListener("input", ({ target }) => {
  if (target.type !== "search") return;
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const { action } = target.form;
    const asked = String(new URLSearchParams(new FormData(target.form)));
    const answered = await ask(`${action}?${asked}`);
    const isOld = asked !== String(new URLSearchParams(new FormData(target.form)));
    if (answered && !isOld) chooser.querySelector(".chooser__found").replaceChildren(...answered.querySelector(".chooser__found").childNodes);
  }, TYPING);
});
chooser.addEventListener("submit", (event) => {
  if (event.target.method !== "dialog") event.preventDefault();
  if (event.target.matches("[data-picture]")) addPicture(event.target);
  else chooser.querySelector(".chooser__found button")?.focus();
});
chooser.addEventListener("click", ({ target }) => {
  const chosen = target.closest("[data-key], [data-address], [data-word]");
  if (target.closest("[data-close]")) goBack();
  if (!chosen) return;
  goBack();
  const { key, address, name, word } = chosen.dataset;
  if (key) cite(box, key);
  else if (address) link(box, address, name);
  else insert(box, word);
});
chooser.addEventListener("cancel", (event) => {
  event.preventDefault();
  goBack();
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("markdown-toolbar [data-of]");
  if (button) open(button);
  const picture = target.closest?.("markdown-toolbar [data-picture]");
  if (picture) openPicture(picture.closest("markdown-toolbar").field);
});

// As in Word
const KEYS = { b: "[data-md-button=bold]", k: "[data-of=page]" };
document.addEventListener("keydown", (event) => {
  const tool = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
  if (!tool || !event.target.matches?.(".text-box textarea")) return;
  event.preventDefault();
  event.target.closest(".text-box").querySelector(tool).click();
});

document.addEventListener("paste", async (event) => {
  const pastedInto = event.target;
  const html = event.clipboardData?.getData("text/html") ?? "";
  if (!pastedInto.matches?.(".text-box textarea")) return;
  const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => /^image\/(?:jpeg|png|webp)$/.test(type));
  if (file && !event.clipboardData.getData("text/plain").trim()) {
    event.preventDefault();
    openPicture(pastedInto, file);
    return;
  }
  if (!html) return;
  const plain = event.clipboardData.getData("text/plain");
  event.preventDefault();
  const { asMarkdown, hasForm } = await import("./pasted_text.js").catch(() => ({ hasForm: () => false }));
  insert(pastedInto, hasForm(html) ? asMarkdown(html) : plain);
});

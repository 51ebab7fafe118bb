// A passkey answers where a code would do, and a device becomes one. Without this file there are codes alone.
const say = (place, words) => {
  place.textContent = words;
  place.hidden = false;
};

function note() {
  const place = document.createElement("p");
  place.setAttribute("role", "status");
  place.className = "passkey-said";
  return place;
}

function send(form, field, answer) {
  const hidden = document.createElement("input");
  Object.assign(hidden, { type: "hidden", name: field.name, value: JSON.stringify(answer) });
  form.append(hidden);
  field.disabled = true;
  const buttons = form.querySelectorAll("button:not([type=button]), input[type=submit]");
  if (buttons.length === 1) form.requestSubmit(buttons[0]);
  return buttons.length === 1;
}

function offer(field) {
  const { passkey, passkeyButton, passkeyFailed, passkeyAnswered } = field.dataset;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button passkey", textContent: passkeyButton });
  const said = note();
  field.after(button, said);
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const question = await (await fetch(passkey)).json();
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(question);
      const answer = await navigator.credentials.get({ publicKey });
      if (!send(field.form, field, answer)) say(said, passkeyAnswered);
    } catch {
      say(said, passkeyFailed);
      button.disabled = false;
    }
  });
}

function invite(form) {
  const button = form.querySelector("button");
  const said = note();
  form.append(said);
  form.addEventListener("submit", async (event) => {
    if (form.answer.value) return;
    event.preventDefault();
    button.disabled = true;
    try {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(form.dataset.invitation));
      form.answer.value = JSON.stringify(await navigator.credentials.create({ publicKey }));
      form.submit();
    } catch {
      say(said, form.dataset.failed);
      button.disabled = false;
    }
  });
}

const knows = window.PublicKeyCredential?.parseRequestOptionsFromJSON;
if (knows) document.querySelectorAll("[data-passkey]").forEach(offer);
const form = document.querySelector("form[data-invitation]");
if (form && knows) invite(form);
else if (form) say(form.appendChild(note()), form.dataset.failed);

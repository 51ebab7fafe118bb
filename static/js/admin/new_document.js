// Show of a new document what its kind has, and the documents of its kind and language that it can begin with.
// Without this file everything is shown, and the server says what does not belong.
const form = document.querySelector("#document_form");
const { kind, language, copy_of: beginning } = form.elements;

const show = () => {
  for (const field of form.querySelectorAll("[data-kinds]")) {
    field.closest(".form-row").hidden = !field.dataset.kinds.split(" ").includes(kind.value);
  }
  for (const option of beginning.querySelectorAll("[data-kind]")) {
    option.hidden = option.disabled = option.dataset.kind !== kind.value || option.dataset.language !== language.value;
    if (option.hidden && option.selected) beginning.value = "";
  }
};

kind.addEventListener("change", show);
language.addEventListener("change", show);
addEventListener("pageshow", show);
show();

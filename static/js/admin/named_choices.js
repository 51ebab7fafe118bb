// The boxes in which one looks for a row have no name of their own: they get that of the label.
const name = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const [label, box] = [select.labels[0], select.nextElementSibling?.querySelector(".select2-selection")];
    const chosen = box?.querySelector("[role='textbox']");
    if (!label || !chosen) continue;
    label.id ||= `${select.id}_label`;
    chosen.setAttribute("aria-labelledby", label.id);
    box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
  }
};

// After the boxes are made, which waits for its turn itself.
const nameSoon = () => setTimeout(name, 50);
addEventListener("load", nameSoon);
document.addEventListener("formset:added", nameSoon);

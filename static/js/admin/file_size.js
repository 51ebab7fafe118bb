// A file that the site would refuse unread is said beside its field, and never sent with what was typed.
addEventListener("change", ({ target }) => {
  const { most, tooLarge } = target.dataset;
  if (!most) return;
  if (target.previousElementSibling?.matches("[data-said]")) target.previousElementSibling.remove();
  if ([...target.files].every(({ size }) => size <= most)) return;
  target.value = "";
  const said = Object.assign(document.createElement("ul"), { className: "errorlist" });
  said.append(Object.assign(document.createElement("li"), { textContent: tooLarge }));
  said.dataset.said = "";
  said.setAttribute("role", "alert");
  target.before(said);
});

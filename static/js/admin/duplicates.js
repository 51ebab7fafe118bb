// Say while somebody types that a doctor or a place may be on the list already. Saving asks without this file, too.
const form = document.querySelector("[data-alike]")?.closest("form");

if (form) {
  const note = form.querySelector("[data-alike]");
  const fields = ["given_name", "family_name", "npi", "name", "zip_code", "street", "phone"];
  const show = (rows) => {
    const links = rows.map(({ text, url }) => Object.assign(document.createElement("a"), { href: url, textContent: text }));
    note.querySelector("[data-rows]").replaceChildren(...links.flatMap((link, number) => (number ? [", ", link] : [link])));
    note.hidden = !rows.length;
  };
  const typed = () => {
    const words = new URLSearchParams();
    for (const name of fields) if (form.elements[name]?.value) words.set(name, form.elements[name].value);
    for (const { name, value } of form.elements) if (/^practices-\d+-phone$/.test(name) && value) words.set("phone", value);
    if (note.dataset.but) words.set("but", note.dataset.but);
    return words;
  };
  form.addEventListener("change", async (event) => {
    if (!/^(?:practices-\d+-)?(?:given_name|family_name|npi|name|zip_code|street|phone)$/.test(event.target.name)) return;
    const answer = await fetch(`${note.dataset.alike}?${typed()}`);
    if (answer.ok) show((await answer.json()).rows);
  });
}

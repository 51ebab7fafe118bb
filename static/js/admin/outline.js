// Let the lines of an outline be dragged to where they belong. Without this file the buttons beside them move them.
for (const list of document.querySelectorAll("[data-movable]")) {
  const lines = () => [...list.children];
  let dragged = null;

  for (const line of lines()) {
    line.draggable = true;
    line.addEventListener("dragstart", (event) => {
      dragged = line;
      event.dataTransfer.effectAllowed = "move";
    });
  }
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const isBelow = lines().indexOf(dragged) < lines().indexOf(over);
    over[isBelow ? "after" : "before"](dragged);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => {
    const moved = document.createElement("input");
    Object.assign(moved, { type: "hidden", name: "row", value: `${dragged.dataset.key}:${lines().indexOf(dragged)}` });
    const form = list.closest("form");
    form.append(moved);
    form.submit();
  });
}

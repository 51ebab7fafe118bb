// Let the lines of an outline be dragged to where they belong. Without this file the buttons beside them move them.
for (const list of document.querySelectorAll("[data-movable]")) {
  const lines = () => [...list.children];
  let dragged = null;
  let from = 0;

  for (const line of lines()) {
    line.draggable = true;
    line.addEventListener("dragstart", (event) => {
      [dragged, from] = [line, lines().indexOf(line)];
      event.dataTransfer.effectAllowed = "move";
    });
  }
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const over = event.target.closest("li");
    if (!over || over === dragged) return;
    const isBelow = lines().indexOf(dragged) < lines().indexOf(over);
    over[isBelow ? "after" : "before"](dragged);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", (event) => {
    const to = lines().indexOf(dragged);
    const [line, before] = [dragged, lines()[from]];
    dragged = null;
    if (to === from) return;
    if (event.dataTransfer.dropEffect === "none") return before[from < to ? "before" : "after"](line); // taken back
    const moved = document.createElement("input");
    Object.assign(moved, { type: "hidden", name: "row", value: `${line.dataset.key}:${to}` });
    const form = list.closest("form");
    form.append(moved);
    form.submit();
  });
}

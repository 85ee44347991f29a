/* The table of contents, the panels below it, and the button that opens all of them. */
const visible = drawn.exercises.filter((one) => one.shown);
function contents() {
  const list = at("list"), sections = grouped();
  for (const [section, members] of sections) {
    const item = add(list, "li", section), inner = add(item, "ul");
    for (const one of members) {
      const link = add(add(inner, "li"), "a");
      link.href = "#" + one.name;
      add(link, "code", one.name);
      link.append(` ${one.checked.symbol} ${one.checked.word}`);
    }
    const group = add(at("exercises"), "section"), title = add(group, "h2", section);
    title.className = "section";
    for (const one of members) panel(group, one);
  }
}
function grouped() {
  const found = new Map();
  for (const one of visible) found.set(one.section, [...(found.get(one.section) || []), one]);
  return found;
}
contents();
if (visible.length < 2) at("contents").remove();
if (VEILS.length < 2) at("open").remove();
else at("open").addEventListener("click", () => {
  for (const open of VEILS) open();
  at("open").remove();
});

"use strict";
const held = JSON.parse(document.getElementById("held").textContent);
const at = (id) => document.getElementById(id);
const CHUNK = 100, NAMED = 3;
const lines = held.lines.map(([name, file, page, points, verdicts, mistakes, twin, refused, groups, late, copied], place) => ({
  name, file, page, points, verdicts, mistakes, twin, refused, groups, late, copied, place,
  sought: `${name}\n${file}`.toLocaleLowerCase(),
}));
const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const state = { sort: "", down: false, shown: [], drawn: 0 };

function add(parent, name, text, className) {
  const node = parent.appendChild(document.createElement(name));
  if (text) node.textContent = text;
  if (className) node.className = className;
  return node;
}
/* What the list can be narrowed to: a key, the words for it, and who belongs. */
function filters() {
  const ungraded = String(held.ungraded);
  const all = [
    ["all", "everyone", () => true],
    ["solved", "✓ solved everything", (line) => line.points !== null && line.points >= held.max],
    ["help", "! need help: under half of the points", (line) => line.points !== null && line.points < held.max / 2],
    ["late", "! late", (line) => line.late],
    ["ungraded", "? ungraded", (line) => line.verdicts.includes(ungraded)],
    ["refused", "⊘ could not be read", (line) => line.refused],
    ["twins", "the same code as another", (line) => line.twin || twins.has(line.file || line.name)],
    ["copies", "likely copies", (line) => line.copied],
  ];
  const twins = new Set(lines.map((line) => line.twin).filter(Boolean));
  const passed = String(held.passed);
  held.exercises.forEach((name, i) => {
    all.push([`missed:${name}`, `did not pass ${name}`, (line) => line.verdicts && line.verdicts[i] !== passed]);
  });
  held.mistakes.forEach(([name, says], i) => {
    all.push([`mistake:${i}`, `${name}: ${says}`, (line) => line.mistakes.includes(i)]);
  });
  held.groups.forEach(([id, name, says], i) => {
    all.push([`group:${id}`, `${name}: ${says}`, (line) => line.groups.includes(i)]);
  });
  return all;
}
const FILTERS = new Map(filters().map(([key, words, belongs]) => [key, { words, belongs }]));

function fillFilters() {
  const groups = { missed: "Not passed", mistake: "Named mistakes", group: "Failures without a name" };
  const made = {};
  for (const [key, { words, belongs }] of FILTERS) {
    const kind = key.split(":")[0];
    let parent = at("filter");
    if (groups[kind]) {
      parent = made[kind] ||= add(at("filter"), "optgroup");
      parent.label = groups[kind];
    }
    const option = add(parent, "option", `${words} (${lines.filter(belongs).length})`);
    option.value = key;
  }
}
const ORDERS = {
  name: (a, b) => byName.compare(a.name, b.name),
  points: (a, b) => (a.points ?? -1) - (b.points ?? -1),
  mistakes: (a, b) => a.mistakes.length - b.mistakes.length,
};
/* Sort once for each order and keep it: a search then only walks through it. */
const sorted = {};
function ordered() {
  if (!state.sort) return lines;
  const order = ORDERS[state.sort];
  const up = (sorted[state.sort] ||= lines.slice().sort((a, b) => order(a, b) || a.place - b.place));
  return state.down ? up.slice().reverse() : up;
}
function select() {
  const words = at("search").value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const { belongs } = FILTERS.get(at("filter").value);
  state.shown = ordered().filter((line) => belongs(line) && words.every((word) => line.sought.includes(word)));
  state.drawn = 0;
  at("rows").replaceChildren();
  at("list").setAttribute("aria-rowcount", state.shown.length + 1);
  draw();
}
function draw() {
  const until = Math.min(state.drawn + CHUNK, state.shown.length);
  const made = document.createDocumentFragment();
  for (; state.drawn < until; state.drawn++) made.append(row(state.shown[state.drawn], state.drawn));
  at("rows").append(made);
  const rest = state.shown.length - state.drawn;
  at("more").hidden = rest === 0;
  at("more").textContent = `Show ${Math.min(rest, CHUNK)} more`;
  const found = state.shown.length === 1 ? "1 learner" : `${state.shown.length} learners`;
  at("count").textContent = rest ? `${found}, ${state.drawn} shown` : found;
}
function row(line, number) {
  const made = document.createElement("tr");
  made.setAttribute("role", "row");
  made.setAttribute("aria-rowindex", number + 2);
  const head = add(made, "th");
  head.scope = "row";
  head.setAttribute("role", "rowheader");
  if (line.page) add(head, "a", line.name).href = `learners/${line.page}`;
  else add(head, "span", line.name);
  if (line.file) add(head, "small", line.file);
  if (line.late) add(head, "small", line.late);
  if (line.twin) add(head, "small", `the same code as ${line.twin}`);
  cell(made, line.refused ? "–" : line.points === null ? "? ungraded" : `${line.points} / ${held.max}`, "points");
  const strip = cell(made, line.refused && `⊘ could not be read: ${line.refused}`, line.refused ? "" : "strip");
  if (line.verdicts) verdicts(strip, line.verdicts);
  const named = line.mistakes.map((i) => held.mistakes[i][0]);
  const few = named.slice(0, NAMED).join(", ") + (named.length > NAMED ? ", …" : "");
  const mistakes = cell(made, named.length ? `${named.length}: ${few}` : "", "named");
  mistakes.title = line.mistakes.map((i) => held.mistakes[i].join(": ")).join("\n");
  return made;
}
function cell(parent, text, className) {
  const made = add(parent, "td", text, className);
  made.setAttribute("role", "cell");
  return made;
}
/* A symbol an exercise for the eye, counts for the ear. */
function verdicts(parent, digits) {
  const counts = held.verdicts.map(() => 0);
  const strip = add(parent, "span");
  strip.setAttribute("aria-hidden", "true");
  [...digits].forEach((digit, i) => {
    const [symbol, word, ink] = held.verdicts[digit];
    counts[digit]++;
    const first = i && held.starts.includes(i) ? " first" : "";
    add(strip, "i", symbol, `ink-${ink}${first}`).title = `${held.exercises[i]}: ${word}`;
  });
  const told = held.verdicts.map(([, word], i) => counts[i] && `${counts[i]} ${word}`).filter(Boolean);
  add(parent, "span", told.join(", "), "unseen");
}
function sortBy(button) {
  const order = button.dataset.sort;
  state.down = state.sort === order ? !state.down : order !== "name";
  state.sort = order;
  for (const one of document.querySelectorAll("#list thead th")) one.removeAttribute("aria-sort");
  button.closest("th").setAttribute("aria-sort", state.down ? "descending" : "ascending");
  select();
}
function narrow(key) {
  at("search").value = "";
  at("filter").value = key;
  select();
  at("learners").scrollIntoView();
  at("learners").focus({ preventScroll: true });
}
function legend() {
  const used = new Set(lines.flatMap((line) => [...line.verdicts]));
  held.verdicts.forEach(([symbol, word, ink], i) => {
    if (!used.has(String(i))) return;
    const one = add(at("legend"), "span");
    add(one, "span", symbol, `ink-${ink}`);
    one.append(` ${word}`);
  });
}
fillFilters();
legend();
at("search").addEventListener("input", select);
at("filter").addEventListener("change", select);
at("more").addEventListener("click", () => {
  const next = state.drawn;
  draw();
  at("rows").children[next]?.querySelector("a")?.focus({ preventScroll: true });
});
for (const one of document.querySelectorAll("[data-sort]")) one.addEventListener("click", () => sortBy(one));
for (const one of document.querySelectorAll("[data-filter]")) one.addEventListener("click", () => narrow(one.dataset.filter));
new IntersectionObserver((seen) => {
  if (seen.some((one) => one.isIntersecting) && !at("more").hidden) draw();
}, { rootMargin: "600px" }).observe(at("more"));
at("live").hidden = false;
select();

/* One panel an exercise: target beside yours. */
const SIGMAS = [[-2, "−2 σ"], [0, "0"], [2, "2 σ"]];
const SLACK = 0.001; // σ: more than packing moves a draw
function sample(parent, z, side, row) {
  const { good, n, mean, std, within } = numbers(z), { expected } = row, asked = expected ? "what was asked for" : "the bell";
  if (!good.length) {
    add(parent, "p", "None of the values is a finite number.", "sorry");
    return null;
  }
  const own = (one) => row.mean + row.std * one;
  const fine = expected
    ? `${good.length} draws: mean ${short(own(mean))}, σ ${short(row.std * std)} (asked for: ${short(row.mean)} and ${short(row.std)})`
    : `${good.length} draws, in units of the σ asked for: mean ${digits(mean, 3)}, σ ${digits(std, 3)}`;
  const plots = add(parent, "div", "", "plots");
  let box = add(plots, "figure");
  canvas(box, z, -3, 3, "The draws as static. " + fine);
  add(box, "figcaption", expected ? "the draws in order, as shades of grey" : "the static");
  box = add(plots, "figure");
  const mark = expected ? binned(box, good.map(own), side, row) : histogram(box, good, side, { labels: SIGMAS });
  add(box, "figcaption", `histogram, and ${asked} ${expected && expected.whole ? "as pale bars" : "as a line"}`);
  const common = correlation(z.slice(0, -1), z.slice(1));
  if (!expected || !expected.whole) {
    box = add(plots, "figure");
    good.sort((a, b) => a - b);
    const right = expected ? expected.quantiles.map((q, i, all) => [(i + 0.5) / all.length, q]) : QUANTILES;
    const pairs = right.map(([p, q]) => [q, good[Math.floor(p * n)]]);
    const farthest = Math.max(...pairs.map(([q, came]) => Math.abs(came - q)));
    const plot = dots(box, pairs, side, `Quantiles of the draws against those of ${asked}: at most ${digits(farthest, 2)} σ apart.`);
    draw(plot, "line", { class: "rule", x1: 0, y1: 160, x2: 160, y2: 0 });
    add(box, "figcaption", `quantiles: on the dashed line, if it is ${asked}; at most ${digits(farthest, 2)} σ off`);
    box = add(plots, "figure");
    const next = [];
    for (let i = 0; i < 1200 && i + 1 < z.length; i += 3) if (Number.isFinite(z[i] + z[i + 1])) next.push([z[i], z[i + 1]]);
    dots(box, next, side, `Each draw against its neighbour: correlation ${digits(common, 3)}.`);
    add(box, "figcaption", expected
      ? `each draw and its neighbour: correlation ${digits(common, 3)}; near 0, if independent`
      : `each draw and its neighbour: a round cloud, if independent; correlation ${digits(common, 3)}`);
  }
  const near = expected ? (k) => within(k + SLACK) : within, should = expected ? (k) => expected.within[Math.round(10 * k) - 1] : coverage;
  add(parent, "p", `Within 1 σ: ${percent(near(1))} (${asked}: ${percent(should(1))}). Within 2 σ: ${percent(near(2))} (${asked}: ${percent(should(2))}).`, "count");
  add(parent, "p", fine + (expected && expected.whole ? `; neighbours have correlation ${digits(common, 3)}.` : "."), "count");
  const broken = expected && expected.whole ? good.filter((one) => Math.abs(own(one) - Math.round(own(one))) > SLACK * Math.max(1, row.std)).length : 0;
  const outside = expected ? good.map(own).filter((x) => x < expected.edges[0] || x >= expected.edges.at(-1)).length : 0;
  if (outside) add(parent, "p", `${outside} of them lie outside the histogram.`, "count");
  if (broken) add(parent, "p", `${broken} of them are not whole numbers.`, "sorry");
  return { within: near, mark };
}
/* A slider that moves the band in both histograms, and counts what lies in it. */
function bands(parent, one, sides) {
  const control = add(parent, "p", "", "control"), id = one.name + "-band";
  add(control, "label", "Count within").htmlFor = id;
  const slider = add(control, "input");
  Object.assign(slider, { id, type: "range", min: "0.1", max: "3", step: "0.1", value: "1" });
  const told = add(parent, "p", "", "count");
  told.id = id + "-told";
  told.setAttribute("role", "status");
  const out = add(control, "output");
  out.htmlFor.add(id);
  const show = () => {
    const k = Number(slider.value);
    out.textContent = `${k.toFixed(1)} σ`;
    const counts = Object.entries(sides).map(([side, seen]) => `${SIDES[side]} ${percent(seen.within(k))}`);
    const { expected } = one.rows[0], share = expected ? expected.within[Math.round(10 * k) - 1] : coverage(k);
    told.textContent = `Within ${k.toFixed(1)} σ: ${expected ? "asked for" : "the bell"} ${percent(share)}, ${counts.join(", ")}.`;
    for (const seen of Object.values(sides)) seen.mark(k);
  };
  slider.addEventListener("input", show);
  show();
}
/* What goes into a sum, and the sum; or what becomes of few and of many effects. */
function terms(card, one) {
  add(card, "h4", "One beside the other, on one axis");
  const order = [...one.rows.keys()].slice(1).concat(0), main = one.rows[0];
  const lows = one.rows.map((row) => row.mean - 4 * row.std), highs = one.rows.map((row) => row.mean + 4 * row.std);
  const low = Math.min(...lows), high = Math.max(...highs);
  const widest = Math.max(...one.rows.map((row) => row.std));
  const labels = [main.mean - widest, main.mean, main.mean + widest].map((x) => [x, short(x)]);
  for (const side of ["target", "yours"]) {
    const row = add(card, "div", "", "row");
    for (const i of order) {
      const { label, mean, std, expected } = one.rows[i], packed = one[side].draws[i];
      if (!packed) continue;
      const values = unpack(packed).map((z) => mean + std * z), came = numbers(values);
      const box = add(row, "figure");
      const peak = (1.6 * BELL(0)) / Math.min(...one.rows.map((each) => each.std));
      if (expected) binned(box, values, side, one.rows[i]);
      else histogram(box, values, side, { mean, std, middle: (low + high) / 2, reach: (high - low) / 2, labels, peak });
      add(box, "figcaption", `${SIDES[side]}, ${label}: mean ${digits(came.mean, 2)}, σ ${digits(came.std, 2)}`);
    }
  }
}
function answers(card, one) {
  const table = add(card, "table");
  const head = add(add(table, "thead"), "tr");
  for (const word of ["asked", SIDES.target, SIDES.yours, "compared"]) add(head, "th", word).scope = "col";
  const body = add(table, "tbody");
  one.asked.forEach((words, i) => {
    const row = add(body, "tr"), right = one.target.answers[i], came = one.yours.answers[i];
    for (const text of [words, right || "–", came || "–"]) add(row, "td", text);
    add(row, "td", !came ? "○ no answer" : one.same[i] ? (passed(one) ? "✓ same" : "") : passed(one) ? "≈ nearly" : "✗ differs");
  });
  if (!passed(one) && one.same.length && one.same.every(Boolean)) add(card, "p", UNSEEN.replace("this figure", "these answers"), "count");
}
function chart(card, one) {
  const box = add(card, "div", "", "chart");
  add(box, "p", one.chart.caption);
  if (one.target.values.some((answer) => !answer.length)) {
    add(box, "p", `The target has given nothing to draw. ${one.target.sorry || ""}`, "sorry");
    return;
  }
  const says = CHARTS[one.chart.kind](box, one);
  if (says) add(box, "p", says, "count");
}
/* The verdict of the check, its sentences, and the case that failed. */
function verdict(card, one) {
  const { symbol, word, sentences, again } = one.checked, box = add(card, "div", "", `checked ${one.checked.verdict}`);
  add(box, "p", `${symbol} ${word}`, "verdict");
  if (passed(one)) return;
  for (const text of sentences) add(box, "p", text);
  if (one.checked.failure) failure(box, one.checked.failure);
  if (one.checked.verdict === "not_attempted") return;
  const repeat = add(box, "p", "To repeat this check: ", "again");
  add(repeat, "code", again);
}
/* The question that comes before the picture: it opens with any answer, and without one too. */
function guessed(card, one, content) {
  if (!one.guess) return;
  const { question, said } = one.guess, box = add(card, "div", "", "guess");
  if (said) {
    add(box, "p", `${question} ${said}`);
    return;
  }
  content.classList.add("veiled");
  const form = add(box, "div", "", "question"), id = one.name + "-guess"; // a form is sent nowhere in a notebook's frame
  add(form, "label", `Before you look: ${question}`).htmlFor = id;
  const input = add(form, "input"), button = add(form, "button", "Show the picture");
  Object.assign(input, { id, type: "text", inputMode: "decimal", autocomplete: "off", size: 8 });
  button.type = "button";
  const open = () => {
    if (!content.classList.contains("veiled")) return;
    content.classList.remove("veiled");
    form.remove();
    const out = add(box, "p", outcome(one, input.value));
    out.tabIndex = -1;
    out.setAttribute("role", "status");
    return out;
  };
  const answer = () => {
    const out = open();
    if (out) out.focus();
  };
  button.addEventListener("click", answer);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") answer();
  });
  VEILS.push(open);
}
const VEILS = [];
function outcome(one, text) {
  const { question, answer, tolerance, recall, tells } = one.guess;
  const plain = text.trim().replace("%", "").replace(",", ".").replace("−", "-"), number = Number(plain);
  if (plain.trim() === "" || !Number.isFinite(number)) return question;
  const said = precise(number);
  if (!tells) return `${question} You predict ${said}. To be reminded of it when ${one.name} passes: noisegrade predict ${one.name} --answer ${number}`;
  if (number === answer) return `${question} You predicted ${said}, and so it is. ${recall}`;
  if (Math.abs(number - answer) <= tolerance) return `${question} You predicted ${said}, close enough: it is ${precise(answer)}. ${recall}`;
  return `${question} You predicted ${said}; it is ${precise(answer)}. ${recall}`;
}
function panel(parent, one) {
  const card = add(parent, "section", "", "card"), title = add(card, "h3");
  card.id = one.name;
  add(title, "code", one.name);
  title.id = one.name + "-title";
  card.setAttribute("aria-labelledby", title.id);
  add(card, "p", one.task);
  verdict(card, one);
  const before = add(card, "div"), content = add(card, "div", "", "content");
  guessed(before, one, content);
  if (one.film) film(content, one);
  if (one.rows.length) draws(content, one);
  else if (!one.film && one.yours.sorry) add(content, "p", one.yours.sorry, "sorry");
  if (one.chart) chart(content, one);
  if (one.asked.length) answers(content, one);
}
/* Draws, target beside yours. */
function draws(card, one) {
  const sides = {};
  add(card, "p", "Asked for: " + one.law + ".");
  const band = add(card, "div"), pair = add(card, "div", "", "pair top");
  for (const side of ["target", "yours"]) {
    const half = add(pair, "div"), packed = one[side].draws[0];
    add(half, "h4", SIDES[side], side);
    if (one[side].sorry) add(half, "p", one[side].sorry, "sorry");
    const seen = packed && sample(half, unpack(packed), side, one.rows[0]);
    if (seen) sides[side] = seen;
  }
  bands(band, one, sides);
  if (one.rows.length > 1) terms(card, one);
}

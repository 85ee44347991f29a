/* Answers, drawn: each function has the name of a kind of chart. */
/* One number for each x, whether they came in one answer or in many; else nothing. */
function series(side, count) {
  const values = side.values.length === 1 ? side.values[0] : side.values.map((one) => (one.length === 1 ? one[0] : null));
  return values.length === count ? values : [];
}
/* The range of an image, so that it is drawn from black to white. */
const range = (values) => {
  const good = values.filter(Number.isFinite), low = Math.min(...good), high = Math.max(...good);
  return high > low ? [low, high] : [low - 1, high + 1];
};
/* How many answers agree, said so that it never contradicts the check: what fails it may not show here. */
function agreement(one, same, count) {
  if (passed(one)) return same === count ? `All ${count} of yours agree with the target.` : `${same} of ${count} of yours agree with the target to all digits.`;
  if (same < count) return `${count - same} of ${count} of yours differ from the target.`;
  return UNSEEN;
}
const CHARTS = {
  curve(parent, one) {
    const { x, caption, x_label, y_label } = one.chart, right = series(one.target, x.length), came = series(one.yours, x.length);
    const far = came.filter((y, i) => y === null || Math.abs(y - right[i]) > 1e-6 * Math.max(1, Math.abs(right[i]))).length;
    const says = came.length ? agreement(one, came.length - far, x.length) : "Yours has given nothing to draw.";
    const plot = frame(parent, caption, [Math.min(...x), Math.max(...x)], heights(right, came), [x_label, y_label]);
    line(plot.plot, "target-line", x.map((value, i) => [plot.across(value), plot.up(right[i])]));
    return `Line: ● target. Squares: ■ yours. ${says}${marks(plot, x, came)}`;
  },
  bells(parent, one) {
    const row = add(parent, "div", "", "row");
    one.asked.forEach((words, i) => {
      const terms = one.chart.bells[i], right = one.target.values[i], came = one.yours.values[i] || [];
      const all = [...terms, right], good = came.length === 2 && came[0] !== null && came[1] > 0;
      const low = Math.min(...all.map(([m, s]) => m - 3.5 * s)), high = Math.max(...all.map(([m, s]) => m + 3.5 * s));
      const roof = Math.max(...all.map(([, s]) => BELL(0) / s)) * 1.1;
      const yours = came.length ? `yours ${came.map((v) => (v === null ? "?" : short(v))).join(" and ")}` : "yours: nothing yet";
      const told = `${words}: target ${right.map(short).join(" and ")}, ${yours}.`;
      const box = add(row, "figure"), plot = svg(box, 240, 130, told);
      const outline = ([m, s]) => Array.from({ length: 121 }, (_, j) => {
        const x = low + ((high - low) * j) / 120;
        return [2 * j, 110 - 105 * Math.min(BELL((x - m) / s) / s / roof, 1)];
      });
      if (good) line(plot, "yours-area", [[0, 110], ...outline(came), [240, 110]]);
      for (const term of terms) line(plot, "rule", outline(term));
      line(plot, "target-line", outline(right));
      draw(plot, "line", { class: "axis", x1: 0, x2: 240, y1: 110, y2: 110 });
      for (const j of [0.15, 0.5, 0.85]) draw(plot, "text", { x: 240 * j, y: 126 }, short(low + (high - low) * j));
      add(box, "figcaption", told);
    });
  },
  images(parent, one) {
    let same = 0;
    one.chart.fields.forEach((packed, i) => {
      const row = add(parent, "div", "", "row"), label = `${one.chart.x_label} = ${one.chart.x[i]}`;
      const field = unpack(packed), right = one.target.values[i], came = one.yours.values[i] || [];
      const [low, high] = range(right);
      const close = came.length === right.length && came.every((value, j) => value !== null && Math.abs(value - right[j]) <= 1e-3 * (high - low));
      if (close) same += 1;
      const shown = [[`${label}: ${one.chart.y_label || "before"}`, field, range(field)], [`${label}: ${SIDES.target}`, right, [low, high]]];
      const verdict = one.chart.random || (close && !passed(one)) ? "" : close ? ", the same" : ", differs";
      if (came.length) shown.push([`${label}: ${SIDES.yours}${verdict}`, came.map((value) => (value === null ? NaN : value)), [low, high]]);
      for (const [told, values, [from, to]] of shown) {
        const box = add(row, "figure");
        canvas(box, values, from, to, `An image, ${told}.`);
        add(box, "figcaption", told);
      }
    });
    const came = one.yours.values.some((values) => values.length);
    if (came && one.chart.random) return "Each side has noise of its own.";
    return came ? agreement(one, same, one.chart.fields.length) : "Yours has given nothing to draw.";
  },
  verdicts(parent, one) {
    const { x, y, caption, x_label, y_label } = one.chart, right = series(one.target, x.length);
    const pair = add(parent, "div", "", "pair");
    let same = 0;
    for (const side of ["target", "yours"]) {
      const half = add(pair, "div"), values = series(one[side], x.length);
      add(half, "h4", SIDES[side], side);
      if (!values.length) { add(half, "p", "Nothing to draw yet."); continue; }
      const passed = values.filter((value) => value === 1).length;
      if (side === "yours") same = values.filter((value, i) => value === right[i]).length;
      const plot = svg(half, 260, 250, `${caption} ${passed} of ${values.length} pass.`);
      const low = Math.min(...x), wide = Math.max(...x) - low, floor = Math.min(...y), tall = Math.max(...y) - floor;
      const across = (value) => 44 + (200 * (value - low)) / wide, up = (value) => 180 - (165 * (value - floor)) / tall;
      values.forEach((value, i) => {
        const a = across(x[i]), b = up(y[i]);
        if (value === 1) square(plot, side, a, b, 7);
        else draw(plot, "path", { class: `${side}-cross`, d: `M${a - 4} ${b - 4}l8 8m0 -8l-8 8` });
      });
      for (const value of [low, low + wide]) draw(plot, "text", { x: across(value), y: 206 }, percent(value));
      for (const value of [floor, floor + tall]) draw(plot, "text", { x: 16, y: up(value) + 4 }, (100 * value).toFixed(0));
      draw(plot, "text", { x: 144, y: 226 }, `→ ${x_label}`);
      draw(plot, "text", { x: 144, y: 244 }, `↑ ${y_label}`);
    }
    return `Filled: True. Crosses: False. ${agreement(one, same, x.length)}`;
  },
  clouds(parent, one) {
    const row = add(parent, "div", "", "row");
    one.chart.fields.forEach((packed, i) => {
      const field = unpack(packed), side = Math.round(Math.sqrt(field.length)), came = one.yours.values[i] || [];
      const pairs = field.map((value, j) => [value, field[j + 1]]).filter((_, j) => (j + 1) % side);
      const yours = came.length === 1 && came[0] !== null ? digits(came[0], 3) : "nothing yet";
      const told = `${one.asked[i]}: target ${digits(one.target.values[i][0], 3)}, yours ${yours}.`;
      const box = add(row, "figure");
      canvas(box, field, -3, 3, `A field: ${one.asked[i]}.`);
      dots(box, pairs.filter((_, j) => j % 2 === 0), "given", `Each value against its neighbour. ${told}`);
      add(box, "figcaption", told);
    });
  },
};

/* Answers, drawn: each function has the name of a kind of chart. */
/* One number for each x, whether they came in one answer or in many; else nothing. */
function series(side, count) {
  const values = side.values.length === 1 ? side.values[0] : side.values.map((one) => (one.length === 1 ? one[0] : null));
  return values.length === count ? values : [];
}
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

/* Axes, bars, marks, images and clouds: what the views of a film are drawn with. */
const WIDE = 320, TALL = 150, FOOT = 120; // of a histogram; FOOT is where its bars stand
const note = (parent, text) => add(parent, "figcaption", text);
const sigmas = (mean, std) => `mean ${short(mean)}, σ ${short(std)}`;
/* Round numbers on an axis, written below it. */
function scale(plot, [low, high], width, y) {
  for (const x of round(low, high)) draw(plot, "text", { x: (width * (x - low)) / (high - low), y }, short(x));
}
const outline = (mean, std, [low, high], roof) => Array.from({ length: 161 }, (_, i) => {
  const x = low + ((high - low) * i) / 160;
  return [(WIDE * i) / 160, FOOT - (FOOT - 8) * Math.min(BELL((x - mean) / std) / std / roof, 1)];
});
/* What lies beyond the ends of the axis is counted there, with an arrow; nothing is moved inside. */
function beyond(plot, below, above, width, y) {
  if (below) draw(plot, "text", { class: "beyond start", x: 2, y }, `◀ ${below}`);
  if (above) draw(plot, "text", { class: "beyond end", x: width - 2, y }, `${above} ▶`);
}
/* Bars of counts, the bell or the steps that were asked for, dashed bells beside; a bar that is too
   high ends in an arrow. */
function barsPlot(parent, bars, { mean, std, shares, bells, reach, roof, told }) {
  const still = std !== null && std < 1e-6; // all values at one place: as high as the plot
  const [low, high] = reach, plot = svg(parent, WIDE, TALL, told);
  const place = (x) => (WIDE * (x - low)) / (high - low);
  draw(plot, "line", { class: "axis", x1: 0, x2: WIDE, y1: FOOT, y2: FOOT });
  if (bars) {
    const each = WIDE / bars.counts.length, width = (high - low) / bars.counts.length;
    const all = bars.counts.reduce((a, b) => a + b, 0) + bars.below + bars.above;
    bars.counts.forEach((count, i) => {
      const tall = count / all / width / roof, height = (FOOT - 8) * Math.min(tall, 1) || 0;
      draw(plot, "rect", { class: "yours", x: i * each + 0.4, y: FOOT - height, width: each - 0.8, height });
      if (tall > 1.02 && !still) draw(plot, "text", { class: "beyond", x: (i + 0.5) * each, y: 7 }, "▲");
    });
    beyond(plot, bars.below, bars.above, WIDE, 20);
  }
  for (const [m, s] of bells) if (s > 0) line(plot, "rule", outline(m, s, reach, roof));
  if (shares.length) {
    const each = WIDE / shares.length, width = (high - low) / shares.length;
    const up = (share) => FOOT - (FOOT - 8) * Math.min(share / width / roof, 1);
    line(plot, "target-line", shares.flatMap((share, i) => [[i * each, up(share)], [(i + 1) * each, up(share)]]));
  } else if (std > 1e-6) line(plot, "target-line", outline(mean, std, reach, roof));
  else if (std !== null) line(plot, "target-line", [[place(mean), 8], [place(mean), FOOT]]);
  scale(plot, reach, WIDE, FOOT + 16);
}
/* How high the histograms of a film are: one height for all, unless the lower ones would vanish. */
function roof(reel, aim) {
  const peak = (one) => {
    const width = (reel.reach[1] - reel.reach[0]) / (one.shares.length || 1);
    const own = one.shares.length ? Math.max(...one.shares) / width : one.std > 1e-6 ? BELL(0) / one.std : 0;
    return Math.max(own, ...one.bells.map(([, s]) => BELL(0) / s));
  };
  const peaks = reel.aims.map(peak).filter((one) => one > 0), most = Math.max(...peaks);
  return 1.3 * (most / Math.min(...peaks) > 4 || aim.bells.length > 1 ? peak(aim) || most : most);
}
function frame(parent, told, [left, right], [floor, top], [under, aside], marked) {
  const plot = svg(parent, 360, 226, told), a = 42, b = 334, c = 26, d = 182;
  const across = (x) => (right > left ? a + ((b - a) * (x - left)) / (right - left) : (a + b) / 2);
  const up = (y) => d - ((d - c) * (y - floor)) / (top - floor || 1);
  draw(plot, "line", { class: "axis", x1: a, x2: b, y1: d, y2: d });
  draw(plot, "line", { class: "axis", x1: a, x2: a, y1: c, y2: d });
  for (const x of marked || [left, (left + right) / 2, right]) draw(plot, "text", { x: across(x), y: 198 }, short(x));
  for (const y of floor < top ? round(floor - 0.1 * (top - floor), top * 1.06) : [floor]) draw(plot, "text", { class: "end", x: a - 5, y: up(y) + 4 }, short(y));
  draw(plot, "text", { x: (a + b) / 2, y: 218 }, under);
  draw(plot, "text", { class: "start", x: 2, y: 12 }, aside ? `↑ ${aside}` : "");
  return { plot, across, up, inside: (y) => y >= floor - 1e-9 && y <= top + 1e-9, c, d };
}
const line = (plot, className, points) => draw(plot, "polyline", { class: className, points: points.map((one) => one.join(",")).join(" ") });
const square = (plot, className, x, y, half) => draw(plot, "rect", { class: className, x: x - half, y: y - half, width: 2 * half, height: 2 * half });
/* Squares where yours are; an arrow at the edge for each that lies beyond. Says how many do. */
function marks({ plot, across, up, inside, c, d }, x, values) {
  let above = 0, below = 0, none = 0;
  values.forEach((y, i) => {
    if (y === null) none += 1;
    else if (inside(y)) square(plot, "yours", across(x[i]), up(y), 3);
    else {
      const high = y > 0 && up(y) < c, at = across(x[i]);
      if (high) above += 1;
      else below += 1;
      draw(plot, "path", { class: "yours", d: high ? `M${at - 4} ${c}h8l-4 -8z` : `M${at - 4} ${d}h8l-4 8z` });
    }
  });
  return [[above, "above the plot"], [below, "below the plot"], [none, "not finite"]]
    .filter(([count]) => count).map(([count, where]) => ` ${count} of yours: ${where}.`).join("");
}
/* The range of some numbers, with room around them. */
function around(values) {
  const good = values.filter(Number.isFinite), low = Math.min(...good), high = Math.max(...good);
  const room = (high - low || Math.abs(high) || 1) * 0.12;
  return [low - room, high + room];
}
/* As high as what was asked for, and at most three times that for what came. */
function heights(right, came) {
  const [low, high] = around([...right, 0]), wide = high - low;
  const good = came.filter(Number.isFinite);
  return [Math.max(Math.min(low, ...good), low - wide), Math.min(Math.max(high, ...good), high + wide)];
}
function picture(parent, image, told) {
  const node = add(parent, "canvas"), bytes = Uint8Array.from(atob(image.pixels), (c) => c.charCodeAt(0));
  node.width = image.columns;
  node.height = image.rows;
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", told);
  const context = node.getContext("2d"), shown = context.createImageData(image.columns, image.rows);
  for (let i = 0; i < image.rows * image.columns; i++) {
    for (let k = 0; k < 3; k++) shown.data[4 * i + k] = bytes[image.colours === 3 ? 3 * i + k : i];
    shown.data[4 * i + 3] = 255;
  }
  context.putImageData(shown, 0, 0);
}
/* Pairs in a square from −reach to reach; those beyond stand at its edge as arrows, and are counted. */
function cloudPlot(parent, packed, className, told, reach = 4) {
  const values = unpack(packed), plot = svg(parent, 180, 180, told), wide = 84 / reach;
  draw(plot, "line", { class: "axis", x1: 0, x2: 180, y1: 90, y2: 90 });
  draw(plot, "line", { class: "axis", x1: 90, x2: 90, y1: 0, y2: 180 });
  let far = 0;
  for (let i = 0; i + 1 < values.length; i += 2) {
    const x = values[i], y = values[i + 1];
    if (Math.abs(x) > reach || Math.abs(y) > reach) far += 1;
    else draw(plot, "circle", { class: className, cx: 90 + wide * x, cy: 90 - wide * y, r: 1.7 });
  }
  if (far) draw(plot, "text", { class: "beyond end", x: 178, y: 12 }, `${far} ▶`);
  return far ? ` ${far} pairs lie beyond the plot.` : "";
}

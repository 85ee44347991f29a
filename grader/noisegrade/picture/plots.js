"use strict";
/* The small drawings that everything is made of: static, histograms, dots. */
const drawn = JSON.parse(document.getElementById("drawn").textContent);
const at = (id) => document.getElementById(id);
const SIDES = { target: "● target", yours: "■ yours" };
const BELL = (z) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
const NO_NUMBER = -32768;

function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed.numbers), (c) => c.charCodeAt(0)), view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / 2 }, (_, i) => {
    const whole = view.getInt16(2 * i, true);
    return whole === NO_NUMBER ? NaN : whole * packed.scale;
  });
}
function add(parent, name, text, className) {
  const node = parent.appendChild(document.createElement(name));
  if (text) node.textContent = text;
  if (className) node.className = className;
  return node;
}
function draw(parent, name, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text) node.textContent = text;
  return parent.appendChild(node);
}
function svg(parent, width, height, told) {
  return draw(parent, "svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": told });
}
function canvas(parent, values, low, high, told) {
  const side = Math.floor(Math.sqrt(values.length));
  const node = add(parent, "canvas");
  node.width = node.height = side;
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", told);
  const context = node.getContext("2d");
  const pixels = context.createImageData(side, side);
  for (let i = 0; i < side * side; i++) {
    const grey = (255 * (values[i] - low)) / (high - low);
    pixels.data.set([grey, grey, grey, 255], 4 * i);
  }
  context.putImageData(pixels, 0, 0);
}
const percent = (share) => (100 * share).toFixed(1) + "\u00a0%";
const digits = (value, count) => {
  const text = Math.abs(value) < 1e6 ? value.toFixed(count) : value.toPrecision(3);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
};
const short = (value) => digits(value, Math.abs(value) < 10 ? 2 : 1).replace(/\.?0+$/, "");
function numbers(values) {
  const good = values.filter(Number.isFinite);
  const n = good.length || NaN;
  const mean = good.reduce((a, b) => a + b, 0) / n;
  const std = Math.sqrt(good.reduce((a, b) => a + (b - mean) ** 2, 0) / n);
  const within = (k) => good.filter((z) => Math.abs(z) <= k).length / n;
  return { good, n, mean, std, within };
}
function correlation(first, second) {
  const pairs = first.map((one, i) => [one, second[i]]).filter(([a, b]) => Number.isFinite(a + b));
  const [a, b] = [0, 1].map((which) => numbers(pairs.map((pair) => pair[which])));
  return pairs.reduce((sum, [x, y]) => sum + (x - a.mean) * (y - b.mean), 0) / (pairs.length * a.std * b.std);
}
/* The bars are shares of draws; the line is the bell N(mean, std²); the axis goes to middle ± reach.
   Gives what marks the band of k σ. */
function histogram(parent, values, side, { mean = 0, std = 1, middle = 0, reach = 4, labels, peak }) {
  const good = values.filter(Number.isFinite);
  const bins = 50, width = (2 * reach) / bins, counts = new Array(bins).fill(0);
  for (const value of good) {
    const bin = Math.floor((value - middle + reach) / width);
    if (bin >= 0 && bin < bins) counts[bin]++;
  }
  const out = good.length - counts.reduce((a, b) => a + b, 0);
  const top = peak || 2 * Math.max(BELL(0) / Math.max(std, reach / 12), 1e-9);
  const high = (density) => Math.min(density / top, 1) * 105;
  const place = (x) => 120 + (120 * (x - middle)) / reach;
  const plot = svg(parent, 240, 130, `Histogram of ${good.length} draws against the bell; ${out} lie outside the picture.`);
  draw(plot, "line", { class: "axis", x1: 0, x2: 240, y1: 110, y2: 110 });
  const stretch = (node, k) => {
    const low = Math.max(place(mean - k * std), 0), end = Math.min(place(mean + k * std), 240);
    node.setAttribute("x", low);
    node.setAttribute("width", Math.max(end - low, 0));
  };
  for (const k of [2, 1]) stretch(draw(plot, "rect", { class: "band", y: 0, height: 110 }), k);
  counts.forEach((count, bin) => {
    const density = count / good.length / width, height = high(density) || 0;
    draw(plot, "rect", { class: side, x: bin * 4.8, y: 110 - height, width: 4.2, height });
    if (density > 1.02 * top) draw(plot, "text", { class: "beyond", x: bin * 4.8 + 2, y: 7 }, "▲");
  });
  beyond(plot, good.filter((x) => x < middle - reach).length, good.filter((x) => x >= middle + reach).length, 240, 20);
  if (std > 0) {
    const points = Array.from({ length: 121 }, (_, i) => {
      const x = middle - reach + (2 * reach * i) / 120;
      return `${2 * i},${110 - high(BELL((x - mean) / std) / std)}`;
    });
    draw(plot, "polyline", { class: "bell", points: points.join(" ") });
  }
  for (const [x, text] of labels) draw(plot, "text", { x: place(x), y: 126 }, text);
  return (k) => {
    const mark = plot.querySelector(".mark") || draw(plot, "rect", { class: "mark", y: 1, height: 109 });
    stretch(mark, k);
  };
}
/* Three to seven round numbers between two others; all whole numbers, where they are few. */
function round(low, high, whole) {
  if (whole && high - low <= 12) return Array.from({ length: Math.floor(high - low) }, (_, i) => low + i + 0.5);
  const power = 10 ** Math.floor(Math.log10((high - low) / 3)), step = [5, 2, 1].map((one) => one * power).find((one) => (high - low) / one >= 3);
  const each = whole ? Math.max(Math.ceil(step), 1) : step, first = Math.ceil(low / each + 0.2);
  return Array.from({ length: 8 }, (_, i) => (first + i) * each).filter((x) => x < high - 0.05 * (high - low));
}
/* The bars are shares of draws, beside what the distribution puts into each bin: a line of steps, or
   where draws are whole numbers, a bar of its own. Gives what marks the band of k σ. */
function binned(parent, values, side, { mean, std, expected: { edges, shares, whole } }) {
  const good = values.filter(Number.isFinite), counts = new Array(shares.length).fill(0);
  const low = edges[0], high = edges.at(-1), each = edges[1] - low;
  for (const value of good) if (value >= low && value < high) counts[Math.min(Math.floor((value - low) / each), shares.length - 1)]++;
  const out = good.length - counts.reduce((a, b) => a + b, 0);
  const came = counts.map((count) => count / good.length || 0), top = 1.25 * Math.max(...shares);
  const place = (x) => (240 * (x - low)) / (high - low), up = (share) => 110 - 105 * Math.min(share / top, 1);
  const plot = svg(parent, 240, 130, `Histogram of ${good.length} draws against what was asked for; ${out} lie outside the picture.`);
  const stretch = (node, k) => {
    const from = Math.max(place(mean - k * std), 0), to = Math.min(place(mean + k * std), 240);
    node.setAttribute("x", from);
    node.setAttribute("width", Math.max(to - from, 0));
  };
  for (const k of [2, 1]) stretch(draw(plot, "rect", { class: "band", y: 0, height: 110 }), k);
  beyond(plot, good.filter((x) => x < low).length, good.filter((x) => x >= high).length, 240, 20);
  const wide = 240 / shares.length, part = whole ? 0.4 : 0.88;
  came.forEach((share, i) => draw(plot, "rect", { class: side, x: (i + 0.06) * wide, y: up(share), width: part * wide, height: 110 - up(share) }));
  if (whole) shares.forEach((share, i) => draw(plot, "rect", { class: "expected", x: (i + 0.52) * wide, y: up(share), width: part * wide, height: 110 - up(share) }));
  else line(plot, "bell", shares.flatMap((share, i) => [[i * wide, up(share)], [(i + 1) * wide, up(share)]]));
  draw(plot, "line", { class: "axis", x1: 0, x2: 240, y1: 110, y2: 110 });
  for (const x of round(low, high, whole)) draw(plot, "text", { x: place(x), y: 126 }, short(x));
  return (k) => {
    const mark = plot.querySelector(".mark") || draw(plot, "rect", { class: "mark", y: 1, height: 109 });
    stretch(mark, k);
  };
}
/* The area under the bell, by Simpson's rule; the quantiles, by bisection of it. */
function area(z) {
  let sum = 0;
  const steps = 60, width = z / steps;
  for (let i = 0; i < steps; i++) sum += BELL(i * width) + 4 * BELL((i + 0.5) * width) + BELL((i + 1) * width);
  return 0.5 + (sum * width) / 6;
}
const coverage = (k) => 2 * area(k) - 1;
function quantile(p) {
  let low = -6, high = 6;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (area(middle) < p) low = middle; else high = middle;
  }
  return low;
}
const QUANTILES = Array.from({ length: 79 }, (_, i) => [(i + 0.5) / 79, quantile((i + 0.5) / 79)]);
/* Points in a square from −4 to 4; those beyond are counted at the edge, none is moved inside. */
function dots(parent, pairs, side, told) {
  const plot = svg(parent, 160, 160, told);
  draw(plot, "line", { class: "axis", x1: 0, x2: 160, y1: 80, y2: 80 });
  draw(plot, "line", { class: "axis", x1: 80, x2: 80, y1: 0, y2: 160 });
  let far = 0;
  for (const [x, y] of pairs) {
    if (Math.abs(x) > 4 || Math.abs(y) > 4) far += 1;
    else draw(plot, "circle", { class: side, cx: 80 + 20 * x, cy: 80 - 20 * y, r: 1.6 });
  }
  if (far) draw(plot, "text", { class: "beyond end", x: 158, y: 12 }, `${far} ▶`);
  return plot;
}

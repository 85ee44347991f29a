"use strict";
const drawn = JSON.parse(document.getElementById("drawn").textContent);
const at = (id) => document.getElementById(id);
const exercise = (name) => drawn.exercises.find((one) => one.name === name);
const BELL = (z) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}
function add(parent, name, text, className) {
  const node = parent.appendChild(document.createElement(name));
  if (text) node.textContent = text;
  if (className) node.className = className;
  return node;
}
function draw(parent, name, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return parent.appendChild(node);
}
function canvas(parent, values, low, high, told) {
  const side = Math.round(Math.sqrt(values.length));
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
function plot(parent, told) {
  const svg = draw(parent, "svg", { viewBox: "0 0 240 130", role: "img", "aria-label": told });
  draw(svg, "line", { class: "axis", x1: 0, x2: 240, y1: 110, y2: 110 });
  return svg;
}
const percent = (share) => (100 * share).toFixed(1) + "\u00a0%";
const digits = (value, count) => value.toFixed(count).replace("-", "−");
function numbers(values) {
  const good = Array.from(values).filter(Number.isFinite);
  const n = good.length || NaN;
  const mean = good.reduce((a, b) => a + b, 0) / n;
  const std = Math.sqrt(good.reduce((a, b) => a + (b - mean) ** 2, 0) / n);
  const within = (k) => good.filter((z) => Math.abs(z) <= k).length / n;
  return { good, n, mean, std, within };
}
/* The bars are shares of draws; the bell has the width `std` in the units of the axis. */
function histogram(parent, values, side, reach, std, labels) {
  const good = values.filter(Number.isFinite);
  const bins = 50, width = (2 * reach) / bins, counts = new Array(bins).fill(0);
  for (const value of good) {
    const bin = Math.floor((value + reach) / width);
    if (bin >= 0 && bin < bins) counts[bin]++;
  }
  const out = good.length - counts.reduce((a, b) => a + b, 0);
  const peak = 2 * Math.max(BELL(0) / Math.max(std, reach / 12), 1e-9);
  const high = (density) => Math.min(density / peak, 1) * 105;
  const svg = plot(parent, `Histogram of ${good.length} draws against the bell; ${out} lie outside the picture.`);
  if (std > 0) {
    for (const k of [2, 1]) {
      const half = Math.min((120 * k * std) / reach, 120);
      draw(svg, "rect", { class: "band", x: 120 - half, y: 0, width: 2 * half, height: 110 });
    }
  }
  counts.forEach((count, bin) => {
    const height = high(count / good.length / width) || 0;
    draw(svg, "rect", { class: side, x: bin * 4.8, y: 110 - height, width: 4.2, height });
  });
  if (std > 0) {
    const points = Array.from({ length: 121 }, (_, i) => {
      const x = -reach + (2 * reach * i) / 120;
      return `${2 * i},${110 - high(BELL(x / std) / std)}`;
    });
    draw(svg, "polyline", { class: "bell", points: points.join(" ") });
  }
  labels.forEach(([x, text]) => {
    draw(svg, "text", { x: 120 + (120 * x) / reach, y: 126 }).textContent = text;
  });
}
/* The quantiles of the bell, by bisection of its area. */
function quantile(p) {
  let low = -6, high = 6;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (area(middle) < p) low = middle; else high = middle;
  }
  return low;
}
function area(z) {
  let sum = 0;
  const steps = 60, width = z / steps;
  for (let i = 0; i < steps; i++) sum += BELL((i + 0.5) * width) * width;
  return 0.5 + sum;
}
const QUANTILES = Array.from({ length: 79 }, (_, i) => [(i + 0.5) / 79, quantile((i + 0.5) / 79)]);
function dots(parent, pairs, side, told) {
  const svg = draw(parent, "svg", { viewBox: "0 0 160 160", role: "img", "aria-label": told });
  draw(svg, "line", { class: "axis", x1: 0, x2: 160, y1: 80, y2: 80 });
  draw(svg, "line", { class: "axis", x1: 80, x2: 80, y1: 0, y2: 160 });
  const place = (z) => 80 + 20 * Math.max(-4, Math.min(4, z));
  for (const [x, y] of pairs) draw(svg, "circle", { class: side, cx: place(x), cy: 160 - place(y), r: 1.6 });
  return svg;
}
function sample(parent, z, side) {
  const { good, n, mean, std, within } = numbers(z);
  if (!good.length) return add(parent, "p", "None of the values is a finite number.", "sorry");
  const fine = `${good.length} draws, in units of the σ asked for: mean ${digits(mean, 3)}, σ ${digits(std, 3)}`;
  const plots = add(parent, "div", "", "plots");
  let box = add(plots, "figure");
  canvas(box, z, -3, 3, "The draws as static. " + fine);
  add(box, "figcaption", "the static");
  box = add(plots, "figure");
  histogram(box, good, side, 4, 1, [[-2, "−2 σ"], [0, "0"], [2, "2 σ"]]);
  add(box, "figcaption", "histogram, and the bell as a line; the bands reach 1 σ and 2 σ");
  box = add(plots, "figure");
  good.sort((a, b) => a - b);
  const pairs = QUANTILES.map(([p, q]) => [q, good[Math.floor(p * n)]]);
  const svg = dots(box, n ? pairs : [], side, "Quantiles of the draws against those of the bell.");
  draw(svg, "line", { class: "rule", x1: 0, y1: 160, x2: 160, y2: 0 });
  add(box, "figcaption", "quantiles: on the dashed line, if it is the bell");
  box = add(plots, "figure");
  const next = [];
  for (let i = 0; i < 1200 && i + 1 < z.length; i += 3) if (Number.isFinite(z[i] + z[i + 1])) next.push([z[i], z[i + 1]]);
  dots(box, next, side, "Each draw against its neighbour.");
  add(box, "figcaption", "each draw and its neighbour: a round cloud, if they are independent");
  add(parent, "p", `Within 1 σ: ${percent(within(1))} (the bell: 68.3\u00a0%). Within 2 σ: ${percent(within(2))} (the bell: 95.4\u00a0%).`, "count");
  add(parent, "p", fine + ".", "count");
}
function panel(one) {
  const card = add(at("exercises"), "section", "", "card");
  card.id = one.name;
  const title = add(card, "h2");
  add(title, "code", one.name);
  add(card, "p", one.task);
  if (one.asked.length) return answers(card, one);
  add(card, "p", "Asked for: " + one.law + ".");
  const pair = add(card, "div", "", "pair");
  for (const side of ["target", "yours"]) {
    const half = add(pair, "div");
    add(half, "h3", side === "yours" ? "■ yours" : "● target", side);
    if (one[side].sorry) add(half, "p", one[side].sorry, "sorry");
    else sample(half, unpack(one[side].z), side);
  }
}
function answers(card, one) {
  if (one.yours.sorry) add(card, "p", one.yours.sorry, "sorry");
  const table = add(card, "table");
  const head = add(add(table, "thead"), "tr");
  for (const word of ["asked", "● target", "■ yours", "same?"]) add(head, "th", word).scope = "col";
  const body = add(table, "tbody");
  one.asked.forEach((words, i) => {
    const row = add(body, "tr");
    const right = one.target.answers[i];
    const came = one.yours.answers ? one.yours.answers[i] : "–";
    for (const text of [words, right, came]) add(row, "td", text);
    add(row, "td", came === right ? "✓ same" : one.yours.answers ? "✗ differs" : "○ not yet");
  });
}
function noiseFigure() {
  const yours = exercise("add_noise").yours, image = unpack(drawn.image);
  if (yours.sorry) {
    at("figure-sorry").textContent = "Your add_noise has drawn nothing yet, so the target's noise stands here. " + yours.sorry;
    at("figure-sorry").hidden = false;
  }
  const z = unpack(yours.z || exercise("add_noise").target.z);
  const side = yours.z ? "yours" : "target";
  const show = () => {
    const sigma = Number(at("sigma").value), unit = document.querySelector("[name=unit]:checked").value;
    at("sigma-out").textContent = "σ = " + sigma;
    at("figure-image").replaceChildren();
    at("figure-histogram").replaceChildren();
    const noise = Array.from(z, (one) => one * sigma);
    const { mean, std } = numbers(noise);
    const inside = numbers(z).within;
    canvas(at("figure-image"), image.map((one, i) => one + noise[i]), 0, 255, `A landscape under noise of σ = ${sigma}.`);
    if (unit === "pixel") histogram(at("figure-histogram"), noise, side, 200, sigma, [[-100, "−100"], [0, "0"], [100, "100"]]);
    else histogram(at("figure-histogram"), Array.from(z), side, 4, 1, [[-2, "−2 σ"], [0, "0"], [2, "2 σ"]]);
    at("figure-told").textContent = `Mean ${digits(mean, 2)}, width ${digits(std, 2)} pixel values. Within 1 σ: ${percent(inside(1))} (the bell: 68.3\u00a0%); within 2 σ: ${percent(inside(2))} (95.4\u00a0%), wherever the slider stands.`;
  };
  at("sigma").addEventListener("input", show);
  for (const one of document.querySelectorAll("[name=unit]")) one.addEventListener("change", show);
  show();
}
function pathFigure() {
  const image = unpack(exercise("noise_steps").target.path[0]);
  const show = () => {
    const way = document.querySelector("[name=way]:checked").value, stop = Number(at("step").value);
    const mine = exercise(way).yours, kept = mine.path || exercise(way).target.path;
    at("path-sorry").hidden = Boolean(mine.path);
    at("path-sorry").textContent = mine.path ? "" : `Your ${way} has drawn nothing to show yet, so the target stands here. ${mine.sorry || ""}`;
    at("step-out").textContent = drawn.stops[stop] + " of 50";
    at("path-image").replaceChildren();
    at("path-plot").replaceChildren();
    const x = unpack(kept[stop]), left = drawn.left[stop], should = Math.sqrt(1 - left);
    const noise = Array.from(x, (one, i) => one - Math.sqrt(left) * image[i]);
    const { mean, std } = numbers(noise);
    canvas(at("path-image"), x, -1.6, 1.6, `The image after ${drawn.stops[stop]} steps.`);
    histogram(at("path-plot"), noise, mine.path ? "yours" : "target", 4, should, [[-2, "−2"], [0, "0"], [2, "2"]]);
    at("path-told").textContent = `${percent(Math.sqrt(left))} of the image is left. The noise has σ = ${std.toFixed(3)}; the formula says ${should.toFixed(3)}. Its mean is ${digits(mean, 3)}.`;
  };
  at("step").addEventListener("input", show);
  for (const one of document.querySelectorAll("[name=way]")) one.addEventListener("change", show);
  show();
}
noiseFigure();
pathFigure();
const shown = drawn.exercises.filter((one) => one.shown);
shown.forEach(panel);
if (shown.length === 1) document.querySelector("main").prepend(at("exercises"));

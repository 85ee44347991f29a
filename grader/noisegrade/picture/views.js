/* The drawings of a film's stop: each function has the name of a view. */
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
  return 1.3 * (most / Math.min(...peaks) > 4 ? peak(aim) || most : most);
}
function frame(parent, told, [left, right], [floor, top], [under, aside], marked) {
  const plot = svg(parent, 360, 226, told), a = 42, b = 350, c = 26, d = 182;
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
const bellOf = (numbers) => (numbers.length === 1 ? [0, numbers[0]] : numbers.length === 2 ? numbers : null);
const VIEWS = {
  given(parent, { aim }) {
    picture(parent, aim.given, "What your function is given, as an image.");
    note(parent, "what it is given");
  },
  image(parent, { shot, words }) {
    if (!shot.image) return;
    picture(parent, shot.image, `What your function returns, as an image: ${words}.`);
    note(parent, "■ what yours returns");
  },
  histogram(parent, { reel, aim, shot }) {
    const { bars } = shot, asked = sigmas(aim.mean, aim.std < 1e-6 ? 0 : aim.std);
    const told = bars && bars.mean !== null ? `■ Yours: ${sigmas(bars.mean, bars.std)}. ● Asked for: ${asked}.` : `● Asked for: ${asked}.`;
    barsPlot(parent, bars, { ...aim, reach: reel.reach, roof: roof(reel, aim), told: `Histogram of the values. ${told}` });
    note(parent, reel.x_label);
    return told;
  },
  shape(parent, { aim, shot }) {
    if (!shot.shape) {
      note(parent, aim.std > 1e-6 ? "" : "no noise yet: nothing to measure in σ");
      return;
    }
    barsPlot(parent, shot.shape, { mean: 0, std: 1, shares: [], bells: [], reach: [-4, 4], roof: 1.3 * BELL(0), told: "Histogram of these values, measured in σ." });
    note(parent, "and now measured in σ");
  },
  cloud(parent, { aim, shot }) {
    const one = shot.cloud || aim.cloud;
    if (!one) return;
    const told = `Each value against its right-hand neighbour: correlation ${one.correlation === null ? "unknown" : digits(one.correlation, 2)}.`;
    const far = cloudPlot(parent, one.pairs, shot.cloud ? "yours" : "given", told);
    note(parent, `each value and its right-hand neighbour${far ? ";" + far.replace(/\.$/, "") : ""}`);
  },
  curve(parent, { reel, aim, shot }) {
    const height = reel.height || heights(aim.numbers, shot.numbers), right = aim.numbers, x = aim.x;
    const fits = shot.numbers.length === x.length;
    const told = `${reel.y_label} over ${reel.x_label}: a line for what is asked for, squares for yours.`;
    const plot = frame(parent, told, [x[0], x.at(-1)], height, [reel.x_label, reel.y_label]);
    line(plot.plot, "target-line", x.map((value, i) => [plot.across(value), plot.up(right[i])]));
    const far = fits ? marks(plot, x, shot.numbers) : "";
    note(parent, "line: ● asked for; squares: ■ yours");
    if (fits) return far;
    return shot.numbers.length ? `■ Yours gave ${shot.numbers.length} numbers for ${x.length} places.` : "";
  },
  bell(parent, { reel, aim, shot }) {
    const right = bellOf(aim.numbers), came = bellOf(shot.numbers), { reach } = reel;
    const all = [...aim.bells, right].map(([, s]) => s).filter((s) => s > 0);
    const least = Math.max(Math.min(...all), (reach[1] - reach[0]) / 60), top = (1.15 * BELL(0)) / least;
    const good = came && came.every(Number.isFinite) && came[1] > 0;
    const yours = shot.numbers.length ? `■ Yours: ${came ? `mean ${shown(came[0])}, σ ${shown(came[1])}` : shot.numbers.map(shown).join(", ")}.` : "";
    const told = `${yours} ● Asked for: mean ${shown(right[0])}, σ ${shown(right[1])}.`;
    const plot = svg(parent, WIDE, TALL, `Bells. ${told}`);
    if (good) line(plot, "yours-area", [[0, FOOT], ...outline(...came, reach, top), [WIDE, FOOT]]);
    for (const [m, s] of aim.bells) line(plot, "rule", outline(m, s, reach, top));
    if (right[1] > 0) line(plot, "target-line", outline(...right, reach, top));
    draw(plot, "line", { class: "axis", x1: 0, x2: WIDE, y1: FOOT, y2: FOOT });
    if (came && Number.isFinite(came[0])) beyond(plot, came[0] < reach[0] ? "yours" : 0, came[0] > reach[1] ? "yours" : 0, WIDE, 20);
    scale(plot, reach, WIDE, FOOT + 16);
    note(parent, reel.x_label);
    return told;
  },
  band(parent, { reel, aim, shot }) {
    const [low, high] = reel.reach, [from, to] = aim.band, place = (x) => (WIDE * (x - low)) / (high - low);
    const inside = (x) => x >= from && x <= to, share = aim.numbers[0];
    const counted = aim.values.filter(inside).length;
    const told = aim.values.length
      ? `${counted} of ${aim.values.length} values lie in the band, its borders included: ${digits(share, 3)}.`
      : `${percent(share)} of the bell lie in the band.`;
    const plot = svg(parent, WIDE, TALL, told), left = Math.max(place(from), 0), right = Math.min(place(to), WIDE);
    draw(plot, "rect", { class: "band", x: left, y: 4, width: Math.max(right - left, 1), height: FOOT - 4 });
    if (aim.values.length) {
      const stacks = new Map();
      for (const x of aim.values) {
        const height = (stacks.get(x) || 0) + 1;
        stacks.set(x, height);
        draw(plot, "circle", { class: inside(x) ? "given" : "apart", cx: place(x), cy: FOOT - 5 * height + 1, r: 2.3 });
      }
    } else {
      const points = outline(0, 1, reel.reach, 1.15 * BELL(0));
      const area = points.filter(([x]) => x >= left && x <= right);
      if (area.length) line(plot, "given-area", [[area[0][0], FOOT], ...area, [area.at(-1)[0], FOOT]]);
      line(plot, "bell", points);
    }
    draw(plot, "line", { class: "axis", x1: 0, x2: WIDE, y1: FOOT, y2: FOOT });
    scale(plot, reel.reach, WIDE, FOOT + 16);
    note(parent, reel.x_label);
    return `● ${told}${shot.numbers.length ? ` ■ Yours: ${shot.numbers.map(shown).join(", ")}.` : ""}`;
  },
  trend(parent, { reel, stop }) {
    const right = reel.aims.map((one) => one.numbers[0]), x = right.map((_, i) => i);
    const came = reel.shots.map((one) => (one.numbers.length === 1 ? one.numbers[0] : undefined));
    const height = reel.height || heights(right, came), [name, places] = reel.sliders[0];
    const plot = frame(parent, `${reel.y_label} at each place of the slider.`, [0, x.at(-1)], height, [name, reel.y_label], []);
    x.filter((i) => places.length < 9 || i % 2 === 0).forEach((i) => draw(plot.plot, "text", { x: plot.across(i), y: 198 }, places[i].split(",")[0]));
    draw(plot.plot, "line", { class: "rule", x1: plot.across(stop), x2: plot.across(stop), y1: plot.c, y2: plot.d });
    line(plot.plot, "target-line", x.map((i) => [plot.across(i), plot.up(right[i])]));
    const there = x.filter((i) => came[i] !== undefined), far = marks(plot, there, there.map((i) => came[i]));
    note(parent, "line: ● asked for; squares: ■ yours");
    return far;
  },
};
const shown = (value) => (value === null || value === undefined ? "not finite" : String(Number(value.toPrecision(4))).replace("-", "−"));

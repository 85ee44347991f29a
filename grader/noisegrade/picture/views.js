/* The drawings of a film's stop: each function has the name of a view. */
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
    return shot.numbers.length ? `■ Yours gave ${shot.numbers.length === 1 ? "one number" : `${shot.numbers.length} numbers`} for ${x.length} places.` : "";
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
    if (came && came[1] === 0 && Number.isFinite(came[0])) {
      const x = (WIDE * (came[0] - reach[0])) / (reach[1] - reach[0]);
      line(plot, "yours-area", [[x, 8], [x, FOOT]]);
    }
    if (good && BELL(0) / came[1] > 1.02 * top) draw(plot, "text", { class: "beyond", x: (WIDE * (came[0] - reach[0])) / (reach[1] - reach[0]), y: 7 }, "▲");
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

/* The two figures of a course with an image, and the start of everything. */
const feeder = (role) => drawn.exercises.find((one) => one.figure && one.figure.role === role);
function noiseFigure(maker) {
  const image = unpack(maker.figure.image), own = maker.yours.draws[0];
  const z = unpack(own || maker.target.draws[0]), side = own ? "yours" : "target";
  at("figure-whose").textContent = own
    ? `Your ${maker.name} drew this noise once. The slider only multiplies it.`
    : `Your ${maker.name} has drawn nothing to show yet, so the target's noise stands here. The slider only multiplies it.`;
  if (maker.yours.sorry) {
    at("figure-sorry").textContent = maker.yours.sorry;
    at("figure-sorry").hidden = false;
  }
  const { within } = numbers(z);
  const show = () => {
    const sigma = Number(at("sigma").value), unit = document.querySelector("[name=unit]:checked").value;
    at("sigma-out").textContent = "σ = " + sigma;
    at("figure-image").replaceChildren();
    at("figure-histogram").replaceChildren();
    const noise = z.map((one) => one * sigma);
    const { mean, std } = numbers(noise);
    canvas(at("figure-image"), image.map((one, i) => one + noise[i]), 0, 255, `The image under noise of σ = ${sigma}.`);
    if (unit === "pixel") histogram(at("figure-histogram"), noise, side, { std: sigma, reach: 200, labels: [[-100, "−100"], [0, "0"], [100, "100"]] });
    else histogram(at("figure-histogram"), z, side, { labels: SIGMAS });
    at("figure-told").textContent = `Mean ${digits(mean, 2)}, σ ${digits(std, 2)} pixel values. Within 1 σ: ${percent(within(1))} (the bell: 68.3\u00a0%); within 2 σ: ${percent(within(2))} (95.4\u00a0%), wherever the slider stands.`;
  };
  at("sigma").addEventListener("input", show);
  for (const one of document.querySelectorAll("[name=unit]")) one.addEventListener("change", show);
  show();
}
/* What is not image after a stop of the path, given how much of the image the formula leaves. */
function noiseAt({ image, alpha_bars }, packed, stop) {
  const start = unpack(image);
  return unpack(packed).map((one, i) => one - Math.sqrt(alpha_bars[stop]) * start[i]);
}
const WAYS = {
  walk: { does: "walks", told: "your stacked steps", mark: (plot, x, y) => square(plot, "yours", x, y, 4), legend: "■ your stacked steps." },
  jump: { does: "jumps", told: "your shortcut", mark: (plot, x, y) => draw(plot, "circle", { class: "yours-ring", cx: x, cy: y, r: 7 }), legend: "○ your shortcut." },
};
function pathCurve(makers) {
  const { stops, alpha_bars } = Object.values(makers)[0].figure, should = alpha_bars.map((left) => Math.sqrt(1 - left));
  const drawnWays = Object.entries(makers).filter(([, one]) => one.yours.path.length).map(([way, one]) => {
    return { ...WAYS[way], stops: one.figure.stops, stds: one.yours.path.map((packed, stop) => numbers(noiseAt(one.figure, packed, stop)).std) };
  });
  const ends = drawnWays.map(({ told, stds }) => `, ${told} at ${digits(stds.at(-1), 3)}`);
  const told = `σ of the noise after each stop. The one formula ends at ${should.at(-1).toFixed(3)}${ends.join("")}.`;
  const { plot, across, up } = frame(at("path-curve"), told, stops, [0, 1.2], ["steps", "σ of the noise"]);
  line(plot, "target-line", stops.map((stop, i) => [across(stop), up(should[i])]));
  for (const way of drawnWays) way.stds.forEach((std, i) => Number.isFinite(std) && way.mark(plot, across(way.stops[i]), up(std)));
  const legend = ["Line: ● the one formula.", ...drawnWays.map((way) => way.legend)];
  add(at("path-curve"), "p", `${legend.join(" ")} ${told}`, "count");
  const here = draw(plot, "line", { class: "rule", y1: 10, y2: 186 });
  return (steps) => {
    here.setAttribute("x1", across(steps));
    here.setAttribute("x2", across(steps));
  };
}
function pathFigure(makers) {
  const point = pathCurve(makers), names = at("path-names");
  Object.entries(makers).forEach(([way, one], i) => {
    names.append(i ? ", " : " ");
    add(names, "code", one.name);
    names.append(" " + WAYS[way].does);
  });
  names.append(".");
  const count = Object.values(makers)[0].figure.stops.at(-1);
  at("path-count").textContent = count;
  at("path-title").textContent = `${count} small steps, or one jump`;
  for (const way of Object.keys(WAYS)) if (!makers[way]) document.querySelector(`[name=way][value=${way}]`).parentNode.remove();
  document.querySelector("[name=way]").checked = true;
  const show = () => {
    const maker = makers[document.querySelector("[name=way]:checked").value], { stops, alpha_bars } = maker.figure;
    at("step").max = stops.length - 1;
    const stop = Number(at("step").value), own = maker.yours.path.length > 0, kept = own ? maker.yours.path : maker.target.path;
    at("path-sorry").hidden = own;
    at("path-sorry").textContent = own ? "" : `Your ${maker.name} has drawn nothing to show yet, so the target stands here. ${maker.yours.sorry || ""}`;
    at("step-out").textContent = `${stops[stop]} of ${stops.at(-1)}`;
    at("path-image").replaceChildren();
    at("path-plot").replaceChildren();
    const left = alpha_bars[stop], should = Math.sqrt(1 - left), noise = noiseAt(maker.figure, kept[stop], stop);
    const { mean, std } = numbers(noise);
    canvas(at("path-image"), unpack(kept[stop]), -1.6, 1.6, `The image after ${stops[stop]} steps.`);
    histogram(at("path-plot"), noise, own ? "yours" : "target", { std: should, labels: [[-2, "−2"], [0, "0"], [2, "2"]] });
    at("path-told").textContent = `${percent(Math.sqrt(left))} of the image is left. The noise has σ = ${digits(std, 3)}; the formula says ${should.toFixed(3)}. Its mean is ${digits(mean, 3)}.`;
    point(stops[stop]);
  };
  at("step").max = at("step").value = Object.values(makers)[0].figure.stops.length - 1;
  at("step").addEventListener("input", show);
  for (const one of document.querySelectorAll("[name=way]")) one.addEventListener("change", show);
  show();
}
/* A figure that no exercise of the course makes is left out; so is one whose target failed. */
const amplitude = feeder("amplitude");
if (amplitude && (amplitude.yours.draws[0] || amplitude.target.draws[0])) noiseFigure(amplitude);
else at("figure").remove();
const ways = Object.keys(WAYS).map((way) => [way, feeder(way)]);
const makers = Object.fromEntries(ways.filter(([, one]) => one && (one.yours.path.length || one.target.path.length)));
if (Object.keys(makers).length) pathFigure(makers);
else at("path").remove();
const shown = drawn.exercises.filter((one) => one.shown);
shown.forEach(panel);
if (shown.length === 1) document.querySelector("main").prepend(at("exercises"));

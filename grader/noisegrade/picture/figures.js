/* The chapter's own two figures, and the start of everything. */
const image = unpack(drawn.image);
function noiseFigure() {
  const yours = exercise("add_noise").yours, own = yours.draws[0];
  const z = unpack(own || exercise("add_noise").target.draws[0]), side = own ? "yours" : "target";
  at("figure-whose").textContent = own
    ? "Your add_noise drew this noise once. The slider only multiplies it."
    : "Your add_noise has drawn nothing to show yet, so the target's noise stands here. The slider only multiplies it.";
  if (yours.sorry) {
    at("figure-sorry").textContent = yours.sorry;
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
    canvas(at("figure-image"), image.map((one, i) => one + noise[i]), 0, 255, `A landscape under noise of σ = ${sigma}.`);
    if (unit === "pixel") histogram(at("figure-histogram"), noise, side, { std: sigma, reach: 200, labels: [[-100, "−100"], [0, "0"], [100, "100"]] });
    else histogram(at("figure-histogram"), z, side, { labels: SIGMAS });
    at("figure-told").textContent = `Mean ${digits(mean, 2)}, σ ${digits(std, 2)} pixel values. Within 1 σ: ${percent(within(1))} (the bell: 68.3\u00a0%); within 2 σ: ${percent(within(2))} (95.4\u00a0%), wherever the slider stands.`;
  };
  at("sigma").addEventListener("input", show);
  for (const one of document.querySelectorAll("[name=unit]")) one.addEventListener("change", show);
  show();
}
/* What is not image after a stop of the path, given how much of the image the formula leaves. */
const start = image.map((one) => one / 127.5 - 1);
const noiseAt = (packed, stop) => unpack(packed).map((one, i) => one - Math.sqrt(drawn.left[stop]) * start[i]);
function pathCurve() {
  const should = drawn.left.map((left) => Math.sqrt(1 - left));
  const marks = { noise_steps: [], noise_shortcut: [] };
  for (const way of Object.keys(marks)) marks[way] = exercise(way).yours.path.map((packed, stop) => numbers(noiseAt(packed, stop)).std);
  const told = `σ of the noise after each stop. The one formula ends at ${should.at(-1).toFixed(3)}` +
    (marks.noise_steps.length ? `, your stacked steps at ${digits(marks.noise_steps.at(-1), 3)}` : "") +
    (marks.noise_shortcut.length ? `, your shortcut at ${digits(marks.noise_shortcut.at(-1), 3)}` : "") + ".";
  const { plot, across, up } = frame(at("path-curve"), told, drawn.stops, [0, 1.2], ["steps", "σ of the noise"]);
  line(plot, "target-line", drawn.stops.map((stop, i) => [across(stop), up(should[i])]));
  marks.noise_steps.forEach((std, i) => Number.isFinite(std) && square(plot, "yours", across(drawn.stops[i]), up(std), 4));
  marks.noise_shortcut.forEach((std, i) => Number.isFinite(std) && draw(plot, "circle", { class: "yours-ring", cx: across(drawn.stops[i]), cy: up(std), r: 7 }));
  const legend = ["Line: ● the one formula."];
  if (marks.noise_steps.length) legend.push("■ your stacked steps.");
  if (marks.noise_shortcut.length) legend.push("○ your shortcut.");
  add(at("path-curve"), "p", `${legend.join(" ")} ${told}`, "count");
  const here = draw(plot, "line", { class: "rule", y1: 10, y2: 186 });
  return (stop) => {
    here.setAttribute("x1", across(drawn.stops[stop]));
    here.setAttribute("x2", across(drawn.stops[stop]));
  };
}
function pathFigure() {
  const point = pathCurve();
  const show = () => {
    const way = document.querySelector("[name=way]:checked").value, stop = Number(at("step").value);
    const mine = exercise(way).yours, own = mine.path.length > 0, kept = own ? mine.path : exercise(way).target.path;
    at("path-sorry").hidden = own;
    at("path-sorry").textContent = own ? "" : `Your ${way} has drawn nothing to show yet, so the target stands here. ${mine.sorry || ""}`;
    at("step-out").textContent = drawn.stops[stop] + " of 50";
    at("path-image").replaceChildren();
    at("path-plot").replaceChildren();
    const left = drawn.left[stop], should = Math.sqrt(1 - left), noise = noiseAt(kept[stop], stop);
    const { mean, std } = numbers(noise);
    canvas(at("path-image"), unpack(kept[stop]), -1.6, 1.6, `The image after ${drawn.stops[stop]} steps.`);
    histogram(at("path-plot"), noise, own ? "yours" : "target", { std: should, labels: [[-2, "−2"], [0, "0"], [2, "2"]] });
    at("path-told").textContent = `${percent(Math.sqrt(left))} of the image is left. The noise has σ = ${digits(std, 3)}; the formula says ${should.toFixed(3)}. Its mean is ${digits(mean, 3)}.`;
    point(stop);
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

const UNSEEN = "The mistake may not show in this figure: see what the check says above.";
const passed = (one) => one.checked.verdict === "passed";
/* A film: its sliders, its views, and what is to be seen. */
const named = (name) => drawn.exercises.find((one) => one.name === name);
function slider(parent, one, which, show) {
  const [name, places] = one.film.sliders[which], id = `${one.name}-film-${which}`;
  const control = add(parent, "p", "", "control");
  add(control, "label", name).htmlFor = id;
  const input = add(control, "input"), out = add(control, "output");
  Object.assign(input, { id, type: "range", min: "0", max: String(places.length - 1), step: "1" });
  input.value = String(starts(one)[which]);
  out.htmlFor.add(id);
  const say = () => {
    out.textContent = places[input.value];
    input.setAttribute("aria-valuetext", `${name} ${places[input.value]}`);
  };
  input.addEventListener("input", () => {
    say();
    show();
  });
  say();
  return input;
}
/* Where the sliders stand at first: where a mistake shows, if the check found one. */
function starts(one) {
  const { sliders, start, shots } = one.film, first = start.reduce((sum, place, i) => sum * sliders[i][1].length + place, 0);
  const off = passed(one) ? [] : [...shots.keys()].filter((i) => shots[i].off).sort((a, b) => Math.abs(a - first) - Math.abs(b - first));
  if (!off.length) return start;
  return sliders.map(([, places], i) => {
    const faster = sliders.slice(i + 1).reduce((product, [, more]) => product * more.length, 1);
    return Math.floor(off[0] / faster) % places.length;
  });
}
/* The walk that the jump stands beside: the images of another exercise, at the same stop. */
function beside(parent, other, stop) {
  const box = add(parent, "figure"), shot = other.film.shots[stop];
  if (shot.image) picture(box, shot.image, `What your ${other.name} returns, as an image.`);
  else add(box, "p", shot.sorry, "sorry");
  note(box, `■ your ${other.name}, step by step`);
}
function film(card, one) {
  const reel = one.film, box = add(card, "figure", "", "film"), controls = add(box, "div");
  const views = add(box, "div", "", "views"), status = add(box, "p", "", "count"), inputs = [];
  status.setAttribute("role", "status");
  const show = () => {
    const stop = inputs.reduce((sum, input, i) => sum * reel.sliders[i][1].length + Number(input.value), 0);
    const aim = reel.aims[stop], shot = reel.shots[stop];
    const words = inputs.map((input, i) => `${reel.sliders[i][0]} ${reel.sliders[i][1][input.value]}`).join(", ") || "its only stop";
    views.replaceChildren();
    if (reel.beside && named(reel.beside)) beside(views, named(reel.beside), stop);
    const told = reel.views.map((name) => {
      const half = add(views, "figure", "", name);
      const says = VIEWS[name](half, { reel, aim, shot, stop, words });
      if (!half.childElementCount) half.remove();
      return says || "";
    });
    status.textContent = told.map((text) => text.trim()).filter(Boolean).join(" ");
    if (shot.sorry && !one.checked.sentences.includes(shot.sorry)) add(views, "p", shot.sorry, "sorry");
  };
  reel.sliders.forEach((_, i) => inputs.push(slider(controls, one, i, show)));
  if (one.checked.verdict === "failed" && !reel.shots.some((shot) => shot.off)) add(box, "p", UNSEEN, "count");
  add(box, "figcaption", reel.idea, "idea");
  show();
}
/* The case that failed, drawn as it failed. */
function failure(parent, one) {
  const { caption, asked, came, bars, cloud } = one, box = add(parent, "figure", "", "failure");
  if (bars) barsPlot(box, bars, { mean: 0, std: 1, shares: [], bells: [], reach: [-4, 4], roof: 1.8 * BELL(0), told: caption });
  else if (cloud) cloudPlot(box, cloud.pairs, "yours", caption);
  else if (asked.length <= PLACES.length) asked.forEach((one, i) => one !== came[i] && numberLine(box, one, came[i], caption, asked.length > 1 ? PLACES[i] : ""));
  else {
    const x = asked.map((_, i) => i + 1), plot = frame(box, caption, [1, asked.length], heights(asked, came), ["place in the result", ""], [1, asked.length]);
    asked.forEach((y, i) => y !== null && draw(plot.plot, "circle", { class: "target", cx: plot.across(x[i]), cy: plot.up(y), r: 4.5 }));
    const far = marks(plot, x, came);
    if (far) add(box, "p", far.trim(), "count");
  }
  note(box, caption);
}
const PLACES = ["first value: ", "second value: ", "third value: "];
/* Two numbers on a line, each with its value. */
function numberLine(box, asked, came, told, which) {
  const plot = svg(box, 360, 90, told), [low, high] = around([asked, came, 0].filter((one) => one !== null));
  const across = (x) => 40 + (280 * (x - low)) / (high - low);
  draw(plot, "line", { class: "axis", x1: 10, x2: 350, y1: 44, y2: 44 });
  draw(plot, "line", { class: "axis", x1: across(0), x2: across(0), y1: 38, y2: 50 });
  if ([asked, came].every((one) => one === null || Math.abs(across(one) - across(0)) > 40)) draw(plot, "text", { x: across(0), y: 62 }, "0");
  if (asked !== null) {
    draw(plot, "circle", { class: "target", cx: across(asked), cy: 44, r: 6 });
    draw(plot, "text", { x: across(asked), y: 28 }, `${which}● ${precise(asked)}`);
  }
  if (came === null) draw(plot, "text", { x: 180, y: 80 }, "■ yours is not finite");
  else {
    square(plot, "yours", across(came), 44, 5);
    draw(plot, "text", { x: across(came), y: 80 }, `■ ${precise(came)}`);
  }
}
const precise = (value) => String(value).replace("-", "−");

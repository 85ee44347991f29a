/* The page of an exercise: code in, verdict out. */
import { ask, Ended } from "./engine.js";
import { openEditor } from "./editor.js";
import { change, load, showStates, trouble } from "./store.js";

const PAUSE = 1200; // milliseconds without a key until the code is checked by itself

export async function open(main) {
  const find = (id) => main.querySelector(`#${id}`);
  const { exercise, code: beginning } = JSON.parse(find("start").textContent);
  const told = find("told"), verdict = find("verdict");
  let last, busy = false, again = null, timer = 0, drawn = null;

  const editor = await openEditor(find("editor"), find("code"), {
    text: load().codes[exercise] ?? beginning,
    onChange: (text) => {
      change((work) => (work.codes[exercise] = text));
      verdict.classList.add("stale");
      told.textContent = trouble();
      clearTimeout(timer);
      if (find("pause").checked) timer = setTimeout(() => check({ byItself: true }), PAUSE);
    },
    onRun: () => check({}),
  });

  async function check({ byItself = false }) {
    clearTimeout(timer);
    if (!main.isConnected) return;
    if (busy) {
      again = { byItself };
      return;
    }
    busy = true;
    told.textContent = document.documentElement.dataset.ready ? "Checking…" : "It is checked as soon as Python is ready…";
    const started = performance.now(), work = load();
    try {
      const answer = await ask("check", {
        exercise, codes: { ...work.codes, [exercise]: editor.get() },
        unfinished: byItself, prediction: work.predictions[exercise] ?? "",
      });
      if (answer.unfinished) told.textContent = `Not complete yet. ${answer.unfinished}`;
      else show(answer, performance.now() - started);
    } catch (error) {
      stopped(error);
    }
    busy = false;
    if (again) {
      const next = again;
      again = null;
      check(next);
    }
  }
  function show(answer, milliseconds) {
    change((work) => {
      work.verdicts[exercise] = answer.verdict;
      if (answer.verdict === "passed") work.passed[exercise] = true;
    });
    last = answer.seed;
    verdict.innerHTML = answer.html; // made by the grader, which escapes whatever a learner wrote
    verdict.classList.remove("stale");
    main.dataset.verdict = answer.verdict;
    main.dataset.misconception = answer.misconception ?? "";
    main.dataset.milliseconds = Math.round(milliseconds);
    told.textContent = trouble();
    const line = /^your code:(\d+)$/.exec(answer.where ?? "");
    editor.mark(line && answer.verdict !== "passed" && answer.verdict !== "not_attempted" ? Number(line[1]) : 0);
    showStates(document);
    if (answer.verdict === "passed") after(answer);
    if (drawn) draw();
  }
  function stopped(error) {
    if (!(error instanceof Ended)) {
      told.textContent = `The grader failed here, not your code: ${error.message}`;
    } else if (error.message) {
      told.textContent = `Python had to be started again: ${error.message}`;
    } else {
      verdict.replaceChildren(find("endless").content.cloneNode(true));
      verdict.classList.remove("stale");
      change((work) => (work.verdicts[exercise] = "out_of_limits"));
      main.dataset.verdict = "out_of_limits";
      told.textContent = "";
      showStates(document);
    }
  }
  function after(answer) {
    const next = document.querySelector("a[rel=next]"), box = find("after");
    box.replaceChildren();
    if (answer.recalled) box.append(element("p", answer.recalled));
    const solution = element("details"), summary = element("summary", "A solution, to compare with yours");
    solution.className = "hint";
    solution.append(summary, element("pre", answer.solution));
    box.append(solution);
    if (next) {
      const link = element("a", `Next: ${next.textContent.replace(" →", "")}`);
      link.href = next.getAttribute("href");
      link.className = "button";
      box.append(link);
    }
    box.hidden = false;
  }
  async function draw() {
    const section = find("picture"), said = find("picture-told");
    section.hidden = false;
    said.textContent = "Your function is drawing…";
    try {
      const work = load(), codes = { ...work.codes, [exercise]: editor.get() };
      const answer = await ask("picture", { exercise, codes, seed: last, prediction: work.predictions[exercise] ?? "" });
      said.textContent = answer.sentence ?? "";
      if (answer.page) frame(section, answer.page);
    } catch (error) {
      said.textContent = error instanceof Ended ? "The picture took too long: check your code first." : `The picture can't be drawn: ${error.message}`;
    }
  }
  function frame(section, page) {
    const before = drawn;
    const mine = (drawn = element("iframe"));
    drawn.title = `Picture of ${exercise}: what your function draws, beside the target`;
    drawn.srcdoc = page; // its own content policy allows one known script, and no connection
    mine.addEventListener("load", () => {
      before?.remove();
      const page = mine.contentDocument?.documentElement;
      if (page) new ResizeObserver(() => (mine.style.height = `${page.offsetHeight + 8}px`)).observe(page);
    });
    section.append(drawn);
  }
  hints(main, exercise);
  prediction(main, exercise);
  find("pause").checked = load().pause;
  find("pause").addEventListener("change", (event) => change((work) => (work.pause = event.target.checked)));
  find("check").addEventListener("click", () => check({}));
  find("draw").addEventListener("click", async () => {
    await draw();
    find("picture").scrollIntoView({ block: "nearest" });
  });
  find("reset").addEventListener("click", () => {
    if (confirm(`Replace your code for ${exercise} by what you started from?`)) editor.set(beginning);
  });
  if (load().codes[exercise] && load().verdicts[exercise]) check({ byItself: true });
}

/* One hint after another; how far a learner went is remembered. */
function hints(main, exercise) {
  const all = [...main.querySelectorAll(".hints .hint")], seen = load().hints[exercise] ?? 0;
  all.forEach((one, i) => {
    one.hidden = i > seen;
    one.addEventListener("toggle", () => {
      if (!one.open) return;
      if (all[i + 1]) all[i + 1].hidden = false;
      change((work) => (work.hints[exercise] = Math.max(work.hints[exercise] ?? 0, i + 1)));
    });
  });
}
function prediction(main, exercise) {
  const form = main.querySelector("#prediction");
  if (!form) return;
  const guess = form.querySelector("#guess"), guessed = form.querySelector("#guessed");
  guess.value = load().predictions[exercise] ?? "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const plain = guess.value.trim().replace(/%$/, "").replace(",", ".").replace("−", "-");
    if (plain === "" || !Number.isFinite(Number(plain))) {
      guessed.textContent = "Write a number, such as 5 or 0.68.";
      return;
    }
    change((work) => (work.predictions[exercise] = guess.value));
    guessed.textContent = "It is kept: you will see it again when your function passes.";
  });
}
function element(name, text) {
  const node = document.createElement(name);
  if (text) node.textContent = text;
  return node;
}

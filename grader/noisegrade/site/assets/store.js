/* A learner's work, kept in this browser under the course's name. */
const key = () => `noisegrade:${document.body.dataset.course}`;
const empty = () => ({ codes: {}, verdicts: {}, passed: {}, predictions: {}, hints: {}, pause: true });
let refused = false;

export function load() {
  try {
    const kept = JSON.parse(localStorage.getItem(key()) ?? "{}");
    const work = empty();
    for (const [name, value] of Object.entries(work)) {
      if (typeof kept?.[name] === typeof value && kept[name] !== null) work[name] = kept[name];
    }
    return work;
  } catch {
    return memory ?? empty();
  }
}
let memory = null;

/* Reads, changes and writes in one go: two tabs may be open. */
export function change(how) {
  const work = load();
  how(work);
  memory = work;
  try {
    localStorage.setItem(key(), JSON.stringify(work));
    refused = false;
  } catch {
    refused = true;
  }
  return work;
}
export function erase() {
  memory = empty();
  try {
    localStorage.removeItem(key());
  } catch {
    refused = true;
  }
}
/* Says so where this browser keeps nothing: private windows, a full disk. */
export const trouble = () =>
  refused ? "This browser doesn't let the page keep your work: save it as files before you leave." : "";

const WORDS = {
  passed: "✓ passed", failed: "✗ failed", crashed: "! crashed", out_of_limits: "⊘ out of limits",
  not_attempted: "", not_reached: "", ungraded: "? ungraded",
};
export function showStates(within) {
  const work = load();
  for (const node of within.querySelectorAll(".state")) {
    const name = node.dataset.exercise;
    const passed = work.passed[name], verdict = work.verdicts[name];
    node.textContent = passed ? WORDS.passed : WORDS[verdict] ?? "";
    node.className = `state ${passed ? "passed" : "failed"}`;
  }
}

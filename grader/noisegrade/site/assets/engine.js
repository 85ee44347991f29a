/* Python in a worker. The page stays free: it counts the bytes, and ends a worker that is stuck. */
const SILENCE = [4000, 15000]; // milliseconds without a sign of life, during a check, until the worker is ended
const STALLED = 45000; // milliseconds without a byte, while loading
const at = (id) => document.getElementById(id);
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

export class Ended extends Error {}

let worker = null, ready = null, waiting = new Map(), number = 0, heard = 0, watch = 0, patience = SILENCE[0];
const base = new URL("../", import.meta.url).href;

export function start() {
  ready ??= load();
  return ready;
}
async function load() {
  say("Python is loading…");
  const started = performance.now();
  try {
    const answer = await fetch(new URL("assets/runtime.json", base));
    if (!answer.ok) throw new Error(`runtime.json: ${answer.status}`);
    const config = await answer.json();
    // A worker from a blob has the content policy of this page: code in it reaches no other host.
    const script = new Blob([`importScripts(${JSON.stringify(`${base}assets/worker.js`)})`], { type: "text/javascript" });
    const address = URL.createObjectURL(script);
    worker = new Worker(address);
    let starting = 0;
    await new Promise((resolve, reject) => {
      const stalled = () => reject(new Error("no byte came for a while"));
      let timer = setTimeout(stalled, STALLED);
      worker.onerror = (event) => reject(new Error(event.message || "the worker did not start"));
      worker.onmessage = ({ data }) => {
        clearTimeout(timer);
        if (data.kind === "bytes") {
          progress(data.loaded, data.total);
          timer = setTimeout(stalled, STALLED);
        } else if (data.kind === "starting") {
          say("Python is starting…");
          starting = performance.now();
        } else if (data.kind === "ready") resolve();
        else if (data.kind === "broken") reject(new Error(data.reason));
      };
      worker.postMessage({ kind: "start", base, config });
    });
    URL.revokeObjectURL(address);
    // What takes a slow device long to start takes it long to check.
    patience = Math.min(Math.max(performance.now() - starting, SILENCE[0]), SILENCE[1]);
  } catch (error) {
    stop();
    ready = null;
    at("engine").classList.add("sorry");
    say(`Python could not be loaded (${error.message}). Check your connection, and that nothing blocks this page; then try again.`);
    at("engine-again").hidden = false;
    throw new Ended(error.message);
  }
  worker.onmessage = ({ data }) => hear(data);
  worker.onerror = () => end("Python stopped by itself.");
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  document.documentElement.dataset.ready = seconds;
  at("engine").classList.remove("sorry");
  say(`Python is ready (${seconds} s).`);
}
function say(text) {
  at("engine-told").textContent = text;
  at("engine-progress").hidden = true;
  at("engine-again").hidden = true;
}
function progress(loaded, total) {
  say(`Python is loading: ${megabytes(loaded)} of ${megabytes(total)} MB`);
  const bar = at("engine-progress");
  bar.hidden = false;
  bar.max = total;
  bar.value = loaded;
}
/* Asks the worker; the promise is broken by `Ended` where the worker had to be ended. */
export async function ask(kind, request, transfer = []) {
  await start();
  const id = ++number;
  heard = performance.now();
  watch ||= setInterval(guard, 200);
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ kind, id, request }, transfer);
  });
}
function hear(data) {
  // While SciPy is imported Python can give no sign of life, and it is not the learner's code.
  heard = data.kind === "busy" ? Infinity : performance.now();
  if (data.kind === "bytes") return progress(data.loaded, data.total);
  const asked = waiting.get(data.id);
  if (!asked) return;
  waiting.delete(data.id);
  if (!waiting.size) {
    clearInterval(watch);
    watch = 0;
  }
  if (data.kind === "answer") {
    if (at("engine-progress").hidden === false) say("Python is ready.");
    asked.resolve(data.answer);
  } else if (data.kind === "dead") {
    waiting.set(data.id, asked);
    end(data.reason);
  } else asked.reject(new Error(data.reason));
}
function guard() {
  if (waiting.size && performance.now() - heard > patience) end("");
}
function end(reason) {
  const broken = [...waiting.values()];
  stop();
  ready = null;
  for (const { reject } of broken) reject(new Ended(reason));
  start().catch(() => {});
}
function stop() {
  worker?.terminate();
  worker = null;
  waiting = new Map();
  clearInterval(watch);
  watch = 0;
}

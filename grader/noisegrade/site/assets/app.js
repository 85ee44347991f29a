/* Opens pages without leaving the document, so that Python, once started, goes on from page to page. */
import { start } from "./engine.js";
import { open as openCourse } from "./course.js";
import { open as openExercise } from "./exercise.js";
import { showStates } from "./store.js";

const opened = { course: openCourse, exercise: openExercise };
const main = () => document.getElementById("main");

function open() {
  showStates(document);
  return opened[main().dataset.kind](main());
}
async function go(address, { push }) {
  let page;
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.status);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.body.dataset.course !== document.body.dataset.course) throw new Error("another site");
  } catch {
    location.href = address;
    return;
  }
  if (push) history.pushState(null, "", address);
  document.title = page.title;
  main().replaceWith(document.adoptNode(page.getElementById("main")));
  scrollTo(0, 0);
  main().querySelector("h1").focus();
  await open();
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.hash || link.download) return;
  const here = new URL(".", location.href).href;
  if (!link.href.startsWith(here) || !link.href.endsWith(".html")) return;
  event.preventDefault();
  go(link.href, { push: true });
});
addEventListener("popstate", () => location.hash || go(location.href, { push: false }));
document.getElementById("engine-again").addEventListener("click", () => start().catch(() => {}));
start().catch(() => {});
open();
navigator.serviceWorker?.register(new URL("../service-worker.js", import.meta.url)).catch(() => {});

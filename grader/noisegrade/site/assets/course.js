/* The page of the course: where a learner stands, and what becomes of the work. */
import { ask } from "./engine.js";
import { change, erase, load, showStates } from "./store.js";

export function open(main) {
  const find = (id) => main.querySelector(`#${id}`);
  const told = find("work-told"), names = [...main.querySelectorAll("li a")].map((one) => one.textContent);
  const refresh = () => {
    showStates(main);
    const { passed, codes } = load(), next = names.find((name) => !passed[name]) ?? names[0];
    find("continue").href = `${next}.html`;
    find("continue").textContent = Object.keys(codes).length ? `Go on with ${next}` : "Begin";
    const done = names.filter((name) => passed[name]).length;
    find("tally").textContent = done ? `${done} of ${names.length} passed` : "";
  };
  const save = async (notebooks) => {
    told.textContent = "Your files are being made…";
    try {
      const bytes = await ask("files", { codes: load().codes, notebooks });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([bytes], { type: "application/zip" }));
      link.download = `${document.body.dataset.course}-${notebooks ? "notebooks" : "exercises"}.zip`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      told.textContent = `Saved: ${link.download}`;
    } catch (error) {
      told.textContent = `Nothing was saved: ${error.message}`;
    }
  };
  find("save-files").addEventListener("click", () => save(false));
  find("save-notebooks").addEventListener("click", () => save(true));
  find("open").addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    told.textContent = `Reading ${file.name}…`;
    try {
      const answer = await ask("read", { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
      if (answer.codes) {
        const mine = load().codes, lost = Object.keys(answer.codes).filter((name) => mine[name] && mine[name] !== answer.codes[name]);
        if (lost.length && !confirm(`This replaces what you have written for ${lost.join(", ")}. Go on?`)) {
          told.textContent = "Nothing was changed.";
        } else {
          change((work) => Object.assign(work.codes, answer.codes));
          told.textContent = `Opened: ${Object.keys(answer.codes).length} exercises.`;
        }
      } else told.textContent = answer.sentence;
    } catch (error) {
      told.textContent = `The file can't be read: ${error.message}`;
    }
    target.value = "";
    refresh();
  });
  find("erase").addEventListener("click", () => {
    if (!confirm("Erase all your work in this browser? Save it as files first if you want to keep it.")) return;
    erase();
    told.textContent = "Your work was erased.";
    refresh();
  });
  refresh();
}

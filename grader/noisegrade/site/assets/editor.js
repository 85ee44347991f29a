/* CodeMirror, with what a beginner needs; where it can't be loaded, the text area stays. */
const MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace";
const THEME = (cm) =>
  cm.EditorView.theme({
    "&": { color: "var(--ink)", borderRadius: "7px" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: MONO, fontSize: "16px", lineHeight: "1.5" },
    ".cm-content": { tabSize: "4", minHeight: "11rem", padding: "0.5rem 0", caretColor: "var(--ink)" },
    ".cm-gutters": { background: "transparent", color: "var(--soft)", border: "0" },
    ".cm-activeLine, .cm-activeLineGutter": { background: "color-mix(in srgb, var(--soft) 9%, transparent)" },
    ".cm-cursor": { borderLeftColor: "var(--ink)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "color-mix(in srgb, var(--act) 30%, transparent)" },
    ".cm-line.marked": { background: "color-mix(in srgb, var(--bad) 14%, transparent)" },
  });

export async function openEditor(holder, area, { text, onChange, onRun }) {
  area.value = text;
  let cm, language;
  try {
    [cm, language] = await Promise.all([import("./editor/index.js"), import("./editor/python.js")]);
  } catch {
    area.addEventListener("input", () => onChange(area.value));
    area.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      onRun();
    });
    const set = (next) => {
      area.value = next;
      onChange(next);
    };
    return { get: () => area.value, set, mark() {} };
  }
  const run = () => {
    onRun();
    return true;
  };
  const marked = cm.StateEffect.define();
  const marks = cm.StateField.define({
    create: () => cm.Decoration.none,
    update(value, change) {
      for (const effect of change.effects) {
        if (effect.is(marked)) {
          const line = effect.value;
          if (!line || line > change.state.doc.lines) return cm.Decoration.none;
          return cm.Decoration.set([cm.Decoration.line({ class: "marked" }).range(change.state.doc.line(line).from)]);
        }
      }
      return change.docChanged ? cm.Decoration.none : value;
    },
    provide: (field) => cm.EditorView.decorations.from(field),
  });
  // In a shadow root CodeMirror uses style sheets that the content policy allows.
  const root = holder.attachShadow({ mode: "open" });
  const view = new cm.EditorView({
    parent: root,
    root,
    state: cm.EditorState.create({
      doc: text,
      extensions: [
        cm.Prec.highest(cm.keymap.of([{ key: "Mod-Enter", run }, { key: "Ctrl-Enter", run }])),
        cm.lineNumbers(), cm.highlightActiveLine(), cm.highlightActiveLineGutter(), cm.history(), cm.drawSelection(),
        cm.indentOnInput(), cm.bracketMatching(), cm.indentUnit.of("    "), cm.EditorView.lineWrapping,
        cm.keymap.of([...cm.defaultKeymap, ...cm.historyKeymap, cm.indentWithTab]),
        language.python(), marks, THEME(cm),
        cm.syntaxHighlighting(matchMedia("(prefers-color-scheme: dark)").matches ? cm.oneDarkHighlightStyle : cm.defaultHighlightStyle),
        cm.EditorView.contentAttributes.of({ "aria-label": "Your code", spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
        cm.EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
      ],
    }),
  });
  area.remove();
  return {
    get: () => view.state.doc.toString(),
    set: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    mark: (line) => view.dispatch({ effects: marked.of(line) }),
  };
}

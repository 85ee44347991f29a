"""The notebooks, run by a real kernel; and `check` for what it can't check."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from built_in import COURSE, SECTIONS
from noisegrade import check, workbook
from noisegrade.course import SolutionFile
from noisegrade.workbook import notebooks
from noisegrade.workbook.formulas import with_formulas

if TYPE_CHECKING:
    from nbformat import NotebookNode

SOLUTIONS = [section.solution for section in COURSE.sections]


def run(notebook: NotebookNode, folder: Path) -> None:
    """Run every cell in a kernel, in this folder."""
    from nbclient import NotebookClient

    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}}).execute()


def outputs(notebook: NotebookNode, name: str) -> str:
    """Give all that a cell put out, as plain text and as HTML."""
    cell = next(one for one in notebook.cells if one.id == name)
    return "\n".join(
        str(shown) for output in cell.outputs for shown in output.get("data", {}).values()
    )


@pytest.mark.parametrize("section", SOLUTIONS, ids=lambda one: one.name)
def test_a_notebook_is_valid_and_has_three_cells_an_exercise(section: SolutionFile) -> None:
    import nbformat

    text = notebooks.to_notebook(section)
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert len(notebook.cells) == 2 + 3 * len(section.functions)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            ast.parse(cell.source)
    for one in section.functions:  # the task is there once, and the code as it was
        (stub,) = [cell.source for cell in notebook.cells if cell.id == one.name]
        assert ast.get_docstring(ast.parse(stub).body[0]) == one.docstring.partition("\n")[0]  # type: ignore[arg-type]  # a function
        assert stub.splitlines()[0] == one.stub.splitlines()[0]
        assert stub.splitlines()[-1] == one.stub.splitlines()[-1]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("of N(mean, std²).", r"of $N(\mathrm{mean} , \mathrm{std}^{2})$."),
        ("(not the variance σ²), in", r"(not the variance $\sigma^{2}$), in"),
        ("a σ of √(1 - beta) · x + eps, with", None),
        ("add mean and it moves, mean 0 in `x²`", "add mean and it moves, mean 0 in `x²`"),
        ("So:\n\n    √ᾱ_t · x0\n\nis", "So:\n\n$$\\sqrt{\\bar{\\alpha}_{t}} \\cdot x_{0}$$\n\nis"),
        ("    x = [1]\n", "$$x = [1]$$\n"),
        ("\n\n    some words\n", "\n\n    some words\n"),
    ],
)
def test_formulas_are_set_and_words_stay(text: str, written: str | None) -> None:
    set_off = r"a $\sigma$ of $\sqrt{1 - \beta} \cdot x + \varepsilon$, with"
    assert with_formulas(text, {"x", "x0"}) == (written or set_off)


@pytest.mark.parametrize("section", SOLUTIONS, ids=lambda one: one.name)
def test_no_formula_is_left_in_a_task(section: SolutionFile) -> None:
    for one in section.functions:
        told = with_formulas(workbook.to_markdown(one.docstring), one.parameters)
        words = re.sub(r"```.*?```|`.*?`|\$\$.*?\$\$|\$.*?\$", "", told, flags=re.DOTALL)
        assert not re.search(r"[√²≤≥·₁]", words)
        assert told.count("$") % 2 == 0


@pytest.mark.parametrize("section", SOLUTIONS, ids=lambda one: one.name)
def test_a_task_says_in_markdown_what_the_docstring_says(section: SolutionFile) -> None:
    marks = re.compile(r"^ *-+$|^- |^```(python)?|[*`:]", re.MULTILINE)
    for one in section.functions:
        task = workbook.to_markdown(one.docstring)
        told, written = (marks.sub("", text).split() for text in (task, one.docstring))
        assert [word.rstrip(".") for word in told] == [word.rstrip(".") for word in written]
        assert task.count("```") == 2 * task.count("```python")
        assert "**Parameters**" in task


def test_a_description_below_its_type_is_a_sentence_of_its_own() -> None:
    docstring = "Draw.\n\nParameters\n----------\ncount : int\n    How many.\nmean : of\n    them"
    lines = workbook.to_markdown(docstring).splitlines()
    assert lines[-4:] == ["- `count`: int.", "  How many.", "- `mean`: of", "  them"]


def test_a_notebook_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "sampling.ipynb").write_text("mine", encoding="utf-8")
    started = notebooks.init(COURSE, tmp_path)
    assert [path.name for path in started.left_alone] == ["sampling.ipynb"]
    assert len(started.written) == len(SECTIONS) - 1
    assert (tmp_path / "sampling.ipynb").read_text(encoding="utf-8") == "mine"


def test_what_is_no_exercise_is_answered_in_a_sentence() -> None:
    assert "without quotes" in repr(check("sample_static"))
    assert "no exercise named" in repr(check(len))


@pytest.mark.filterwarnings("default")  # of the kernel's own libraries
def test_a_kernel_checks_solved_failing_and_unwritten_cells(tmp_path: Path) -> None:
    import nbformat

    written = {
        "shift_and_scale": COURSE.function("shift_and_scale").solution,
        "sample_gaussian": (
            "def sample_gaussian(mean, std, shape, rng):\n"
            "    return mean + std**2 * rng.standard_normal(shape)"
        ),
        "add_noise": "def add_noise(image, std, rng):\n    while True:\n        pass",
    }
    asked = ["hint(add_noise)", "predict(add_noise, 5)", "solution(add_noise)", "show(add_noise)"]
    section = COURSE.section_of("shift_and_scale").solution
    notebook = nbformat.from_dict(json.loads(notebooks.to_notebook(section)))
    for cell in notebook.cells:
        cell.source = written.get(cell.id, cell.source)
    for source in asked:
        cell = nbformat.v4.new_code_cell(source)
        cell.id = source.partition("(")[0]
        notebook.cells.append(cell)
    run(notebook, tmp_path)
    assert "✓ shift_and_scale" in outputs(notebook, "shift_and_scale-check")
    told = outputs(notebook, "sample_gaussian-check")
    for words in ("✗ sample_gaussian", "<svg", "It looks like the variance was used as the scale"):
        assert words in told
    assert "not written yet" in outputs(notebook, "standardize-check")
    assert "look for a loop without an end" in outputs(notebook, "add_noise-check")
    assert COURSE.find("add_noise").hint.idea in outputs(notebook, "hint")
    assert "add_noise" in outputs(notebook, "predict")
    assert "its solution stays closed" in outputs(notebook, "solution")
    assert "<iframe srcdoc=" in outputs(notebook, "show")


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # of the kernel's own libraries
@pytest.mark.parametrize("section", SOLUTIONS, ids=lambda one: one.name)
def test_every_solved_notebook_passes_from_top_to_bottom(
    section: SolutionFile, tmp_path: Path
) -> None:
    import nbformat

    parsed = json.loads(notebooks.to_notebook(section))
    notebook = nbformat.from_dict(parsed)
    solutions = {one.name: one.solution for one in section.functions}
    for cell in notebook.cells:
        cell.source = solutions.get(cell.id, cell.source)
    run(notebook, tmp_path)
    for name in solutions:
        assert f"✓ {name}" in outputs(notebook, f"{name}-check")


def test_the_package_and_its_command_import_no_numpy() -> None:
    code = "import sys, noisegrade.cli; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - ours

"""An instructor's own cells beside ours, run in the sandbox: what a kernel would have shown.

All code of the notebook is run in its order, the learner's and the instructor's, in one process
that is confined as for every exercise. As in nbgrader's kernel, a learner's code can meddle with
tests that run beside it; here it can do so without seeing a file or the network.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import nbformat
import numpy as np
from nbformat.notebooknode import NotebookNode

from noisegrade.model import Chunk, Source, Submission
from noisegrade.nbgrader.course_notebook import CourseNotebook
from noisegrade.nbgrader.nodes import new_output
from noisegrade.nbgrader.untrusted_cells import inert_outputs
from noisegrade.sandbox.calls import Call, Death, Outcome, ReplyKind
from noisegrade.sandbox.client import Budget, Sandbox
from noisegrade.submission.magics import cell_magic, without_magics
from noisegrade.untrusted_text import printable

__all__ = ["run_cells"]

_CPU_LIMIT = 20.0  # seconds for a cell
_IDLE_LIMIT = 30.0
_BUDGET = Budget(cpu=60.0, idle=60.0)
_DEATHS = 3  # after so many, what is left is not run
_CAPACITY = 2_000_000  # bytes of JSON that a cell may show
_RUNS_AS_PYTHON = {"capture", "time"}
_SHOWN = frozenset({"display_data", "execute_result"})
_SECTION = "cells"
_WHY = {
    Death.CPU: "it took more than 20 seconds of processor time",
    Death.WALL: "it waited without computing",
    Death.BUDGET: "it took too long",
    Death.MEMORY: "it needed more than 512 MB of memory",
    Death.FORBIDDEN: "it tried something that a submission may not do",
}


@dataclass(frozen=True, slots=True)
class _Cell:
    node: NotebookNode
    text: str
    label: str


def run_cells(
    nb: NotebookNode, course: CourseNotebook, sandbox: Sandbox, others: Sequence[Source] = ()
) -> None:
    """Run the code cells of a restored notebook, but for those that we score; set their outputs.

    Parameters
    ----------
    others : files beside the notebook that may be imported
    """
    cells = list(_cells(nb, course))
    runner = files("noisegrade.nbgrader").joinpath("cell_runner.py").read_text(encoding="utf-8")
    listed = [(cell.text, cell.label) for cell in cells]
    constant = f"CELLS = {listed!r}\n"
    chunks = (Chunk(constant, "cells"), Chunk(runner, "cell_runner"))
    known = Source("notebook_cells", tuple(Chunk(one.text, one.label) for one in cells), ())
    sources = (Source("cell_runner", chunks, (_SECTION,)), known, *others)
    skipped: list[int] = []
    with sandbox.open(Submission(_SECTION, sources), budget=_BUDGET) as session:
        for at, cell in enumerate(cells):
            if len(skipped) >= _DEATHS:
                cell.node.outputs = [_stopped("it stands below cells that were stopped")]
                continue
            call = Call(function="run", args=(at, list(skipped)), capacity=_CAPACITY, entropy=at)
            outcome = session.run(_SECTION, [call], cpu_limit=_CPU_LIMIT, idle_limit=_IDLE_LIMIT)
            cell.node.outputs, died = _outputs(outcome)
            cell.node.execution_count = at + 1
            if died:
                skipped.append(at)


def _cells(nb: NotebookNode, course: CourseNotebook) -> Iterator[_Cell]:
    """Return the cells that are run: what is no Python is left out, and shows nothing."""
    code = (cell for cell in nb.cells if cell.cell_type == "code")
    for number, cell in enumerate(code, start=1):
        magic = cell_magic(cell.source)
        if cell.metadata.get("nbgrader", {}).get("grade_id") in course.exercises:
            continue
        if magic is None or magic in _RUNS_AS_PYTHON:
            yield _Cell(cell, without_magics(cell.source), f"cell {number}")


def _outputs(outcome: Outcome) -> tuple[list[NotebookNode], bool]:
    """Return what a cell showed, and whether it ended the process."""
    reply = next(iter(outcome.replies), None)
    if reply is None:
        why = _WHY.get(outcome.death or Death.EXIT, "it ended the whole program")
        return [_stopped(why)], True
    if reply.kind is not ReplyKind.RETURNED or len(reply.values) != 1:
        return [_stopped("what it showed can't be read")], reply.kind is ReplyKind.OUT_OF_MEMORY
    return inert_outputs(_read(reply.values[0].array)), False


def _read(array: object) -> list[NotebookNode]:
    """Make outputs of what the sandbox told, which may be anything."""
    try:
        raw = np.asarray(array)
        told: list[Any] = json.loads(raw.tobytes()) if raw.dtype == np.uint8 else []
        return [_output(one) for one in told]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return [_stopped("what it showed can't be read")]


def _output(told: dict[str, Any]) -> NotebookNode:
    kind = told["output_type"]
    if kind == "stream":
        name = "stderr" if told["name"] == "stderr" else "stdout"
        return nbformat.v4.new_output("stream", name=name, text=str(told["text"]))
    if kind == "error":
        return _error(str(told["ename"]), str(told["evalue"]), list(map(str, told["traceback"])))
    if kind not in _SHOWN:
        raise ValueError(kind)
    data = {str(mime): str(text) for mime, text in told["data"].items()}
    return new_output(kind, data)


def _stopped(why: str) -> NotebookNode:
    says = f"This cell was stopped, or not run: {why}."
    return _error("Stopped", says, [says])


def _error(name: str, value: str, lines: list[str]) -> NotebookNode:
    return nbformat.v4.new_output("error", ename=printable(name), evalue=value, traceback=lines)

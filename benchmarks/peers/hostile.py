"""Hand hostile submissions to a tool, and say what became of each."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from measuring import Cost
from submissions import HOSTILE, NAMES, RIGHT, forging, functions, reading, writing
from tools import Functions, Scores, Tool

__all__ = ["ATTACKS", "outcomes"]

ATTACKS = (
    "changes how it is judged",
    "reads the instructor's solution",
    "writes to the instructor's file",
    *HOSTILE,
)
_LIMIT = 120.0  # seconds, then we stop the tool
_TAKEN = 2.5 * 2**30
_OTHERS = [name for name in NAMES if name != "sample_gaussian"]
CONTAINED = "contained"
_numbers = itertools.count()


def outcomes(tool: Tool) -> Iterator[str]:
    """Give one short text for each attack, in their order."""
    folder = tool.home / "instructor"
    folder.mkdir()
    solution, grades = folder / "solution.py", folder / "grades.csv"
    solution.write_text("\n\n".join(functions(RIGHT["rng.normal"]).values()))
    grades.write_text("name,grade\n")
    known = grades.read_text()

    forged = _graded(tool, forging(tool.attack))[1]
    yield "full marks" if forged.get("sample_gaussian") == 1 else _rest(forged)
    spied = _graded(tool, reading(str(solution)))[1]
    yield "full marks" if spied.get("sample_gaussian") == 1 else _rest(spied)
    wrote = _graded(tool, writing(str(grades)))[1]
    yield _rest(wrote) if grades.read_text() == known else "written"
    for before, body in HOSTILE.values():
        yield _became(*_graded(tool, functions(body, before=before)))


def _graded(tool: Tool, work: Functions) -> tuple[Cost, Scores]:
    name = f"mallory{next(_numbers)}"  # a tool may remember who had marks
    costs, scores = tool.grade({name: work}, limit=_LIMIT)
    return costs[0], scores.get(name, {})


def _became(cost: Cost, scores: Scores) -> str:
    if not cost.ended:
        return f"hangs; stopped by us after {_LIMIT:.0f} s"
    if cost.left:
        return "stays behind"
    if cost.peak > _TAKEN:
        return "taken"
    return _rest(scores)


def _rest(scores: Scores) -> str:
    """Say whether the other three functions, which are right, still have their marks."""
    kept = sum(scores.get(name) == 1 for name in _OTHERS)
    lost = len(_OTHERS) - kept
    return f"costs {lost} other function{'s' if lost > 1 else ''}" if lost else CONTAINED

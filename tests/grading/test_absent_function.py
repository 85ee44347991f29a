"""Why a function is not there: the sentence names what was done to it, never another cell."""

from __future__ import annotations

import pytest

from noisegrade.grading.absent_function import errors_behind, why_absent
from noisegrade.model import Chunk, Source, Submission
from noisegrade.sandbox.calls import LoadError

COURSE = {"bell_curve", "sample_static"}
CASES = {
    "renamed": ("def sample_noise():\n    pass", "there is sample_noise at s cell 2:1: give it"),
    "indented": (
        "if True:\n    def sample_static():\n        pass",
        "at s cell 2:2 it is indented",
    ),
    "a comment": ("# def sample_static():\n#    pass", "at s cell 2:1 its definition is a comment"),
    "deleted": ("def blur(): pass\ndef edge(): pass", "no function named sample_static yet."),
    "never there": ("x = 1", "no function named sample_static yet."),
    "only ours": ("def bell_curve(): pass", "no function named sample_static yet."),
}


def submission(text: str, *notes: str) -> Submission:
    chunks = (Chunk("import numpy", "s cell 1"), Chunk(text, "s cell 2"))
    return Submission("s", (Source("s", chunks, ("sampling",)),), notes=notes)


@pytest.mark.parametrize(("text", "says"), CASES.values(), ids=CASES)
def test_what_was_done_is_said(text: str, says: str) -> None:
    assert says in why_absent("sample_static", submission(text), COURSE)


def test_a_cell_that_only_writes_a_file_is_named() -> None:
    note = "s cell 4 was not run: it begins with %%writefile. It defines blur, sample_static."
    says = why_absent("sample_static", submission("x = 1", note), COURSE)
    assert "s cell 4, which defines it, begins with %%writefile" in says


def test_only_the_cell_that_defines_it_is_blamed() -> None:
    errors = (LoadError("s cell 1:1", "NameError: x"), LoadError("s cell 2:1", "SyntaxError: y"))
    there = submission("def sample_static(: pass")
    assert errors_behind("sample_static", errors, there) == errors[1:]
    assert errors_behind("bell_curve", errors, there) == ()

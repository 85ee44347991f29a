"""Make `nbgrader autograde` stop where it would grade our cells in a kernel of its own.

A kernel that has run a learner's code can be told anything: `check = lambda f: 5.0` would earn full
marks there. Without noisegrade's settings nbgrader runs the cells that score, and with them the
hidden line that calls `refuse`.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["REFUSAL", "NotGradedHereError", "refuse"]

REFUSAL = (
    "Nothing was graded: noisegrade's settings are missing. Add this line at the end of "
    "nbgrader_config.py, and autograde again: load_subconfig('noisegrade_config.py') "
    "(`noisegrade nbgrader COURSE_DIR` writes that file.)"
)


class NotGradedHereError(Exception):
    """Raised in a kernel of nbgrader's that would grade our cells."""


def refuse() -> None:
    """Stop nbgrader where its own kernel is grading; do nothing where a notebook is tried out.

    nbgrader takes an exception for a zero. An output of a form that no notebook may have is what
    makes it give up a submission, and log the sentence in it.

    Raises
    ------
    NotGradedHereError
        Where nbgrader grades.
    """
    if _execution() != "autograde":
        return
    from IPython.display import publish_display_data  # noqa: PLC0415 - only kernels have it

    publish_display_data({"text/plain": {REFUSAL: 0}})  # type: ignore[no-untyped-call]
    raise NotGradedHereError(REFUSAL)


def _execution() -> str:
    """Return what nbgrader started this process for; a learner's code can't change how it began."""
    try:
        began = Path("/proc/self/environ").read_bytes()
    except OSError:
        return os.environ.get("NBGRADER_EXECUTION", "")
    variables = dict(one.partition(b"=")[::2] for one in began.split(b"\0"))
    return variables.get(b"NBGRADER_EXECUTION", b"").decode("utf-8", "replace")

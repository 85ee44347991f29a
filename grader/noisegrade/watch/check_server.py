"""The process that checks, warm; a question a line comes in, an answer a line goes out.

It is a process of its own so that the keys answer while a check runs, and so that a check can be
called off at any moment, whatever it is doing: by ending it.
"""

from __future__ import annotations

import json
import os
import pickle
import queue
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from noisegrade.errors import NoisegradeError
from noisegrade.sandbox.client import Sandbox
from noisegrade.sandbox.early import EarlySandbox

if TYPE_CHECKING:
    from noisegrade.course import Course

__all__ = ["serve"]


def serve(pickled: bytes) -> None:
    """Answer questions about a course until they end."""
    questions: queue.Queue[str] = queue.Queue()
    with EarlySandbox() as early:  # it gets ready while the course is loaded
        course: Course = pickle.loads(pickled)  # noqa: S301 - the client is our own
        sandbox = early.offering(course.packages)
        threading.Thread(target=_listen, args=(questions,), daemon=True).start()
        while True:
            answer = _answer(json.loads(questions.get()), sandbox, course)
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


def _listen(questions: queue.Queue[str]) -> None:
    """Pass questions on; with their end, end at once, in the middle of a check too."""
    for line in sys.stdin:
        questions.put(line)
    os._exit(0)  # the sandbox ends with this process


def _answer(asked: dict[str, Any], sandbox: Sandbox, course: Course) -> dict[str, Any]:
    from noisegrade import grading, submission  # noqa: PLC0415 - while the sandbox gets ready
    from noisegrade.report.as_json import to_dict  # noqa: PLC0415 - as above

    try:
        report = grading.grade(
            submission.read(Path(asked["workbook"]), course.functions),
            sandbox,
            settings=grading.Settings(course=course, seed=grading.fresh_seed()),
            only=asked["exercises"],
        )
    except NoisegradeError as error:
        return {"refused": str(error)}
    return {"report": to_dict(report)}


if __name__ == "__main__":
    serve(bytes.fromhex(sys.argv[1]))

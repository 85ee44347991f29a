"""The process that checks, warm; a question a line comes in, an answer a line goes out.

It is a process of its own so that the keys answer while a check runs, and so that a check can be
called off at any moment, whatever it is doing: by ending it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from noisegrade import grading, submission
from noisegrade.errors import NoisegradeError
from noisegrade.report.as_json import to_dict
from noisegrade.sandbox.client import Sandbox

__all__ = ["serve"]


def serve() -> None:
    """Answer until the questions end."""
    with Sandbox() as sandbox:
        for line in sys.stdin:
            sys.stdout.write(json.dumps(_answer(json.loads(line), sandbox)) + "\n")
            sys.stdout.flush()


def _answer(asked: dict[str, Any], sandbox: Sandbox) -> dict[str, Any]:
    try:
        report = grading.grade(
            submission.read(Path(asked["workbook"])),
            sandbox,
            settings=grading.Settings(seed=grading.fresh_seed()),
            only=[asked["exercise"]],
        )
    except NoisegradeError as error:
        return {"refused": str(error)}
    return {"report": to_dict(report)}


if __name__ == "__main__":
    serve()

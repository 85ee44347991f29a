"""A learner's progress: one small plain file in the workbook."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from noisegrade.model import Verdict

__all__ = ["FILE_NAME", "Progress", "load", "record"]

FILE_NAME = ".noisegrade.json"


@dataclass(frozen=True, slots=True)
class Progress:
    """The last verdict of every exercise that was checked."""

    verdicts: dict[str, Verdict] = field(default_factory=dict)


def load(workbook: Path) -> Progress:
    """Read the progress; a file that is missing or torn counts as none."""
    try:
        plain = json.loads((workbook / FILE_NAME).read_text(encoding="utf-8"))
        verdicts = {str(name): Verdict(verdict) for name, verdict in plain["verdicts"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Progress()
    return Progress(verdicts)


def record(workbook: Path, verdicts: Mapping[str, Verdict]) -> None:
    """Remember verdicts beside the earlier ones; a folder that can't be written is left alone."""
    if not workbook.is_dir():
        return
    known = {**load(workbook).verdicts, **verdicts}
    text = json.dumps({"verdicts": known}, indent=2) + "\n"
    with contextlib.suppress(OSError):
        fresh = workbook / f"{FILE_NAME}.new"
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(workbook / FILE_NAME)

"""What one session remembers of exercises, where there is no workbook to keep a file in."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from noisegrade.model import ExerciseReport, Verdict
from noisegrade.progress.records import NOTHING, Progress, Record

__all__ = ["Recollection"]


class Recollection:
    """Records by the names of a course and of its exercise."""

    def __init__(self) -> None:
        self._records: dict[tuple[str, str], Record] = {}

    def of(self, key: tuple[str, str]) -> Record:
        """Return what is remembered of an exercise."""
        return self._records.get(key, NOTHING)

    def of_course(self, course: str) -> Progress:
        """Return all that is remembered of a course."""
        records = {name: one for (of, name), one in self._records.items() if of == course}
        return Progress(MappingProxyType(records))

    def change(self, key: tuple[str, str], **values: Any) -> Record:
        """Remember something more."""
        self._records[key] = replace(self.of(key), **values)
        return self._records[key]

    def record(self, key: tuple[str, str], report: ExerciseReport) -> Record:
        """Remember what became of a check."""
        passed = report.verdict is Verdict.PASSED or self.of(key).passed_once
        return self.change(
            key,
            verdict=report.verdict,
            misconception=report.misconception,
            passed_once=passed,
        )

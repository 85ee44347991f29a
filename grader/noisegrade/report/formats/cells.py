"""Lines of CSV (RFC 4180) that no spreadsheet takes for a program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from noisegrade.untrusted_text import for_csv

__all__ = ["line", "number", "quoted_line"]


def line(values: Iterable[str | float | None]) -> str:
    """Write one line; None is a blank cell. Texts come from outsiders, numbers are our own."""
    written = io.StringIO()
    csv.writer(written).writerow([_cell(value) for value in values])
    return written.getvalue()


def quoted_line(values: Iterable[str | float | None]) -> str:
    """Write one line with every cell in quotation marks, as Blackboard wants it."""
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerow([_cell(value) for value in values])
    return written.getvalue()


def number(value: float | None) -> str:
    """Write points without needless digits; no points yet is blank."""
    return "" if value is None else f"{value:.10g}"


def _cell(value: str | float | None) -> str:
    return for_csv(value) if isinstance(value, str) else number(value)

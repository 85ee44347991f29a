"""Lines of CSV (RFC 4180) that no spreadsheet takes for a program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

__all__ = ["line", "number"]

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def line(values: Iterable[str | float | None]) -> str:
    """Write one line; None is a blank cell.

    Text that a spreadsheet would run as a formula gets an apostrophe in front, which a spreadsheet
    does not show. Names, files and printed text come from outsiders; numbers are our own.

    Source: OWASP, "CSV Injection", for the characters.
    """
    written = io.StringIO()
    csv.writer(written).writerow([_cell(value) for value in values])
    return written.getvalue()


def number(value: float | None) -> str:
    """Write points without needless digits; no points yet is blank."""
    return "" if value is None else f"{value:.10g}"


def _cell(value: str | float | None) -> str:
    if not isinstance(value, str):
        return number(value)
    runs = value.startswith(_STARTS_A_FORMULA) or value.lstrip().startswith(_STARTS_A_FORMULA)
    return f"'{value}" if runs else value

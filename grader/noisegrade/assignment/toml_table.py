"""A table of TOML, read key by key; what is wrong is said with its key and with the mend."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from noisegrade.assignment.durations import duration
from noisegrade.errors import AssignmentError

__all__ = ["TomlTable"]

T = TypeVar("T")


class TomlTable:
    """Reads the keys of one table.

    Parameters
    ----------
    file : as errors name it
    key : of the table itself; "" for the whole file
    values : as tomllib gave them
    """

    def __init__(self, file: str, key: str, values: Mapping[str, Any]) -> None:
        self._file = file
        self._key = key
        self._values = values

    def error(self, key: str, wrong: str, write: str) -> AssignmentError:
        """Say what is wrong with a key, and what to write in its place."""
        return AssignmentError(self._file, self._named(key), wrong, write)

    def only(self, known: Sequence[str]) -> None:
        """Refuse keys that mean nothing here."""
        for key in self._values:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                offer = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}."
                raise self.error(key, "there is no such key", offer)

    def text(self, key: str, example: str, default: str = "") -> str:
        """Read a text."""
        found = self._values.get(key, default)
        if not isinstance(found, str):
            raise self.error(
                key, f"it is {_shown(found)}, not a text", f'write {key} = "{example}"'
            )
        return found.strip()

    def number(
        self, key: str, default: T, *, low: float, high: float = math.inf, example: str
    ) -> float | T:
        """Read a number within limits, ends included."""
        if key not in self._values:
            return default
        found = self._values[key]
        plain = isinstance(found, int | float) and not isinstance(found, bool)
        if not plain or not low <= found <= high:
            limits = f"from {low:g} to {high:g}" if high < math.inf else f"of {low:g} or more"
            wrong = f"it is {_shown(found)}, not a number {limits}"
            raise self.error(key, wrong, f"write {key} = {example}")
        return float(found)

    def flag(self, key: str, *, default: bool) -> bool:
        """Read true or false."""
        found = self._values.get(key, default)
        if not isinstance(found, bool):
            wrong = f"it is {_shown(found)}, not true or false"
            raise self.error(key, wrong, f"write {key} = true or {key} = false, without quotes")
        return found

    def span(self, key: str, example: str) -> timedelta | None:
        """Read a span of time; None where there is none."""
        if key not in self._values:
            return None
        found = self._values[key]
        span = duration(found) if isinstance(found, str) else None
        if span is None:
            raise self.error(
                key, f"it is {_shown(found)}, not a span of time", f'write {key} = "{example}"'
            )
        return span

    def moment(self, key: str, localize: Callable[[datetime], datetime | None]) -> datetime | None:
        """Read a date with its time; None where there is none."""
        if key not in self._values:
            return None
        found = self._values[key]
        if isinstance(found, str):
            try:
                found = datetime.fromisoformat(found)
            except ValueError:
                found = self._values[key]
        if not isinstance(found, datetime):
            wrong = f"it is {_shown(found)}, not a date with a time"
            raise self.error(key, wrong, f"write {key} = 2026-02-01T23:59:00, without quotes")
        zoned = found if found.tzinfo is not None else localize(found)
        if zoned is None:
            raise self.error(
                key,
                "it has no time zone",
                'add a line timezone = "Europe/Berlin", or write it as 2026-02-01T23:59:00+01:00',
            )
        try:
            real = zoned.astimezone(UTC).astimezone(zoned.tzinfo)
        except OverflowError as error:
            raise self.error(key, "it is too far away", "write a nearer one") from error
        if real.replace(tzinfo=None) != zoned.replace(tzinfo=None):
            wrong = "no clock there shows that time: they are put forward"
            raise self.error(key, wrong, f"write {key} = {real:%Y-%m-%dT%H:%M:%S}")
        return zoned

    def texts(self, key: str, example: str) -> tuple[str, ...]:
        """Read a list of texts."""
        found = self._values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise self.error(key, "it is not a list of texts", f'write {key} = ["{example}"]')
        return tuple(found)

    def table(self, key: str) -> TomlTable:
        """Read a table below this one; an empty one where there is none."""
        found = self._values.get(key, {})
        if not isinstance(found, dict):
            raise self.error(key, f"it is {_shown(found)}, not a table", f"write [{key}] above it")
        return TomlTable(self._file, self._named(key), found)

    def tables(self, key: str) -> list[TomlTable]:
        """Read a list of tables."""
        found = self._values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise self.error(key, "it is not a list of tables", f"begin each with [[{key}]]")
        return [
            TomlTable(self._file, f"{self._named(key)}[{at}]", each)
            for at, each in enumerate(found, start=1)
        ]

    def has(self, key: str) -> bool:
        """Tell whether a key is there."""
        return key in self._values

    def raw(self, key: str) -> Any:
        """Return what a key has, of whatever kind."""
        return self._values.get(key)

    def keys(self) -> list[str]:
        """Return all keys, in their order."""
        return list(self._values)

    def _named(self, key: str) -> str:
        return f"{self._key}.{key}" if self._key and key else key or self._key


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f'"{value[:60]}"'
    return str(value)[:60].lower() if isinstance(value, bool) else str(value)[:60]

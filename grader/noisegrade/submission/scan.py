"""Which functions a text defines, found line by line: no text can crash or slow this."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from noisegrade.model import Chunk

__all__ = ["Definition", "definitions", "listed", "still_stubs", "twice", "written"]

_DEF = re.compile(r"def[ \t]+(\w{1,100})[ \t]*[(\[]")
_ASSIGNED = re.compile(r"(\w{1,100})[ \t]*(?::[^=\n]{0,200})?=(?!=)")
_STATEMENT = re.compile(r"def\b|class\b|async\b|@|\w+[ \t]*(?::[^=\n]{0,200})?=(?!=)")
_STUB = "raise NotImplementedError"
_SHOWN = 4  # places in a sentence
_NOT_NAMED = {"main", "test"}  # many files have one, and none is an exercise


@dataclass(frozen=True, slots=True)
class Definition:
    """A `def` that begins a line, and the number of that line."""

    name: str
    line: int


def definitions(text: str) -> tuple[Definition, ...]:
    """Find the functions at the top level of a text, in their order."""
    lines = enumerate(text.split("\n"), start=1)
    found = ((_DEF.match(line), number) for number, line in lines if line.startswith("def"))
    return tuple(Definition(match[1], number) for match, number in found if match)


def still_stubs(chunks: Iterable[Chunk]) -> bool:
    """Tell whether there are as many unwritten functions as functions."""
    texts = [chunk.text for chunk in chunks]
    functions = sum(len(definitions(text)) for text in texts)
    return sum(text.count(_STUB) for text in texts) >= functions


def twice(chunks: Iterable[Chunk]) -> Iterator[str]:
    """Say which functions are defined more than once in one namespace."""
    for name, where in _places(chunks).items():
        if len(where) > 1:
            yield f"{name} is defined in {listed(where)}; the last one counts."


def written(text: str, names: Collection[str]) -> dict[str, tuple[int, bool]]:
    """Find which of `names` a text defines or assigns at its top level.

    Return, for each, the line of its last definition and whether that is more than a stub.
    """
    lines = text.split("\n")
    starts = [(number, _begun(line)) for number, line in enumerate(lines) if _STATEMENT.match(line)]
    found = {}
    for (number, name), (end, _) in pairwise([*starts, (len(lines), "")]):
        if name in names:
            found[name] = (number + 1, _STUB not in "\n".join(lines[number:end]))
    return found


def _begun(line: str) -> str:
    """Return the name that a line begins to define or assign, or an empty text."""
    match = _DEF.match(line) or _ASSIGNED.match(line)
    return match[1] if match else ""


def listed(where: Sequence[str]) -> str:
    """Join places in a sentence; of many, only the first and the last."""
    shown = where if len(where) <= _SHOWN else [*where[: _SHOWN - 1], "…", where[-1]]
    return f"{', '.join(shown[:-1])} and in {shown[-1]}"


def _places(chunks: Iterable[Chunk]) -> dict[str, list[str]]:
    """Return the lines that define each function which may be an exercise."""
    places: dict[str, list[str]] = {}
    for chunk in chunks:
        for one in definitions(chunk.text):
            if not one.name.startswith("_") and one.name not in _NOT_NAMED:
                places.setdefault(one.name, []).append(f"{chunk.label}:{one.line}")
    return places

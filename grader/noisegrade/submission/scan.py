"""Which functions a text defines, found line by line: no text can crash or slow this."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from noisegrade.model import Chunk

__all__ = ["Definition", "clashes", "definitions", "still_stubs", "twice"]

_DEF = re.compile(r"def[ \t]+(\w{1,100})[ \t]*[(\[]")
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
    written = sum(len(definitions(text)) for text in texts)
    return sum(text.count("raise NotImplementedError") for text in texts) >= written


def twice(chunks: Iterable[Chunk]) -> Iterator[str]:
    """Say which functions are defined more than once in one namespace."""
    for name, where in _places(chunks).items():
        if len(where) > 1:
            yield f"{name} is defined in {_listed(where)}; the last one counts."


def clashes(files: Mapping[str, Iterable[Chunk]], *, counts: str) -> Iterator[str]:
    """Say which functions are defined in several files, and that the one in `counts` counts."""
    everywhere: dict[str, list[str]] = {}
    for chunks in files.values():
        for name, where in _places(chunks).items():
            everywhere.setdefault(name, []).append(where[-1])
    for name, where in everywhere.items():
        if len(where) > 1:
            yield f"{name} is defined in {_listed(where)}; the one in {counts} counts."


def _listed(where: Sequence[str]) -> str:
    shown = where if len(where) <= _SHOWN else [*where[: _SHOWN - 1], "…", where[-1]]
    return f"{', '.join(shown[:-1])} and in {shown[-1]}"


def _places(chunks: Iterable[Chunk]) -> dict[str, list[str]]:
    """Give the lines that define each function which may be an exercise."""
    places: dict[str, list[str]] = {}
    for chunk in chunks:
        for one in definitions(chunk.text):
            if not one.name.startswith("_") and one.name not in _NOT_NAMED:
                places.setdefault(one.name, []).append(f"{chunk.label}:{one.line}")
    return places

"""Which of a submission's files counts for which section: files are known by what they define.

Of several definitions of one function the first of these rules that tells them apart decides:

1. One that is written counts before one that is still a stub.
2. The file that bears the section's name counts before others: `sampling.py` before
   `sampling (1).py`, and that before `hw3.py`.
3. A `.py` counts before a notebook.
4. The later name counts, numbers compared as numbers: `hw10.py` before `hw9.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from noisegrade.model import Chunk
from noisegrade.submission.scan import listed, still_stubs, written

__all__ = ["CodeFile", "Match", "by_name", "match", "natural", "section_named"]

_COPY_BEFORE = re.compile(r"(copy|kopie|copie|copia)[ _]+(of|von|de)[ _]+", re.IGNORECASE)
_COPY_AFTER = re.compile(  # one such word: a pattern of many takes hours over some names
    r"[ _-]*(\(\d{1,4}\)|(?<=[ _-])\d{1,4}|(copy|kopie|copie|copia)\d{0,4})$", re.IGNORECASE
)

_DIGITS = "0123456789"  # of others, int() makes numbers too

Functions = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class CodeFile:
    """One file that could be read; `name` is its own, `label` what messages call it."""

    name: str
    label: str
    chunks: tuple[Chunk, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """The files that count for one section, and for which functions each."""

    section: str
    files: Mapping[str, tuple[str, ...]]  # by label
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Candidate:
    """One file's definition of one function."""

    file: CodeFile
    place: str
    rank: tuple[object, ...] = field(default=())


def section_named(name: str, sections: Iterable[str]) -> str | None:
    """Find the section that a file is named after, if only nearly: `Copy of Sampling (1).py`."""
    stem = _COPY_BEFORE.sub("", name.rpartition(".")[0])
    for bare in (stem, _without_copies(stem)):
        plain = re.sub(r"[\s-]+", "_", bare.strip()).casefold()
        for section in sections:
            if plain == section:
                return section
    return None


def _without_copies(stem: str) -> str:
    """Leave out what browsers and desktops put behind the name of a copy, and of its copy."""
    while found := _COPY_AFTER.search(stem):
        stem = stem[: found.start()]
    return stem


def natural(name: str) -> tuple[object, ...]:
    """Return a key that sorts names with their numbers compared as numbers: hw, hw9, hw10."""
    stem, dot, ending = name.casefold().rpartition(".")
    parts = re.findall(r"[0-9]{1,18}|[^0-9]+", stem if dot else ending)
    return tuple((int(part), "") if part[0] in _DIGITS else (-1, part) for part in parts), name


def by_name(files: Iterable[CodeFile]) -> list[CodeFile]:
    """Sort files by their names."""
    return sorted(files, key=lambda file: natural(file.label))


def match(files: Sequence[CodeFile], functions: Functions) -> Iterator[Match]:
    """Choose for each section, in the order of the course, the files that count for it."""
    wanted = {name for names in functions.values() for name in names}
    found: dict[str, list[_Candidate]] = {}
    for file in by_name(files):
        for chunk in file.chunks:
            for name, (line, done) in written(chunk.text, wanted).items():
                candidate = _Candidate(file, f"{chunk.label}:{line}", (done,))
                others = found.setdefault(name, [])
                others[:] = [one for one in others if one.file is not file]
                others.append(candidate)  # of one file, the last definition is what runs
    for section, names in functions.items():
        yield _section(section, names, by_name(files), found)


def _section(
    section: str,
    names: Sequence[str],
    files: Sequence[CodeFile],
    found: Mapping[str, Sequence[_Candidate]],
) -> Match:
    """Choose the files of one section."""
    named = [file for file in files if section_named(file.name, [section])]
    chosen: dict[str, list[str]] = {}
    notes: list[str] = []
    for name in names:
        candidates = found.get(name, ())
        if not candidates:
            continue
        best = max(candidates, key=lambda one: (*one.rank, *_standing(one.file, section)))
        chosen.setdefault(best.file.label, []).append(name)
        if len(candidates) > 1:
            where = listed([one.place for one in candidates])
            notes.append(f"{name} is defined in {where}; the one in {best.file.label} counts.")
    if not chosen and named:
        standing = max(
            named, key=lambda file: (not still_stubs(file.chunks), *_standing(file, section))
        )
        chosen[standing.label] = []
    notes = [*_side_by_side(named, chosen), *notes]
    known = {file.label: file.name for file in files}
    for label, given in chosen.items():
        if known[label] not in {f"{section}.py", f"{section}.ipynb"}:
            notes.append(f"{label} counts for {section}{_because(given)}.")
    return Match(section, {label: tuple(given) for label, given in chosen.items()}, tuple(notes))


def _standing(file: CodeFile, section: str) -> tuple[object, ...]:
    """Return how near a file's name is to a section's; the later of equals is greater."""
    stem, _, suffix = file.name.rpartition(".")
    near = section_named(file.name, [section]) is not None
    return (stem == section, near, suffix.lower() == "py", natural(file.label))


def _because(given: Sequence[str]) -> str:
    if not given:
        return ""
    names = " and ".join(filter(None, [", ".join(given[:-1]), given[-1]]))
    return f": it defines {names}"


def _side_by_side(named: Sequence[CodeFile], chosen: Mapping[str, object]) -> Iterator[str]:
    """Say that several files bear one section's name, and which of them counts."""
    if len(named) > 1:
        here = " and ".join(file.label for file in sorted(named, key=_python_first))
        counts = " and ".join(file.label for file in named if file.label in chosen)
        yield f"{here} are both here{f'; {counts} counts' if counts else ''}."


def _python_first(file: CodeFile) -> bool:
    return not file.name.lower().endswith(".py")

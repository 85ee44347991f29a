"""From a path to a submission: which files count, and for which sections."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from noisegrade.errors import SubmissionError
from noisegrade.model import Chunk, Source, Submission
from noisegrade.submission import ipynb
from noisegrade.submission.scan import clashes, still_stubs, twice
from noisegrade.submission.text_files import UnreadableError, printable, read_bytes, source_text

__all__ = ["fingerprint", "read"]

_SOURCE_LIMIT = 1_000_000  # bytes
_SUFFIXES = (".py", ".ipynb")
_SHOWN = 8  # names in a sentence, sentences in a report


@dataclass(frozen=True, slots=True)
class _File:
    """One file that could be read."""

    label: str
    chunks: tuple[Chunk, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Section:
    """What a folder holds for one section."""

    name: str
    file: _File | None = None
    notes: tuple[str, ...] = ()
    unreadable: str | None = None


def read(path: Path, sections: tuple[str, ...]) -> Submission:
    """Read a folder with any of the six files, a single .py, or a single .ipynb.

    A file that can't be used costs its own section alone: see `Submission.unreadable`.

    Raises
    ------
    SubmissionError
        Where there is nothing to grade: says what to do.
    """
    try:
        if not os.path.lexists(path):
            raise SubmissionError(path, "there is no such file or folder: check the path.")
        return _folder(path, sections) if path.is_dir() else _single(path, sections)
    except OSError as error:
        raise SubmissionError(path, f"it can't be opened: {error.strerror or error}.") from error


def fingerprint(submission: Submission) -> str:
    """Hash what would be run, whatever its files are called; equal work has equal prints."""
    runs = [(one.sections, [chunk.text for chunk in one.chunks]) for one in submission.sources]
    return hashlib.sha256(ascii((runs, submission.unreadable)).encode()).hexdigest()


def _single(path: Path, sections: tuple[str, ...]) -> Submission:
    """Let one file serve all the sections."""
    if path.suffix.lower() not in _SUFFIXES:
        raise SubmissionError(path, "a submission is a folder, a .py or an .ipynb: choose one.")
    try:
        file = _file(path)
    except UnreadableError as error:
        unreadable = tuple((section, str(error)) for section in sections)
        return Submission(_name(path), sources=(), unreadable=unreadable)
    module = path.stem if path.stem.isidentifier() and path.stem.isascii() else "submission"
    source = Source(module, file.chunks, sections)
    return Submission(_name(path), (source,), notes=_some([*file.notes, *twice(file.chunks)]))


def _folder(path: Path, sections: tuple[str, ...]) -> Submission:
    """Let each file serve the section that it is named after."""
    names = sorted(entry.name for entry in os.scandir(path))
    ours = {f"{section}{suffix}" for section in sections for suffix in _SUFFIXES}
    if ours.isdisjoint(names):
        raise SubmissionError(path, _nothing_here(path, names, sections))
    found = [_section(path, section, names) for section in sections]
    readable = [(section.name, section.file) for section in found if section.file]
    return Submission(
        name=_name(path),
        sources=tuple(Source(name, file.chunks, (name,)) for name, file in readable),
        notes=_some(
            [
                *_left_out([name for name in names if name not in ours]),
                *(note for section in found for note in section.notes),
                *clashes(
                    {name: file.chunks for name, file in readable}, counts="its own section's file"
                ),
            ]
        ),
        unreadable=tuple((one.name, one.unreadable) for one in found if one.unreadable),
    )


def _section(folder: Path, section: str, names: list[str]) -> _Section:
    """Choose between the section's .py and its .ipynb: the .py, unless it is still a stub."""
    files, flaws = [], []
    for name in (f"{section}{suffix}" for suffix in _SUFFIXES):
        if name not in names:
            continue
        try:
            files.append(_file(_within(folder, name)))
        except UnreadableError as error:
            flaws.append(str(error))
        except SubmissionError as error:
            flaws.append(f"{name}: {error.reason}")
    if not files:
        return _Section(section, unreadable=flaws[0] if flaws else None)
    chosen, *others = sorted(files, key=lambda file: still_stubs(file.chunks))
    notes = [*flaws, *chosen.notes, *twice(chosen.chunks)]
    for other in others:
        notes += [
            f"{chosen.label} and {other.label} are both here; {chosen.label} counts.",
            *clashes({chosen.label: chosen.chunks, other.label: other.chunks}, counts=chosen.label),
        ]
    return _Section(section, chosen, tuple(notes))


def _within(folder: Path, name: str) -> Path:
    """Refuse a link that leads out of the folder."""
    path = folder / name
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise UnreadableError(
            f"{name} is a link that leads out of the folder: use the file itself."
        )
    return path


def _file(path: Path) -> _File:
    label = printable(path.name)
    if path.suffix.lower() == ".ipynb":
        cells = ipynb.cells(read_bytes(path, limit=ipynb.LIMIT), label)
        return _File(label, cells.chunks, cells.notes)
    text = source_text(read_bytes(path, limit=_SOURCE_LIMIT), label)
    return _File(label, (Chunk(text, label),))


def _some(notes: list[str]) -> tuple[str, ...]:
    more = len(notes) - _SHOWN
    return (*notes[:_SHOWN], f"And {more} more of the kind.") if more > 0 else tuple(notes)


def _name(path: Path) -> str:
    name = path.name if path.name not in {"", ".."} else Path(os.path.realpath(path)).name
    return printable(name)


def _left_out(names: list[str]) -> Iterator[str]:
    others = [printable(name) for name in names if name[0] != "." and name != "__pycache__"]
    if others:
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        yield f"Not read: {', '.join(others[:_SHOWN])}{more}."


def _nothing_here(folder: Path, names: list[str], sections: tuple[str, ...]) -> str:
    """Say what the folder should hold, and what may be meant instead."""
    wanted = ", ".join(f"{section}.py" for section in sections)
    if not names:
        return f"the folder is empty: it should hold any of {wanted}."
    for name in names:
        if name.endswith(_SUFFIXES):
            return f"it holds none of {wanted}. To grade {printable(name)}, name that file."
        if any((folder / name / f"{section}.py").is_file() for section in sections):
            return f"it holds none of {wanted}; but its folder {printable(name)} does: name that."
    return f"it holds none of {wanted}."

"""From a path to a submission: which files are read, and what they become."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from noisegrade.errors import SubmissionError
from noisegrade.model import Chunk, Source, Submission
from noisegrade.submission import ipynb
from noisegrade.submission.matching import CodeFile, by_name, match, section_named
from noisegrade.submission.notebook_outputs import RAW_LIMIT
from noisegrade.submission.scan import twice, written
from noisegrade.submission.sources import to_sources
from noisegrade.submission.text_files import UnreadableError, printable, read_bytes, source_text

__all__ = ["fingerprint", "functions_written", "read", "read_files"]

_SOURCE_LIMIT = 1_000_000  # bytes
_SUFFIXES = (".py", ".ipynb")
_SHOWN = 8  # names in a sentence, sentences in a report


def read(path: Path, functions: Mapping[str, Sequence[str]]) -> Submission:
    """Read a folder with the exercises in any files, a single .py, or a single .ipynb.

    A file that can't be used costs its own section alone: see `Submission.unreadable`.

    Parameters
    ----------
    path : what was handed in
    functions : the names of the course's functions, by section, in the order of the course

    Raises
    ------
    SubmissionError
        Where there is nothing to grade: says what to do.
    """
    try:
        if not os.path.lexists(path):
            raise SubmissionError(path, "there is no such file or folder: check the path.")
        return _folder(path, functions) if path.is_dir() else _single(path, functions)
    except OSError as error:
        raise SubmissionError(path, f"it can't be opened: {error.strerror or error}.") from error


def fingerprint(submission: Submission) -> str:
    """Hash what would be run, whatever its files are called; equal work has equal prints."""
    runs = [(one.sections, [chunk.text for chunk in one.chunks]) for one in submission.sources]
    return hashlib.sha256(ascii((runs, submission.unreadable)).encode()).hexdigest()


def _single(path: Path, functions: Mapping[str, Sequence[str]]) -> Submission:
    """Let one file serve the sections that it speaks of; all, where it speaks of none."""
    sections = tuple(functions)
    if path.suffix.lower() not in _SUFFIXES:
        raise SubmissionError(path, "a submission is a folder, a .py or an .ipynb: choose one.")
    try:
        file = _file(path, printable(path.name))
    except UnreadableError as error:
        unreadable = tuple((section, str(error)) for section in sections)
        return Submission(_name(path), sources=(), unreadable=unreadable)
    module = path.stem if path.stem.isidentifier() and path.stem.isascii() else "submission"
    text = "\n".join(chunk.text for chunk in file.chunks)
    spoken_of = tuple(one for one in sections if one == module or _names(text, functions[one]))
    source = Source(module, file.chunks, spoken_of or sections)
    return Submission(_name(path), (source,), notes=_some([*file.notes, *twice(file.chunks)]))


def _names(text: str, functions: Iterable[str]) -> bool:
    """Tell whether a text holds one of these names: else an error in it says nothing of them."""
    return any(re.search(rf"\b{name}\b", text) for name in functions)


def _folder(path: Path, functions: Mapping[str, Sequence[str]]) -> Submission:
    names = sorted(entry.name for entry in os.scandir(path))
    code = {name: path / name for name in names if _is_code(path / name)}
    others = [name for name in names if name not in code]
    found = read_files(path, code, functions, others=others, within=path)
    if not any(one.sections for one in found.sources) and not found.unreadable:
        raise SubmissionError(path, _nothing_here(path, names, functions))
    return found


def read_files(
    root: Path,
    files: Mapping[str, Path],
    functions: Mapping[str, Sequence[str]],
    *,
    others: Iterable[str] = (),
    within: Path | None = None,
) -> Submission:
    """Put a submission together from files of code.

    Parameters
    ----------
    root : gives the submission its name
    files : of code, by what messages call them
    functions : as in `read`
    others : names of what else was handed in, for a note
    within : the folder that no link may lead out of
    """
    readable, flaws = [], {}
    for label, path in files.items():
        shown = printable(label)
        try:
            readable.append(_file(path if within is None else _within(within, path), shown))
        except UnreadableError as error:
            flaws[path.name] = str(error)
        except SubmissionError as error:
            flaws[path.name] = f"{shown}: {error.reason}"
    unreadable = _lost(flaws, [file.name for file in readable], functions)
    matches = [one for one in match(readable, functions) if one.section not in unreadable]
    told = set(unreadable.values())
    notes = [*_left_out(others), *(says for says in flaws.values() if says not in told)]
    counting = {label for one in matches for label in one.files}
    for file in by_name(readable):
        if file.label in counting:
            notes += [*file.notes, *twice(file.chunks)]
    notes += dict.fromkeys(note for one in matches for note in one.notes)
    in_order = [(one, unreadable[one]) for one in functions if one in unreadable]
    return Submission(_name(root), to_sources(matches, readable), _some(notes), tuple(in_order))


def functions_written(
    submission: Submission, functions: Mapping[str, Sequence[str]]
) -> frozenset[str]:
    """Return the course's functions that a submission defines as more than a stub."""
    names = {name for each in functions.values() for name in each}
    return frozenset(
        name
        for source in submission.sources
        for chunk in source.chunks
        for name, (_, done) in written(chunk.text, names).items()
        if done
    )


def _lost(
    flaws: Mapping[str, str], readable: Sequence[str], functions: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Return the sections whose own file can't be read, where no other bears their name."""
    lost: dict[str, str] = {}
    for name, says in flaws.items():
        section = section_named(name, functions)
        if section and not any(section_named(other, [section]) for other in readable):
            lost.setdefault(section, says)
    return lost


def _is_code(path: Path) -> bool:
    """Tell whether its name is one of code; a folder of such a name is reported when it is read."""
    return path.suffix.lower() in _SUFFIXES and not path.name.startswith(".")


def _within(folder: Path, path: Path) -> Path:
    """Refuse a link that leads out of the folder."""
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise UnreadableError(
            f"{printable(path.name)} is a link that leads out of the folder: use the file itself."
        )
    return path


def _file(path: Path, label: str) -> CodeFile:
    if path.suffix.lower() == ".ipynb":
        cells = ipynb.cells(read_bytes(path, limit=RAW_LIMIT), label)
        return CodeFile(path.name, label, cells.chunks, cells.notes)
    text = source_text(read_bytes(path, limit=_SOURCE_LIMIT), label)
    return CodeFile(path.name, label, (Chunk(text, label),))


def _some(notes: list[str]) -> tuple[str, ...]:
    more = len(notes) - _SHOWN
    return (*notes[:_SHOWN], f"And {more} more like it.") if more > 0 else tuple(notes)


def _name(path: Path) -> str:
    name = path.name if path.name not in {"", ".."} else Path(os.path.realpath(path)).name
    return printable(name)


def _left_out(names: Iterable[str]) -> Iterator[str]:
    others = [printable(name) for name in names if name[0] != "." and name != "__pycache__"]
    if others:
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        yield f"Not read: {', '.join(others[:_SHOWN])}{more}."


def _nothing_here(
    folder: Path, names: Sequence[str], functions: Mapping[str, Sequence[str]]
) -> str:
    """Say what the folder should hold, and what may be meant instead."""
    wanted = ", ".join(f"{section}.py" for section in functions)
    if not names:
        return f"the folder is empty: it should hold any of {wanted}."
    for name in names:
        if name.lower().endswith(_SUFFIXES):
            return (
                f"it holds none of {wanted}, and no file in it defines a function of the "
                f"exercises. To grade {printable(name)}, name that file."
            )
        if any((folder / name / f"{section}.py").is_file() for section in functions):
            return f"it holds none of {wanted}; but its folder {printable(name)} does: name that."
    shown = ", ".join(printable(name) for name in names[:_SHOWN])
    return f"it holds none of {wanted}, only {shown}."

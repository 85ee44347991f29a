"""Where one learner's work stands, and how it is read from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from noisegrade import submission
from noisegrade.batch.archives import CODE, is_archive
from noisegrade.batch.collection import collected
from noisegrade.errors import SubmissionError
from noisegrade.model import HandedIn, Submission
from noisegrade.report.people import NOBODY, Learner

__all__ = ["SubmissionSource", "read"]

_SHOWN = 8  # names in a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionSource:
    """One submission before it is read.

    Parameters
    ----------
    name : what results call it, where nobody else has this name
    origin : the longer name: where it stands below the path that was given
    path : a folder, a .py, a .ipynb or an archive
    files : (name, path) of its files, where many learners' files share one folder
    learner : what the layout tells about its author
    clue : the name that a roster may know its author by; never one that the author chose
    items : what stands for it at the level that was pointed at
    notes : what is to be said about how it was found
    refused : why it is not even opened; "" for nearly all
    handed_in : when, as far as a name or a list tells; a time without a zone is the system's own
    """

    name: str
    origin: str
    path: str
    files: tuple[tuple[str, str], ...] = ()
    learner: Learner = NOBODY
    clue: str = ""
    items: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    refused: str = ""
    handed_in: HandedIn | None = None


def read(source: SubmissionSource, functions: Mapping[str, Sequence[str]]) -> Submission:
    """Read the submission at this path; it has no name yet.

    Raises
    ------
    SubmissionError
        Where there is nothing to grade; its message calls the source by its origin.
    """
    try:
        found = _read(source, functions)
    except SubmissionError as error:
        reason = " ".join([error.reason, *source.notes])
        raise SubmissionError(Path(source.origin), reason) from error
    except OSError as error:
        reason = f"it can't be opened: {error.strerror or error}."
        raise SubmissionError(Path(source.origin), reason) from error
    except MemoryError as error:
        reason = "it takes more memory to read than there is: ask for smaller files."
        raise SubmissionError(Path(source.origin), reason) from error
    return replace(found, name="", notes=(*source.notes, *found.notes))


def _read(source: SubmissionSource, functions: Mapping[str, Sequence[str]]) -> Submission:
    path = Path(source.path)
    if source.refused:
        raise SubmissionError(path, source.refused)
    whole = not source.files and not path.is_dir()
    if whole and is_archive(path.name) and not path.is_file():
        raise SubmissionError(path, "no such file: check the path.")
    if whole and not is_archive(path.name):
        return submission.read(path, functions)
    with ExitStack() as stack:
        found = collected(path, source.files, functions, stack)
        if len(found.files) == 1 and not found.notes:
            (only,) = found.files.values()
            alone = submission.read(only, functions)
            return replace(alone, notes=(*alone.notes, *_not_read(found.others)))
        work = submission.read_files(path, found.files, functions, others=found.others)
    if not any(one.sections for one in work.sources) and not work.unreadable:
        reason = _nothing_here(found.files, found.others, functions)
        raise SubmissionError(path, " ".join([reason, *found.notes]))
    return replace(work, notes=(*found.notes, *work.notes))


def _not_read(others: Sequence[str]) -> list[str]:
    more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    return [f"Not read: {', '.join(others[:_SHOWN])}{more}."] if others else []


def _nothing_here(
    code: Mapping[str, Path], others: Sequence[str], functions: Mapping[str, Sequence[str]]
) -> str:
    """Say what it should hold, and what it holds."""
    wanted = ", ".join(f"{section}{CODE[0]}" for section in functions)
    here = [*code, *others]
    if not here:
        return f"it is empty: it should hold any of {wanted}."
    more = f" and {len(here) - _SHOWN} more" if len(here) > _SHOWN else ""
    shown = f"{', '.join(here[:_SHOWN])}{more}"
    if code:
        return f"no file in it defines a function of the exercises: there is only {shown}."
    return f"it holds no code, only {shown}: it should hold any of {wanted}."

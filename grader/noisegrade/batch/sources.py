"""Where one learner's work stands, and how it is read from there."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from noisegrade import submission
from noisegrade.batch.archives import LEARNER, unpack
from noisegrade.errors import SubmissionError
from noisegrade.model import Submission
from noisegrade.report.people import NOBODY, Learner

__all__ = ["CODE", "SubmissionSource", "holds_sections", "is_candidate_name", "read"]

CODE = (".py", ".ipynb")
_NOT_THEIRS = {"__MACOSX", "__pycache__", "nbgrader_config.py", "setup.py", "__init__.py"}
_LARGEST = 8_000_001  # bytes copied of a file: one more than a notebook may have


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionSource:
    """One submission before it is read.

    Parameters
    ----------
    name : what results call it, where nobody else has this name
    origin : the longer name: where it stands below the path that was given
    path : a folder, a .py, a .ipynb or a .zip
    files : (name, path) of its files, where many learners' files share one folder
    learner : what the layout tells about its author
    refused : why it is not even opened; "" for nearly all
    """

    name: str
    origin: str
    path: str
    files: tuple[tuple[str, str], ...] = ()
    learner: Learner = NOBODY
    refused: str = ""


def is_candidate_name(name: str) -> bool:
    """Tell whether a file or folder of this name may be a learner's."""
    return not name.startswith(".") and name not in _NOT_THEIRS


def holds_sections(folder: Path, sections: tuple[str, ...]) -> bool:
    """Tell whether a folder is a submission by itself: it has any of the course's files."""
    return any((folder / f"{name}{suffix}").is_file() for name in sections for suffix in CODE)


def read(place: SubmissionSource, sections: tuple[str, ...]) -> Submission:
    """Read what stands there; the submission has no name yet.

    Raises
    ------
    SubmissionError
        Where there is nothing to grade; its message calls the place by its origin.
    """
    try:
        return replace(_read(place, sections), name="")
    except SubmissionError as error:
        raise SubmissionError(Path(place.origin), error.reason) from error
    except OSError as error:
        reason = f"it can't be opened: {error.strerror or error}."
        raise SubmissionError(Path(place.origin), reason) from error


def _read(place: SubmissionSource, sections: tuple[str, ...]) -> Submission:
    path = Path(place.path)
    if place.refused:
        raise SubmissionError(path, place.refused)
    if not place.files and (path.suffix.lower() != ".zip" or path.is_dir()):
        return submission.read(path, sections)
    if not place.files and not path.is_file():
        raise SubmissionError(path, "it is no file, or not there: check the path.")
    with tempfile.TemporaryDirectory(prefix="noisegrade-") as made:
        folder = Path(made)
        if place.files:
            _gather(place.files, folder)
        else:
            unpack(path, folder, limits=LEARNER)
        return submission.read(_inner(folder, sections), sections)


def _gather(files: tuple[tuple[str, str], ...], folder: Path) -> None:
    for name, path in files:
        if name.lower().endswith(".zip"):
            unpack(Path(path), folder, limits=LEARNER)
        elif name.lower().endswith(CODE):
            with Path(path).open("rb") as source, (folder / name).open("wb") as copy:
                copy.write(source.read(_LARGEST))
        else:
            (folder / name).touch()  # so that the report says that it was not read


def _inner(folder: Path, sections: tuple[str, ...]) -> Path:
    """Find the submission in what was unpacked: the files, or the one file that holds code."""
    while not holds_sections(folder, sections):
        entries = [entry for entry in sorted(folder.iterdir()) if is_candidate_name(entry.name)]
        code = [entry for entry in entries if entry.suffix.lower() in CODE]
        folders = [entry for entry in entries if entry.is_dir()]
        if len(code) == 1 and not folders:
            return code[0]
        if code or len(folders) != 1:
            break
        folder = folders[0]
    return folder

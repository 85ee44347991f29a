"""What the gradebook knows of a submission before it is graded, as `nbgrader autograde` writes it.

nbgrader opens a gradebook for each of these steps; here one serves them all.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.utils import find_all_files

__all__ = ["assignment_names", "record_submission"]


def assignment_names(gradebook: Gradebook, assignment: str) -> frozenset[str]:
    """Return the names of an assignment's notebooks.

    Raises
    ------
    NbGraderException
        Where the gradebook has no such assignment.
    """
    try:
        names = frozenset(str(one.name) for one in gradebook.find_assignment(assignment).notebooks)
    except MissingEntry as error:
        raise NbGraderException(
            f"No assignment with ID '{assignment}' exists in the database: run `nbgrader "
            f"generate_assignment {assignment}` first."
        ) from error
    finally:
        gradebook.db.commit()
    return names


def record_submission(
    converter: Autograde,
    gradebook: Gradebook,
    assignment: str,
    student: str,
    names: Collection[str],
) -> None:
    """Enter a submission; keep the notebooks that are known, give zero for those that are missing.

    Raises
    ------
    NbGraderException
        Where the student is unknown and may not be created, or no notebook is left.
    """
    _enter(converter, gradebook, assignment, student)
    _copy_source_files(converter, assignment, student)
    unknown = [path for path in converter.notebooks if Path(path).stem not in names]
    for path in unknown:
        converter.log.warning("Skipping unknown notebook: %s", path)
    converter.notebooks = [path for path in converter.notebooks if path not in unknown]
    if not converter.notebooks:
        raise NbGraderException("None of these notebooks is one of the assignment's.")
    folders = converter.coursedir
    source = Path(folders.format_path(folders.submitted_directory, student, assignment))
    there = {Path(path).stem for path in converter.notebooks}  # one that was renamed, too
    there |= {name for name in names if (source / f"{name}.ipynb").exists()}
    missing = sorted(set(names) - there)
    _give_nothing(converter, gradebook, (assignment, student), missing)


def _enter(converter: Autograde, gradebook: Gradebook, assignment: str, student: str) -> None:
    if converter.create_student:
        gradebook.update_or_create_student(student)
    else:
        try:
            gradebook.find_student(student)
        except MissingEntry as error:
            raise NbGraderException(f"The gradebook has no student {student}.") from error
    folders = converter.coursedir
    source = folders.format_path(folders.submitted_directory, student, assignment)
    timestamp = folders.get_existing_timestamp(source)
    known = {"timestamp": timestamp} if timestamp else {}
    submission = gradebook.update_or_create_submission(assignment, student, **known)
    if timestamp and submission.total_seconds_late > 0:
        converter.log.warning("%s is %s seconds late", submission, submission.total_seconds_late)
    gradebook.db.commit()


def _copy_source_files(converter: Autograde, assignment: str, student: str) -> None:
    """Put the files that were handed out beside the notebooks, in place of a learner's own."""
    folders = converter.coursedir
    source = Path(folders.format_path(folders.source_directory, ".", assignment))
    theirs = {str(source / name) for name in converter.exclude_overwriting.get(assignment, [])}
    made = Path(converter._format_dest(assignment, student))  # noqa: SLF001 - nbgrader's own door
    for path in sorted(set(find_all_files(str(source), [*folders.ignore, "*.ipynb"])) - theirs):
        copy = made / Path(path).relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.unlink(missing_ok=True)
        converter.log.info("Copying %s -> %s", path, copy)
        shutil.copy(path, copy)


def _give_nothing(
    converter: Autograde, gradebook: Gradebook, whose: tuple[str, str], missing: Collection[str]
) -> None:
    for name in missing:
        converter.log.warning("No submitted file: %s of %s", name, whose[1])
        for grade in gradebook.find_submission_notebook(name, *whose).grades:
            grade.auto_score = 0
            grade.needs_manual_grade = False
    gradebook.db.commit()

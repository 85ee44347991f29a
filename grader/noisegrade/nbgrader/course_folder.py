"""Make a course folder for nbgrader, and make it again without losing what was changed in it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from noisegrade.course import Course, load_course
from noisegrade.errors import WorkbookError
from noisegrade.nbgrader.cells import STUB, notebook
from noisegrade.workbook import point_to

__all__ = ["CreatedCourse", "assignment_of", "create"]

_RECORD = ".noisegrade-course.json"  # hashes of the files as they were written last
_SETTINGS = "nbgrader_config.py"
_BESIDE = "noisegrade_config.py"

_CONFIG = '''\
"""nbgrader's configuration: grades come from noisegrade, not from a kernel with learners' code."""

c = get_config()

c.CourseDirectory.course_id = "{assignment}"
c.ClearSolutions.code_stub = {{"python": {stub!r}}}

# A notebook is read, put in order, graded in the sandbox, and its points are saved.
c.Autograde.exporter_class = "noisegrade.nbgrader.lenient_exporter.LenientExporter"
c.GenerateAssignment.exporter_class = "noisegrade.nbgrader.release_exporter.ReleaseExporter"

# For `nbgrader zip_collect`: ann_sampling.ipynb or ann_attempt_2026-01-30-15-30-10_sampling.ipynb
c.FileNameCollectorPlugin.named_regexp = (
    r"(?:.*[/\\\\])?(?P<student_id>[^/\\\\<>&\\x22\\x00-\\x1f]+?)_(?:attempt_(?P<timestamp>[0-9-]+)_)?"
    r"(?P<file_id>{sections})(?=\\.|$)"
)

# c.LenientExporter.inert_everywhere = False  # leave notebooks of your own to nbgrader alone
# c.Grade.effect = 0.01         # a finer effect takes more draws
# c.Grade.seed = 1              # repeats a grading
# c.Grade.accept_unsafe = True  # where this machine can't confine code, and you trust all of it
'''

_CONFIG_BESIDE = '''\
"""Let noisegrade grade its own notebooks; nbgrader_config.py loads this, and all else is yours."""

c = get_config()

# Only notebooks in which an exercise of noisegrade's is scored go its way.
c.Autograde.exporter_class = "noisegrade.nbgrader.lenient_exporter.LenientExporter"
c.GenerateAssignment.exporter_class = "noisegrade.nbgrader.release_exporter.ReleaseExporter"
c.LenientExporter.inert_everywhere = False  # True: scripts in any learner's texts do nothing

# c.Grade.effect = 0.01         # a finer effect takes more draws
# c.Grade.seed = 1              # repeats a grading
# c.Grade.accept_unsafe = True  # where this machine can't confine code, and you trust all of it
'''


@dataclass(frozen=True, slots=True)
class CreatedCourse:
    """What was written, what was as it should be, and what was left alone as you changed it."""

    written: tuple[Path, ...]
    unchanged: tuple[Path, ...]
    left_alone: tuple[Path, ...]
    line: str = ""  # that has to be added to the course's own configuration


def assignment_of(course: Course) -> str:
    """Name the assignment as nbgrader allows: letters, digits and underscores."""
    return re.sub(r"\W", "_", course.name)


def create(course: Course, course_dir: Path, *, assignment: str | None = None) -> CreatedCourse:
    """Write the notebooks of a course and its configuration; edited files are never touched.

    Parameters
    ----------
    course : whose exercises are asked for
    course_dir : of nbgrader; it may hold other assignments of the course
    assignment : its name there; by default the course's

    Raises
    ------
    WorkbookError
        Where the folder can't be written to.
    """
    record = _recorded(course_dir)
    written, unchanged, left_alone = [], [], []
    try:
        beside = _has_own_settings(course_dir, record)
        files = _files(course, assignment or assignment_of(course), beside=beside)
        for name, text in files.items():
            path = course_dir / name
            there = _hash(path.read_bytes()) if path.exists() else None
            if there == _hash(text.encode()):
                unchanged.append(path)
            elif there is not None and there != record.get(name):
                left_alone.append(path)
                continue
            else:
                _replace(path, text)
                written.append(path)
            record[name] = _hash(text.encode())
        point_to(_whole(course), course_dir)
        _replace(course_dir / _RECORD, json.dumps(record, indent=1) + "\n")
    except OSError as error:
        raise WorkbookError(f"{course_dir} can't be written to: {error.strerror}.") from error
    line = _line(course_dir) if beside else ""
    return CreatedCourse(tuple(written), tuple(unchanged), tuple(left_alone), line)


def _whole(course: Course) -> Course:
    """Return the course that an assignment selects from."""
    return course if course.selection is None else load_course(course.origin)


def _has_own_settings(course_dir: Path, record: dict[str, str]) -> bool:
    """Tell whether the course has a configuration that is not ours, be it as we wrote it or not."""
    path = course_dir / _SETTINGS
    if not path.exists() or _hash(path.read_bytes()) == record.get(_SETTINGS):
        return False
    return "noisegrade.nbgrader." not in _in_force(path)


def _line(course_dir: Path) -> str:
    """Return the line that loads our settings; nothing where it is there already."""
    return "" if _BESIDE in _in_force(course_dir / _SETTINGS) else f'load_subconfig("{_BESIDE}")'


def _in_force(settings: Path) -> str:
    """Return the lines of a configuration that are not comments."""
    lines = settings.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def _files(course: Course, assignment: str, *, beside: bool) -> dict[str, str]:
    settings = {_BESIDE: _CONFIG_BESIDE}
    if not beside:
        whole = _whole(course)
        sections = "|".join(whole.section_names)
        text = _CONFIG.format(stub=STUB, assignment=assignment_of(whole), sections=sections)
        settings = {_SETTINGS: text}
    cells = {f"source/{assignment}/{one.name}.ipynb": notebook(one) for one in course.sections}
    return {**settings, **cells}


def _recorded(course_dir: Path) -> dict[str, str]:
    """Read what was written last; without a record every file counts as edited."""
    try:
        plain = json.loads((course_dir / _RECORD).read_text(encoding="utf-8"))
        return {str(name): str(print_) for name, print_ in plain.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _replace(path: Path, text: str) -> None:
    """Write beside the file first, so that it is never torn."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_bytes(text.encode())
    fresh.replace(path)


def _hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()

"""Our nbgrader against the stock one, on one course and the same submissions, in one run.

`python benchmarks/nbgrader.py` grades one submission, nineteen, and a class of twenty both ways;
`… 200` grades a class of that size ours alone, with nbgrader's log on the screen. CPU seconds of
everything that was started. Every second learner has left three functions unwritten; the
twentieth's four functions share an endless loop.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from noisegrade.course import BUILT_IN, load_course
from noisegrade.nbgrader.course_folder import assignment_of, create

COURSE = load_course(BUILT_IN)
ASSIGNMENT = assignment_of(COURSE)
CLASS = 20
LOOP = "def spin():\n    while True:\n        pass\n"
HELD = ("bell_curve", "add_noise", "sum_gaussians")  # left unwritten by every second learner


def main() -> None:
    """Print one line a figure."""
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        create(COURSE, course)
        _nbgrader(course, "generate_assignment", ASSIGNMENT)
        if len(sys.argv) > 1:
            _large(course, int(sys.argv[1]))
        else:
            _compare(course)


def _compare(course: Path) -> None:
    for number in range(CLASS - 1):
        _hand_in(course, f"learner{number:03}", number)
    _hand_in(course, "loops", 0, loops=True)
    one = _both(course, "one honest submission", "learner000")
    many = _both(course, "nineteen honest submissions", "learner*")
    _both(course, "the class of twenty, loops included", "*")
    further = [(more - less) / (CLASS - 2) for less, more in zip(one, many, strict=True)]
    print(f"a further honest submission: {_ratio(*further)}")


def _both(course: Path, what: str, students: str) -> tuple[float, float]:
    """Grade them by our configuration and by the stock one."""
    config = course / "nbgrader_config.py"
    with_ours = config.read_text(encoding="utf-8")
    ours = _cost(course, "--force", f"--student={students}")
    config.write_text(  # the course's, without our three classes
        f'c = get_config()\nc.CourseDirectory.course_id = "{ASSIGNMENT}"\n', encoding="utf-8"
    )
    stock = _cost(course, "--force", f"--student={students}")
    config.write_text(with_ours, encoding="utf-8")
    print(f"{what}: {_ratio(ours, stock)}", flush=True)
    return ours, stock


def _ratio(ours: float, stock: float) -> str:
    return f"ours {ours:.2f} CPU-s, stock {stock:.2f} CPU-s, stock / ours = {stock / ours:.1f}"


def _large(course: Path, size: int) -> None:
    for number in range(size):
        _hand_in(course, f"learner{number:03}", number)
    started = time.monotonic()
    seconds = _cost(course)
    print(f"ours, {size} submissions: {seconds:.0f} CPU-s, {time.monotonic() - started:.0f} s")


def _hand_in(course: Path, student: str, number: int, *, loops: bool = False) -> None:
    folder = course / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True)
    for section in COURSE.sections:
        released = course / "release" / ASSIGNMENT / f"{section.name}.ipynb"
        notebook = json.loads(released.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
            function = next((one for one in section.solution.functions if one.name == name), None)
            if function is None or (number % 2 and name in HELD):
                continue
            spins = loops and section.name == "shift_and_scale"
            body = "    spin()\n" if spins else ""
            cell["source"] = (LOOP if spins else "") + function.head + body + function.body
        (folder / released.name).write_text(json.dumps(notebook), encoding="utf-8")


def _cost(course: Path, *options: str) -> float:
    before = _cpu()
    _nbgrader(course, "autograde", ASSIGNMENT, *options)
    return _cpu() - before


def _nbgrader(course: Path, *arguments: str) -> None:
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # it calls alembic
    shown = None if len(sys.argv) > 1 else subprocess.DEVNULL
    subprocess.run(  # noqa: S603 - nbgrader itself, arguments of our own
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        env={**os.environ, "PATH": beside},
        stderr=shown,
        check=True,
    )


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()

"""Our nbgrader against the stock one, on one course and the same submissions, in one run.

`python benchmarks/nbgrader.py` grades a class of twenty both ways; `… 200` grades a class of that
size ours alone, with nbgrader's log on the screen. CPU seconds of everything that was started. The
last learner's four functions share an endless loop.
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

from noisegrade import workbook
from noisegrade.nbgrader.making import ASSIGNMENT, make

CLASS = 20
LOOP = "def spin():\n    while True:\n        pass\n"
HELD = ("bell_curve", "add_noise", "sum_gaussians")  # left unwritten by every second learner


def main() -> None:
    """Print one line a figure."""
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        make(course)
        _nbgrader(course, "generate_assignment", ASSIGNMENT)
        if len(sys.argv) > 1:
            _large(course, int(sys.argv[1]))
        else:
            _compare(course)


def _compare(course: Path) -> None:
    for number in range(CLASS - 1):
        _hand_in(course, f"learner{number:03}", number)
    honest = _cost("ours, nineteen honest", course)
    _hand_in(course, "loops", 0, loops=True)
    loops = _cost("ours, the loops", course)
    (course / "nbgrader_config.py").write_text(  # the course's, without our four classes
        'c = get_config()\nc.CourseDirectory.course_id = "what_noise_is"\n', encoding="utf-8"
    )
    stock_loops = _cost("stock, the loops", course, "--force", "--student=loops")
    (course / "submitted" / "loops").rename(course / "put-aside")
    stock_honest = _cost("stock, nineteen honest", course, "--force")
    print(f"an honest submission: stock / ours = {stock_honest / honest:.1f}")
    total, stock_total = honest + loops, stock_honest + stock_loops
    print(f"the class of twenty:  stock / ours = {stock_total / total:.1f}")


def _large(course: Path, size: int) -> None:
    for number in range(size):
        _hand_in(course, f"learner{number:03}", number)
    _cost(f"ours, {size} submissions", course)


def _hand_in(course: Path, student: str, number: int, *, loops: bool = False) -> None:
    folder = course / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True)
    for section in workbook.sections():
        released = course / "release" / ASSIGNMENT / f"{section.name}.ipynb"
        notebook = json.loads(released.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
            function = next((one for one in section.functions if one.name == name), None)
            if function is None or (number % 2 and name in HELD):
                continue
            spins = loops and section.name == "shift_and_scale"
            body = "    spin()\n" if spins else ""
            cell["source"] = (LOOP if spins else "") + function.head + body + function.body
        (folder / released.name).write_text(json.dumps(notebook), encoding="utf-8")


def _cost(what: str, course: Path, *options: str) -> float:
    started, before = time.monotonic(), _cpu()
    _nbgrader(course, "autograde", ASSIGNMENT, *options)
    seconds = _cpu() - before
    print(f"{what}: {seconds:.1f} CPU-s, {time.monotonic() - started:.0f} s", flush=True)
    return seconds


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

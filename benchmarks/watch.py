"""How long a learner waits after a save in watch mode, from the write to the verdict.

Run it: python benchmarks/watch.py. It saves gross mistakes and right code in turn, as an editor
does, and runs the loop of watch mode without its screen. The figure to reach: gross mistakes under
300 ms wall after the first. Looking at the files is measured in CPU time a second.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from noisegrade import workbook
from noisegrade.course import BUILT_IN, load_course
from noisegrade.watch.check_client import Answer, Checker
from noisegrade.watch.files import Saves
from noisegrade.watch.loop import TICK

COURSE = load_course(BUILT_IN)
ROUNDS = 15
BODIES = {
    ("bell_curve", "no factor"): "return np.exp(-0.5 * ((x - mean) / std) ** 2)",
    ("sample_static", "uniform"): "return rng.random((height, width, channels))",
    ("sample_static", "twice as wide"): "return 2 * rng.standard_normal((height, width, channels))",
    ("sample_static", "constant seed"): (
        "return np.random.default_rng(1).standard_normal((height, width, channels))"
    ),
    ("sample_static", "syntax error"): "return (",
    ("sample_static", "right"): "return rng.standard_normal((height, width, channels))",
}


def _save(folder: Path, exercise: str, body: str) -> None:
    section = COURSE.section_of(exercise).solution
    stub = COURSE.function(exercise).stub
    head = stub[: stub.rindex("    raise NotImplementedError")]
    path = folder / f"{section.name}.py"
    fresh = path.with_suffix(".new")
    fresh.write_text(section.stub.replace(stub, f"{head}    {body}\n"), "utf-8")
    fresh.replace(path)


def _verdict(saves: Saves, checker: Checker, exercise: str) -> Answer:
    while True:
        time.sleep(TICK)
        if saves.changed():
            checker.ask(exercise)
        answer = checker.answer()
        if answer is not None:
            return answer


def _waited(folder: Path, saves: Saves, checker: Checker, exercise: str, body: str) -> float:
    _save(folder, exercise, body)
    saved = time.perf_counter()
    answer = _verdict(saves, checker, exercise)
    assert answer.reports, answer  # noqa: S101 - a figure of nothing is none
    return time.perf_counter() - saved


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workbook.init(COURSE, folder)
        saves = Saves(folder, COURSE.section_names)
        started = time.perf_counter()
        checker = Checker(COURSE, folder)
        (exercise, _), body = next(iter(BODIES.items()))
        _waited(folder, saves, checker, exercise, body)
        print(
            f"first check, from a cold start     {1000 * (time.perf_counter() - started):6.0f} ms"
        )
        for (exercise, mistake), body in BODIES.items():
            waits = [_waited(folder, saves, checker, exercise, body) for _ in range(ROUNDS)]
            middle, worst = 1000 * statistics.median(waits), 1000 * max(waits)
            print(f"{exercise:14} {mistake:18} {middle:7.0f} ms median {worst:6.0f} ms worst")
        checker.close()
        spent = time.process_time()
        for _ in range(1000):
            saves.changed()
        looks = (time.process_time() - spent) / 1000
        print(f"looking at the files: {100 * looks / TICK:.2f} % of one core")


if __name__ == "__main__":
    main()

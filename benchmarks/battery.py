"""What judging costs, beside the floor: the same draws made and sorted once.

`python benchmarks/battery.py` prints processor time and ratios of one run; only ratios compare
between machines.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np

from noisegrade.course import BUILT_IN, load_course
from noisegrade.stats import battery, budget, irwin_hall

AXES = ("call", "row", "column", "channel")
SHAPES = ((16, 8, 8, 3), (16, 26, 25, 3), (16, 80, 80, 3))  # near the three stages
EXERCISES = len(load_course(BUILT_IN).exercises)
REPEATS = 15
COLUMNS = ("judge", "rejected, σ = 2", "one uniform → z")


def milliseconds(work: Callable[[], object]) -> float:
    """Least processor time of a few runs: what the work takes when nothing disturbs it."""
    best = float("inf")
    for _ in range(REPEATS):
        started = time.process_time_ns()
        work()
        best = min(best, time.process_time_ns() - started)
    return best / 1e6


def row(shape: tuple[int, ...], per_test: float) -> str:
    """Time one stage."""
    rng = np.random.default_rng(1)
    z = rng.standard_normal(shape)
    uniform = (rng.random(shape) - 0.5) * 12**0.5
    floor = milliseconds(lambda: np.sort(rng.standard_normal(shape), axis=None))
    judging = milliseconds(lambda: battery.judge(z, axes=AXES, false_fail=per_test))
    gross = milliseconds(lambda: battery.rejects(2 * z, axes=AXES, false_fail=per_test))
    mapping = milliseconds(lambda: irwin_hall.to_standard_normal(uniform, 1, 1e-15))
    return f"{z.size:>9,}{floor:>10.2f}" + "".join(
        f"{cost:>10.2f} = {cost / floor:5.2f} ×" for cost in (judging, gross, mapping)
    )


def main() -> None:
    """Print the table."""
    started = time.process_time_ns()
    plan = budget.plan(budget.DEFAULT_EFFECT, exercises=EXERCISES)
    solving = (time.process_time_ns() - started) / 1e6
    lines = [
        f"plan for {budget.DEFAULT_EFFECT:g}, cold: {solving:.2f} ms → {plan.draws} draws",
        f"{'draws':>9s}{'floor/ms':>10s}" + "".join(f"{name:>20s}" for name in COLUMNS),
        *(row(shape, plan.per_test) for shape in SHAPES),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

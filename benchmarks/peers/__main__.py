"""noisegrade beside other public graders: one command, one machine, one run.

`python benchmarks/peers [docs/peers.md]`, from the development environment, on Linux: installs each
tool into an environment of its own in a temporary folder, and writes the page. Half an hour.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median

import page
from chances import chances
from measuring import Cost
from submissions import RIGHT, WRONG, functions
from tools import AutoFeedback, Nbgrader, Noisegrade, Otter, Scores, Tool

from hostile import outcomes

CLASS = 20  # for tools that grade a class by one command
FEW = 5  # for the others: a class costs them as many commands
TIMES = 3
LIMIT = 1800.0


def main() -> None:
    """Measure everything, saying each result as soon as it is there; then write the page."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "peers.md").resolve()
    with tempfile.TemporaryDirectory(prefix="peers-") as folder, ProcessPoolExecutor(1) as beside:
        tools: list[Tool] = []
        for kind in (Nbgrader, Otter, AutoFeedback, Noisegrade):
            _say(f"installing {kind.name}")
            tools.append(kind(Path(folder)))
        autofeedback = next(tool for tool in tools if isinstance(tool, AutoFeedback))
        samplers = {**RIGHT, **WRONG}
        shares = {
            name: beside.submit(chances, body, autofeedback) for name, body in samplers.items()
        }
        found = [_measured(tool) for tool in tools]
        known = {name: share.result() for name, share in shares.items()}
        target.write_text(page.written(found, known, size=CLASS), encoding="utf-8")
        _say(f"written: {target.name}; clearing up")


def _measured(tool: Tool) -> page.Found:
    _say(f"{tool.name}: alone")
    right = functions(RIGHT["rng.normal"])
    alone = [tool.grade({f"alone{time}": right}, limit=LIMIT)[0][0] for time in range(TIMES)]
    _say(f"{tool.name}: a class")
    bodies = list(RIGHT.values())
    size = CLASS if tool.batches else FEW
    pupils = {f"pupil{i:02}": functions(bodies[i % len(bodies)]) for i in range(size)}
    costs, _ = tool.grade(pupils, limit=LIMIT)
    _say(f"{tool.name}: every sampler")
    work = {f"r{i}": functions(body) for i, body in enumerate(RIGHT.values())}
    work |= {f"w{i}": functions(body) for i, body in enumerate(WRONG.values())}
    _, scores = tool.grade(work, limit=LIMIT)
    _say(f"{tool.name}: hostile submissions")
    found = page.Found(
        name=tool.name,
        version=tool.version,
        alone=Cost(
            cpu=median(one.cpu for one in alone),
            wall=median(one.wall for one in alone),
            peak=max(one.peak for one in alone),
            ended=True,
            left=0,
        ),
        in_class=sum(one.cpu for one in costs) / size,
        class_peak=max(one.peak for one in costs),
        right_failed=_count(scores, "r", len(RIGHT), passed=False),
        wrong_passed=_count(scores, "w", len(WRONG), passed=True),
        hostile=tuple(outcomes(tool)),
    )
    _say(repr(found))
    return found


def _count(scores: Mapping[str, Scores], letter: str, size: int, *, passed: bool) -> int:
    """Count the submissions of one kind whose four functions all passed, or didn't."""
    of_kind = [scores.get(f"{letter}{i}", {}) for i in range(size)]
    return sum((len(one) == 4 and min(one.values()) == 1) is passed for one in of_kind)  # noqa: PLR2004 - functions


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

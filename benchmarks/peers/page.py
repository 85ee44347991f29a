"""The page that the measurements make: docs/peers.md, as it stands."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chances import RUNS, Chances
from folk import BOTH, PREAMBLE
from measuring import Cost
from submissions import RIGHT, WRONG

from hostile import ATTACKS

__all__ = ["Found", "written"]

_MIB = 2**20
_CHECKS = ("tolerances alone", "tolerances and p > 0.01", "AutoFeedback", "noisegrade")

_HEAD = """\
# Beside other graders

This page is made by one command, in one run on one machine:

    python benchmarks/peers docs/peers.md

Made on {date}, {cores} cores, {system}, Python {python}; {versions}.

Four exercises that all of the tools can express: `bell_curve`, `sample_static`,
`sample_gaussian`, `noise_step`. nbgrader and otter-grader judge them by the assertions at the end
of this page, AutoFeedback by its own `check_func` and `randomvar`, noisegrade by its course. Of
every submission three functions are right; `sample_gaussian` is the sampler that a table names. A
submission passes when all four functions have full marks.
"""
_ONCE = """
## Wrong verdicts

Each sampler graded once by the real tool, from its command line:
"""
_OFTEN = """
The same checks run {runs} times a sampler in one process, on average:
"""
_CHANCES = """
## The chance to pass

Each figure comes from {runs} runs with fresh seeds of the very checks in one process: of the
assertions that nbgrader and otter-grader execute, of `check_func`, and of `grading.examine`.
"""
_COSTS = """
## What a submission costs

Right submissions. Processor time of everything that was started; memory of all processes together
(proportional share, sampled twenty times a second). AutoFeedback draws 1 000 numbers an exercise,
the assertions 100 000, noisegrade up to 309 000, and noisegrade looks for its other
exercises as well. otter-grader and AutoFeedback have one command a submission; five were run.
"""
_HOSTILE = """
## Hostile submissions

`sample_gaussian` is wrong and attacks; the other three functions are right. *Contained*: no marks
for the attack, the others keep theirs, nothing is left running. The forgery is written for each
tool; against noisegrade it patches whatever it finds of the judge in its own process.
"""
_BETTER = """
## Where the others are better

- All three grade any exercise that can be written as code. noisegrade knows the exercises of its
  course, and a new one needs its exact law.
- nbgrader has manual grading, feedback files and a gradebook; noisegrade brings none of its own,
  and plugs into nbgrader's.
- `otter grade` runs each submission in a Docker container of its own, which keeps it from the
  instructor's files and ends what it leaves behind. What was run here is `otter run`, which those
  containers and Gradescope run inside, and where the forgery happens.
- AutoFeedback is one import in the learner's own folder, and its tests are short to write.
- A sampler that is off by less than the promised effect (2.6 %) may pass noisegrade too. Assertions
  with more draws and closer tolerances catch more, and fail more of what is right.

## The assertions

```python
{assertions}```
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was measured of one tool."""

    name: str
    version: str
    alone: Cost
    in_class: float  # CPU seconds a submission
    class_peak: int
    right_failed: int
    wrong_passed: int
    hostile: tuple[str, ...]


def written(found: Sequence[Found], shares: Mapping[str, Chances], *, size: int) -> str:
    """Write the whole page; noisegrade is the last of `found`."""
    head = _HEAD.format(
        date=dt.datetime.now(tz=dt.UTC).date(),
        cores=os.cpu_count(),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        versions=", ".join(f"{one.name} {one.version}" for one in found),
    )
    parts = [
        *(head, _ONCE, _table(["", *(one.name for one in found)], _verdicts(found))),
        *(_OFTEN.format(runs=RUNS), _table(["", *_CHECKS], _averages(shares))),
        _CHANCES.format(runs=RUNS),
        _table(["`sample_gaussian`", *_CHECKS], _each(shares)),
        *(_COSTS, _table(["", *(one.name for one in found)], _costs(found, size))),
        *(_HOSTILE, _table(["", *(one.name for one in found)], _hostile(found))),
        _BETTER.format(assertions="\n".join([PREAMBLE, *BOTH.values()])),
    ]
    return "\n".join(part.rstrip("\n") + "\n" * part.endswith("\n") for part in parts)


def _verdicts(found: Sequence[Found]) -> Iterator[list[str]]:
    yield [f"right, failed, of {len(RIGHT)}", *(str(one.right_failed) for one in found)]
    yield [f"wrong, passed, of {len(WRONG)}", *(str(one.wrong_passed) for one in found)]


def _averages(shares: Mapping[str, Chances]) -> Iterator[list[str]]:
    right, wrong = (
        [sum(one) / len(one) for one in zip(*(_columns(shares[name]) for name in of), strict=True)]
        for of in (RIGHT, WRONG)
    )
    yield ["right, failed", *(_percent(1 - share) for share in right)]
    yield ["wrong, passed", *(_percent(share) for share in wrong)]


def _each(shares: Mapping[str, Chances]) -> Iterator[list[str]]:
    for kind, samplers in (("right", RIGHT), ("wrong", WRONG)):
        for name in samplers:
            yield [f"{kind}: {name}", *map(_percent, _columns(shares[name]))]


def _columns(share: Chances) -> tuple[float, ...]:
    return share.tolerances, share.with_ks, share.autofeedback, share.noisegrade


def _costs(found: Sequence[Found], size: int) -> Iterator[list[str]]:
    ours = found[-1]
    yield ["CPU-s, one submission by itself", *(f"{one.alone.cpu:.2f}" for one in found)]
    yield [f"CPU-s a submission, class of {size}", *(f"{one.in_class:.3f}" for one in found)]
    alone = (one.alone.cpu / ours.alone.cpu for one in found)
    yield ["times noisegrade's, by itself", *(f"{times:.1f}" for times in alone)]
    in_class = (one.in_class / ours.in_class for one in found)
    yield ["times noisegrade's, in a class", *(f"{times:.1f}" for times in in_class)]
    yield ["peak memory by itself, MiB", *(f"{one.alone.peak / _MIB:.0f}" for one in found)]
    yield ["peak memory of the class, MiB", *(f"{one.class_peak / _MIB:.0f}" for one in found)]


def _hostile(found: Sequence[Found]) -> Iterator[list[str]]:
    for at, attack in enumerate(ATTACKS):
        yield [attack, *(one.hostile[at] for one in found)]


def _table(head: Sequence[str], rows: Iterator[list[str]]) -> str:
    ruled = f"|{'---|' * len(head)}"
    lines = [head, *rows]
    texts = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([texts[0], ruled, *texts[1:]])


def _percent(share: float) -> str:
    value = 100 * share
    return f"{value:.0f} %" if value in {0, 100} else f"{value:.1f} %"

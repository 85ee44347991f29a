"""The page that the measurements make: docs/calibration.md, as it stands."""

from __future__ import annotations

import datetime as dt
import math
import platform
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version

from parts import LEVELS, POWER_RATES, PROMISES, SHAPE
from pieces import COURSE, Journal, Result
from submissions import PART as SUBMISSIONS

from noisegrade.stats import budget

__all__ = ["written"]

_PLAN = budget.plan(budget.DEFAULT_EFFECT, exercises=len(COURSE.exercises))

_HEAD = """\
# How often right code fails, and wrong code is missed

This page is made by one command:

    python benchmarks/calibration docs/calibration.md

Made on {date} with noisegrade {noisegrade}, NumPy {numpy}, SciPy {scipy}, Python {python}.
What it shows took {seconds} s of processor time; all that the command asks for takes an hour
of it, `--short` two minutes. `--jobs` shares the work out to processes, and what was cut goes on
where it ended. Seeds are fixed: the same versions give the same counts. The right samplers are
those of `tests/calibration/right_samplers.py`; the slow tests there hold
the same figures to their bounds.
"""
_SUBMISSIONS = """\
## Right code failed: {failed} of {total} gradings of an exercise

Whole submissions through the sandbox, at the default budget: all exercises, each by a right
implementation of the course that is drawn anew, float32 and loops among them. A random exercise is
looked at with {draws} draws, until one look accepts. The budget
allows one failure in {once} gradings of an exercise, so none should be seen here. By
themselves they show, with 95 % confidence, a rate below 1 in {below}; that it is far lower rests on
the theorems, and on the tables that follow.
"""
_RATES = """\
## False fails at looser budgets

{total} gradings of {draws} draws by {samplers} right samplers. A test with budget *a* must reject
right draws at a rate of *a* at most. Shown is that rate as a share of *a*, ± one standard error:
1 is exact, less is a bound that is not used up, or a count that moves in steps. The battery's rate
is that of its smallest p-value, times the number of its tests.
"""
_EACH = """
The battery, for each sampler:
"""
_TAILS = """\
## Single tests, far out

Importance sampling: 3 000 runs each of 3 072 draws under a law for which refutations are common,
weighted back to right draws. Of the tests whose p-value is a bound by computation; one of their two
sides.
"""
_FUNCTIONS = """\
## Special functions

`scipy.special` where p-values rest on it, against mpmath with 40 digits: the largest relative error
from the bulk to tails of 1e-16 and beyond.
"""
_POWER = """\
## What is missed at the least effect

Every test states the least effect that it misses at most so often. Here at rates that can be
simulated: a test that errs on {fail:g} of right draws must miss {miss} at most. The
draws come from the law for which the effect is stated, or the hardest that is known of its class.
Well below {miss}: the effect is proved for a class that is wider than this law.
"""


def written(journal: Journal) -> str:
    """Write the whole page from what is known; a part that is not known is left out."""
    head = _HEAD.format(
        date=dt.datetime.now(tz=dt.UTC).date(),
        python=platform.python_version(),
        seconds=_spaced(round(journal.seconds())),
        **{name: version(name) for name in ("noisegrade", "numpy", "scipy")},
    )
    parts = [
        (SUBMISSIONS, _submissions),
        ("rates", _rates),
        ("far tails", _far_tails),
        ("functions", _functions),
        ("power", _power),
    ]
    known = [(list(journal.results(name).values()), write) for name, write in parts]
    return "\n".join([head, *(write(results) for results, write in known if results)])


def _submissions(results: Sequence[Result]) -> str:
    gradings, failures = Counter[str](), Counter[str]()
    for one in results:
        gradings.update(one["gradings"])
        failures.update(one["failed"])
    total = sum(gradings.values())
    text = _SUBMISSIONS.format(
        failed=sum(failures.values()),
        total=_spaced(total),
        draws=", ".join(_spaced(look.draws) for look in _PLAN.looks),
        once=_spaced(round(len(COURSE.exercises) / budget.FALSE_FAIL)),
        below=_spaced(total // 3),  # the rule of three
    )
    rows = ([name, _spaced(count), str(failures[name])] for name, count in gradings.items())
    return text + "\n" + _table(["exercise", "gradings", "failed"], rows)


def _rates(results: Sequence[Result]) -> str:
    sampled = _added(results, "gradings")
    tests: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (1 + len(LEVELS)))
    for one in results:
        for test, counts in one["tests"].items():
            for at, count in enumerate([one["gradings"], *counts]):
                tests[test][at] += count
    text = _RATES.format(
        total=_spaced(sum(sampled.values())),
        draws=_spaced(math.prod(SHAPE)),
        samplers=len(sampled),
    )
    battery = {name: [0] * (1 + len(LEVELS)) for name in sampled}
    for one in results:
        for at, count in enumerate([one["gradings"], *one["tests"]["battery"]]):
            battery[one["sampler"]][at] += count
    levels = [f"a = {level:g}" for level in LEVELS]
    each = ([name, _spaced(counts[0]), *_shares(counts)] for name, counts in battery.items())
    rows = ([name, *_shares(counts)] for name, counts in tests.items())
    tables = [
        *(text, _table(["test", *levels], rows)),
        *(_EACH, _table(["right sampler", "gradings", *levels], each)),
    ]
    return "\n".join(tables)


def _shares(counts: Sequence[int]) -> Iterator[str]:
    total = counts[0]
    for level, count in zip(LEVELS, counts[1:], strict=True):
        error = math.sqrt(level * (1 - level) / total)
        yield f"{count / total / level:.2f} ± {error / level:.2f}"


def _far_tails(results: Sequence[Result]) -> str:
    rows = (
        [one["test"], f"{one['stated']:.0e}", f"{one['rate']:.2e} ± {one['error']:.0e}"]
        for one in results
    )
    return _TAILS + "\n" + _table(["test", "stated", "measured"], rows)


def _functions(results: Sequence[Result]) -> str:
    rows = (
        [name, str(count), f"{error:.0e}", at]
        for name, (count, error, at) in results[-1]["worst"].items()
    )
    return _FUNCTIONS + "\n" + _table(["function", "values", "largest error", "at"], rows)


def _power(results: Sequence[Result]) -> str:
    results = sorted(results, key=lambda one: list(PROMISES).index(one["test"]))
    fail, miss = POWER_RATES
    rows = ([one["test"], str(one["n"]), f"{one['effect']:.4f}", _missed(one)] for one in results)
    head = ["test", "draws", "least effect", f"missed (stated: {100 * miss:g} % at most)"]
    return _POWER.format(fail=fail, miss=f"{100 * miss:g} %") + "\n" + _table(head, rows)


def _missed(one: Result) -> str:
    share = one["missed"] / one["runs"]
    error = math.sqrt(share * (1 - share) / one["runs"])
    return f"{100 * share:.1f} ± {100 * error:.1f} %"


def _added(results: Sequence[Result], what: str) -> dict[str, int]:
    sums: defaultdict[str, int] = defaultdict(int)
    for one in results:
        sums[one["sampler"]] += one[what]
    return dict(sums)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [list(head), ["---"] * len(head), *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")

"""Right and wrong samplers put to the assertions of `noisegrade.testing`: verdicts, rates, cost.

`python benchmarks/samplers.py [docs/samplers.md]`, from the development environment: about half an
hour of processor time, which `--jobs` shares out; `--short` takes two minutes. Whatever is done is
kept in `--keep`, from where the same command resumes. randomgen's generators are measured too where
it is installed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

import numpy as np
import scipy
from scipy import stats

_TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(_TESTS))  # what is measured here is what the tests take a share of

from noisegrade.testing import examine  # noqa: E402 - the path comes first
from testing import samplers  # noqa: E402

_FULL = (3, 1_000, 20_000, 1_000, 200)  # seeds; runs: default effect, larger, loose level; pairs
_SHORT = (1, 150, 500, 150, 20)
_LOOSE, _LARGER = 0.05, 0.1
_LEVELS = (0.5, 0.05, 0.01)
_IMPORTS = 9

_HEAD = """\
# The assertions, measured

This page is made by one command on one machine, which resumes where it was cut:

    python benchmarks/samplers.py docs/samplers.md

Made on {date}, {system}, Python {python}, NumPy {numpy}, SciPy {scipy}{randomgen}. The
samplers are those of `tests/testing/samplers.py`: NumPy's, SciPy's, the standard library's,
textbooks', and mistakes. What the figures mean is said in [testing.md](testing.md).

## Verdicts

Each sampler was examined at the default rates and effect, with {seeds} seeds.

| distribution | right | runs failed | wrong | runs passed | draws: right, wrong |
|---|---|---|---|---|---|
"""
_RATES = """
## How often right samplers fail

Runs of right samplers at the default level, all samplers alike: **{failed} of {full} failed** at
the default effect, and **{larger_failed} of {larger}** at an effect of {effect}, which takes fewer
draws. The rate that is promised is 1e-9, which no run can show; looser levels can. Each p-value
that `examine` returns is a bound over all tests and looks, so the share of right samplers below a
level must not exceed it. All samplers have the same seeds, so that those which draw alike share
their luck. At `false_fail_rate={rate}` and the same effect, {loose_failed} of {loose}
failed.

| samplers | runs | {levels} |
|---|---|---|---|---|
"""
_COST = """
## What it costs

`assert_follows` on a right N(0, 1) sampler, beside drawing and sorting as many draws: {pairs}
pairs, one after the other in one process.

| | |
|---|---|
| CPU time of an assertion | {ours:.1f} ms, {draws} draws on average |
| drawing and sorting as many | {theirs:.1f} ms |
| ratio, median of pairs | {ratio:.2f} |
| `from noisegrade.testing import assert_follows`, CPU time | {imported:.2f} s |
| of it NumPy and scipy.special | {numeric:.2f} s |
| the pytest plugin beyond pytest itself, where no test uses it | {plugin:.3f} s |
"""
_LIST = """
## The samplers

"""


@dataclass(frozen=True)
class _Run:
    case: int
    right: bool
    name: str
    passed: bool
    p_value: float
    draws: int
    cpu: float


@dataclass(frozen=True)
class _Piece:
    """Runs of one sampler: a file in the folder where results are kept."""

    part: str
    case: int
    name: str
    right: bool
    seeds: range
    terms: dict[str, float] = field(default_factory=dict)

    def runs(self, folder: Path, only_kept: bool) -> list[_Run]:  # noqa: FBT001 - for a pool's map
        """Return what is kept; or run, and keep it, unless only what is known is wanted."""
        side = "right" if self.right else "wrong"
        kept = folder / f"{self.part} {self.case} {side} {self.name.replace('/', '∕')}.json"
        if kept.exists():
            return [_Run(**run) for run in json.loads(kept.read_text(encoding="utf-8"))]
        if only_kept:
            return []
        case = samplers.cases()[self.case]
        sampler = (case.right if self.right else case.wrong)[self.name]
        found = []
        for seed in self.seeds:
            one = examine(sampler, case.distribution, seed=seed, **self.terms)
            found.append(
                _Run(self.case, self.right, self.name, one.passed, one.p_value, one.draws, one.cpu)
            )
        kept.write_text(json.dumps([asdict(run) for run in found]), encoding="utf-8")
        return found


def main() -> None:
    """Measure what is missing, then write the page."""
    asked = _arguments()
    asked.keep.mkdir(parents=True, exist_ok=True)
    seeds, full, larger, loose, pairs = _SHORT if asked.short else _FULL
    parts = {}
    with ProcessPoolExecutor(asked.jobs) as pool:
        for part, pieces in (
            ("verdicts", list(_verdicts(seeds))),
            ("full", list(_right("full", full))),
            ("larger", list(_right("larger", larger, effect=_LARGER))),
            ("loose", list(_right("loose", loose, effect=_LARGER, false_fail_rate=_LOOSE))),
        ):
            beside = [asked.keep] * len(pieces), [asked.page] * len(pieces)
            found = pool.map(_Piece.runs, pieces, *beside)
            parts[part] = [run for runs in found for run in runs]
            _say(part)
    text = "".join(_page(seeds, parts)) + _COST.format(pairs=pairs, **_cost(pairs))
    asked.target.write_text(text + _LIST + "\n".join(_listed()) + "\n", encoding="utf-8")
    _say(f"written: {asked.target.name}")


def _verdicts(seeds: int) -> Iterator[_Piece]:
    for at, case in enumerate(samplers.cases()):
        for right, of in ((True, case.right), (False, case.wrong)):
            for name in of:
                yield _Piece("verdicts", at, name, right, range(seeds))


def _right(part: str, runs: int, **terms: float) -> Iterator[_Piece]:
    places = [(at, name) for at, case in enumerate(samplers.cases()) for name in case.right]
    each = -(-runs // len(places))
    for at, name in places:
        yield _Piece(part, at, name, right=True, seeds=range(10_000, 10_000 + each), terms=terms)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("target", nargs="?", type=Path, default=Path("samplers.md"))
    parser.add_argument("--short", action="store_true", help="fewer runs")
    parser.add_argument("--page", action="store_true", help="only write what is known")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument(
        "--keep",
        type=Path,
        default=Path(tempfile.gettempdir()) / "noisegrade-samplers",
        help="folder of what is done",
    )
    return parser.parse_args()


def _cost(pairs: int) -> dict[str, object]:
    bell = stats.norm()
    found = []
    for seed in range(pairs + 1):
        started = time.process_time()
        draws = examine(_standard_normal, bell, seed=seed).draws
        between = time.process_time()
        np.sort(np.random.default_rng(seed).standard_normal(draws))
        found.append((between - started, time.process_time() - between, draws))
    found = found[1:]  # the first solves the plan
    ours, theirs, taken = (sum(one) / pairs for one in zip(*found, strict=True))
    return {
        "ours": 1000 * ours,
        "theirs": 1000 * theirs,
        "draws": f"{taken:,.0f}".replace(",", " "),
        "ratio": median(one / other for one, other, _ in found),
        "imported": _imported("from noisegrade.testing import assert_follows"),
        "numeric": _imported("import numpy, scipy.special"),
        "plugin": _imported("import noisegrade.testing.pytest_plugin", after="import pytest"),
    }


def _standard_normal(size: int, rng: np.random.Generator) -> object:
    return rng.standard_normal(size)


def _imported(statement: str, after: str = "pass") -> float:
    clock = "time.process_time()"
    code = f"import time; {after}; t = {clock}; {statement}\nprint({clock} - t)"
    found = [
        subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        for _ in range(_IMPORTS)
    ]
    return median(float(one.stdout) for one in found)


def _page(seeds: int, parts: Mapping[str, Sequence[_Run]]) -> Iterator[str]:
    has = importlib.util.find_spec("randomgen") is not None
    yield _HEAD.format(
        date=dt.datetime.now(tz=dt.UTC).date(),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        numpy=np.__version__,
        scipy=scipy.__version__,
        randomgen=", randomgen" if has else "",
        seeds=seeds,
    )
    cases, verdicts = samplers.cases(), parts["verdicts"]
    for at, case in enumerate(cases):
        runs = [run for run in verdicts if run.case == at]
        yield _row(case.name, len(case.right), len(case.wrong), runs)
    right, wrong = sum(len(case.right) for case in cases), sum(len(case.wrong) for case in cases)
    yield _row("together", right, wrong, verdicts)
    flat, larger, many = parts["full"], parts["larger"], parts["loose"]
    yield _RATES.format(
        full=len(flat),
        failed=sum(not run.passed for run in flat),
        larger=len(larger),
        larger_failed=sum(not run.passed for run in larger),
        loose=len(many),
        loose_failed=sum(not run.passed for run in many),
        rate=_LOOSE,
        effect=_LARGER,
        levels=" | ".join(f"p ≤ {level:g}" for level in _LEVELS),
    )
    whole = {at for at, case in enumerate(cases) if hasattr(case.distribution, "pmf")}
    for title, found in (
        ("continuous and vectors", [run for run in larger if run.case not in whole]),
        ("discrete", [run for run in larger if run.case in whole]),
    ):
        shares = " | ".join(
            f"{sum(run.p_value <= level for run in found) / len(found):.2g}" for level in _LEVELS
        )
        yield f"| {title} | {len(found)} | {shares} |\n"


def _row(name: str, right: int, wrong: int, runs: Sequence[_Run]) -> str:
    good, bad = ([run for run in runs if run.right is side] for side in (True, False))
    failed, passed = sum(not run.passed for run in good), sum(run.passed for run in bad)
    draws = ", ".join(
        f"{sum(run.draws for run in side) / len(side):,.0f}".replace(",", " ")
        for side in (good, bad)
    )
    cells = name, right, f"{failed} of {len(good)}", wrong, f"{passed} of {len(bad)}", draws
    return f"| {' | '.join(map(str, cells))} |\n"


def _listed() -> Iterator[str]:
    for case in samplers.cases():
        yield f"- **{case.name}**. Right: {', '.join(case.right)}. Wrong: {', '.join(case.wrong)}."


if __name__ == "__main__":
    main()

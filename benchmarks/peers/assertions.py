"""Assertions on samplers, side by side: one command, one machine, one run.

`python benchmarks/peers/assertions.py [docs/assertions.md]`, from the development environment: puts
the right and wrong samplers of `tests/testing` to noisegrade and to what else there is. Peers are
installed into a temporary folder; `--installed FOLDER` takes one that has them. Ten minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import importlib.util
import inspect
import io
import subprocess
import sys
import tempfile
import time
import warnings
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from noisegrade.testing import examine
from testing import samplers

_PACKAGES = ("pytest-stochastic", "AutoFeedback", "tensorflow-probability")
_SEEDS = 3
_DRAWS = 10_000  # pytest-stochastic's default, and kstest's here
_FEW = 1_000  # AutoFeedback's, as in docs/peers.md

_PAGE = """\
# Beside other assertions

This page is made by one command, in one run on one machine:

    python benchmarks/peers/assertions.py docs/assertions.md

Made on {date} with {versions}.
Each sampler of `tests/testing/samplers.py` that draws single values was put to each tool with
{seeds} seeds. Tools get what they were written for: the distribution, their defaults, and {draws}
draws; AutoFeedback mean, variance and bounds, and {few} draws; the comparison that courses write
with check50 the numbers of NumPy's method from the same seed.

| | right, failed: continuous | discrete | wrong, passed | draws on average | CPU-ms on average |
|---|---|---|---|---|---|
{rows}

The wrong samplers by what is wrong with them, passed of all runs:

| | wrong distribution | draws that depend on each other |
|---|---|---|
{kinds}

{notes}
- `kstest` and pytest-stochastic are made for continuous distributions. On discrete ones their
  p-values are wrong, and right samplers fail.
- An exact comparison passes what draws as the reference does, in the same order from the same
  generator. Every other right algorithm fails; of the first ten numbers, a wrong one may have all.
- kstest and pytest-stochastic draw fewer numbers, and take less time where sampling is slow. They
  promise a rate of false fails for continuous distributions, and nothing about what is missed.
- The other tools see one call of a sampler, or single values. That every call gives the same draws
  can't be seen in that, which is two of the kinds of dependence here.
- noisegrade misses by design what is below its effect, and dependence that none of its tests looks
  for: {missed}.
"""


@dataclass(frozen=True)
class _Verdict:
    passed: bool
    draws: int
    cpu: float


Judge = Callable[[samplers.Case, samplers.Sampler, int], tuple[bool, int]]


def main() -> None:
    """Install the peers, judge, and write the page."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="assertions-") as temporary:
        folder = asked.installed or Path(temporary)
        notes = [] if asked.installed else list(_install(folder))
        sys.path.append(str(folder))
        asked.target.write_text(_measured(notes), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("target", nargs="?", type=Path, default=Path("assertions.md"))
    parser.add_argument("--installed", type=Path, help="folder that has the peers")
    return parser.parse_args()


def _install(folder: Path) -> Iterator[str]:
    for package in _PACKAGES:
        command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target"]
        done = subprocess.run(  # noqa: S603 - our own command
            [*command, str(folder), package], capture_output=True, text=True, check=False
        )
        if done.returncode:
            yield f"- {package} could not be installed here."


def _measured(notes: list[str]) -> str:
    judges: dict[str, Judge] = {
        "noisegrade": _noisegrade,
        "kstest, p > 0.05": _kstest(0.05),
        "kstest, p > 1e-6": _kstest(1e-6),
        "exact comparison, as check50's": _exact,
    }
    for name, module, judge in (
        ("pytest-stochastic", "pytest_stochastic", _stochastic),
        ("AutoFeedback", "AutoFeedback", _autofeedback),
    ):
        if importlib.util.find_spec(module) is None:
            notes.append(f"- {name} was not there.")
        else:
            judges[name] = judge
    notes.append(_tfp())
    cases = [case for case in samplers.cases() if _single(case)]
    found = {name: _judged(name, judge, cases) for name, judge in judges.items()}
    return _page(found, notes)


def _single(case: samplers.Case) -> bool:
    return hasattr(case.distribution, "dist")


_Found = dict[tuple[str, str, bool], list[_Verdict]]


def _judged(name: str, judge: Judge, cases: list[samplers.Case]) -> _Found:
    print(name, file=sys.stderr, flush=True)
    found: _Found = {}
    for case in cases:
        for right, of in ((True, case.right), (False, case.wrong)):
            for title, sampler in of.items():
                first = zlib.crc32(f"{case.name} {title}".encode())  # else they share their luck
                found[case.name, title, right] = [
                    _verdict(judge, case, sampler, first + more) for more in range(_SEEDS)
                ]
    return found


def _verdict(judge: Judge, case: samplers.Case, sampler: samplers.Sampler, seed: int) -> _Verdict:
    started = time.process_time()
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        passed, draws = judge(case, sampler, seed)
    return _Verdict(passed, draws, time.process_time() - started)


def _draw(sampler: samplers.Sampler, size: int, rng: np.random.Generator) -> Any:
    if len(inspect.signature(sampler).parameters) == 1:
        return np.array([sampler(rng) for _ in range(size)])
    return np.asarray(sampler(size, rng))


def _noisegrade(case: samplers.Case, sampler: samplers.Sampler, seed: int) -> tuple[bool, int]:
    found = examine(sampler, case.distribution, seed=seed)
    return found.passed, found.draws


def _kstest(level: float) -> Judge:
    def judge(case: samplers.Case, sampler: samplers.Sampler, seed: int) -> tuple[bool, int]:
        values = _draw(sampler, _DRAWS, np.random.default_rng(seed))
        return bool(stats.kstest(values, case.distribution.cdf).pvalue > level), _DRAWS

    return judge


def _exact(case: samplers.Case, sampler: samplers.Sampler, seed: int) -> tuple[bool, int]:
    expected = case.right["NumPy"](10, np.random.default_rng(seed))
    values = _draw(sampler, 10, np.random.default_rng(seed))
    return bool(np.array_equal(expected, values)), 10


def _stochastic(case: samplers.Case, sampler: samplers.Sampler, seed: int) -> tuple[bool, int]:
    """Hand its decorator a function of one value: from one call, where the sampler gives many."""
    from pytest_stochastic import distributional_test  # noqa: PLC0415 - if it is there

    rng = np.random.default_rng(seed)
    values = iter(_draw(sampler, _DRAWS, rng).astype(float).tolist())
    test = distributional_test(reference=case.distribution)(lambda: next(values))
    try:
        test()
    except AssertionError:
        return False, _DRAWS
    return True, _DRAWS


def _autofeedback(case: samplers.Case, sampler: samplers.Sampler, seed: int) -> tuple[bool, int]:
    from AutoFeedback import randomvar  # noqa: PLC0415 - if it is there

    law = case.distribution
    low, high = (end if np.isfinite(end) else "unset" for end in law.support())
    expected = randomvar(
        float(law.mean()),
        variance=float(law.var()),
        vmin=low,
        vmax=high,
        isinteger=hasattr(law, "pmf"),
    )
    values = _draw(sampler, _FEW, np.random.default_rng(seed)).astype(float)
    return bool(expected.check_value(values)), _FEW


def _tfp() -> str:
    name = "tensorflow_probability"
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        return "- TensorFlow Probability could not be installed here."
    folder = Path(found.origin).parent
    if any(folder.rglob("statistical_testing.py")):
        return "- TensorFlow Probability's `statistical_testing` is there, but was not measured."
    return (
        "- TensorFlow Probability's `statistical_testing` is not in its published wheel, so it"
        " can't be installed, and was not measured. For Kolmogorov's distance it promises both"
        " error rates, by the inequality that noisegrade uses."
    )


def _discrete() -> set[str]:
    return {case.name for case in samplers.cases() if hasattr(case.distribution, "pmf")}


def _page(found: dict[str, _Found], notes: list[str]) -> str:
    missed = sorted(
        f"{title} ({case}, {sum(one.passed for one in verdicts)} of {_SEEDS})"
        for (case, title, right), verdicts in found["noisegrade"].items()
        if not right and any(one.passed for one in verdicts)
    )
    return _PAGE.format(
        date=dt.datetime.now(tz=dt.UTC).date(),
        versions=", ".join(_versions()),
        seeds=_SEEDS,
        draws=f"{_DRAWS:,}".replace(",", " "),
        few=f"{_FEW:,}".replace(",", " "),
        rows="\n".join(_row(name, one) for name, one in found.items()),
        kinds="\n".join(_kinds(name, one) for name, one in found.items()),
        notes="\n".join(notes),
        missed=", ".join(missed) or "none of these samplers",
    )


def _versions() -> Iterator[str]:
    for package in ("numpy", "scipy", *_PACKAGES):
        with contextlib.suppress(PackageNotFoundError):
            yield f"{package} {version(package)}"


def _row(name: str, found: _Found) -> str:
    continuous, discrete, bad = (
        [one for key, verdicts in found.items() if wanted(*key) for one in verdicts]
        for wanted in (
            lambda case, _, right: right and case not in _discrete(),
            lambda case, _, right: right and case in _discrete(),
            lambda _, __, right: not right,
        )
    )
    every = [*continuous, *discrete, *bad]
    draws = f"{sum(one.draws for one in every) / len(every):,.0f}".replace(",", " ")
    cpu = 1000 * sum(one.cpu for one in every) / len(every)
    failed = (
        _share(sum(not one.passed for one in good), len(good)) for good in (continuous, discrete)
    )
    passed = _share(sum(one.passed for one in bad), len(bad))
    return f"| {name} | {' | '.join(failed)} | {passed} | {draws} | {cpu:.1f} |"


def _kinds(name: str, found: _Found) -> str:
    cells = []
    for dependent in (False, True):
        runs = [
            one
            for (_, title, right), verdicts in found.items()
            if not right and (title in samplers.DEPENDENT) is dependent
            for one in verdicts
        ]
        cells.append(_share(sum(one.passed for one in runs), len(runs)))
    return f"| {name} | {' | '.join(cells)} |"


def _share(count: int, of: int) -> str:
    return f"{count} of {of}"


if __name__ == "__main__":
    main()

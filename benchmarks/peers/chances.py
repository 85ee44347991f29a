"""The chance of each sampler to pass, by running the very checks many times in one process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from folk import PREAMBLE, TOLERANCES
from scipy import stats  # type: ignore[import-untyped]  # SciPy ships no types
from submissions import NAMES, functions
from tools import AutoFeedback

from noisegrade import grading
from noisegrade.course import BUILT_IN, load_course
from noisegrade.model import Verdict
from noisegrade.sandbox.live_session import LiveSession

__all__ = ["RUNS", "Chances", "chances"]

COURSE = load_course(BUILT_IN)
RUNS = 100
_KS_LEVEL = 0.01
_LAWS: dict[str, tuple[float, ...]] = {
    "sample_static": (),
    "sample_gaussian": (5, 3),
    "noise_step": (),
}


@dataclass(frozen=True, slots=True)
class Chances:
    """Share of runs in which a submission of four functions gets all marks."""

    tolerances: float
    with_ks: float
    autofeedback: float
    noisegrade: float


def chances(body: str, autofeedback: AutoFeedback) -> Chances:
    """Run all checks on four functions, of which `sample_gaussian` has this body."""
    texts = functions(body)
    space: dict[str, Any] = {}
    for text in texts.values():
        exec(text, space)  # noqa: S102 - our own submissions
    live = {name: space[name] for name in NAMES}
    within, beyond = 0, 0
    for _ in range(RUNS):
        by_tolerances, by_ks = _folk(live)
        within += by_tolerances
        beyond += by_tolerances and by_ks
    found = Chances(
        within / RUNS,
        beyond / RUNS,
        _autofeedback("\n\n".join(texts.values()), autofeedback),
        sum(_noisegrade(live) for _ in range(RUNS)) / RUNS,
    )
    print(body.strip().splitlines()[-1].strip(), found, file=sys.stderr, flush=True)
    return found


_CODE = {name: compile(text, name, "exec") for name, text in TOLERANCES.items()}


def _folk(live: dict[str, Callable[..., Any]]) -> tuple[bool, bool]:
    """Run the tolerances of every function, and the tests of the whole distribution."""
    by_ks = True
    for name, code in _CODE.items():
        space: dict[str, Any] = dict(live)
        exec(PREAMBLE, space)  # noqa: S102 - as in the assignment
        try:
            exec(code, space)  # noqa: S102 - as above
        except AssertionError:
            return False, False
        if name in _LAWS:
            drawn = np.ravel(space["x"])
            by_ks &= bool(stats.kstest(drawn, "norm", _LAWS[name]).pvalue > _KS_LEVEL)
    return True, by_ks


def _noisegrade(live: dict[str, Callable[..., Any]]) -> bool:
    settings = grading.Settings(course=COURSE, seed=grading.fresh_seed())
    session = LiveSession(live)
    return all(
        grading.examine(COURSE.find(name), session, settings).verdict is Verdict.PASSED
        for name in sorted(NAMES, key="sample_gaussian".__ne__)
    )


_MANY = """\
import json
import test_main
from AutoFeedback import check_func
passed = 0
for _ in range({runs}):
    passed += all(
        check_func(name, [arguments], [expected], output=False)
        for name, (arguments, expected) in test_main.asked().items()
    )
print(json.dumps(passed))
"""


def _autofeedback(text: str, tool: AutoFeedback) -> float:
    folder = tool.home / "many"
    folder.mkdir(exist_ok=True)
    (folder / "main.py").write_text(text)
    (folder / "test_main.py").write_text(tool.TESTS)
    (folder / "many.py").write_text(_MANY.format(runs=RUNS))
    done = subprocess.run(  # noqa: S603 - its own environment, our own script
        [tool.bin / "python", Path("many.py")],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    passed: int = json.loads(done.stdout.splitlines()[-1])
    return passed / RUNS

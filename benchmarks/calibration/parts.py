"""The parts that the slow tests hold to their bounds, measured for the page by the same code."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
from pieces import Piece, Result

from calibration.error_rates import p_values, slack_of
from calibration.far_tails import SCORES, neighbours_rate, score_rate
from calibration.right_samplers import RIGHT
from calibration.special_functions import measured
from stats.test_promises import FALSE_FAIL, FALSE_PASS, LOOSE, PROMISES

__all__ = [
    "A_PIECE",
    "LEVELS",
    "POWER_RATES",
    "PROMISES",
    "SHAPE",
    "far_tails",
    "functions",
    "powers",
    "rates",
]

LEVELS = (0.05, 0.01, 1e-3)
FAR = (1e-4, 1e-8, 1e-12)
SHAPE = (16, 8, 8, 3)  # near the first stage
A_PIECE = 500  # gradings
_A_SAMPLER = 10_000  # seeds
POWER_RUNS = 4000
POWER_RATES = (FALSE_FAIL, FALSE_PASS)


def rates(gradings: int) -> Iterator[Piece]:
    """Grade right samplers, as many times each; count p-values at or below each level."""
    for turn in range(-(-gradings // A_PIECE)):
        for name in RIGHT:
            yield Piece("rates", f"{name}, turn {turn}", partial(_rates, name, turn))


def _rates(name: str, turn: int) -> Result:
    seed = _A_SAMPLER * (1 + list(RIGHT).index(name)) + turn  # no two samplers share their draws
    found = p_values(
        RIGHT[name], gradings=A_PIECE, shape=SHAPE, tolerance=slack_of(name), seed=seed
    )
    return {
        "sampler": name,
        "gradings": A_PIECE,
        "tests": {test: [int((p <= level).sum()) for level in LEVELS] for test, p in found.items()},
    }


def far_tails() -> Iterator[Piece]:
    """Sample the tails of single tests by importance."""
    for level in FAR:
        for length in (3, 16, 3072):
            name = f"neighbours, lines of {length}, one side"
            yield Piece(
                "far tails",
                f"{name}, {level:g}",
                partial(_neighbours, name, length, level),
            )
        for test in SCORES:
            for side, word in ((-1, "below"), (1, "above")):
                name = f"{test}, {word}"
                yield Piece(
                    "far tails",
                    f"{name}, {level:g}",
                    partial(_score, name, test, side, level),
                )


def _neighbours(name: str, length: int, level: float) -> Result:
    return _tail(name, level, neighbours_rate(length, level))


def _score(name: str, test: str, side: int, level: float) -> Result:
    return _tail(name, level, score_rate(test, side, level))


def _tail(name: str, level: float, found: tuple[float, float]) -> Result:
    return {"test": name, "stated": level / 2, "rate": found[0], "error": found[1]}


def functions() -> Iterator[Piece]:
    """Hold the special functions against mpmath."""
    yield Piece("functions", "all", _functions)


def _functions() -> Result:
    worst: dict[str, list[object]] = {}
    for one in measured():
        count, error, at = worst.get(one.function, [0, -1.0, ""])
        if one.error > float(error):  # type: ignore[arg-type]  # as it is put in below
            error, at = one.error, one.at
        worst[one.function] = [int(count) + 1, error, at]  # type: ignore[call-overload]  # likewise
    return {"worst": worst}


def powers(runs: int = POWER_RUNS) -> Iterator[Piece]:
    """Draw from the law for which each test states its least effect; count what is missed."""
    for name in PROMISES:
        yield Piece("power", f"{name}, {runs} runs", partial(_power, name, runs))


def _power(name: str, runs: int) -> Result:
    promise = PROMISES[name]
    effect = promise.least(promise.n, **LOOSE)
    rng = np.random.default_rng(17)
    missed = sum(not promise.test(promise.draw(rng, effect)).rejects for _ in range(runs))
    return {"test": name, "n": promise.n, "effect": effect, "runs": runs, "missed": missed}

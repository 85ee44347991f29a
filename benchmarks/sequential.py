"""How many draws right code needs, and what wrong code is caught at: tables of one run.

`python benchmarks/sequential.py` takes some minutes of processor time; `--short` a tenth of it.
Three tables: where right draws are accepted; the plan's draws beside those of the best test of one
law against one other (Neyman and Pearson); and the effects that are caught with a chance of 50 %
and 99 %, pooled and in one setting of four.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Iterator

import numpy as np
from scipy import optimize, signal, special, stats

from noisegrade.course import BUILT_IN, load_course
from noisegrade.grading.sampling import CALLS
from noisegrade.model import FloatArray
from noisegrade.stats import battery, budget

AXES = ("call", "row", "column", "channel")
SETTINGS = 4
STEPS = 11  # of halving an effect
TOLERANCE = 9.5e-6  # of float32
BEFORE = sum((3088, 30877, 308768))  # draws of the three stages that there were before
PLAN = budget.plan(budget.DEFAULT_EFFECT, exercises=len(load_course(BUILT_IN).exercises))

Shape = tuple[int, ...]
Wrong = Callable[[np.random.Generator, Shape, float], FloatArray]


def shape_of(draws: int, calls: int) -> Shape:
    """Shape calls like images of three channels, a little wider than high."""
    pixels = math.ceil(draws / calls / 3)
    width = round(math.sqrt(pixels))
    return calls, math.ceil(pixels / width), width, 3


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


# -- where right draws are accepted --------------------------------------------------------------


def looks_of(rng: np.random.Generator) -> tuple[budget.Look, int]:
    """Return the look that ends the grading of right draws, and the draws that it took."""
    _, *later = PLAN.looks
    _, rows, columns, channels = shape_of(PLAN.block.draws, CALLS)
    z = np.empty((0, rows, columns, channels))
    for look in later:
        more = rng.standard_normal((CALLS * look.blocks - len(z), rows, columns, channels))
        z = np.concatenate([z, more])
        judged = battery.judge(z, axes=AXES, false_fail=PLAN.per_test / 2, tolerance=TOLERANCE)
        if any(one.evidence.rejects for one in judged):
            raise AssertionError("right draws were rejected")
        lengths = tuple(zip(AXES, z.shape, strict=True))
        if PLAN.accepts(look, judged, lengths=lengths, tolerance=TOLERANCE):
            break
    return look, z.size + PLAN.looks[0].draws


def right_draws(gradings: int) -> None:
    """Print where right draws are accepted."""
    ends, draws = zip(
        *(looks_of(rng) for rng in np.random.default_rng(1).spawn(gradings)), strict=True
    )
    say(f"right draws, {gradings} gradings: the share that ends at each look")
    for look in PLAN.looks:
        say(f"  {look.draws:>9,} draws{ends.count(look) / gradings:8.3f}")
    mean, fixed = np.mean(draws), sum(PLAN.draws)
    say(f"  mean draws {mean:,.0f}; without early acceptance {fixed:,}: {fixed / mean:.2f} times")
    say(f"  the three stages before had {BEFORE:,}: {BEFORE / mean:.2f} times\n")


# -- the best test of two laws -------------------------------------------------------------------


def best_draws() -> Iterator[tuple[str, float, float]]:
    """Yield the draws of the likelihood-ratio test at 1e-9 and 1e-9, for each promised effect."""
    mean, variance, distance, correlation = (one.min_detectable_effect for one in PLAN.promises)
    both = stats.norm.isf(budget.FALSE_FAIL) + stats.norm.isf(budget.FALSE_PASS)
    yield "mean, σ", mean, (both / mean) ** 2

    def ratio(log_n: float) -> float:
        n = math.exp(log_n)
        ends = stats.chi2.isf(budget.FALSE_FAIL, n), stats.chi2.ppf(budget.FALSE_PASS, n)
        return float(math.sqrt(ends[0] / ends[1]) - 1 - variance)

    log_n = optimize.brentq(ratio, math.log(1e3), math.log(1e8))
    yield "σ, factor less 1", variance, math.exp(log_n)
    yield "Kolmogorov distance", distance, (both / 2 / distance) ** 2  # a share of ½ that is off
    yield "AR(1) in lines of 16", correlation, (both / correlation) ** 2 * 16 / 15


def optimum() -> None:
    """Print what the best tests need."""
    say("draws of the last look beside the best test of N(0, 1) against one other law")
    for name, effect, best in best_draws():
        last = PLAN.draws[-1]
        say(f"  {name:22s}{effect:8.4f}{best:>12,.0f}{last / best:8.2f} times")
    say("")


# -- what is caught ------------------------------------------------------------------------------


def lagged(axis: int, lag: int) -> Wrong:
    """Correlate draws a lag apart: a moving average of two."""

    def draw(rng: np.random.Generator, shape: Shape, rho: float) -> FloatArray:
        longer = tuple(side + lag * (at == axis) for at, side in enumerate(shape))
        z = np.moveaxis(rng.standard_normal(longer), axis, 0)
        angle = math.asin(min(1.0, 2 * rho)) / 2
        return np.moveaxis(math.cos(angle) * z[lag:] + math.sin(angle) * z[:-lag], 0, axis)

    return draw


def ar1(rng: np.random.Generator, shape: Shape, rho: float) -> FloatArray:
    """Draw stationary Gaussian AR(1) lines along columns."""
    z = math.sqrt(1 - rho * rho) * rng.standard_normal(shape)
    z[:, :, 0] /= math.sqrt(1 - rho * rho)
    return np.asarray(signal.lfilter([1], [1, -rho], z, axis=2))


def waved(rng: np.random.Generator, shape: Shape, distance: float) -> FloatArray:
    """Draw from a law whose CDF is off by `distance` at six places, by turns."""
    u = rng.random(shape)
    return np.asarray(special.ndtri(u + distance * np.sin(6 * np.pi * u)))


def cut(rng: np.random.Generator, shape: Shape, mass: float) -> FloatArray:
    """Draw from N(0, 1) without its outermost `mass`."""
    return np.asarray(special.ndtri(mass / 2 + (1 - mass) * rng.random(shape)))


def drifting_means(axis: int) -> Wrong:
    """Move the mean from −effect to effect along an axis."""

    def draw(rng: np.random.Generator, shape: Shape, effect: float) -> FloatArray:
        z = np.moveaxis(rng.standard_normal(shape), axis, -1)
        return np.moveaxis(z + np.linspace(-effect, effect, shape[axis]), -1, axis)

    return draw


def drifting_widths(axis: int) -> Wrong:
    """Widen draws from 1 − effect to 1 + effect along an axis."""

    def draw(rng: np.random.Generator, shape: Shape, effect: float) -> FloatArray:
        z = np.moveaxis(rng.standard_normal(shape), axis, -1)
        return np.moveaxis(z * np.linspace(1 - effect, 1 + effect, shape[axis]), -1, axis)

    return draw


def sign_leads(rng: np.random.Generator, shape: Shape, effect: float) -> FloatArray:
    """Let a value be the larger of two where the one before is positive, that much oftener.

    Half of all pairs of neighbours are such pairs.
    """
    pairs = (*shape[:2], -(-shape[2] // 2), shape[3])
    first, signs = rng.standard_normal(pairs), rng.choice([-1.0, 1.0], pairs)
    both = np.sort(np.abs(rng.standard_normal((2, *pairs))), axis=0)
    larger = (rng.random(pairs) < 0.5 + effect) == (first > 0)
    z = np.stack([first, signs * np.where(larger, both[1], both[0])], axis=3)
    return z.reshape(*shape[:2], -1, shape[3])[:, :, : shape[2]]


def two_signs_lead(rng: np.random.Generator, shape: Shape, effect: float) -> FloatArray:
    """Make every third sign the product of the two before it, that much oftener."""
    z = rng.standard_normal(shape)
    last = z[:, :, 2::3]
    product = np.sign(z[:, :, 1::3][:, :, : last.shape[2]] * z[:, :, ::3][:, :, : last.shape[2]])
    kept = np.where(rng.random(last.shape) < 0.5 + effect, product, -product)
    z[:, :, 2::3] = np.abs(last) * kept
    return z


def store(rng: np.random.Generator, shape: Shape, share: float) -> FloatArray:
    """Let each call take other draws of a store, of which it holds this share."""
    size = math.prod(shape[1:])
    held = rng.standard_normal(max(size, round(size / share)))
    calls = [held[rng.permutation(held.size)[:size]] for _ in range(shape[0])]
    return np.stack(calls).reshape(shape)


WRONG: dict[str, tuple[Wrong, float]] = {  # the largest effect that is tried
    "mean, σ": (lambda rng, shape, e: rng.standard_normal(shape) + e, 0.2),
    "σ, factor less 1": (lambda rng, shape, e: rng.standard_normal(shape) * (1 + e), 0.2),
    "Kolmogorov distance": (waved, 0.05),
    "AR(1) along columns": (ar1, 0.2),
    **{
        f"lag {lag} along {name}": (lagged(axis, lag), 0.45)
        for axis, name in enumerate(AXES)
        for lag in (1, 2, 3, 4)
        if name != "channel" or lag < 3  # noqa: PLR2004 - three channels
    },
    "cut, mass beyond": (cut, 0.05),
    "means drift along rows": (drifting_means(1), 0.9),
    "means drift along channels": (drifting_means(3), 0.9),
    "widths drift along rows": (drifting_widths(1), 0.9),
    "widths drift along columns": (drifting_widths(2), 0.9),
    "sign leads magnitude": (sign_leads, 0.5),
    "two signs lead the third": (two_signs_lead, 0.5),
    "store, share of a call": (store, 0.5),
}


def pooled(wrong: Wrong, rng: np.random.Generator, shape: Shape, effect: float) -> bool:
    """Judge all calls together, as one setting."""
    z = wrong(rng, shape, effect)
    return battery.rejects(z, axes=AXES, false_fail=PLAN.per_test, tolerance=TOLERANCE)


def one_of_four(wrong: Wrong, rng: np.random.Generator, shape: Shape, effect: float) -> bool:
    """Judge four settings, of which one is wrong."""
    calls = (shape[0] // SETTINGS, *shape[1:])
    groups = [rng.standard_normal(calls) for _ in range(SETTINGS - 1)]
    settings = [battery.Setting(z, TOLERANCE) for z in (*groups, wrong(rng, calls, effect))]
    results = battery.judge_settings(settings, axes=AXES, false_fail=PLAN.per_test)
    return any(one.rejected for one in results)


Judge = Callable[[Wrong, np.random.Generator, Shape, float], bool]


def border(judge: Judge, name: str, shape: Shape, seed: int) -> float:
    """Find the effect from which one grading rejects, with the same random numbers throughout."""
    wrong, high = WRONG[name]
    low = 0.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if judge(wrong, np.random.default_rng(seed), shape, middle):
            high = middle
        else:
            low = middle
    return high


def points(look: budget.Look, gradings: int) -> None:
    """Print the effects that a look catches."""
    shape = shape_of(look.draws, CALLS * look.blocks)
    say(f"effects caught with a chance of 50 % and 99 % at {math.prod(shape):,} draws, {shape}")
    say(f"  {'':28s}{'50 %':>9s}{'99 %':>9s}   one setting of four: 50 %, 99 %")
    for name in WRONG:
        ends: list[str] = []
        for judge in (pooled, one_of_four):
            found = np.array([border(judge, name, shape, seed) for seed in range(gradings)])
            ends.append(f"{np.median(found):9.4f}{found.mean() + 2.326 * found.std(ddof=1):9.4f}")
        say(f"  {name:28s}{ends[0]}          {ends[1]}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--short", action="store_true", help="fewer gradings")
    parser.add_argument("--look", type=int, default=-1, help="look whose power is measured")
    asked = parser.parse_args()
    right_draws(40 if asked.short else 400)
    optimum()
    points(PLAN.looks[asked.look], 6 if asked.short else 30)


if __name__ == "__main__":
    main()

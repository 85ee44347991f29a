"""How many draws to take, when to stop, and how the error budget is split: solved, never picked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from noisegrade.model import Evidence, TestKind
from noisegrade.stats import acceptance, chernoff
from noisegrade.stats.battery import TESTS, TestResult
from noisegrade.stats.distribution import ks_min_num_samples
from noisegrade.stats.moments import mean_min_num_samples, variance_min_num_samples
from noisegrade.stats.rates import EDGE_SHARE, FALSE_FAIL, FALSE_PASS, LOOKS
from noisegrade.stats.sample_size import min_effect, min_samples

__all__ = [
    "DEFAULT_EFFECT",
    "EDGE_SHARE",
    "FALSE_FAIL",
    "FALSE_PASS",
    "LOOKS",
    "SHORTEST_LINE",
    "Look",
    "Plan",
    "Promise",
    "plan",
]

DEFAULT_EFFECT = 0.026  # of σ, as a ratio or a correlation
SHORTEST_LINE = acceptance.LONG  # draws along an axis for which a correlation is promised
_SCREEN = 1 / 100  # of all draws: gross mistakes end in milliseconds
_FLOOR = 3000  # draws: fewer save no time
_BLOCKS = 8  # of equal size, for all looks but the first
_ACCEPTING = (3, 4)  # blocks: 93 % of right draws end at the first of these, 7 % at the other
_LARGEST_SEQUENTIAL = 0.1  # effect: for a larger one, all draws are too few to save any
_VARIANCE, _DISTANCE = 0.75, 0.6  # of the effect: what its draws show of σ and of other laws
_LATE = 1 / 2  # of the false passes: the last look's; those that may accept before share the rest
_REACHES = (0.05, 0.1, 0.2, 0.4)  # the bound is sought near the least that is caught
_DOUBT = 1e-4  # p-value of any test: with one so small, a look accepts nothing early
_ROUNDED = 4.0  # tolerances: what rounding may take from r where the variance is accepted


@dataclass(frozen=True, slots=True)
class Promise:
    """The least effect that a grading misses once in a billion at most."""

    alternatives: str
    min_detectable_effect: float


@dataclass(frozen=True, slots=True)
class Look:
    """A sample that is judged: the draws of so many blocks so far.

    `blocks` is 0 for the first look, whose draws are few and in no later sample. `draws` are those
    of the whole sample. `false_pass` is what an early acceptance may spend; 0 where none may be.
    """

    blocks: int
    draws: int
    false_pass: float = 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """Error budget of one test, the looks, and what all looks together promise.

    The first look can only reject; those after it may accept, too.
    """

    effect: float  # of the mean and of correlations
    per_test: float  # of `battery.judge_settings`, at every look
    edges: float  # of all the edge requests of an exercise together
    looks: tuple[Look, ...]
    promises: tuple[Promise, ...]
    false_pass: float = FALSE_PASS  # of all looks together

    @property
    def block(self) -> Look:
        """A single block: it is not looked at, but enough to name what the first look rejects."""
        last = self.looks[-1]
        return Look(1, last.draws // last.blocks)

    @property
    def draws(self) -> tuple[int, int, int]:
        """The draws of the first look, of a block or the first look if it has more, of the last."""
        first = self.looks[0].draws
        return first, max(first, self.block.draws), self.looks[-1].draws

    def accepts(
        self,
        look: Look,
        judged: Iterable[TestResult],
        *,
        lengths: Sequence[tuple[str, int]],
        tolerance: float = 0.0,
        others: Iterable[TestResult] = (),
    ) -> bool:
        """Tell whether a look may be the last one, because nothing that is promised is missed.

        Every promised class must lie within its acceptance region; each of them is passed there
        with probability `look.false_pass` at most. Nor may any test doubt the draws: what is not
        promised, but would be seen in all draws, is put to all of them.

        Parameters
        ----------
        look : one of `looks`
        judged : what the battery gave for all draws of the look's blocks, pooled
        lengths : name and length of every axis of these draws
        tolerance : largest rounding error of any draw
        others : what the battery gave for single settings

        Returns
        -------
        bool
            Always True at the last look: its own tests keep the promise.
        """
        if look is self.looks[-1]:
            return True
        judged = tuple(judged)
        if look.false_pass <= 0 or any(
            one.evidence.p_value <= _DOUBT for one in chain(judged, others)
        ):
            return False
        found = {(one.evidence.kind, one.evidence.axis): one.evidence for one in judged}
        alone = (TestKind.MEAN, TestKind.VARIANCE, TestKind.DISTRIBUTION)
        return all(
            self._accepts_alone(look, found[kind, None], tolerance) for kind in alone
        ) and all(
            self._accepts_axis(look, found[TestKind.AUTOCORRELATION, name], length, tolerance)
            for name, length in lengths
            if length > 1
        )

    def _accepts_alone(self, look: Look, found: Evidence, tolerance: float) -> bool:
        n, effect, missed = found.n, self.effect, look.false_pass
        if found.kind is TestKind.MEAN:
            most = acceptance.mean_acceptance(n, effect, false_pass=missed, tolerance=tolerance)
            return abs(found.statistic) / math.sqrt(n) <= most
        if found.kind is TestKind.VARIANCE:
            low, high = acceptance.variance_acceptance(
                n, _VARIANCE * effect, false_pass=missed, tolerance=tolerance
            )
            return low <= found.statistic <= high
        most = acceptance.ks_acceptance(
            n, _DISTANCE * effect, false_pass=missed, tolerance=tolerance
        )
        return found.statistic <= most

    def _accepts_axis(self, look: Look, found: Evidence, length: int, tolerance: float) -> bool:
        most = acceptance.autocorrelation_acceptance(
            found.n // length, length, self.correlation(length), false_pass=look.false_pass
        )
        return abs(found.statistic) <= most - _ROUNDED * tolerance

    def correlation(self, length: int) -> float:
        """Return the correlation that is promised to be caught along an axis of this length.

        It is the effect, or more where the axis is short: there are fewer neighbours.
        """
        if length >= SHORTEST_LINE:
            return self.effect
        lines = self.looks[-1].draws // length
        return max(
            self.effect,
            _short_correlation(lines, length, self.per_test / 2, _LATE * self.false_pass),
        )


@lru_cache(maxsize=64)
def _short_correlation(lines: int, length: int, false_fail: float, missed: float) -> float:
    border, needed = chernoff.threshold(lines, length, tail=false_fail / 2), math.log(missed)

    def caught(rho: float) -> bool:
        return acceptance.autocorrelation_log_missed(border, lines, length, rho) <= needed

    found = (min_effect(caught, high=high) for high in _REACHES if caught(high))
    return next((rho for rho in found if rho is not None), 1.0)


@lru_cache(maxsize=16)
def plan(
    effect: float,
    *,
    exercises: int,
    false_fail: float = FALSE_FAIL,
    false_pass: float = FALSE_PASS,
    edge_share: float = EDGE_SHARE,
) -> Plan:
    """Solve the draws for an effect.

    Parameters
    ----------
    effect : shift of the mean in σ and correlation of neighbours that must not be missed more
        often than `false_pass`; as must three quarters of it as a factor to σ less 1, and three
        fifths as Kolmogorov's distance; in (0, 0.5]
    exercises : how many share `false_fail`
    false_fail : of right code, in all exercises together, in (0, 1)
    false_pass : of an effect that is promised to be caught, in (0, 1)
    edge_share : of an exercise's false fails, for requests of a few draws; 0 where there are none

    Raises
    ------
    ValueError
        An effect outside (0, 0.5], or no exercise.
    """
    if not 0 < effect <= 0.5:  # noqa: PLR2004 - a larger effect needs no statistics
        raise ValueError(f"the effect to catch must lie above 0 and up to 0.5, not {effect:g}")
    if exercises < 1:
        raise ValueError(f"a plan needs at least one exercise, not {exercises}")
    share = false_fail / exercises
    per_test = share * (1 - edge_share) / LOOKS / TESTS
    rates = {
        "false_fail": per_test / 2,
        "false_pass": _LATE * false_pass,
    }  # all settings together have half
    last = max(
        _FLOOR,
        mean_min_num_samples(effect, **rates),
        variance_min_num_samples(_VARIANCE * effect, **rates),
        ks_min_num_samples(_DISTANCE * effect, **rates),
        _lines(effect, **rates) * SHORTEST_LINE,
    )
    looks = _looks(effect, last, (1 - _LATE) * false_pass / len(_ACCEPTING))
    return Plan(effect, per_test, share * edge_share, looks, _promises(effect), false_pass)


def _looks(effect: float, last: int, early: float) -> tuple[Look, ...]:
    block = -(-last // _BLOCKS)
    screen = Look(0, min(last, max(_FLOOR, math.ceil(_SCREEN * last))))
    accepting = _ACCEPTING if effect <= _LARGEST_SEQUENTIAL else ()
    between = (Look(blocks, blocks * block, early) for blocks in accepting)
    return screen, *between, Look(_BLOCKS, _BLOCKS * block)


def _lines(effect: float, *, false_fail: float, false_pass: float) -> int:
    """Solve the lines of `SHORTEST_LINE` draws of which a correlation of `effect` is caught.

    What the last look accepts is within the acceptance region for `effect`.
    """
    needed = math.log(false_pass)

    def enough(lines: int) -> bool:
        border = chernoff.threshold(lines, SHORTEST_LINE, tail=false_fail / 2)
        missed = acceptance.autocorrelation_log_missed(border, lines, SHORTEST_LINE, effect)
        return missed <= needed

    return min_samples(enough, guess=math.ceil(200 / effect**2 / SHORTEST_LINE))


def _promises(effect: float) -> tuple[Promise, ...]:
    return (
        Promise("Gaussian, mean off, in σ", effect),
        Promise("Gaussian, factor to σ less 1", _VARIANCE * effect),
        Promise("any iid law, Kolmogorov distance", _DISTANCE * effect),
        Promise("Gaussian AR(1), correlation of neighbours", effect),
    )

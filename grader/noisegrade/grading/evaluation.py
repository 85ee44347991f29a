"""Hold draws against the law of an exercise: sent to N(0, 1), judged by the battery."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from noisegrade.exercise import Args, RandomExercise, Sample, TargetMoments
from noisegrade.grading import messages
from noisegrade.model import Finding, FloatArray, Verdict
from noisegrade.stats import battery
from noisegrade.stats.battery import Family, LeastRounded, TestResult

__all__ = ["Evaluation", "evaluate", "rounding"]

_ROUNDING = float(np.finfo(np.float32).eps)  # of one operation, relative
_ROUNDINGS = 8  # operations that may each round a result once
_REACH = 10.0  # σ: right draws lie within this reach of their mean
_STRETCH = 4  # the map from another law to a bell widens rounding, at most 3.2 times


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One stage: its draws, standardised too, and what the battery made of them."""

    exercise: RandomExercise
    sample: Sample
    standard: FloatArray
    judged: tuple[TestResult, ...]

    @property
    def rejected(self) -> bool:
        """Whether any test rejects the law."""
        return any(one.evidence.rejects for one in self.judged)

    def findings(self) -> Iterator[Finding]:
        """Report each family of tests by its most telling evidence.

        While one family is rejected, the others are not yet established: they are not reached.
        """
        for family in Family:
            of_family = [one.evidence for one in self.judged if one.family is family]
            if not of_family:
                continue
            evidence = min(of_family, key=lambda one: (not one.rejects, one.p_value))
            if evidence.rejects:
                says = messages.evidence_sentence(family, evidence, self.most_off(family))
                yield Finding(
                    claim=family.value, verdict=Verdict.FAILED, says=says, evidence=evidence
                )
            elif not self.rejected:
                says = messages.HELD[family]
                yield Finding(
                    claim=family.value, verdict=Verdict.PASSED, says=says, evidence=evidence
                )

    def most_off(self, family: Family) -> messages.LawMismatch:
        """Gather the calls that were asked for one law, choosing the law that is missed most.

        Messages quote these; the battery judges all calls together.
        """
        groups: dict[TargetMoments, list[int]] = {}
        for index, args in enumerate(self.sample.args):
            groups.setdefault(self.exercise.asked(args), []).append(index)
        strays = [
            messages.LawMismatch(asked, self.standard[calls], self.exercise.of)
            for asked, calls in groups.items()
        ]
        return max(strays, key=lambda stray: stray.distance(family))


def evaluate(exercise: RandomExercise, sample: Sample, *, false_fail: float) -> Evaluation:
    """Judge draws; `false_fail` is the error budget of one test."""
    z = _standardised(exercise, sample, _tolerance(exercise, sample.args))
    judged = battery.judge(
        z,
        axes=("call", *exercise.axes),
        false_fail=false_fail,
        tolerance=rounding(exercise, sample.args),
        finest=_finest(exercise, sample.args, z),
    )
    return Evaluation(exercise, sample, z, judged)


def _finest(exercise: RandomExercise, args: Sequence[Args], z: FloatArray) -> LeastRounded | None:
    """Find the calls that were rounded least, where some were rounded far more.

    At a brightness of 255, noise of σ = 0.25 has few float32 values; noise of σ = 50 has many.
    """
    tolerances = [rounding(exercise, [one]) for one in args]
    if max(tolerances) <= 2 * min(tolerances):
        return None
    calls = [call for call, tolerance in enumerate(tolerances) if tolerance == min(tolerances)]
    return LeastRounded(z[calls], min(tolerances))


def _standardised(exercise: RandomExercise, sample: Sample, tolerance: float) -> FloatArray:
    """Send the noise of every call to N(0, 1): array, shape (calls, *noise)."""
    z: FloatArray | None = None
    for call, (args, result) in enumerate(zip(sample.args, sample.results, strict=True)):
        noise = exercise.noise(args, np.asarray(result, dtype=np.float64))
        if z is None:
            z = np.empty((len(sample.args), *noise.shape))
        if exercise.standard is not None:
            z[call] = exercise.standard(noise, args, tolerance)
        else:
            asked = exercise.asked(args)
            np.subtract(noise, asked.mean, out=z[call])
            z[call] /= asked.std
    if z is None:
        raise AssertionError("a stage makes calls")
    return z


def rounding(exercise: RandomExercise, args: Sequence[Args]) -> float:
    """Bound the rounding error of what the battery judges, in σ."""
    tolerance = _tolerance(exercise, args)
    return tolerance if exercise.standard is None else _STRETCH * tolerance


def _tolerance(exercise: RandomExercise, args: Sequence[Args]) -> float:
    """Bound the rounding error of right results, in σ.

    It rests on what was asked for, not on what came: nobody can widen the bounds by odd values or
    dtypes. Right code may compute in float32 and hand back float64, so float32 rounds for all.
    """
    reach = max((abs(asked.mean) + asked.offset) / asked.std for asked in map(exercise.asked, args))
    return _ROUNDINGS * _ROUNDING * (reach + _REACH)

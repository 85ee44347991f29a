"""Hold draws against the law of an exercise: sent to N(0, 1), judged by the battery."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from noisegrade.exercise import Outcomes, RandomExercise, Sample, TargetMoments, Trial
from noisegrade.exercise.rounding import float32_rounding
from noisegrade.exercise.targets import hidden_share
from noisegrade.grading import messages
from noisegrade.model import Evidence, Finding, FloatArray, Verdict
from noisegrade.stats import battery
from noisegrade.stats.battery import Family, LeastRounded, Setting, SettingResult, TestResult

__all__ = ["Evaluation", "evaluate", "rounding", "settings_of", "standardized"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One look at the draws: standardized too, and what the battery made of them.

    `results` are those of all draws together, then those of every setting for itself.
    """

    exercise: RandomExercise
    sample: Sample
    standard: FloatArray
    results: tuple[SettingResult, ...]

    @property
    def rejected(self) -> bool:
        """Whether any test rejects the distribution."""
        return any(result.rejected for result in self.results)

    @property
    def together(self) -> tuple[TestResult, ...]:
        """What the battery made of all draws together."""
        return self.results[0].judged

    @property
    def of_settings(self) -> Iterator[TestResult]:
        """What the battery made of every setting for itself."""
        return (one for result in self.results[1:] for one in result.judged)

    @property
    def lengths(self) -> tuple[tuple[str, int], ...]:
        """Name and length of every axis of the draws."""
        names = ("call", *self.sample.trials[0].axes)
        return tuple(zip(names, self.standard.shape, strict=True))

    def findings(self) -> Iterator[Finding]:
        """Report each family of tests by its most telling evidence.

        While one family is rejected, the others are not yet established: they are not reached.
        """
        for family in Family:
            found = self._most_telling(family)
            if found is None:
                continue
            evidence, _ = found
            if evidence.rejects:
                says = messages.evidence_sentence(family, evidence, self.shown(family))
                yield Finding(
                    claim=family.value,
                    verdict=Verdict.FAILED,
                    says=says,
                    evidence=evidence.resolved(),
                )
            elif not self.rejected:
                together = next(one.evidence for one in self.together if one.family is family)
                says = messages.held_sentence(family, self.sample.trials[0].target)
                yield Finding(
                    claim=family.value,
                    verdict=Verdict.PASSED,
                    says=says,
                    evidence=together.resolved(),
                )

    def shown(self, family: Family) -> messages.LawMismatch:
        """Gather the calls of one setting that messages about a family of tests quote.

        That is the setting of the most telling evidence; where that speaks of all draws together,
        the setting that is missed most.
        """
        found = self._most_telling(family)
        if found is not None and found[1] is not None:
            return self._mismatch(settings_of(self.sample.trials)[found[1]])
        mismatches = [self._mismatch(calls) for calls in settings_of(self.sample.trials)]
        return max(mismatches, key=lambda mismatch: mismatch.distance(family))

    def _most_telling(self, family: Family) -> tuple[Evidence, int | None] | None:
        """Find a family's most telling evidence, and the setting that it speaks of, if of one."""
        found = [
            (one.evidence, result.setting)
            for result in self.results
            for one in result.judged
            if one.family is family
        ]
        if not found:
            return None
        return min(found, key=lambda one: (not one[0].rejects, one[0].p_value))

    def _mismatch(self, calls: list[int]) -> messages.LawMismatch:
        pairs = [(self.sample.trials[call], self.sample.results[call]) for call in calls]
        first, _ = pairs[0]
        values = np.stack([trial.values(result) for trial, result in pairs])
        target = first.target
        return messages.LawMismatch(
            moments=first.moments,
            values=values,
            standard=self.standard[calls],
            of=self.exercise.of,
            call=calls[0],
            gaussian=target.gaussian,
            setting=first.setting,
            told=target.told(values, self.exercise.of) if isinstance(target, Outcomes) else None,
        )


def evaluate(
    exercise: RandomExercise, sample: Sample, standard: FloatArray, *, false_fail: float
) -> Evaluation:
    """Judge draws, all together and every setting for itself.

    Parameters
    ----------
    exercise, sample : what was asked for, and what was returned
    standard : the draws sent to N(0, 1), see `standardized`
    false_fail : error budget of one test, of all draws and of all settings
    """
    settings = [
        _setting(standard[calls], [sample.trials[call] for call in calls], sample)
        for calls in settings_of(sample.trials)
    ]
    results = battery.judge_settings(
        settings,
        axes=("call", *sample.trials[0].axes),
        false_fail=false_fail,
        pooled=_setting(standard, sample.trials, sample),
        finest=_finest(sample.trials, standard),
    )
    return Evaluation(exercise, sample, standard, results)


def _setting(z: FloatArray, trials: Sequence[Trial], sample: Sample) -> Setting:
    moved = _tolerance(sample.trials)  # as all draws of the sample were, see `standardized`
    targets = {id(trial.target): trial.target for trial in trials}.values()
    return Setting(z, rounding(trials), max(hidden_share(each, moved) for each in targets))


def settings_of(trials: Sequence[Trial]) -> list[list[int]]:
    """Gather the calls of each setting, in the order in which the settings come first."""
    groups: dict[tuple[str, TargetMoments], list[int]] = {}
    for index, trial in enumerate(trials):
        groups.setdefault((trial.setting, trial.moments), []).append(index)
    return list(groups.values())


def _finest(trials: Sequence[Trial], z: FloatArray) -> LeastRounded | None:
    """Find the calls that were rounded least, where some were rounded far more.

    At a brightness of 255, noise of σ = 0.25 has few float32 values; noise of σ = 50 has many.
    """
    tolerances = [rounding([trial]) for trial in trials]
    if max(tolerances) <= 2 * min(tolerances):
        return None
    calls = [call for call, tolerance in enumerate(tolerances) if tolerance == min(tolerances)]
    return LeastRounded(z[calls], min(tolerances))


def standardized(sample: Sample, rng: np.random.Generator) -> FloatArray:
    """Send the draws of every call to N(0, 1): array, shape (calls, *draws)."""
    tolerance = _tolerance(sample.trials)
    z: FloatArray | None = None
    for call, (trial, result) in enumerate(zip(sample.trials, sample.results, strict=True)):
        target, values = trial.target, trial.values(result)
        if z is None:
            z = np.empty((len(sample.trials), *values.shape))
        z[call] = target.standardize(values, tolerance=tolerance, rng=rng)
    if z is None:
        raise AssertionError("a stage makes calls")
    return z


def rounding(trials: Sequence[Trial]) -> float:
    """Bound the rounding error of what the battery judges, in σ."""
    return max(trial.target.stretch for trial in trials) * _tolerance(trials)


def _tolerance(trials: Sequence[Trial]) -> float:
    return float32_rounding({trial.moments for trial in trials})

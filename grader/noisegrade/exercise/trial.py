"""One call of a random exercise: its arguments, and what its result must follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from noisegrade.exercise.frozen import Frozen, as_target
from noisegrade.exercise.targets import TargetDistribution, TargetMoments
from noisegrade.model import FloatArray
from noisegrade.sandbox.calls import AnyArray, Argument, Rng

__all__ = ["RNG", "Args", "Sample", "Trial"]

Args = tuple[Argument, ...]

RNG = Rng(seed=0)  # stands in a trial's arguments where the grading puts its own generator

_NUMBERS = "fiub"  # kinds of dtype that can be computed with


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A call of a learner's function, and what independent draws its result must hold.

    Parameters
    ----------
    args : of the call; RNG stands where the generator goes
    shape : of the result
    axes : a name for every axis of the draws, in the words of a sentence: "row", "column", …
    draws : what the draws must follow: a frozen distribution of scipy.stats, continuous or
        discrete, or one of `noisegrade.exercise.targets`
    setting : trials of one setting share what is asked for, but for the data that comes with it;
        each setting is also judged by itself
    may_raise : of an edge request, that code may refuse it with an error, though not answer it
        wrongly: whole numbers where the docstring doesn't say that they come
    """

    args: Args
    shape: tuple[int, ...]
    axes: tuple[str, ...]
    draws: TargetDistribution | Frozen
    setting: str = ""
    may_raise: bool = False
    target: TargetDistribution = field(init=False, repr=False, compare=False)
    """The distribution, in the form in which it is graded."""

    def __post_init__(self) -> None:
        """Refuse what is no distribution, or can't be graded by."""
        object.__setattr__(self, "target", as_target(self.draws))

    @property
    def moments(self) -> TargetMoments:
        """Mean and σ of a draw, in the learner's units."""
        return self.target.moments

    def fits(self, result: AnyArray) -> bool:
        """Tell whether a result has the shape and a kind of number that were asked for."""
        return result.dtype.kind in _NUMBERS and result.size > 0 and result.shape == self.shape

    def values(self, result: AnyArray) -> FloatArray:
        """Return the draws in a result, in the units of `moments`."""
        return self.target.values(np.asarray(result, dtype=np.float64))

    def scaled(self, result: AnyArray) -> FloatArray:
        """Return the draws in a result in σ from their mean."""
        moments = self.moments
        return (self.values(result) - moments.mean) / moments.std


@dataclass(frozen=True)
class Sample:
    """What a learner's sampler returned: every call, and the result of every call.

    Results are as they came: any dtype, any shape.
    """

    trials: tuple[Trial, ...]
    results: tuple[AnyArray, ...]

    @cached_property
    def fits(self) -> bool:
        """Whether there are results, all with the shape and a kind of number as asked for."""
        pairs = zip(self.trials, self.results, strict=True)
        return bool(self.results) and all(trial.fits(result) for trial, result in pairs)

    @cached_property
    def floats(self) -> list[FloatArray]:
        """The results as floats; only where they fit."""
        return [np.asarray(result, np.float64) for result in self.results]

    @cached_property
    def scaled(self) -> list[FloatArray]:
        """The draws in the results, in σ from their mean; only where they fit."""
        return [
            trial.scaled(result) for trial, result in zip(self.trials, self.floats, strict=True)
        ]

    @cached_property
    def finite(self) -> bool:
        """Whether every result is a number; only where they fit."""
        return all(bool(np.isfinite(result).all()) for result in self.floats)

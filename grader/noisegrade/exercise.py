"""The words that exercises are declared in.

An exact exercise has a truth and cases, sorted under claims. A random exercise has trials (calls
with an rng), the part of each result that must be noise, and the law of that part. Both list the
misconceptions that they know, each with the sign that it is recognised by.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.sandbox.calls import AnyArray, Argument, Rng

__all__ = [
    "RNG",
    "Args",
    "Case",
    "ExactClaim",
    "ExactExercise",
    "Exercise",
    "Fact",
    "Hint",
    "Misconception",
    "Prediction",
    "RandomExercise",
    "Sample",
    "TargetMoments",
    "Truth",
    "WrongDistribution",
    "WrongFormula",
]

Args = tuple[Argument, ...]
Truth = FloatArray | float | bool | tuple[float, ...]

RNG = Rng(seed=0)  # stands in a trial's arguments where the grading puts its own generator


@dataclass(frozen=True, slots=True)
class Sample:
    """What a learner's sampler gave: the arguments of every call, and the result of every call.

    Results are as they came: any dtype, any shape.
    """

    args: tuple[Args, ...]
    results: tuple[AnyArray, ...]


@dataclass(frozen=True, slots=True)
class WrongFormula:
    """The answer that code with this mistake gives, for the same arguments as the function."""

    answer: Callable[..., Truth | AnyArray | None]


@dataclass(frozen=True, slots=True)
class WrongDistribution:
    """A map under which the result of code with this mistake is exactly independent N(0, 1).

    `to_standard_normal(args, result)` keeps the call's axes (it may shorten them); it may return
    non-finite values, or none at all, for results that this mistake can't give.
    """

    to_standard_normal: Callable[[Args, FloatArray], FloatArray | None]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that can be seen without statistics: equal calls, a rounding grid, zero means."""

    matches: Callable[[Sample], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Misconception:
    """A mistake that learners make, the claim that it breaks, and what to say of it.

    `says` completes "It looks like "; `next_step` completes "Next: ".
    """

    id: str
    claim: str
    says: str
    next_step: str
    detector: WrongFormula | WrongDistribution | Fact


@dataclass(frozen=True, slots=True)
class Hint:
    """At most three an exercise, from the idea to the worked line."""

    idea: str
    look_here: str
    worked_line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A question to answer before coding, and what to recall beside the outcome."""

    question: str
    answer: float
    tolerance: float  # how far a right answer may be off
    recall: str  # one sentence that explains the answer


@dataclass(frozen=True, slots=True)
class Case:
    """One call of an exact function; `shows` names what is special about it."""

    args: Args
    shows: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactClaim:
    """A kind of input on which the function must give the truth."""

    name: str
    points: int
    cases: Callable[[np.random.Generator], Sequence[Case]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactExercise:
    """An exercise whose answer is one value: compared with the truth, no statistics needed."""

    name: str
    parameters: tuple[str, ...]
    truth: Callable[..., Truth]
    claims: tuple[ExactClaim, ...]
    misconceptions: tuple[Misconception, ...]
    hint: Hint
    prediction: Prediction | None = None
    rtol: float = 1e-9  # of float64 results; float32 results may be off by 1e-5

    @property
    def points(self) -> int:
        """What the exercise is worth."""
        return sum(claim.points for claim in self.claims)


@dataclass(frozen=True, slots=True)
class TargetMoments:
    """The law that the noise in a result must have, in the learner's units.

    `offset` is the largest magnitude of what the noise is added to; float32 rounding grows with it.
    """

    mean: float
    std: float
    offset: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomExercise:
    """An exercise whose answer is random: held against the exact law that it must follow.

    Parameters
    ----------
    trial : arguments of one call: `trial(index, draws, data)` with at most about `draws` draws; RNG
        stands where the generator goes; `data` makes whatever inputs the call needs
    shape : of the result, from the arguments
    axes : names of the axes of `noise`, in the words of a sentence: "row", "column", …
    noise : the part of a result that must be noise, from arguments and result
    asked : mean and std of that part
    standard : sends noise to independent N(0, 1); (noise − mean)/std where it is Gaussian.
        Takes the noise, the arguments and the largest rounding error of the noise, in σ.
    of : what the noise is called in a sentence: "draws", "noise values"
    """

    name: str
    parameters: tuple[str, ...]
    trial: Callable[[int, int, np.random.Generator], Args]
    shape: Callable[[Args], tuple[int, ...]]
    axes: tuple[str, ...]
    noise: Callable[[Args, FloatArray], FloatArray]
    asked: Callable[[Args], TargetMoments]
    standard: Callable[[FloatArray, Args, float], FloatArray] | None = None
    of: str = "draws"
    misconceptions: tuple[Misconception, ...]
    hint: Hint
    prediction: Prediction | None = None
    points: int = 5  # of these, a fifth is for being reproducible


Exercise = ExactExercise | RandomExercise

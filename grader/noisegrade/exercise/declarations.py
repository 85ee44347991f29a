"""The types that exercises are declared in.

An exact exercise has a truth and cases, sorted under claims. A random exercise has trials: calls
with an rng, each with the distribution that its result must follow. Both list the misconceptions
that they know, each with the detector that recognizes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from noisegrade.exercise.trial import Args, Sample, Trial
from noisegrade.model import FloatArray
from noisegrade.sandbox.calls import AnyArray

__all__ = [
    "Case",
    "ExactClaim",
    "ExactExercise",
    "Exercise",
    "Fact",
    "Hint",
    "Misconception",
    "Prediction",
    "RandomExercise",
    "Truth",
    "WrongDistribution",
    "WrongFormula",
]

Truth = FloatArray | float | bool | tuple[float, ...]


@dataclass(frozen=True, slots=True)
class WrongFormula:
    """The answer that code with this mistake gives, for the same arguments as the function."""

    answer: Callable[..., Truth | AnyArray | None]


@dataclass(frozen=True, slots=True)
class WrongDistribution:
    """A map under which the result of code with this mistake is exactly independent N(0, 1).

    `to_standard_normal(trial, result)` keeps the call's axes (it may shorten them); it may return
    non-finite values, or None, for results that this mistake can't give.
    """

    to_standard_normal: Callable[[Trial, FloatArray], FloatArray | None]


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
    points: float
    cases: Callable[[np.random.Generator], Sequence[Case]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactExercise:
    """An exercise whose answer is one value: compared with the truth, no statistics needed.

    Parameters
    ----------
    truth : the answer, from the arguments as Python numbers and float64 arrays
    rounding : in the form of the truth, the sizes of what is added up in it: the sum of the
        magnitudes of all terms. Each may be rounded in float32; None: the size of the answer
    equivalent_mutants : faults of the solution that `noisegrade verify` may let pass, by their id:
        why each is as right as the solution, or below the promised effect
    """

    name: str
    parameters: tuple[str, ...] = ()  # those of the solution, where none are given
    truth: Callable[..., Truth]
    claims: tuple[ExactClaim, ...]
    misconceptions: tuple[Misconception, ...]
    hint: Hint
    prediction: Prediction | None = None
    rounding: Callable[..., Truth] | None = None
    equivalent_mutants: Mapping[str, str] = field(default_factory=dict)

    @property
    def points(self) -> float:
        """What the exercise is worth."""
        return sum(claim.points for claim in self.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomExercise:
    """An exercise whose answer is random: its draws are tested against their exact distribution.

    Parameters
    ----------
    trial : makes one call: `trial(index, draws, data)` with about `draws` draws, never fewer by
        more than a twentieth; `data` makes whatever inputs the call needs. All trials give equally
        many draws on equally named axes
    edges : further calls with few draws each: other ranks, lengths, channels, integers, the ends
        of what the docstring allows. Each is judged for shape, kind, mean and σ. Their number is
        always the same; `data` makes their inputs
    of : what the draws are called in a sentence: "draws", "noise values"
    points : a fifth of them is for being reproducible
    shares : other shares of the points: for "reproducible", and for "inputs", which are left alone
    equivalent_mutants : as in `ExactExercise`
    """

    name: str
    parameters: tuple[str, ...] = ()  # those of the solution, where none are given
    trial: Callable[[int, int, np.random.Generator], Trial]
    of: str = "draws"
    edges: Callable[[np.random.Generator], Sequence[Trial]] = lambda _: ()
    misconceptions: tuple[Misconception, ...] = ()
    hint: Hint
    prediction: Prediction | None = None
    points: float = 5
    shares: Mapping[str, float] = field(default_factory=dict)
    equivalent_mutants: Mapping[str, str] = field(default_factory=dict)


Exercise = ExactExercise | RandomExercise

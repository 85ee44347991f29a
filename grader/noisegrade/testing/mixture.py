"""A density with atoms: single values that occur with a probability of their own."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from noisegrade.errors import DeclarationError
from noisegrade.exercise.frozen import Frozen, as_target
from noisegrade.exercise.targets import TargetDistribution, TargetMoments, hidden_share
from noisegrade.model import FloatArray
from noisegrade.stats.distributions import norm_cdf, norm_from_tails

__all__ = ["Mixture"]


@dataclass(frozen=True, eq=False)
class Mixture:
    """Single values with probabilities of their own, and else a continuous distribution.

    Parameters
    ----------
    atoms : from each value to its probability; together in (0, 1)
    rest : a frozen continuous distribution of scipy.stats, drawn from with what probability is left

    A draw equals an atom in float64 or in float32. That the density comes so near is left out of
    account: it has probability 1e-7 or so per draw and moves that draw only within the atom's own
    interval.

    Raises
    ------
    DeclarationError
        Probabilities that make no sense; a rest that is discrete, or can't be computed.

    Examples
    --------
    >>> from scipy import stats
    >>> rain = Mixture({0.0: 0.7}, stats.expon(scale=4))
    >>> round(rain.moments.mean, 3)
    1.2
    """

    atoms: Mapping[float, float]
    rest: Frozen

    def __post_init__(self) -> None:
        weights = self.atoms.values()
        if not self.atoms or min(weights) <= 0 or not self.continuous > 0:
            raise DeclarationError(
                "Give each atom a probability above 0, all of them together less than 1."
            )
        if self._target.whole:
            raise DeclarationError("The rest of a mixture must be continuous.")

    @cached_property
    def _target(self) -> TargetDistribution:
        return as_target(self.rest)

    @property
    def continuous(self) -> float:
        """The probability of the rest."""
        return 1 - sum(self.atoms.values())

    @cached_property
    def moments(self) -> TargetMoments:
        """Mean and σ of one draw."""
        of_rest = self._target.moments
        parts = [(p, value, 0.0) for value, p in self.atoms.items()]
        parts.append((self.continuous, of_rest.mean, of_rest.std))
        mean = sum(p * value for p, value, _ in parts)
        square = sum(p * ((value - mean) ** 2 + std * std) for p, value, std in parts)
        return TargetMoments(mean, math.sqrt(square))

    @property
    def stretch(self) -> float:
        """That of the rest, which is the more even the less of it there is."""
        return max(1.0, self._target.stretch * self.moments.std / self._target.moments.std)

    whole = False
    gaussian = False

    def values(self, result: FloatArray) -> FloatArray:
        """Return the result."""
        return result

    def impossible(self, values: FloatArray) -> str | None:
        """Say which value is neither an atom nor in the support of the rest."""
        others = values[~self._at_atom(values)]
        return self._target.impossible(self._target.values(others)) if others.size else None

    def hidden(self, tolerance: float) -> float:
        """Return the share of draws of the rest that rounding may move past a border."""
        rounding = tolerance * self.moments.std / self._target.moments.std
        return self.continuous * hidden_share(self._target, rounding)

    def standardize(
        self, values: FloatArray, *, tolerance: float, rng: np.random.Generator
    ) -> FloatArray:
        """Draw evenly within an atom's step of the distribution function; else go through it."""
        rounding = tolerance * self.moments.std / self._target.moments.std
        of_rest = self._target.standardize(values, tolerance=rounding, rng=rng)
        below, above = self.continuous * norm_cdf(of_rest), self.continuous * norm_cdf(-of_rest)
        for atom, probability in self.atoms.items():
            below = below + probability * (values > atom)
            above = above + probability * (values < atom)
        for atom, probability in self.atoms.items():
            at = _equals(values, atom)
            share = rng.random(int(at.sum()))
            low = self.continuous * float(self.rest.cdf(atom))
            high = self.continuous * float(self.rest.sf(atom))
            others = self.atoms.items()
            low += sum(p for value, p in others if value < atom)
            high += sum(p for value, p in others if value > atom)
            below[at] = low + share * probability
            above[at] = high + (1 - share) * probability
        return norm_from_tails(below, above)

    def _at_atom(self, values: FloatArray) -> NDArray[np.bool_]:
        both = [value for atom in self.atoms for value in (atom, float(np.float32(atom)))]
        return np.isin(values, both)

    def __str__(self) -> str:
        from noisegrade.testing.asked import description  # noqa: PLC0415 - only for a message

        atoms = ", ".join(f"{value:g} with probability {p:g}" for value, p in self.atoms.items())
        return f"a mixture of {atoms}, else {description(self.rest)}"


def _equals(values: FloatArray, atom: float) -> NDArray[np.bool_]:
    return np.isin(values, (atom, float(np.float32(atom))))

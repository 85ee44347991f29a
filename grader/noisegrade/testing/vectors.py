"""Vectors whose entries depend on each other, sent to N(0, 1) entry after entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noisegrade.errors import DeclarationError
from noisegrade.exercise.frozen import Frozen
from noisegrade.exercise.rounding import float32_rounding
from noisegrade.exercise.targets import TargetMoments
from noisegrade.model import FloatArray
from noisegrade.stats.distributions import norm_from_tails
from noisegrade.testing.asked import Asked, Single, kind_refused, single

__all__ = ["Conditionals", "MultivariateNormal", "VectorDistribution", "as_vector"]

_STEEPEST = 100.0  # as for single values: rounding may be widened by so much

Conditional = Callable[[FloatArray], Any]
"""From the entries before, shape (…, entries so far), to a frozen distribution of the next."""


@dataclass(frozen=True, eq=False)
class Conditionals:
    """A vector given by its first entry's distribution, and each later one's, given those before.

    Rosenblatt's transform (1952): the conditional distribution functions of the entries, given
    those before, are independent uniform numbers, exactly.

    Parameters
    ----------
    first : a frozen distribution of scipy.stats
    later : for every further entry, a function of the entries before it, an array of shape
        (…, entries so far), that returns a frozen distribution with one parameter per vector; all
        continuous, or else all discrete. Their tails are as accurate as SciPy has them: only those
        of the first entry can be checked when it is declared

    Examples
    --------
    >>> from scipy import stats
    >>> walk = Conditionals(stats.norm(), lambda x: stats.norm(x[..., 0], 1))
    >>> walk.entries
    2
    """

    first: Frozen
    later: tuple[Conditional, ...]

    def __init__(self, first: Frozen, *later: Conditional) -> None:
        if not later:
            raise DeclarationError("Conditionals need a second entry; give its distribution.")
        object.__setattr__(self, "first", first)
        object.__setattr__(self, "later", later)
        single(first)  # which raises what is wrong with it

    @cached_property
    def _single(self) -> Single:
        return single(self.first)

    @property
    def text(self) -> str:
        """What is asked for, in a few words."""
        return f"vectors of {self.entries} entries, the first from {self._single.text}"

    @property
    def entries(self) -> int:
        """How many there are."""
        return 1 + len(self.later)

    @property
    def tolerance(self) -> float:
        """Largest rounding error of a standardized entry, in σ, for float64 results."""
        return self._single.tolerance

    @property
    def hidden(self) -> float:
        """That of the first entry."""
        return self._single.hidden

    def impossible(self, values: NDArray[Any]) -> str | None:
        """Check the dtype of all entries, and the support of each."""
        if values.dtype.kind == "f" and values.dtype != np.float64:
            return f"Entries that hang on each other are judged in float64, not in {values.dtype}."
        says = self._single.impossible(values[..., 0])
        if says is not None:
            return f"Entry 0: {says}"
        numbers = values.astype(np.float64)
        for at, later in enumerate(self.later, start=1):
            law, column = later(numbers[..., :at]), numbers[..., at]
            low, high = law.support()
            outside = (column < low) | (column > high)
            if hasattr(law, "pmf"):
                outside |= column != np.rint(column)
            if outside.any():
                return (
                    f"Entry {at}: after such entries as before it, {column[outside][0]:.4g} "
                    "can't occur."
                )
        return None

    def standardize(self, values: FloatArray, rng: np.random.Generator) -> FloatArray:
        """Send each entry through its distribution function, given the entries before it."""
        columns = [self._single.standardize(values[..., 0], rng)]
        for at, later in enumerate(self.later, start=1):
            columns.append(_normal(later(values[..., :at]), values[..., at], rng))
        return np.stack(columns, axis=-1)


@dataclass(frozen=True, eq=False)
class MultivariateNormal:
    """N(mean, covariance): Cholesky's factor turns it into independent entries."""

    mean: FloatArray
    covariance: FloatArray
    text: str = "multivariate_normal"
    hidden: float = 0.0  # `tolerance` bounds how far every entry is moved

    @property
    def entries(self) -> int:
        """How many there are."""
        return self.mean.size

    @cached_property
    def whitening(self) -> FloatArray:
        """The inverse of Cholesky's factor."""
        return np.linalg.inv(np.linalg.cholesky(self.covariance))

    @cached_property
    def tolerance(self) -> float:
        """Largest rounding error of a standardized entry, in σ."""
        std = np.sqrt(np.diag(self.covariance))
        moments = [TargetMoments(float(m), float(s)) for m, s in zip(self.mean, std, strict=True)]
        return float32_rounding(moments) * float(np.abs(self.whitening * std).sum(axis=1).max())

    def impossible(self, values: NDArray[Any]) -> str | None:
        """Check the dtype: a Gaussian excludes no value."""
        return kind_refused(values.dtype)

    def standardize(self, values: FloatArray, rng: np.random.Generator) -> FloatArray:
        """Whiten."""
        del rng
        return (values - self.mean) @ self.whitening.T


VectorDistribution = Conditionals | MultivariateNormal


def as_vector(distribution: object) -> Asked | None:
    """Return a distribution of vectors in the form in which it is tested; None for any other.

    Raises
    ------
    DeclarationError
        A covariance that is not positive definite, or so narrow that rounding could not be told
        from a mistake.
    """
    if isinstance(distribution, Conditionals | MultivariateNormal):
        return distribution
    if not (hasattr(distribution, "mean") and hasattr(distribution, "cov_object")):
        return None
    mean, covariance = np.asarray(distribution.mean), np.asarray(distribution.cov_object.covariance)
    vector = MultivariateNormal(mean, covariance, f"multivariate_normal of {mean.size} entries")
    try:
        tolerance = vector.tolerance
    except np.linalg.LinAlgError as error:
        raise DeclarationError("The covariance must be positive definite.") from error
    std = np.sqrt(np.diag(covariance))
    if not (np.abs(vector.whitening * std).sum(axis=1) < _STEEPEST).all():
        raise DeclarationError(
            "The covariance is too narrow in some direction: rounding could not be told from a "
            f"mistake ({tolerance:.2g} σ)."
        )
    return vector


def _normal(law: Any, values: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Send values to N(0, 1), each by its own distribution; randomized where it is discrete."""
    if not hasattr(law, "pmf"):
        return norm_from_tails(np.asarray(law.cdf(values)), np.asarray(law.sf(values)))
    share = rng.random(values.shape)
    low, high = np.asarray(law.cdf(values - 1)), np.asarray(law.cdf(values))
    above, beyond = np.asarray(law.sf(values - 1)), np.asarray(law.sf(values))
    return norm_from_tails(low + share * (high - low), above + share * (beyond - above))

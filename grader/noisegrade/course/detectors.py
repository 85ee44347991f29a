"""The signs that mistakes are recognised by, guarded against results of any kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from noisegrade.exercise import (
    Args,
    Fact,
    Misconception,
    Sample,
    Truth,
    WrongDistribution,
    WrongFormula,
)
from noisegrade.model import FloatArray
from noisegrade.sandbox.calls import AnyArray

__all__ = ["Noise", "formula", "misshapen"]

_NUMBERS = "fiub"  # kinds of dtype that can be computed with


@dataclass(frozen=True, slots=True)
class Noise:
    """Where the noise of one exercise is found in a result.

    Parameters
    ----------
    shape : that a result must have; results of any other shape show no sign
    standard : the noise in units of σ from its mean: for right code mean 0 and σ = 1
    """

    shape: Callable[[Args], tuple[int, ...]]
    standard: Callable[[Args, FloatArray], FloatArray]

    def fits(self, args: Args, result: AnyArray) -> bool:
        """Tell whether a result has the shape and a kind of number that were asked for."""
        return (
            result.dtype.kind in _NUMBERS and result.size > 0 and result.shape == self.shape(args)
        )

    def law(
        self,
        name: str,
        claim: str,
        to_standard_normal: Callable[[Args, FloatArray], FloatArray],
        *,
        says: str,
        next_step: str,
    ) -> Misconception:
        """Declare a mistake that `to_standard_normal` would turn into independent N(0, 1)."""

        def guarded(args: Args, result: FloatArray) -> FloatArray | None:
            if not self.fits(args, result):
                return None
            with np.errstate(all="ignore"):
                return np.asarray(
                    to_standard_normal(args, np.asarray(result, np.float64)), np.float64
                )

        return Misconception(
            id=name,
            claim=claim,
            says=says,
            next_step=next_step,
            detector=WrongDistribution(guarded),
        )

    def bell(
        self,
        name: str,
        claim: str,
        law: Callable[[Args], tuple[FloatArray | float, FloatArray | float]],
        *,
        says: str,
        next_step: str,
    ) -> Misconception:
        """Declare a mistake that gives Gaussian draws, of another mean or another σ."""

        def to_standard_normal(args: Args, result: FloatArray) -> FloatArray:
            mean, std = law(args)
            return (result - mean) / std

        return self.law(name, claim, to_standard_normal, says=says, next_step=next_step)

    def fact(
        self,
        name: str,
        claim: str,
        shows: Callable[[list[FloatArray]], bool],
        *,
        says: str,
        next_step: str,
    ) -> Misconception:
        """Declare a mistake that shows in the noise of all calls, in units of σ."""

        def guarded(sample: Sample) -> bool:
            if not sample.results or not all(map(self.fits, sample.args, sample.results)):
                return False
            with np.errstate(all="ignore"):
                noise = [
                    self.standard(args, np.asarray(result, np.float64))
                    for args, result in zip(sample.args, sample.results, strict=True)
                ]
                return all(np.isfinite(z).all() for z in noise) and bool(shows(noise))

        return Misconception(
            id=name, claim=claim, says=says, next_step=next_step, detector=Fact(guarded)
        )


def formula(
    name: str, claim: str, answer: Callable[..., Truth | None], *, says: str, next_step: str
) -> Misconception:
    """Declare a mistake by the wrong answer that it gives."""

    def quiet(*args: object) -> Truth | None:
        with np.errstate(all="ignore"):
            return answer(*args)

    return Misconception(
        id=name, claim=claim, says=says, next_step=next_step, detector=WrongFormula(quiet)
    )


def misshapen(
    name: str, shape: Callable[[Args], tuple[int, ...]], *, says: str, next_step: str
) -> Misconception:
    """Declare a mistake by the wrong shape that it gives."""

    def shows(sample: Sample) -> bool:
        return bool(sample.results) and all(
            result.shape == shape(args)
            for args, result in zip(sample.args, sample.results, strict=True)
        )

    return Misconception(
        id=name, claim="returns", says=says, next_step=next_step, detector=Fact(shows)
    )

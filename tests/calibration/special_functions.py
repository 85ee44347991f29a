"""How accurate `scipy.special` is where p-values rest on it: compared with mpmath, 40 digits.

`python tests/calibration/special_functions.py` prints the worst relative error of each function.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import mpmath
from scipy import special

from noisegrade.stats import distributions

__all__ = ["Measured", "measured"]

PLAN = (15, 3089, 30_891, 308_911)  # degrees of freedom, draws: of calls, and of the three stages
Number = mpmath.mpf


@dataclass(frozen=True)
class Measured:
    """One value of a function beside the truth."""

    function: str
    at: str
    found: float
    truth: Number

    @property
    def error(self) -> float:
        """Relative to the truth."""
        return float(abs(mpmath.mpf(self.found) / self.truth - 1))


def measured() -> Iterator[Measured]:
    """Evaluate every function at places from the bulk to tails of 1e-16 and beyond."""
    with mpmath.workdps(40):
        yield from _normal()
        yield from _chi_square()
        yield from _binomial()
        yield from _energy_shares()


def _normal() -> Iterator[Measured]:
    for x in (-37.0, -20.0, -9.0, -5.0, -1.0, -1e-3, 0.7, 3.0):
        found = float(special.ndtr(x))
        yield Measured("normal tail", f"{x:g} σ", found, mpmath.ncdf(x))
    for k in (1e-3, 1.0, 2.0, 4.0, 7.0, 20.0):
        truth = mpmath.erfc(mpmath.mpf(k) / mpmath.sqrt(2))
        yield Measured("two normal tails", f"{k:g} σ", distributions.norm_two_sided_sf(k), truth)
    for p in (1e-300, 1e-20, 4e-13, 1e-5, 0.01, 0.3):
        x = float(special.ndtri(p))
        truth = mpmath.ncdf(x)  # the quantile is right if its own tail is p again
        yield Measured("normal quantile, by its tail", f"{p:g}", p, truth)


def _chi_square() -> Iterator[Measured]:
    for dof in PLAN:
        for score in (-9.0, -6.0, 0.5, 6.0, 9.0):
            s = dof * (1 - 2 / (9 * dof) + score * (2 / (9 * dof)) ** 0.5) ** 3
            if s <= 0:
                continue
            low, high = _integrals(
                lambda t, a=dof / 2: (a - 1) * mpmath.log(t) - t - mpmath.loggamma(a),
                s / 2,
                dof**0.5 / 2**0.5,
                mpmath.inf,
            )
            at = f"{dof} dof, {score:g} σ"
            yield Measured("chi-square, lower tail", at, distributions.chi2_cdf(s, dof), low)
            yield Measured("chi-square, upper tail", at, distributions.chi2_sf(s, dof), high)


def _binomial() -> Iterator[Measured]:
    for n in PLAN[1:]:
        for q in (0.5, 0.3173105, 0.0026998):
            sd = (n * q * (1 - q)) ** 0.5
            for score in (-7.0, -2.0, 3.0, 8.0):
                k = round(n * q + score * sd)
                if not 0 <= k < n:
                    continue
                low, high = _beta_tails(q, k + 1, n - k)
                at = f"n = {n}, q = {q:g}, {score:g} σ"
                found = distributions.binom_cdf(k, n, q)
                yield Measured("binomial, lower tail", at, found, high)
                found = distributions.binom_sf_inclusive(k + 1, n, q)
                yield Measured("binomial, upper tail", at, found, low)


def _energy_shares() -> Iterator[Measured]:
    half = 9600.0
    for calls in (1, 7, 15):
        a, b = calls * half, half
        mean, sd = a / (a + b), (a * b / (a + b + 1)) ** 0.5 / (a + b)
        for score in (-8.0, -3.0, 0.2, 5.0, 9.0):
            x = mean + score * sd
            low, high = _beta_tails(x, a, b)
            at = f"{calls} calls before, {score:g} σ"
            yield Measured(
                "share of energy, lower tail", at, float(distributions.beta_cdf(x, a, b)), low
            )
            yield Measured(
                "share of energy, upper tail", at, float(distributions.beta_sf(x, a, b)), high
            )


def _beta_tails(x: float, a: float, b: float) -> tuple[Number, Number]:
    log_beta = mpmath.loggamma(a) + mpmath.loggamma(b) - mpmath.loggamma(a + b)

    def log_density(t: Number) -> Number:
        return (a - 1) * mpmath.log(t) + (b - 1) * mpmath.log1p(-t) - log_beta

    return _integrals(log_density, x, (a * b / (a + b + 1)) ** 0.5 / (a + b), 1)


def _integrals(
    log_density: Callable[[Number], Number], border: float, sd: float, end: float
) -> tuple[Number, Number]:
    """Integrate a bell-shaped density on (0, end) below and above a border, in steps of its σ."""
    border, steps = mpmath.mpf(border), (0, 0.5, 1, 2, 3, 4, 6, 9, 13, 18, 24, 32)
    below = [border - step * sd for step in steps if border - step * sd > 0]
    above = [border + step * sd for step in steps if border + step * sd < end]
    if len(below) < len(steps):
        below.append(mpmath.mpf(0))

    def density(t: Number) -> Number:
        return mpmath.exp(log_density(t)) if t > 0 else mpmath.mpf(0)

    return mpmath.quad(density, below[::-1]), mpmath.quad(density, above)


if __name__ == "__main__":
    worst: dict[str, Measured] = {}
    for one in measured():
        if one.function not in worst or one.error > worst[one.function].error:
            worst[one.function] = one
    for one in worst.values():
        sys.stdout.write(f"{one.function:32s}{one.error:9.1e}  at {one.at}\n")

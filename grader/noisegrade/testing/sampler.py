"""An engineer's sampler, whichever way it is called: many values per call, or a single one."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noisegrade.errors import UsageError
from noisegrade.stats.moments import LARGEST_DRAW

__all__ = ["Caller", "Sampler", "as_caller"]

Sampler = Callable[..., Any]
"""`sampler(size, rng)` for an array of `size` draws, or `sampler(rng)` for one draw."""

_CALLS = 16  # in each block: enough for their means and energies to tell whether they scatter
_NUMBERS = "fiub"  # kinds of dtype that can be computed with
_HOW = "A sampler is called as sampler(size, rng), or as sampler(rng) for a single value"


@dataclass(frozen=True, slots=True)
class Caller:
    """A sampler, and how it is called."""

    sampler: Sampler
    many: bool
    by_name: bool

    def block(self, draws: int, entries: int, rng: np.random.Generator) -> NDArray[Any] | str:
        """Draw so many values or vectors, or a few more; say so where they have the wrong form.

        Parameters
        ----------
        draws : values; or vectors, of which every entry is judged for itself
        entries : of a vector; 0 where single values are asked for
        rng : what the sampler draws from

        Returns
        -------
        array, shape (calls, draws per call), and entries last where there are any
        """
        each = -(-draws // _CALLS)
        shape = (each, entries) if entries else (each,)
        results = []
        for _ in range(_CALLS):
            values = np.asarray(self._call(each, rng))
            says = _misshapen(values, shape, many=self.many)
            if says is not None:
                return says
            results.append(values)
        block = np.stack(results)
        says = _not_finite(block)
        return block if says is None else says

    def _call(self, size: int, rng: np.random.Generator) -> Any:
        if not self.many:
            return [self.sampler(rng) for _ in range(size)]
        return self.sampler(size=size, rng=rng) if self.by_name else self.sampler(size, rng)


def as_caller(sampler: Sampler) -> Caller:
    """Find out from its signature how a sampler is called.

    Parameters that are named `size` and `rng` may stand in either order; other names are taken in
    the order (size, rng). Where there is no signature, as for some compiled functions, both are
    passed.

    Raises
    ------
    UsageError
        What can't be called, or asks for something else.
    """
    if not callable(sampler):
        raise UsageError(f"{_HOW}; this is {sampler!r}.")
    try:
        parameters = inspect.signature(sampler).parameters.values()
    except (TypeError, ValueError):
        return Caller(sampler, many=True, by_name=False)
    variable = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    needed = [
        one
        for one in parameters
        if one.kind not in variable and (one.default is one.empty or one.name in {"size", "rng"})
    ]
    names = {one.name for one in needed if one.kind is not inspect.Parameter.POSITIONAL_ONLY}
    if len(needed) not in {1, 2} or [one.name for one in needed] == ["size"]:
        takes = ", ".join(one.name for one in needed) or "nothing"
        raise UsageError(f"{_HOW}; this one takes {takes}.")
    return Caller(sampler, many=len(needed) == 2, by_name=names == {"size", "rng"})  # noqa: PLR2004


def _misshapen(values: NDArray[Any], shape: tuple[int, ...], *, many: bool) -> str | None:
    """Say what is wrong with the form of a call's result; None where nothing is."""
    if values.dtype.kind not in _NUMBERS:
        return f"Numbers were asked for; it returned values of type {values.dtype.name}."
    if values.shape != shape:
        if not many:
            each, came = shape[1:] or "a single number", values.shape[1:]
            return f"Each call should return {each}; it returned an array of shape {came}."
        return f"An array of shape {shape} was asked for; it returned one of shape {values.shape}."
    return None


def _not_finite(block: NDArray[Any]) -> str | None:
    """Say which value is not finite, or too large to be squared; return None if all are fine."""
    low, high = float(block.min()), float(block.max())  # NaN where there is any
    if -LARGEST_DRAW <= low <= high <= LARGEST_DRAW:
        return None
    finite = np.isfinite(block)
    if not finite.all():
        return f"Every draw must be a finite number; it returned {block[~finite][0]}."
    return f"No draw can be as large as {max(low, high, key=abs):.4g}."

"""Odd numbers, odd arrays and odd texts, for whatever the judge must withstand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from noisegrade.sandbox.calls import AnyArray
from noisegrade.sandbox.layout import DTYPES, MAX_DIMENSIONS

__all__ = ["FINITE", "NUMBERS", "any_array", "bruised", "filled"]

FINITE = (0.0, -0.0, 5e-324, -2.3e-308, 1e-300, 1e300, -1.797e308, 1.0, -1.0, 0.25, 4.0, 7.5)
NUMBERS = (*FINITE, float("nan"), float("inf"), float("-inf"))


@st.composite
def filled(draw: st.DrawFn, shape: tuple[int, ...], *, finite: bool = False) -> AnyArray:
    """Fill a shape with few different numbers: constants, ties, runs, ramps."""
    numbers = st.sampled_from(FINITE if finite else NUMBERS) | st.floats(
        allow_nan=not finite, allow_infinity=not finite
    )
    few = np.array(draw(st.lists(numbers, min_size=1, max_size=6)))
    flat = np.resize(few, int(np.prod(shape)))
    if draw(st.booleans()):
        flat = np.sort(flat)
    if draw(st.booleans()):
        flat = flat * draw(st.sampled_from([1.0, 1e-300, 1e-3]))
    return np.asarray(flat.reshape(shape))


@st.composite
def any_array(draw: st.DrawFn) -> AnyArray:
    """Make a small array of any shape and dtype that can come out of a sandbox."""
    shape = draw(array_shapes(min_dims=0, max_dims=MAX_DIMENSIONS, min_side=0, max_side=4))
    return draw(arrays(dtype=st.sampled_from(DTYPES), shape=shape))


@st.composite
def bruised(draw: st.DrawFn, whole: bytes, parts: Callable[[], st.SearchStrategy[bytes]]) -> bytes:
    """Cut pieces out of something sound, double them, or put something else in their place."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(whole)))
        end = min(len(whole), start + draw(st.sampled_from([0, 1, 2, 8, 100, 5000])))
        there = draw(st.sampled_from([b"", whole[start:end] * 2]) | parts())
        whole = whole[:start] + there + whole[end:]
    return whole

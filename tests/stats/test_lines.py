"""Pairs of neighbours along an axis, each met once."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from noisegrade.stats.lines import Axis, neighbours, pairs_along


@given(
    st.lists(st.integers(1, 6), min_size=1, max_size=4).map(tuple),
    st.integers(0, 3),
)
def test_every_pair_of_neighbours_is_met_once(lengths: tuple[int, ...], index: int) -> None:
    axis = Axis(index % len(lengths), "any")
    array = np.arange(math.prod(lengths)).reshape(lengths)
    met = [pair for a, b in neighbours(array, axis) for pair in zip(a.flat, b.flat, strict=True)]
    moved = np.moveaxis(array, axis.index, 0)
    wanted = list(zip(moved[:-1].flat, moved[1:].flat, strict=True))
    assert sorted(met) == sorted(wanted)
    assert len(wanted) == pairs_along(lengths, axis)

"""Facts about the tests of the battery that small faults in it would change."""

from __future__ import annotations

import numpy as np

from noisegrade.stats import battery
from noisegrade.stats.battery import Family

AXES = ("call", "row", "column", "channel")
SHAPE = (16, 40, 30, 3)


def test_a_wrong_mean_or_spread_is_no_dependence() -> None:
    z = np.random.default_rng(1).standard_normal(SHAPE)
    for wrong in (z + 0.5, z - 3.0, 1.5 * z, 0.2 * z + 1.0):
        judged = battery.judge(wrong, axes=AXES, false_fail=1e-12)
        refuting = {one.family for one in judged if one.evidence.refutes}
        assert refuting & {Family.LOCATION, Family.SPREAD}
        assert not refuting & {Family.NEIGHBOURS, Family.FRESH}


def test_an_interval_is_never_upside_down() -> None:
    z = np.zeros((2, 4, 5))
    z[:, 0, 0] = 3.3e13, 6.1e14  # no AR(1) law gives a correlation of 18
    for one in battery.judge(z, axes=AXES[:3], false_fail=1e-12):
        if one.evidence.interval is not None:
            low, high = one.evidence.interval
            assert low <= high

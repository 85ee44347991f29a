"""P(p <= a) <= a, for every test and for the battery, on every right sampler.

`python -m pytest tests/calibration -m slow -s` prints the rates; about four minutes on one core.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
import scipy

from calibration.error_rates import Rates, p_values, slack_of
from calibration.right_samplers import RIGHT, SINGLE

LEVELS = (0.05, 0.01, 1e-3, 1e-4)
FEW, MANY, MOST = 60, 5_000, 60_000  # gradings
DOUBT = 1e-6  # so seldom does a calibrated test break one of these assertions


def rows(rates: Rates) -> Iterator[str]:
    yield f"{'':40s}" + "".join(f"{level:>10g}" for level in LEVELS) + "     smallest"
    for name, p in rates.items():
        shares = "".join(f"{(p <= level).mean() / level:10.3f}" for level in LEVELS)
        yield f"{name:40s}{shares}{p.min():13.1e}"


def show(title: str, rates: Rates) -> None:
    sys.stdout.write("\n".join([f"\n{title}: rates over levels", *rows(rates), ""]))


def assert_calibrated(rates: Rates) -> None:
    for name, p in rates.items():
        for level in LEVELS:
            count = int((p <= level).sum())
            doubt = scipy.stats.binom.sf(count - 1, p.size, level)
            assert doubt > DOUBT, f"{name}: {count} of {p.size} gradings have p <= {level:g}"


@pytest.mark.parametrize("name", RIGHT)
def test_right_sampler_is_seldom_doubted(name: str) -> None:
    assert_calibrated(
        p_values(RIGHT[name], gradings=FEW, shape=(8, 6, 6, 3), tolerance=slack_of(name), seed=1)
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", RIGHT)
def test_every_level_holds_for_right_sampler(name: str) -> None:
    rates = p_values(
        RIGHT[name], gradings=MANY, shape=(16, 8, 8, 3), tolerance=slack_of(name), seed=20
    )
    show(f"{name}, {MANY} gradings of 3 072 draws", rates)
    assert_calibrated(rates)


@pytest.mark.slow
def test_every_level_holds_over_many_gradings() -> None:
    sampler = RIGHT["Generator.standard_normal"]
    rates = p_values(sampler, gradings=MOST, shape=(16, 8, 8, 3), tolerance=0.0, seed=11)
    show(f"{MOST} gradings of 3 072 draws", rates)
    assert_calibrated(rates)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SINGLE))
def test_single_precision_passes_at_full_size(name: str) -> None:
    """Collisions grow with n²: a full stage is where a coarse sampler would be wronged."""
    rates = p_values(
        RIGHT[name], gradings=40, shape=(16, 80, 80, 3), tolerance=slack_of(name), seed=3
    )
    show(f"{name}, 40 gradings of 307 200 draws", rates)
    assert_calibrated(rates)
    assert rates["distinct values"].min() == 1.0

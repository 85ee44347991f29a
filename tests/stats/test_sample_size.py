"""The search for the least effect and the fewest draws."""

from __future__ import annotations

import pytest

from noisegrade.stats import sample_size


@pytest.mark.parametrize("border", [1e-3, 0.3, 1.7, 8.0])
def test_the_least_effect_is_found_as_finely_as_is_said(border: float) -> None:
    found = sample_size.min_effect(lambda effect: effect >= border, high=8.0)
    assert found is not None
    assert border <= found <= border * 1.00011
    assert sample_size.min_effect(lambda effect: effect > border, high=border) is None


@pytest.mark.parametrize("guess", [1, 64, 3000])
@pytest.mark.parametrize("wanted", [1, 2, 3, 100, 2999, 3000, 3001, 10**7])
def test_the_fewest_draws_are_found_from_any_guess(wanted: int, guess: int) -> None:
    assert sample_size.min_samples(lambda n: n >= wanted, guess=guess) == wanted


def test_an_effect_that_no_sample_catches_is_refused() -> None:
    with pytest.raises(ValueError, match="no sample is large enough"):
        sample_size.min_samples(lambda _: False)

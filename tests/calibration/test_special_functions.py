from __future__ import annotations

import pytest

from calibration.special_functions import measured

PROMISED = 1e-10  # relative; docs speak of 1e-9


@pytest.mark.slow
def test_special_functions_are_as_accurate_as_stated() -> None:
    errors = [(one.error, one.function, one.at) for one in measured()]
    assert max(errors)[0] < PROMISED, max(errors)
    assert len(errors) > 100

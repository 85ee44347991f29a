"""What right code may round away: it may compute in float32 and hand back float64."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from noisegrade.exercise.targets import TargetMoments

__all__ = ["float32_rounding"]

_ROUNDING = float(np.finfo(np.float32).eps)  # of one operation, relative
_ROUNDINGS = 8  # operations that may each round a result once
_REACH = 10.0  # σ: right draws lie within this reach of their mean


def float32_rounding(asked: Iterable[TargetMoments]) -> float:
    """Bound the rounding error of right results, in σ.

    It rests on what was asked for, not on what was returned: nobody can widen the bounds by odd
    values or dtypes.
    """
    reach = max((abs(each.mean) + each.offset) / each.std for each in asked)
    return _ROUNDINGS * _ROUNDING * (reach + _REACH)

"""A field of static."""

from __future__ import annotations

from noisegrade.course.sampling.bell_curve import BELL_CURVE
from noisegrade.course.sampling.sample_static import SAMPLE_STATIC

__all__ = ["EXERCISES"]

EXERCISES = (BELL_CURVE, SAMPLE_STATIC)

"""A formula turned into pixels."""

from __future__ import annotations

from noisegrade.course.shift_and_scale.add_noise import ADD_NOISE
from noisegrade.course.shift_and_scale.sample_gaussian import SAMPLE_GAUSSIAN
from noisegrade.course.shift_and_scale.shift_and_scale import SHIFT_AND_SCALE
from noisegrade.course.shift_and_scale.standardize import STANDARDIZE

__all__ = ["EXERCISES"]

EXERCISES = (SHIFT_AND_SCALE, STANDARDIZE, SAMPLE_GAUSSIAN, ADD_NOISE)

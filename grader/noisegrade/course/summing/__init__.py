"""Gaussians add up."""

from __future__ import annotations

from noisegrade.course.summing.many_small_effects import MANY_SMALL_EFFECTS
from noisegrade.course.summing.sample_sum import SAMPLE_SUM
from noisegrade.course.summing.scale_gaussian import SCALE_GAUSSIAN
from noisegrade.course.summing.sum_gaussians import SUM_GAUSSIANS

__all__ = ["EXERCISES"]

EXERCISES = (SCALE_GAUSSIAN, SUM_GAUSSIANS, SAMPLE_SUM, MANY_SMALL_EFFECTS)

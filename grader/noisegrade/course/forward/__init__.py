"""Noise stacked step after step is one formula."""

from __future__ import annotations

from noisegrade.course.forward.noise_shortcut import NOISE_SHORTCUT
from noisegrade.course.forward.noise_step import NOISE_STEP
from noisegrade.course.forward.noise_steps import NOISE_STEPS

__all__ = ["EXERCISES"]

EXERCISES = (NOISE_STEP, NOISE_STEPS, NOISE_SHORTCUT)

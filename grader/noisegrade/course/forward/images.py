"""What one step and the shortcut have in common: an image, and one number that fades it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from noisegrade.course.detectors import Noise
from noisegrade.exercise import Args, Misconception
from noisegrade.model import FloatArray

__all__ = ["BRIGHTEST", "image_of", "number_of", "shape_of", "wrong_bell"]

BRIGHTEST = 3.0


def image_of(args: Args) -> FloatArray:
    """Give the image that noise is stirred into."""
    return args[0]  # type: ignore[return-value]  # as the trial makes it


def shape_of(args: Args) -> tuple[int, ...]:
    """Give the shape of that image."""
    return image_of(args).shape


def number_of(args: Args) -> float:
    """Give beta of a step, or ᾱ of a shortcut."""
    second = args[1]
    return second if isinstance(second, float) else float(np.prod(1 - np.asarray(second)))


def wrong_bell(
    noise: Noise,
    name: str,
    law: tuple[str, Callable[[FloatArray, float], tuple[FloatArray | float, float]]],
    *,
    says: str,
    next_step: str,
) -> Misconception:
    """Declare a mistake by the law that it gives to an image and to one number: beta or ᾱ."""
    claim, of = law
    return noise.bell(
        name,
        claim,
        lambda args: of(image_of(args), number_of(args)),
        says=says,
        next_step=next_step,
    )

"""Noisy copies of an image, averaged."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from noisegrade.exercise import (
    RNG,
    Hint,
    Known,
    Misconception,
    Normal,
    Prediction,
    RandomExercise,
    Trial,
    common_mistakes,
    misshapen,
    wrong_distribution,
    wrong_gaussian,
)
from noisegrade.model import FloatArray
from noisegrade.sandbox.calls import AnyArray
from noisegrade.stats.irwin_hall import to_standard_normal
from noisegrade.what_noise_is.images import grid, pixels, standard_image

__all__ = ["EXERCISE"]

_SETTINGS = ((pixels, 50.0, 4), (standard_image, 0.6, 9))  # the mean has σ = 25 and 0.2
_TOLERANCE = 1e-6  # of a mean of uniforms, in σ


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    del data
    make, std, count = _SETTINGS[index % len(_SETTINGS)]
    image = make(grid(draws))
    return Trial(
        args=(image, std, count, RNG),
        shape=image.shape,
        axes=("row", "column", "channel"),
        draws=Normal(0.0, std / math.sqrt(count), around=image),
        setting=f"std {std:g}, count {count}",
    )


_SHAPES: tuple[tuple[int, ...], ...] = (
    (90,),
    (40, 30),  # large enough to show whether one copy is one, not two
    (15, 14, 1),
    (8, 7, 4),
    (4, 3, 4, 5),
    (1,),
)


def _edges(data: np.random.Generator) -> Sequence[Trial]:
    images = [data.uniform(2.0, 253.0, shape) for shape in _SHAPES]
    settings = ((5.0, 2), (20, 1), (0.5, 3), (3.0, 7), (1.0, 30), (8.0, 2))
    whole = data.integers(2, 253, (8, 7, 3))
    return [
        *(_edge(image, *each) for image, each in zip(images, settings, strict=True)),
        _edge(whole, 12.0, 3),
        _edge(whole.astype(np.uint8), 12.0, 3),
        _edge(data.uniform(0.0, 1.0, (8, 7)).astype(np.float32), 0.05, 5),
        _edge(data.uniform(-1.0, 1.0, (8, 7)), 100.0, 100),
        _edge(images[1], 0.0, 3),
    ]


def _edge(image: AnyArray, std: float, count: int) -> Trial:
    known = np.asarray(image, np.float64)
    return Trial(
        may_raise=image.dtype.kind != "f",
        args=(image, std, count, RNG),
        shape=image.shape,
        axes=("row", "column", "channel", "layer")[: image.ndim],
        draws=Normal(0.0, std / math.sqrt(count), around=known) if std else Known(known),
    )


def _scaled(
    name: str, factor: Callable[[float, int], float], *, says: str, next_step: str
) -> Misconception:
    """Declare a mistake that leaves the image as it is, and gives its noise a wrong σ."""
    return wrong_gaussian(
        name,
        "spread",
        lambda image, std, count, _: (image, factor(std, count)),
        says=says,
        next_step=next_step,
    )


def _brightened(
    name: str, factor: Callable[[int], float], *, says: str, next_step: str
) -> Misconception:
    """Declare a mistake that multiplies the image, and not its noise."""
    return wrong_gaussian(
        name,
        "location",
        lambda image, std, count, _: (factor(count) * image, std / math.sqrt(count)),
        says=says,
        next_step=next_step,
    )


def _flat(  # noqa: PLR0913 - a line of a table
    name: str, claim: str, low: float, width: float, *, says: str, next_step: str
) -> Misconception:
    """Declare a mistake that puts flat draws into every copy, from `low` to `low + width`."""

    def standardize(
        result: FloatArray, image: FloatArray, std: float, count: int, _: object
    ) -> FloatArray:
        sums = ((result - image) / std - low) / width * count
        return to_standard_normal((sums - count / 2) / math.sqrt(count / 12), count, _TOLERANCE)

    return wrong_distribution(name, claim, standardize, says=says, next_step=next_step)


def _halving(count: int) -> float:
    """Return the σ of copies averaged two at a time: the last weighs 1/2, the one before 1/4."""
    weights = [0.5 ** min(count - 1, back + 1) for back in range(count)]
    return math.hypot(*weights)


EXERCISE = RandomExercise(
    name="average_noisy",
    parameters=("image", "std", "count", "rng"),
    trial=_trial,
    edges=_edges,
    of="noise values",
    misconceptions=(
        *common_mistakes.everyday(),
        _scaled(
            "count-ignored",
            lambda std, _: std,
            says="the noise is as strong as in one copy, as if only one was drawn or kept.",
            next_step="every copy needs noise of its own, and all of them go into the mean.",
        ),
        _scaled(
            "divided-by-count",
            lambda std, count: std / count,
            says="the noise is count times weaker than in one copy; it should be √count times.",
            next_step="variances add: ask what the σ of the sum is before you divide.",
        ),
        wrong_gaussian(
            "sum-not-mean",
            "location",
            lambda image, std, count, _: (count * image, math.sqrt(count) * std),
            says="the copies were added up, but not divided by count.",
            next_step="a mean is the sum divided by count.",
        ),
        _scaled(
            "noise-summed",
            lambda std, count: std * math.sqrt(count),
            says="the noise of all copies was added up, and not divided by count.",
            next_step="look at what is divided by count.",
        ),
        _scaled(
            "noise-multiplied",
            lambda std, count: std * count,
            says="the noise was multiplied by count.",
            next_step="ask whether the noise should grow or shrink with count.",
        ),
        _brightened(
            "image-divided",
            lambda count: 1 / count,
            says="the image was divided by count: it came in once, not once for every copy.",
            next_step="every copy holds the whole image.",
        ),
        _brightened(
            "image-once-more",
            lambda count: 1 + 1 / count,
            says="the image came in once more than there are copies.",
            next_step="look at what your sum begins with.",
        ),
        wrong_gaussian(
            "one-copy-missing",
            "location",
            lambda image, std, count, _: (
                (count - 1) / count * image,
                math.sqrt(count - 1) / count * std,
            ),
            says="one copy is missing in the sum that was divided by count.",
            next_step="look at where your loop begins and ends.",
        ),
        wrong_gaussian(
            "divided-by-one-less",
            "location",
            lambda image, std, count, _: (
                count / (count - 1) * image,
                math.sqrt(count) / (count - 1) * std,
            ),
            says="the sum was divided by one less than count.",
            next_step="a mean is the sum divided by how many there are.",
        ),
        _scaled(
            "one-copy-too-few",
            lambda std, count: std / math.sqrt(count - 1),
            says="one copy too few was averaged.",
            next_step="look at where your loop begins and ends.",
        ),
        _scaled(
            "one-copy-too-many",
            lambda std, count: std / math.sqrt(count + 1),
            says="one copy too many was averaged.",
            next_step="look at where your loop begins and ends.",
        ),
        wrong_gaussian(
            "last-copy-only",
            "location",
            lambda image, std, count, _: (image / count, std / count),
            says="only one copy was divided by count: each one overwrote the one before.",
            next_step="look for = where += belongs.",
        ),
        wrong_gaussian(
            "halved-at-every-copy",
            "location",
            lambda image, std, count, _: (
                (1 - 0.5**count) * image,
                std * math.sqrt((1 - 0.25**count) / 3),
            ),
            says="the sum was halved at every copy, so that early copies hardly count.",
            next_step="add all copies first, and divide once.",
        ),
        wrong_gaussian(
            "image-as-a-copy",
            "spread",
            lambda image, std, count, _: (image, std * math.sqrt(count) / (count + 1)),
            says="the image without noise was averaged as one copy more.",
            next_step="look at what your sum begins with.",
        ),
        _scaled(
            "noise-stacked",
            lambda std, count: std * math.sqrt((count + 1) * (2 * count + 1) / (6 * count)),
            says="noise was stacked: every copy was made from the one before.",
            next_step="every copy begins with the image itself.",
        ),
        _scaled(
            "averaged-two-at-a-time",
            lambda std, count: std * _halving(count),
            says="each new copy was averaged with the mean so far, so that late copies count more.",
            next_step="add all copies first, and divide once.",
        ),
        _scaled(
            "std-forgotten",
            lambda _, count: 1 / math.sqrt(count),
            says="std was forgotten: the noise is that of copies with σ = 1.",
            next_step="look at where std comes in.",
        ),
        _scaled(
            "variance-for-scale",
            lambda std, count: std**2 / math.sqrt(count),
            says="the variance was used as the scale: std came in squared.",
            next_step="look at what the draws are multiplied by.",
        ),
        _scaled(
            "variance-of-mean",
            lambda std, count: std**2 / count,
            says="the variance of the mean was used as its σ: the root is missing.",
            next_step="std² / count is a variance; ask what σ that makes.",
        ),
        _scaled(
            "root-of-std",
            lambda std, count: math.sqrt(std / count),
            says="the square root of std was used as the scale.",
            next_step="look at what the draws are multiplied by: std is not the variance.",
        ),
        wrong_gaussian(
            "image-forgotten",
            "location",
            lambda image, std, count, _: (0.0, std / math.sqrt(count)),
            says="the noise was averaged alone, without the image.",
            next_step="look at what the noise is added to.",
        ),
        wrong_gaussian(
            "std-for-mean",
            "location",
            lambda image, std, count, _: (image + std, 1 / math.sqrt(count)),
            says="std was taken for the mean of the noise, whose σ is 1.",
            next_step="look at the order of arguments.",
        ),
        _flat(
            "flat-copies",
            "location",
            0.0,
            1.0,
            says="the noise of a copy is flat between 0 and 1, not from a bell.",
            next_step="look at which method of the rng draws from a bell curve.",
        ),
        _flat(
            "flat-copies-around-zero",
            "spread",
            -1.0,
            2.0,
            says="the noise of a copy is flat between -1 and 1, not from a bell.",
            next_step="look at which method of the rng draws from a bell curve.",
        ),
        _flat(
            "flat-copies-minus-half",
            "spread",
            -0.5,
            1.0,
            says="the noise of a copy is flat from -1/2 to 1/2, not from a bell.",
            next_step="look at which method of the rng draws from a bell curve.",
        ),
        common_mistakes.same_along(
            2,
            "one-field-for-all-channels",
            says="one field of noise was drawn and added to all channels.",
            next_step="every channel needs draws of its own.",
        ),
        misshapen(
            "copies-not-averaged",
            lambda image, std, count, _: (count, *image.shape),
            says="the copies came back one after the other, not averaged.",
            next_step="look at the axis that has to go.",
        ),
        misshapen(
            "averaged-over-rows",
            lambda image, std, count, _: (count, *image.shape[1:]),
            says="the rows of every copy were averaged, not the copies.",
            next_step="look at the axis that has to go.",
        ),
        misshapen(
            "averaged-to-one-number",
            lambda image, std, count, _: (),
            says="all pixels of all copies were averaged to one number.",
            next_step="average over the copies alone: look for axis.",
        ),
        common_mistakes.clipped_to_range("spread", (0.0, 255.0), (0.0, 1.0)),
        common_mistakes.cut_at_zero(),
        common_mistakes.rounded(),
        common_mistakes.inputs_changed(),
        common_mistakes.whole_like_the_input(),
    ),
    hint=Hint(
        idea="The image is in every copy, the noise is another one each time.",
        look_here="Add up the copies, each with fresh draws, and divide by count at the end.",
        worked_line="total += image + std * rng.standard_normal(image.shape)",
    ),
    prediction=Prediction(
        question="How many noisy copies must you average to make the noise ten times weaker?",
        answer=100.0,
        tolerance=0.5,
        recall="The noise shrinks by √count, so ten times weaker takes a hundred copies.",
    ),
    equivalent_mutants={
        "average_noisy:std:negated": "a bell is the same on both sides",
        "average_noisy:2.7:add-to-sub": "a bell is the same on both sides",
        "average_noisy:2.0:rounds-reversed": "a sum is the same in any order",
        "average_noisy:1.2:dtype-of-image": "float32 is precise enough; whole numbers are refused",
    },
)

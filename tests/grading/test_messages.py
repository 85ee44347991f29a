"""Numbers, shares and evidence, as a learner reads them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from noisegrade import exercise
from noisegrade.exercise import TargetMoments
from noisegrade.grading import messages, notation
from noisegrade.model import Evidence, TestKind
from noisegrade.stats.battery import Family


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((0.0, "0"), (-3.0, "-3"), (999_999.0, "999999"), (1e6, "1e+06"), (-1e6, "-1e+06")),
        *((1.23456, "1.235"), (1e-7, "1e-07"), (0.5, "0.5"), (math.inf, "infinity")),
        *((-math.inf, "-infinity"), (math.nan, "not a number")),
    ],
)
def test_a_number_is_written_as_a_person_would(value: float, text: str) -> None:
    assert notation.number(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0 %"),
        (0.0123, "1.2 %"),
        (0.0999, "10 %"),
        (0.1, "10 %"),
        (0.687, "69 %"),
        (1, "100 %"),
    ],
)
def test_a_share_is_finer_where_it_is_small(share: float, text: str) -> None:
    assert notation.percent(share) == text


def test_counts_shapes_and_calls_are_written_out() -> None:
    assert notation.count(1234567) == "1 234 567"
    assert notation.shape_text((2, 3)) == "(2, 3)"
    assert notation.shape_text((7,)) == "(7,)"
    assert notation.shape_text(()) == "a single number"
    names = ("x", "y", "z", "mean", "means", "rng")
    args = (np.arange(4.0), np.arange(5.0), np.ones((2, 2)), 0.5, [1.0, 2.0], exercise.RNG)
    assert notation.call_text("f", names, args) == "f([0, 1, 2, 3], y, z, mean = 0.5, [1, 2], rng)"
    assert notation.call_text("f", ("k",), (np.array(2.0),)) == "f(k)"


_Z = np.array([-2.0, 0.0, 1.0, 3.0])
STRAY = messages.LawMismatch(
    moments=TargetMoments(5.0, 3.0), values=5 + 3 * _Z, standard=_Z, of="draws"
)


def test_coverage_is_quoted_for_bells_alone() -> None:
    assert STRAY.near == 0.5
    assert messages.coverage_sentence(STRAY) == "Within 5 ± 3: expected 68 %, got 50 %."
    flat = replace(STRAY, gaussian=False)
    assert messages.coverage_sentence(flat) is None


def evidence(
    kind: TestKind,
    found: float | None = None,
    expected: float | None = None,
    *,
    axis: str | None = None,
) -> Evidence:
    return Evidence(
        test="a name for people: no sentence may rest on it",
        kind=kind,
        axis=axis,
        statistic=7.0,
        p_value=0.0,
        law="",
        n=4,
        false_fail=1e-9,
        estimate=found,
        expected=expected,
    )


@pytest.mark.parametrize(
    ("family", "one", "says"),
    [
        (
            Family.LOCATION,
            evidence(TestKind.MEAN),
            "You were asked for mean 5; your 4 draws have mean 6.5.",
        ),
        (
            Family.SPREAD,
            evidence(TestKind.VARIANCE),
            "You were asked for σ = 3; your 4 draws have σ = 5.408.",
        ),
        (
            Family.SHAPE,
            evidence(TestKind.SKEW, 0.2, 0.1),
            "The bell is the same on both sides; your draws lean to the right.",
        ),
        (
            Family.SHAPE,
            evidence(TestKind.SKEW, -0.2),
            "The bell is the same on both sides; your draws lean to the left.",
        ),
        (
            Family.SHAPE,
            evidence(TestKind.KURTOSIS, 0.2, 0.1),
            "Your draws are more pointed, with longer tails, than the bell.",
        ),
        (
            Family.SHAPE,
            evidence(TestKind.KURTOSIS, 0.0, 0.1),
            "Your draws are flatter than the bell.",
        ),
        (
            Family.SHAPE,
            evidence(TestKind.DISTRIBUTION, 0.25, 0.0),
            "Your draws don't follow the bell: 25 % of them lie on the wrong side.",
        ),
        (
            Family.TAILS,
            evidence(TestKind.MAXIMUM),
            "The farthest of your draws lies 7 σ out: too far for a bell.",
        ),
        (
            Family.TAILS,
            evidence(TestKind.BEYOND_2_SIGMA, 0.01, 0.0455),
            "Beyond 2 σ the bell has 4.5 %; your draws have 1 %.",
        ),
        (
            Family.NEIGHBOURS,
            evidence(TestKind.AUTOCORRELATION, 0.5, axis="row"),
            "From row to row noise has correlation 0; yours has 0.5.",
        ),
        (
            Family.NEIGHBOURS,
            evidence(TestKind.ABS_AUTOCORRELATION, 0.5, axis="row"),
            "From row to row your values are large or small together; noise is not.",
        ),
        (
            Family.FRESH,
            evidence(TestKind.AUTOCORRELATION, 1.0, axis="call"),
            "Fresh noise has correlation 0 from call to call; yours has 1.",
        ),
        (
            Family.FRESH,
            evidence(TestKind.ABS_AUTOCORRELATION, 1.0, axis="call"),
            "Your values are large or small at the same places in every call.",
        ),
        (
            Family.SCATTER,
            evidence(TestKind.GROUP_VARIANCES, 1.5, 1.0, axis="row"),
            "From row to row the widths of your noise vary more than chance would make them.",
        ),
        (
            Family.TAILS,
            evidence(TestKind.SMALL_MAXIMUM, 3.5, 4.64),
            "The farthest of your draws lies 3.5 σ out; a bell reaches 4.64 σ.",
        ),
        (
            Family.NEIGHBOURS,
            evidence(TestKind.AUTOCORRELATION_2, 0.5, axis="row"),
            "Values 2 rows apart have correlation 0 in noise; yours have 0.5.",
        ),
        (
            Family.FRESH,
            evidence(TestKind.AUTOCORRELATION_3, -0.5, axis="call"),
            "Values 3 calls apart have correlation 0 in noise; yours have -0.5.",
        ),
        (
            Family.NEIGHBOURS,
            evidence(TestKind.SIGN_MAGNITUDE, 0.6, axis="row"),
            "The sides of your draws tell how far out those of the next row are.",
        ),
        (
            Family.NEIGHBOURS,
            evidence(TestKind.MAGNITUDE_SIGN, 0.6, axis="row"),
            "How far out your draws are tells the side of those of the next row.",
        ),
        (
            Family.NEIGHBOURS,
            evidence(TestKind.THREE_SIGNS, 0.6, axis="row"),
            "From row to row, the sides of two of your draws tell that of the third.",
        ),
        (
            Family.NEIGHBOURS,
            evidence(TestKind.LATTICE, 1.0),
            "Each of your draws follows from the two before it.",
        ),
        (
            Family.FRESH,
            evidence(TestKind.REPEAT_PLACES, 0.0),
            (
                "Your draws repeat from call to call but never within one, as if they were dealt "
                "out or rounded."
            ),
        ),
        (
            Family.RESOLUTION,
            evidence(TestKind.REPEATED_RUNS, 3.0),
            (
                "Noise hardly ever repeats a value; whole runs of your draws come again, "
                "in the same order."
            ),
        ),
        (
            Family.SCATTER,
            evidence(TestKind.GROUP_MEANS, 0.5, 1.0, axis="call"),
            "From call to call the means of your noise vary less than chance would make them.",
        ),
        (
            Family.SCATTER,
            evidence(TestKind.GROUP_VARIANCES, 1.5, 1.0, axis="call"),
            "From call to call the widths of your noise vary more than chance would make them.",
        ),
        (
            Family.RESOLUTION,
            evidence(TestKind.COLLISIONS, 0.03),
            "Noise hardly ever repeats a value; only 3 % of your draws differ.",
        ),
    ],
)
def test_evidence_becomes_a_sentence(family: Family, one: Evidence, says: str) -> None:
    assert messages.evidence_sentence(family, one, STRAY) == says

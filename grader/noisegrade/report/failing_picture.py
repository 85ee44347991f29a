"""Which picture shows what is wrong: a histogram hides that neighbours hang together."""

from __future__ import annotations

from enum import Enum, auto

from noisegrade.model import Evidence, ExerciseReport, TestKind, Verdict

__all__ = ["Drawn", "cloud", "drawn", "speaking"]

_OF_NEIGHBOURS = frozenset(
    {
        TestKind.AUTOCORRELATION,
        TestKind.AUTOCORRELATION_2,
        TestKind.AUTOCORRELATION_3,
        TestKind.AUTOCORRELATION_4,
    }
)
_OF_BARS = frozenset(
    {
        TestKind.MEAN,
        TestKind.VARIANCE,
        TestKind.SKEW,
        TestKind.KURTOSIS,
        TestKind.DISTRIBUTION,
        TestKind.BEYOND_1_SIGMA,
        TestKind.BEYOND_2_SIGMA,
        TestKind.BEYOND_3_SIGMA,
        TestKind.BEYOND_4_SIGMA,
        TestKind.MAXIMUM,
        TestKind.SMALL_MAXIMUM,
        TestKind.UNKNOWN,
    }
)
_SIDE, _RADIUS = 130.0, 50.0  # pixels; the radius is two σ
_SEEN = 0.1  # a correlation that an eye sees


class Drawn(Enum):
    """What is drawn beside a verdict."""

    HISTOGRAM = auto()
    CLOUD = auto()
    NOTHING = auto()


def drawn(report: ExerciseReport) -> Drawn:
    """Choose the picture: of the draws where they are right or where their shape is wrong."""
    evidence = speaking(report)
    if evidence is not None and evidence.kind in _OF_NEIGHBOURS and evidence.estimate is not None:
        return Drawn.CLOUD if abs(evidence.estimate) >= _SEEN else Drawn.NOTHING
    right_shape = evidence is not None and evidence.kind not in _OF_BARS
    return Drawn.NOTHING if right_shape or not sum(report.histogram) else Drawn.HISTOGRAM


def speaking(report: ExerciseReport) -> Evidence | None:
    """Return the evidence of the finding that the verdict speaks of."""
    failed = [one for one in report.findings if one.verdict is Verdict.FAILED]
    of_sentence = [one for one in failed if one.says == report.says]
    return next((one.evidence for one in (*of_sentence, *failed)), None)


def cloud(evidence: Evidence) -> str:
    """Draw where 86 % of pairs of neighbours lie: a circle for noise, an ellipse for yours."""
    r = min(max(evidence.estimate or 0.0, -1.0), 1.0)
    along, across = (_RADIUS * max(1.0 + sign * r, 0.002) ** 0.5 for sign in (1, -1))
    middle = _SIDE / 2
    way = f"from {evidence.axis} to {evidence.axis}" if evidence.axis else "one after another"
    told = (
        f"Each value beside its neighbour, {way}: of noise, most pairs lie in the dashed circle; "
        f"of yours, whose correlation is {r:.2g}, in the narrow ellipse."
    )
    return (
        f'<svg viewBox="0 0 {_SIDE:g} {_SIDE:g}" width="{_SIDE:g}" role="img" '
        f'aria-label="{told}"><title>{told}</title>'
        f'<circle class="ng-bell" stroke-dasharray="4 3" cx="{middle:g}" cy="{middle:g}" '
        f'r="{_RADIUS:g}"/><ellipse class="ng-bar" fill-opacity="0.7" cx="{middle:g}" '
        f'cy="{middle:g}" rx="{along:.1f}" ry="{across:.1f}" '
        f'transform="rotate(-45 {middle:g} {middle:g})"/></svg><p><small>{told}</small></p>'
    )

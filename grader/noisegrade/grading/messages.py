"""Evidence as sentences that a learner reads: short, exact, kind."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from noisegrade.exercise import Outcomes, TargetDistribution, TargetMoments
from noisegrade.grading.notation import apart, count, number, percent
from noisegrade.model import Evidence, Finding, FloatArray, TestKind
from noisegrade.stats.battery import Family

__all__ = [
    "LUCK",
    "NEXT",
    "NEXT_OF_ERRORS",
    "NEXT_OF_OTHERS",
    "NEXT_OF_OUTCOMES",
    "OF_ONE_DRAW",
    "STEP_OF_KIND",
    "STEP_OF_SHAPE",
    "STOPPED",
    "LawMismatch",
    "coverage_sentence",
    "evidence_sentence",
    "held_sentence",
    "luck_sentences",
]

HELD = {
    Family.LOCATION: "The mean is the one asked for.",
    Family.SPREAD: "The spread is the one asked for.",
    Family.SHAPE: "The values follow the bell curve.",
    Family.TAILS: "Far values are as rare as in a bell curve.",
    Family.NEIGHBOURS: "Neighbours have nothing to do with each other.",
    Family.FRESH: "Every call draws fresh noise.",
    Family.SCATTER: "Calls and places differ only by chance.",
    Family.RESOLUTION: "Values hardly ever repeat.",
}
HELD_OF_OTHERS = {  # than the bell
    Family.SHAPE: "The values follow the distribution asked for.",
    Family.TAILS: "Far values are as rare as they should be.",
    Family.FRESH: "Every call draws afresh.",
}
HELD_OF_WHOLE_NUMBERS = {Family.RESOLUTION: "Values repeat, as whole numbers do."}
HELD_OF_FEW_VALUES = {Family.RESOLUTION: "Values repeat, as they must where there are few."}
NEXT = {
    Family.LOCATION: "look at what the middle of your values depends on.",
    Family.SPREAD: "look at what your draws are multiplied by.",
    Family.SHAPE: "look at which method of the rng your draws come from.",
    Family.TAILS: "look for what bounds, cuts or replaces far values.",
    Family.NEIGHBOURS: "look for draws that serve more than one value.",
    Family.FRESH: "look for what stays the same from call to call.",
    Family.SCATTER: "look for what ties the values of one call, or of one place, together.",
    Family.RESOLUTION: "look for rounding, and for draws that are used again.",
}
STOPPED = "It stopped with"
NEXT_OF_OTHERS = {  # claims that no test stands behind
    "inputs": "make a new array: leave out +=, and assignments into what you were given.",
    "reproducible": "look at where your numbers come from, and at what outlives a call.",
    "signature": "write the function's first line as it was given.",
}
STEP_OF_SHAPE = "print the shape that you ask the rng for, and the one that you return."
STEP_OF_KIND = "print what you return, and its type, just before you return it."
NEXT_OF_ERRORS = "print what stands on your line, just before it, and read the error's last line."
NEXT_OF_OUTCOMES = "count by hand in how many ways each result comes about, for a short case."
LUCK = "No: correct code is this far off in fewer than one grading in a billion."

_CLEAR = 6.0  # standard errors of a mean
_SEEN = 0.05  # of a σ; smaller differences may be those of any heavy tail
_NEAR = 0.6827  # of a bell, within one σ
_SIGMAS = {
    TestKind.BEYOND_1_SIGMA: 1,
    TestKind.BEYOND_2_SIGMA: 2,
    TestKind.BEYOND_3_SIGMA: 3,
    TestKind.BEYOND_4_SIGMA: 4,
}
_LAGS = {
    TestKind.AUTOCORRELATION: 1,
    TestKind.AUTOCORRELATION_2: 2,
    TestKind.AUTOCORRELATION_3: 3,
    TestKind.AUTOCORRELATION_4: 4,
}
OF_ONE_DRAW = frozenset({Family.LOCATION, Family.SPREAD, Family.SHAPE, Family.TAILS})


@dataclass(frozen=True, slots=True, kw_only=True)
class LawMismatch:
    """The draws that were asked for one distribution; sentences quote them in its units.

    Parameters
    ----------
    moments : mean and σ that were asked for
    values : the draws as they came
    standard : the draws sent to N(0, 1)
    of : what they are called
    gaussian : whether a bell was asked for
    call : the place of the first call that gave some of them
    setting : which of several settings asked for it; a bell's is plain from its mean and σ
    told : how they miss the distribution, where a draw is not a number, so that it has no mean
    """

    moments: TargetMoments
    values: FloatArray
    standard: FloatArray
    of: str
    gaussian: bool = True
    call: int = 0
    setting: str = ""
    told: str | None = None

    @property
    def where(self) -> str:
        """The setting in brackets, where there are several."""
        return f" ({self.setting})" if self.setting and not self.gaussian else ""

    @property
    def near(self) -> float:
        """The share of draws within one σ of the mean."""
        distance = np.abs(self.values - self.moments.mean)
        return float(np.mean(distance <= self.moments.std))

    @property
    def mean_is_off(self) -> bool:
        """Whether the mean of the draws strays farther than chance would let it."""
        error = self.moments.std / math.sqrt(self.values.size)
        return abs(float(self.values.mean()) - self.moments.mean) > _CLEAR * error

    @property
    def std_is_off(self) -> bool:
        """Whether their σ is so far off that a reader sees it."""
        return abs(float(self.values.std()) / self.moments.std - 1) > _SEEN

    def distance(self, family: Family) -> float:
        """How far the draws are from the distribution, as that family of tests looks at it."""
        with np.errstate(all="ignore"):
            if family is Family.SPREAD:
                return abs(float(np.mean(self.standard**2)) - 1.0)
            if family is Family.SHAPE:
                return abs(float(np.mean(np.abs(self.standard) <= 1)) - _NEAR)
            return abs(float(self.standard.mean()))


def coverage_sentence(mismatch: LawMismatch) -> str | None:
    """Say the chapter's own check, how many values lie within one σ; None where it says nothing."""
    if not mismatch.gaussian:
        return None
    of = mismatch.of.partition(" (")[0].capitalize()
    raw = f" {of} are your result less what it lies around." if mismatch.moments.offset else ""
    band = f"{number(mismatch.moments.mean)} ± {number(mismatch.moments.std)}"
    return f"Within {band}: expected 68 %, got {percent(mismatch.near)}.{raw}"


def held_sentence(family: Family, target: TargetDistribution) -> str:
    """Say that a family of tests has nothing against the draws."""
    sentence = HELD[family]
    if not target.gaussian:
        sentence = HELD_OF_OTHERS.get(family, sentence)
    if isinstance(target, Outcomes):
        return HELD_OF_FEW_VALUES.get(family, sentence)
    return HELD_OF_WHOLE_NUMBERS.get(family, sentence) if target.whole else sentence


def evidence_sentence(family: Family, evidence: Evidence, mismatch: LawMismatch) -> str:
    """Say what was asked for and what was returned, in the learner's units."""
    found = evidence.estimate if evidence.estimate is not None else evidence.statistic
    expected = evidence.expected if evidence.expected is not None else 0.0
    if mismatch.told is not None and family in OF_ONE_DRAW:
        return mismatch.told
    match family:
        case Family.LOCATION:
            return _location_sentence(found, mismatch)
        case Family.SPREAD:
            return _spread_sentence(found, mismatch)
        case Family.SHAPE:
            return _shape_sentence(evidence, found, expected, mismatch)
        case Family.TAILS:
            return _tails_sentence(evidence, found, expected, mismatch)
        case Family.NEIGHBOURS | Family.FRESH:
            return _dependence_sentence(evidence, found, mismatch)
        case Family.SCATTER:
            return _scatter_sentence(evidence, found, expected, mismatch)
        case Family.RESOLUTION:
            return _repeats_sentence(evidence, found, mismatch)


def luck_sentences(finding: Finding, *, gaussian: bool = True) -> str:
    """Say that it is no luck; and, as no mistake is named, between which numbers the truth lies.

    The interval errs just as rarely as the test. It speaks of the draws of all calls, in units of a
    bell: of any other distribution it would not be true.
    """
    sentence = _interval_sentence(finding) if gaussian else ""
    return f"{LUCK} {sentence}" if sentence else LUCK


def _interval_sentence(finding: Finding) -> str:
    evidence = finding.evidence
    if (
        evidence is None
        or evidence.interval is None
        or not all(map(math.isfinite, evidence.interval))
    ):
        return ""
    low, high = (f"{end:.3g}" for end in evidence.interval)
    if evidence.kind is TestKind.MEAN:
        return f"Over all calls, your mean is off by {low} to {high} σ."
    if evidence.kind is TestKind.VARIANCE:
        return f"Over all calls, your σ is {low} to {high} times the one asked for."
    if evidence.kind in _LAGS:
        return f"Your correlation lies between {low} and {high}."
    if evidence.kind in _SIGMAS:
        low, high = map(percent, evidence.interval)
        return f"Your share lies between {low} and {high}."
    return ""


def _location_sentence(found: float, mismatch: LawMismatch) -> str:
    asked, mean = apart(mismatch.moments.mean, mismatch.values.mean())
    yours = f"your {count(mismatch.values.size)} {mismatch.of}"
    if mismatch.gaussian or mismatch.mean_is_off:
        return f"You were asked for mean {asked}{mismatch.where}; {yours} have mean {mean}."
    side = "high" if found > 0 else "low"
    return f"The mean is near {asked}, but most of {yours} lie too {side}."


def _spread_sentence(found: float, mismatch: LawMismatch) -> str:
    asked, std = apart(mismatch.moments.std, mismatch.values.std())
    yours = f"your {count(mismatch.values.size)} {mismatch.of}"
    if mismatch.gaussian or mismatch.std_is_off:
        return f"You were asked for σ = {asked}{mismatch.where}; {yours} have σ = {std}."
    side = "far from" if found > 1 else "near to"
    return f"σ is near {asked}, but {yours} lie too {side} the middle of the distribution."


def _shape_sentence(
    evidence: Evidence, found: float, expected: float, mismatch: LawMismatch
) -> str:
    yours = f"your {mismatch.of}"
    if evidence.kind is TestKind.SKEW:
        side = "right" if found > expected else "left"
        if mismatch.gaussian:
            return f"The bell is the same on both sides; {yours} lean to the {side}."
        return f"{yours.capitalize()} lean farther to the {side} than the distribution asked for."
    law = "bell" if mismatch.gaussian else "distribution asked for"
    if evidence.kind is TestKind.KURTOSIS:
        form = "more pointed, with longer tails," if found > expected else "flatter"
        return f"{yours.capitalize()} are {form} than the {law}."
    share = percent(found)
    return f"{yours.capitalize()} don't follow the {law}: {share} of them lie on the wrong side."


def _tails_sentence(
    evidence: Evidence, found: float, expected: float, mismatch: LawMismatch
) -> str:
    of, rare = mismatch.of, percent(expected)
    if evidence.kind is TestKind.MAXIMUM:
        if mismatch.gaussian:
            return f"The farthest of your {of} lies {number(found)} σ out: too far for a bell."
        return f"The farthest of your {of} lies farther out than any right one would."
    if evidence.kind is TestKind.SMALL_MAXIMUM:
        if not mismatch.gaussian:
            return f"None of your {of} lies as far out as some of the right ones do."
        farther = number(expected)
        return f"The farthest of your {of} lies {number(found)} σ out; a bell reaches {farther} σ."
    if mismatch.gaussian:
        sigmas = _SIGMAS[evidence.kind]
        return f"Beyond {sigmas} σ the bell has {rare}; your {of} have {percent(found)}."
    return f"At both ends of the distribution lie {rare}; of your {of}, {percent(found)} lie there."


def _repeats_sentence(evidence: Evidence, found: float, mismatch: LawMismatch) -> str:
    what = "Noise hardly ever repeats" if mismatch.gaussian else "Such draws hardly ever repeat"
    if evidence.kind is TestKind.REPEATED_RUNS:
        return f"{what} a value; whole runs of your {mismatch.of} come again, in the same order."
    return f"{what} a value; only {percent(found)} of your {mismatch.of} differ."


def _dependence_sentence(evidence: Evidence, found: float, mismatch: LawMismatch) -> str:
    if evidence.kind in _LAGS:
        return _correlation_sentence(evidence, found, mismatch)
    axis, of = evidence.axis, mismatch.of
    other = "noise is not" if mismatch.gaussian else "they should not be"
    match evidence.kind:
        case TestKind.ABS_AUTOCORRELATION if axis == "call":
            return "Your values are large or small at the same places in every call."
        case TestKind.ABS_AUTOCORRELATION:
            return f"From {axis} to {axis} your values are large or small together; {other}."
        case TestKind.SIGN_MAGNITUDE:
            return f"The sides of your {of} tell how far out those of the next {axis} are."
        case TestKind.MAGNITUDE_SIGN:
            return f"How far out your {of} are tells the side of those of the next {axis}."
        case TestKind.THREE_SIGNS:
            return f"From {axis} to {axis}, the sides of two of your {of} tell that of the third."
        case TestKind.REPEAT_PLACES:
            repeat = f"Your {of} repeat from call to call but never within one"
            return f"{repeat}, as if they were dealt out or rounded."
        case _:
            return f"Each of your {of} follows from the two before it."


def _correlation_sentence(evidence: Evidence, found: float, mismatch: LawMismatch) -> str:
    axis, lag, yours = evidence.axis, _LAGS[evidence.kind], number(found)
    if lag > 1:
        of = "noise" if mismatch.gaussian else f"right {mismatch.of}"
        return f"Values {lag} {axis}s apart have correlation 0 in {of}; yours have {yours}."
    if axis == "call":
        what = "noise has" if mismatch.gaussian else "draws have"
        return f"Fresh {what} correlation 0 from call to call; yours has {yours}."
    what = "noise has" if mismatch.gaussian else f"right {mismatch.of} have"
    return f"From {axis} to {axis} {what} correlation 0; yours has {yours}."


def _scatter_sentence(
    evidence: Evidence, found: float, expected: float, mismatch: LawMismatch
) -> str:
    how = "less" if found < expected else "more"
    what = "means" if evidence.kind is TestKind.GROUP_MEANS else "widths"
    where = f"From {evidence.axis} to {evidence.axis}"
    of = "noise" if mismatch.gaussian else mismatch.of
    return f"{where} the {what} of your {of} vary {how} than chance would make them."

"""The message of an assertion: asked, came, how unlikely, what is surely caught, the seed."""

from __future__ import annotations

import math
from collections.abc import Iterator

from noisegrade.model import Evidence
from noisegrade.stats.battery import TESTS
from noisegrade.stats.budget import LOOKS, Promise
from noisegrade.testing.examination import Examination
from noisegrade.testing.samples import Drawn

__all__ = ["headline", "message"]


def message(examination: Examination) -> str:
    """Write what an assertion says, or what `print(examination)` shows."""
    lines = list(_lines(examination))
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"{name:<{width}}  {text}" for name, text in lines)


def headline(found: Examination) -> str:
    """Say in one line what failed: a test runner's summary shows no more."""
    return f"These are not {found.question.text}."


def _lines(found: Examination) -> Iterator[tuple[str, str]]:
    yield "asked", f"{found.question.text}."
    if found.refused is not None:
        yield "came", found.refused
        yield "luck", "None: a right sampler never returns this."
        yield "repeat", _repeat(found)
        return
    for one in found.drawn:
        yield "came", _came(one, numbers=not found.question.entries)
    evidence = found.worst
    if evidence is None:
        raise AssertionError("what is not refused is judged")
    if found.passed:
        yield "found", f"nothing: p = {_p(found.p_value)} for all tests together."
    else:
        yield "found", _found(evidence)
        yield "luck", _luck(found, evidence)
    if not found.passed and evidence.min_detectable_effect is not None:
        yield "caught", _missed(evidence.min_detectable_effect, evidence.alternatives)
    for promise in found.promises:
        yield "caught", _promise(promise, found.terms.false_pass_rate)
    yield "repeat", _repeat(found)


def _came(one: Drawn, *, numbers: bool) -> str:
    text = f"{_count(one.draws)} draws{one.sampler and f' of {one.sampler}'}"
    return f"{text}, mean {one.mean:.4g}, σ = {one.std:.4g}." if numbers else f"{text}."


def _found(evidence: Evidence) -> str:
    estimate = evidence.estimate if evidence.estimate is not None else evidence.statistic
    text = f"{evidence.test} = {estimate:.4g}"
    if evidence.expected is not None:
        text += f", where {evidence.expected:.4g} is right"
    if evidence.interval is not None and all(map(math.isfinite, evidence.interval)):
        low, high = evidence.interval
        text += f"; the truth lies between {low:.4g} and {high:.4g}"
    return f"{text} (of the draws' normal scores, {_count(evidence.n)} of them)."


def _luck(found: Examination, evidence: Evidence) -> str:
    alone, together = _p(evidence.p_value), _p(found.p_value)
    tests = TESTS * LOOKS * len(found.results)
    return (
        f"No: p = {alone} for this test, {together} at most for all {tests};"
        f" {_p(found.terms.false_fail_rate)} was allowed ({evidence.law})."
    )


def _missed(effect: float, alternatives: str) -> str:
    return (
        f"This test misses {effect:.2g} or more once in a billion times at most ({alternatives})."
    )


def _promise(promise: Promise, missed: float) -> str:
    return (
        f"{promise.alternatives}: {promise.min_detectable_effect:.3g} or more passes with "
        f"probability {missed:g} at most."
    )


def _repeat(found: Examination) -> str:
    return f"seed={found.terms.seed}"


def _p(value: float) -> str:
    return f"{value:.2g}" if value > 0 else "0"


def _count(n: int) -> str:
    return f"{n:,}".replace(",", " ")

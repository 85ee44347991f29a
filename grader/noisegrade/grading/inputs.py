"""Whether arguments stay as they were, and whether a result is an array of its own."""

from __future__ import annotations

import numpy as np

from noisegrade.grading.sampling import Answer
from noisegrade.model import Finding, Verdict
from noisegrade.sandbox.echoes import changed, watched

__all__ = ["first_touched", "inputs_finding"]


def inputs_finding(answer: Answer) -> tuple[Finding, ...]:
    """Find out whether arguments stay as they were; no finding where none can be changed."""
    pairs = list(zip(answer.sample.trials, answer.replies, strict=True))
    if not any(watched(trial.args) for trial, _ in pairs):
        return ()
    kinds = {
        "array" if isinstance(trial.args[at], np.ndarray) else "list"
        for trial, reply in pairs
        for at in changed(trial.args, reply.echoed)
    }
    if any(reply.shares_memory for _, reply in pairs):
        says = "Its result is the very array that it was given; make a new one instead."
        return (Finding(claim="inputs", verdict=Verdict.FAILED, says=says),)
    if not kinds:
        says = "The inputs stay as they were."
        return (Finding(claim="inputs", verdict=Verdict.PASSED, says=says),)
    says = f"It changed the {min(kinds)} that it was given; make a new one instead."
    return (Finding(claim="inputs", verdict=Verdict.FAILED, says=says),)


def first_touched(answer: Answer) -> int:
    """Return the place of the first call that changed its arguments, or returned one of them."""
    pairs = zip(answer.sample.trials, answer.replies, strict=True)
    return next(
        (
            at
            for at, (trial, reply) in enumerate(pairs)
            if reply.shares_memory or changed(trial.args, reply.echoed)
        ),
        0,
    )

"""Every sentence that a learner may read: one sentence, short, in the chapter's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest

from built_in import COURSE
from noisegrade.exercise import Exercise, RandomExercise, TargetMoments
from noisegrade.grading import exact_steps, messages
from noisegrade.stats import battery

LONGEST = 25  # words
SYMBOLS = set("σ²√πᾱ·±−")  # beyond ASCII, what the chapter writes
JARGON = re.compile(
    r"p-value|hypothes|statistic|kurtos|\bskew|\bchi\b|kolmogorov|bonferroni|significan|"
    r"\biid\b|i\.i\.d|variate|asymptot|chernoff|binomial",
    re.IGNORECASE,
)

exercises = pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda one: one.name)
samplers = pytest.mark.parametrize(
    "exercise",
    [one for one in COURSE.exercises if isinstance(one, RandomExercise)],
    ids=lambda one: one.name,
)


def said_of(exercise: Exercise) -> Iterator[str]:
    """Give every sentence of the catalogue."""
    for mistake in exercise.misconceptions:
        yield f"It looks like {mistake.says}"
        yield f"Next: {mistake.next_step}"
    yield exercise.hint.idea
    yield exercise.hint.look_here
    if exercise.prediction:
        yield exercise.prediction.recall
        yield from re.split(r"(?<=[.?]) (?=[A-Z])", exercise.prediction.question)


def said_by_tests(exercise: RandomExercise) -> Iterator[str]:
    """Give a sentence for every test of the battery, at the widest numbers."""
    rng = np.random.default_rng(0)
    axes = exercise.trial(0, 192, rng).axes
    z = 1.2345 * rng.standard_normal((16, *(17, 12, 3)[: len(axes)])) + 0.1234
    for gaussian in (True, False):
        stray = messages.LawMismatch(
            moments=TargetMoments(-123.4, 56.78),
            values=np.tile(z, (40,) + (1,) * (z.ndim - 1)),
            standard=z,
            of=exercise.of,
            gaussian=gaussian,
        )
        for one in battery.judge(z, axes=("call", *axes), false_fail=1e-3):
            yield messages.evidence_sentence(one.family, one.evidence, stray)
        yield messages.coverage_sentence(stray) or ""


def flaws(sentence: str) -> list[str]:
    found = []
    count = len(re.sub(r"(?<=\d) (?=\d{3})", "", sentence).split())
    if count > LONGEST:
        found.append(f"{count} words")
    if not sentence.endswith((".", "?")) or re.search(r"[.?!] [A-Z]", sentence):
        found.append("not one sentence")
    strange = {sign for sign in sentence if not sign.isascii()} - SYMBOLS
    found += [f"symbol {sign}" for sign in sorted(strange)]
    return found + JARGON.findall(sentence)


@exercises
def test_the_catalogue_speaks_in_single_short_sentences(exercise: Exercise) -> None:
    said = list(said_of(exercise))
    assert [(one, flaws(one)) for one in said if flaws(one)] == []


@samplers
def test_every_test_speaks_in_single_short_sentences(exercise: RandomExercise) -> None:
    said = [sentence for sentence in said_by_tests(exercise) if sentence]
    assert len(said) > 10
    assert [(one, flaws(one)) for one in said if flaws(one)] == []


def test_what_holds_and_what_is_no_luck_is_said_shortly() -> None:
    said = [*messages.HELD.values(), *messages.HELD_OF_OTHERS.values()]
    said += [*messages.HELD_OF_WHOLE_NUMBERS.values(), f"Can it be luck: {messages.LUCK}"]
    said += [f"Next: {step}" for step in (*messages.NEXT.values(), exact_steps.BY_HAND)]
    assert [(one, flaws(one)) for one in said if flaws(one)] == []

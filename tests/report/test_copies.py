"""Disguised copies are found, and independent learners are left alone."""

import random

from built_in import NAMES
from noisegrade.report.copies import likely_copies
from noisegrade.submission.structure import structures
from report.copiers import as_submission, disguised, independent

LEARNERS, COPIERS = 200, 50


def test_disguised_copies_are_found_and_independent_learners_are_not_accused() -> None:
    texts = [independent(seed) for seed in range(LEARNERS)]
    copied = random.Random(1).sample(range(LEARNERS), COPIERS)  # noqa: S311 - the same each time
    alone = [structures(as_submission(text), NAMES) for text in texts]
    copies = [structures(as_submission(disguised(texts[at], at)), NAMES) for at in copied]
    assert len(likely_copies(alone)) <= 1
    found = {(one.first, one.second) for one in likely_copies([*alone, *copies])}
    true = {(at, LEARNERS + number) for number, at in enumerate(copied)}
    assert len(found & true) >= 45
    assert len(found - true) <= 3


def test_what_all_wrote_alike_and_what_nobody_wrote_is_no_copy() -> None:
    same = structures(as_submission(independent(7)), NAMES)
    assert likely_copies([same] * 40) == []
    assert likely_copies([{}] * 40) == []
    assert likely_copies([]) == []


def test_one_short_exercise_alike_is_no_copy() -> None:
    short = "def shift_and_scale(eps, mean, std):\n    return mean + std * eps"
    written = [structures(as_submission(short), NAMES)] * 2
    others = [structures(as_submission(independent(seed, NAMES[2:3])), NAMES) for seed in range(9)]
    assert likely_copies([*written, *others]) == []


def test_a_copy_names_what_is_alike_the_rarest_first() -> None:
    texts = [independent(seed) for seed in range(30)]
    written = [structures(as_submission(text), NAMES) for text in texts]
    copy = structures(as_submission(disguised(texts[3], 5)), NAMES)
    (found,) = likely_copies([*written, copy])
    assert (found.first, found.second, found.written) == (3, 30, len(NAMES))
    assert set(found.agree) == {
        name for name in NAMES if written[3][name].digest == copy[name].digest
    }
    others = [one for at, one in enumerate(written) if at != 3]
    alone = [
        name
        for name in found.agree
        if not any(one[name].digest == copy[name].digest for one in others)
    ]
    assert found.rare == len(alone) > 5
    assert found.agree[: found.rare] == tuple(alone)

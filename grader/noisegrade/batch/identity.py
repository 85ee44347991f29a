"""Whose submissions are whose: several of one learner are an error for somebody to resolve."""

from __future__ import annotations

from collections.abc import Iterator

from noisegrade.batch.sources import SubmissionSource
from noisegrade.report.people import Learner

__all__ = ["SeveralOfOne"]

_SHOWN = 8  # names in a sentence


class SeveralOfOne:
    """Finds learners of whom there are several submissions, by whatever names them for sure.

    Namesakes are different learners: a name alone tells nothing.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[tuple[int, str]]] = {}

    def add(self, position: int, source: SubmissionSource) -> None:
        """Note a submission; one that is refused anyway stands in nobody's way."""
        if source.refused:
            return
        for clue in _clues(source.learner):
            self._found.setdefault(clue, []).append((position, source.origin))

    def reasons(self) -> Iterator[tuple[str, int]]:
        """Return the sentence that refuses each of several submissions of one learner."""
        for (_, who), listed in self._found.items():
            if len(listed) > 1:
                more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
                names = f"{', '.join(origin for _, origin in listed[:_SHOWN])}{more}"
                says = (
                    f"{who} has {len(listed)} submissions here: {names}. Keep the one that counts."
                )
                for position, _ in listed:
                    yield says, position


def _clues(learner: Learner) -> Iterator[tuple[str, str]]:
    yield from (
        (kind, value.casefold())
        for kind, value in (
            ("platform_id", learner.platform_id),
            ("email", learner.email),
            ("login", learner.login),
            ("number", learner.number),
        )
        if value
    )

"""Every number that a grading draws, from its one seed: the same seed gives the same report."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

__all__ = ["Seeds"]


@dataclass(frozen=True, slots=True)
class Seeds:
    """The seeds of one exercise, by its name; `round` tells one request from the next."""

    seed: int
    exercise: str

    def data(self, round_: int) -> np.random.Generator:
        """Generate the inputs of a request: images, cases."""
        return np.random.default_rng(self._sequence(0, round_))

    def rng(self, round_: int) -> int:
        """Seed the generator that the learner's function is handed."""
        return int(self._sequence(1, round_).generate_state(1, np.uint64)[0])

    def judge(self, round_: int) -> np.random.Generator:
        """Generate what the grader itself draws: never the learner's numbers."""
        return np.random.default_rng(self._sequence(3, round_))

    def example(self) -> int:
        """Seed what the worked examples draw without a generator of their own."""
        return int(self._sequence(4, 0).generate_state(1, np.uint64)[0])

    def entropy(self, round_: int) -> int:
        """Seed everything else that is random: 128 bits, so that no two requests share them."""
        high, low = self._sequence(2, round_).generate_state(2, np.uint64)
        return int(high) << 64 | int(low)

    def _sequence(self, purpose: int, round_: int) -> np.random.SeedSequence:
        return np.random.SeedSequence(self.seed, spawn_key=(*_key(self.exercise), purpose, round_))


def _key(name: str) -> tuple[int, ...]:
    """Digest a name: other exercises come and go, and its draws stay the same."""
    digest = hashlib.sha256(name.encode()).digest()
    return tuple(int.from_bytes(digest[at : at + 4], "big") for at in (0, 4, 8))

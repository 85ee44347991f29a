"""Make every source of randomness replay from one number.

The same grading seed must give the same report, also for code that ignores its `rng`: an unseeded
`default_rng()`, the legacy `np.random`, `random`, `secrets`. And each call must find them in a new
state, so that only code with a constant seed repeats itself.
"""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.random import bit_generator

__all__ = ["Entropy", "replaying"]

_seed_python = random.Random.seed
_seed_legacy = np.random.seed


class Entropy:
    """Stands in for the operating system's entropy; every source of randomness hangs on it.

    Parameters
    ----------
    seed_others : seeds generators that are neither Python's nor NumPy's
    """

    def __init__(self, seed_others: Callable[[int], None] = lambda _: None) -> None:
        self._seed_others = seed_others
        self._system = random.Random(0)  # noqa: S311 - replays on purpose

    def reseed(self, number: int, *, purpose: str = "call") -> None:
        """Put all sources into the states that belong to this number."""
        digest = hashlib.blake2b(f"{purpose} {number}".encode()).digest()
        words = [int.from_bytes(digest[at : at + 4], "little") for at in range(0, 16, 4)]
        _seed_legacy(words)
        _seed_python(random._inst, int.from_bytes(digest[16:32], "little"))  # noqa: SLF001 - the module's own generator has no public name
        _seed_python(self._system, int.from_bytes(digest[32:], "little"))
        self._seed_others(words[0])

    def install(self) -> list[tuple[Any, str, Any]]:
        """Patch the ways to the system's entropy; return what stood there before."""
        system = self._system

        def seed(self: random.Random, a: Any = None, version: int = 2) -> None:
            _seed_python(self, system.getrandbits(128) if a is None else a, version)

        patches: list[tuple[Any, str, Any]] = [
            (os, "urandom", system.randbytes),
            (os, "getrandom", lambda size, flags=0: system.randbytes(size)),  # noqa: ARG005 - its signature
            (random, "_urandom", system.randbytes),
            (bit_generator, "randbits", system.getrandbits),
            (random.Random, "seed", seed),
            (random, "seed", seed.__get__(random._inst)),  # noqa: SLF001 - as above
        ]
        patches = [patch for patch in patches if hasattr(patch[0], patch[1])]
        before = [(where, name, where.__dict__[name]) for where, name, _ in patches]
        for where, name, patch in patches:
            setattr(where, name, patch)
        return before


@contextmanager
def replaying(seed_others: Callable[[int], None] = lambda _: None) -> Iterator[Entropy]:
    """Replay within this block only; afterwards the process has its randomness back."""
    python, legacy = random.getstate(), np.random.get_state()  # noqa: NPY002 - it is what is kept
    entropy = Entropy(seed_others)
    before = entropy.install()
    try:
        yield entropy
    finally:
        for where, name, old in before:
            setattr(where, name, old)
        random.setstate(python)
        np.random.set_state(legacy)  # noqa: NPY002 - as above

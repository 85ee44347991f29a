"""Packages that a course offers beside NumPy and SciPy: what a child may import of them."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["NOTHING", "Offered", "seed_generators"]

_SEEDS = ("manual_seed", "random.manual_seed", "random.seed", "random.set_seed", "seed", "set_seed")
"""Where packages have what seeds their own global generator: PyTorch, CuPy, TensorFlow, …"""


@dataclass(frozen=True, slots=True)
class Offered:
    """Names of packages, and of all top-level modules that these need."""

    packages: tuple[str, ...] = ()
    importable: tuple[str, ...] = ()

    @classmethod
    def told(cls, settings: Mapping[str, Any]) -> Offered:
        """Make it of what a process was told at its start."""
        return cls(tuple(settings["packages"]), tuple(settings["importable"]))


NOTHING = Offered()


def seed_generators(offered: Offered, number: int) -> None:
    """Seed the global generators of those that are imported, as far as they have such."""
    for package in offered.packages:
        for place in _SEEDS:
            function: Any = sys.modules.get(package)
            for name in place.split("."):
                function = getattr(function, name, None)
            if callable(function):
                with contextlib.suppress(Exception):  # a learner may have put something else there
                    function(number)
                break

"""Wrong and right implementations of an exercise, as learners write them: data of the course."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

__all__ = ["PREAMBLE", "Implementations", "implementations"]

Texts = Mapping[str, str]

PREAMBLE = "import math\nimport random\n\nimport numpy as np\n\n\n"
"""Stands before every implementation."""

_NONE: Texts = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Implementations:
    """Implementations by name, each the text of a whole function.

    Parameters
    ----------
    misconceptions : by the id of the misconception that they hold; each must be caught and named
    unnamed : wrong in ways that have no name; each must be caught, and not named
    slips : by the name of a slip that any exercise can meet, see `noisegrade.grading.slips`; each
        must be caught and named
    right : correct in other ways than the solution; each must pass
    """

    misconceptions: Texts = field(default_factory=dict)
    unnamed: Texts = field(default_factory=dict)
    slips: Texts = field(default_factory=dict)
    right: Texts = field(default_factory=dict)


def implementations(
    signature: str,
    *,
    misconceptions: Texts = _NONE,
    unnamed: Texts = _NONE,
    slips: Texts = _NONE,
    right: Texts = _NONE,
) -> Implementations:
    """Declare implementations by their bodies.

    Parameters
    ----------
    signature : that all of them have: "sample_static(height, width, channels, rng)". A body that
        begins with "def " brings a signature of its own
    misconceptions, unnamed, slips, right : see `Implementations`; math, random and np are imported
    """
    return Implementations(
        misconceptions=_functions(signature, misconceptions),
        unnamed=_functions(signature, unnamed),
        slips=_functions(signature, slips),
        right=_functions(signature, right),
    )


def _functions(signature: str, bodies: Texts) -> Texts:
    return MappingProxyType({name: _function(signature, body) for name, body in bodies.items()})


def _function(signature: str, body: str) -> str:
    text = textwrap.dedent(body).strip() + "\n"
    if text.startswith("def "):
        return text
    return f"def {signature}:\n{textwrap.indent(text, '    ')}"

"""Assert that a sampler draws what it should, with a proved error rate.

For pytest, unittest and every other test runner; nothing of a course is needed.

Examples
--------
>>> from noisegrade.testing import assert_follows
>>> from scipy import stats
>>> assert_follows(lambda size, rng: rng.exponential(2.0, size), stats.expon(scale=2), seed=7)
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it, which would take longer to import than all else here

if TYPE_CHECKING:
    from noisegrade.testing.assertions import (
        assert_follows,
        assert_independent,
        assert_same_distribution,
        examine,
    )
    from noisegrade.testing.examination import Examination
    from noisegrade.testing.mixture import Mixture
    from noisegrade.testing.vectors import Conditionals

__all__ = [
    "Conditionals",
    "Examination",
    "Mixture",
    "assert_follows",
    "assert_independent",
    "assert_same_distribution",
    "examine",
]

_ELSEWHERE = {  # all other names come from noisegrade.testing.assertions
    "Conditionals": "vectors",
    "Examination": "examination",
    "Mixture": "mixture",
}


if not TYPE_CHECKING:  # a type checker knows the names above, and no others

    def __getattr__(name: str) -> object:
        """Load a public name when it is asked for: the pytest plugin must not wait for NumPy."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415 - lazy, as said above

        module = _ELSEWHERE.get(name, "assertions")
        return getattr(import_module(f"noisegrade.testing.{module}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

"""A verification as one value, and as plain values for JSON, described by `schema.json`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from noisegrade.stats.rates import FALSE_FAIL
from noisegrade.verify.certificate import Certificate
from noisegrade.verify.checks import Check

__all__ = ["Verification"]

_VERSION = 1  # of what `to_dict` gives, see schema.json


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found, and what is certified."""

    checks: tuple[Check, ...]
    certificates: tuple[Certificate, ...]
    effect: float
    seeds: int

    @property
    def holds(self) -> bool:
        """Whether everything does."""
        return all(check.holds for check in self.checks)

    def counts(self) -> list[tuple[str, int, int]]:
        """Return name, how many hold, and how many there are, in the order of the checks."""
        names = list(dict.fromkeys(check.name for check in self.checks))
        of_name = {name: [one for one in self.checks if one.name == name] for name in names}
        return [(name, sum(one.holds for one in all_), len(all_)) for name, all_ in of_name.items()]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values: `verification` (version), `holds`, `checks`, `certificate`."""
        return {
            "verification": _VERSION,
            "holds": self.holds,
            "false_fail": FALSE_FAIL,
            "effect": self.effect,
            "seeds": self.seeds,
            "checks": [asdict(check) for check in self.checks],
            "certificate": [asdict(one) for one in self.certificates],
        }

"""How a verdict is shown: a symbol, a word and a colour, the same in every report."""

from __future__ import annotations

from noisegrade.model import Verdict

__all__ = ["SYMBOLS"]

SYMBOLS = {  # every colour has a symbol and a word beside it
    Verdict.PASSED: ("✓", "passed", "green"),
    Verdict.FAILED: ("✗", "failed", "red"),
    Verdict.NOT_ATTEMPTED: ("○", "not written yet", "dim"),
    Verdict.CRASHED: ("!", "crashed", "magenta"),
    Verdict.OUT_OF_LIMITS: ("⊘", "out of limits", "magenta"),
    Verdict.NOT_REACHED: ("·", "not reached", "dim"),
    Verdict.UNGRADED: ("?", "ungraded", "yellow"),
}

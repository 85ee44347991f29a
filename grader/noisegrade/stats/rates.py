"""The error rates that everything else is solved from."""

from __future__ import annotations

__all__ = ["FALSE_FAIL", "FALSE_PASS", "STAGES"]

FALSE_FAIL = 1e-9  # of a whole submission: one right submission in a billion is failed
FALSE_PASS = 1e-9  # of an effect that is promised to be caught: one in a billion gets through
STAGES = 3  # growing samples an exercise; each has a third of the budget

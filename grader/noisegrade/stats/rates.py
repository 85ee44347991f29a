"""The error rates that everything else is solved from."""

from __future__ import annotations

__all__ = ["EDGE_SHARE", "FALSE_FAIL", "FALSE_PASS", "LOOKS"]

FALSE_FAIL = 1e-9  # of a whole submission: one right submission in a billion is failed
FALSE_PASS = 1e-9  # of an effect that is promised to be caught: one in a billion gets through
LOOKS = 4  # growing samples an exercise, at most; each has the same share of the budget
EDGE_SHARE = 0.1  # of an exercise's budget: for requests of a few draws

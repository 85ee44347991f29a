"""Mutants of reference solutions: small faults, put in by rule, that grading must find."""

from __future__ import annotations

from noisegrade.verify.mutants.engine import OPERATORS, Mutant, mutants

__all__ = ["OPERATORS", "Mutant", "mutants"]

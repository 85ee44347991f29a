"""A report as its learner may see it: without what the assignment does not show."""

from __future__ import annotations

import re
from dataclasses import replace

from noisegrade.model import ExerciseReport, Finding, Report, Verdict

__all__ = ["CASES", "MISCONCEPTIONS", "SEED", "learner_view"]

SEED, CASES, MISCONCEPTIONS = "seed", "hidden_cases", "misconceptions"
_SEEDED = re.compile(r"default_rng\(\d+\)")
_TELLING = frozenset({Verdict.FAILED, Verdict.CRASHED, Verdict.OUT_OF_LIMITS})


def learner_view(report: Report) -> Report:
    """Return a report without what `report.hidden` names; all else is as the instructor sees it."""
    if not report.hidden:
        return report
    return replace(report, exercises=tuple(_seen(one, report) for one in report.exercises))


def _seen(one: ExerciseReport, report: Report) -> ExerciseReport:
    if SEED in report.hidden and one.call is not None:
        one = replace(one, call=_SEEDED.sub("default_rng()", one.call))
    if MISCONCEPTIONS in report.hidden and one.misconception is not None:
        one = replace(one, misconception=None, looks_like=None, next_step=None)
    return _without_cases(one) if CASES in report.hidden else one


def _without_cases(one: ExerciseReport) -> ExerciseReport:
    """Leave out whatever may show what the function was called with: what it printed, too."""
    findings = tuple(map(_silent, one.findings))
    telling = one.verdict in _TELLING
    says = _says(one.exercise, one.findings) if telling else one.says
    coverage = None if telling else one.coverage
    return replace(one, says=says, call=None, coverage=coverage, output="", findings=findings)


def _silent(finding: Finding) -> Finding:
    if finding.verdict not in _TELLING:
        return replace(finding, evidence=None)
    return replace(finding, says=f"{finding.claim} does not hold.", evidence=None)


def _says(exercise: str, findings: tuple[Finding, ...]) -> str:
    failed = next((one for one in findings if one.verdict in _TELLING), None)
    if failed is None:
        return f"{exercise} does not do what it should."
    where = f"in {failed.claim}, on a case that is not shown"
    if failed.verdict is Verdict.FAILED:
        return f"{exercise} does not do what it should: {where}."
    return f"{exercise} stopped {where}."

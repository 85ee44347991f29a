"""Why an exercise was graded as it was, for the instructor who is asked: evidence and answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from noisegrade.errors import UsageError
from noisegrade.grading.notation import count
from noisegrade.model import Evidence, ExerciseReport, Finding, Report, Submission, Verdict
from noisegrade.report.anatomy import by_people, sentences
from noisegrade.report.html import STYLE, fragment
from noisegrade.report.learner_view import learner_view
from noisegrade.report.people import ClassRow
from noisegrade.report.points import exercise_points, mark_sentences
from noisegrade.report.symbols import SYMBOLS
from noisegrade.report.text import summary
from noisegrade.untrusted_text import for_html

__all__ = ["Explanation", "explain", "to_page", "to_text"]

_BARS = " ▁▂▃▄▅▆▇█"
_PLACE = re.compile(r"(?P<label>.+):(?P<line>\d+)")
_AROUND = 2  # lines of source that are shown before and after
_END = 5  # characters of one end of the scale under the bars, and of half its middle


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of one graded exercise.

    Parameters
    ----------
    learner : the name that people read
    report : of the exercise, as the instructor sees it
    source : the lines around the place that it points to, numbered
    message : what to send to the learner
    terms : on what terms it was graded
    """

    learner: str
    report: ExerciseReport
    source: tuple[str, ...]
    message: str
    terms: str


def explain(row: ClassRow, exercise: str, work: Submission) -> Explanation:
    """Explain the grading of one exercise.

    Raises
    ------
    UsageError
        Where the report has no such exercise.
    """
    report = _find(row.report, exercise)
    return Explanation(
        learner=row.shown,
        report=report,
        source=tuple(_source(report, work)),
        message=_message(row, exercise),
        terms=f"{summary(row.report)} Course {row.report.course}, "
        f"{report.graded_by or row.report.fingerprint}.",
    )


def to_text(told: Explanation) -> str:
    """Write an explanation for a terminal or a mail."""
    return "\n".join(line for _, lines in _parts(told) for line in [*lines, ""]).rstrip()


def to_page(told: Explanation) -> str:
    """Write an explanation as a page of its own, with the picture."""
    title = for_html(f"{told.report.exercise}: {told.learner}")
    parts = "".join(
        f"<h2>{for_html(heading)}</h2>\n<pre>{for_html(chr(10).join(lines[1:]))}</pre>\n"
        for heading, lines in _parts(told)
        if heading not in {"", "What came", "The draws beside the bell"} and lines
    )
    style = f"body{{margin:2em auto;max-width:60em;font-family:system-ui}}{STYLE}"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style} pre{{white-space:pre-wrap}}</style>\n</head>\n"
        f"<body>\n<h1>{title}</h1>\n{fragment(told.report)}\n{parts}</body>\n</html>\n"
    )


def _parts(told: Explanation) -> Iterator[tuple[str, list[str]]]:
    """Return the parts of an explanation, each with its heading as its first line."""
    one = told.report
    symbol, word, _ = SYMBOLS[one.verdict]
    points = exercise_points(one)
    worth = "ungraded" if points is None else f"{points:g} of {one.max_score:g} points"
    yield "", [f"{symbol} {one.exercise}, {told.learner}: {word}, {worth}"]
    yield "What came", ["What came", *sentences(one)]
    tested = [_tested(each, each.evidence) for each in one.findings if each.evidence is not None]
    if tested:
        yield "What the tests found", ["What the tests found", *tested]
    yield "The claims", ["The claims", *_claims(one.findings)]
    if sum(one.histogram):
        heading = "The draws beside the bell"
        yield heading, [heading, *_pictured(one.histogram)]
    if told.source:
        yield "The source", [f"The source, {one.where}", *told.source]
    yield "To send", ["To send", *(f"  {line}" for line in told.message.split("\n"))]
    yield "On these terms", ["On these terms", f"  {told.terms}"]


def _claims(findings: Sequence[Finding]) -> Iterator[str]:
    """Write a line for each claim that was reached, and one for all the others."""
    waiting = [each.claim for each in findings if each.verdict is Verdict.NOT_REACHED]
    for each in findings:
        if each.verdict is not Verdict.NOT_REACHED:
            yield f"  {SYMBOLS[each.verdict][0]} {each.claim}: {each.says}"
    if waiting:
        symbol, word, _ = SYMBOLS[Verdict.NOT_REACHED]
        yield f"  {symbol} {word}, as others have to hold first: {', '.join(waiting)}"


def _tested(finding: Finding, evidence: Evidence | None) -> str:
    if evidence is None:
        return ""
    found = "" if evidence.estimate is None else f", found {evidence.estimate:.4g}"
    expected = "" if evidence.expected is None else f", expected {evidence.expected:.4g}"
    low_high = ""
    if evidence.interval is not None and None not in evidence.interval:
        low_high = f" (between {evidence.interval[0]:.4g} and {evidence.interval[1]:.4g})"
    p = f"p = {evidence.p_value:.2g}" if evidence.p_value else "p < 1e-300"
    return (
        f"  {finding.claim}: {evidence.test} of {count(evidence.n)} draws"
        f"{expected}{found}{low_high}, {p}; up to {evidence.false_fail:.2g} is rejected"
    )


def _pictured(counts: Sequence[int]) -> list[str]:
    """Draw the draws and the bell as two rows of bars of the same scale, from −4 σ to 4 σ."""
    total, inside = sum(counts), counts[1:-1]
    middle = (len(inside) - 1) / 2
    bell = [2.718281828459045 ** (-(((at - middle) / 5) ** 2) / 2) for at in range(len(inside))]
    whole = sum(bell)
    shares, expected = [one / total for one in inside], [one / whole for one in bell]
    top = max(*shares, *expected)
    gap = " " * (len(inside) // 2 - _END)
    scale = f"−4σ{gap}mean{gap}+4σ"
    rows = (f"  draws {_bars(shares, top)}", f"  bell  {_bars(expected, top)}", f"        {scale}")
    return [*rows, f"  {count(total)} draws; {counts[0] + counts[-1]} lie beyond"]


def _bars(shares: Sequence[float], top: float) -> str:
    most = len(_BARS) - 1
    return "".join(_BARS[round(one / top * most)] for one in shares)


def _source(report: ExerciseReport, work: Submission) -> Iterator[str]:
    """Return the numbered lines around the place that a report points to."""
    place = _PLACE.fullmatch(report.where or "")
    if place is None:
        return
    for chunk in (chunk for source in work.sources for chunk in source.chunks):
        if chunk.label != place["label"]:
            continue
        at = int(place["line"])
        for number, line in enumerate(chunk.text.splitlines(), start=1):
            if abs(number - at) <= _AROUND:
                yield f"  {'>' if number == at else ' '} {number:4} {line}"
        return


def _find(report: Report, exercise: str) -> ExerciseReport:
    for one in report.exercises:
        if one.exercise == exercise:
            return one
    names = ", ".join(one.exercise for one in report.exercises)
    raise UsageError(f"{exercise} is not an exercise of these results; they have {names}.")


def _message(row: ClassRow, exercise: str) -> str:
    """Write what can be sent: what the learner may see, and what people decided."""
    one = _find(learner_view(row.report), exercise)
    points = exercise_points(one)
    worth = "is not graded yet" if points is None else f"has {points:g} of {one.max_score:g} points"
    said = [f"{one.exercise} {worth}."]
    if one.verdict is Verdict.PASSED:
        said += [one.says, *by_people(one)]
    else:
        said += sentences(one)
    return "\n".join([*said, *mark_sentences(row.report.mark)])

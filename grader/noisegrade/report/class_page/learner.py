"""A learner's own page: the same blocks that the learner sees."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from noisegrade.model import ExerciseReport, Report
from noisegrade.report.class_page.page import policy, resource
from noisegrade.report.html import STYLE, fragment
from noisegrade.report.learner_view import learner_view
from noisegrade.report.people import ClassRow
from noisegrade.report.points import mark_sentences
from noisegrade.report.symbols import SYMBOLS
from noisegrade.report.text import learner_summary, score
from noisegrade.untrusted_text import for_html

__all__ = ["to_learner_page"]


def to_learner_page(row: ClassRow) -> str:
    """Return the page of one submission; it names nobody else, so it may be handed out."""
    report, name = learner_view(row.report), for_html(row.shown)
    style = f"{resource('learner.css')}{STYLE}"
    file = f"<p><small>Handed in as {for_html(report.submission)}.</small></p>"
    said = (*mark_sentences(report.mark), *report.notes)
    notes = "".join(f"<li>{for_html(note)}</li>" for note in said)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(style)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{name}: what noise is</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{name}</h1>\n"
        f'<p class="score">{score(report)} <small>points</small></p>\n{_strip(report)}\n'
        f"{'' if row.shown == report.submission else file}"
        f"{f'<ul>{notes}</ul>' if notes else ''}\n{''.join(_sections(report))}"
        f"<footer><p>{for_html(learner_summary(report))}</p></footer>\n</main>\n</body>\n</html>\n"
    )


def _strip(report: Report) -> str:
    """Return a symbol an exercise, each a way to its block."""
    links = "".join(f"<li>{_step(one)}</li>" for one in report.exercises)
    return f'<ol class="strip" aria-label="Exercises">{links}</ol>'


def _step(one: ExerciseReport) -> str:
    symbol, word, colour = SYMBOLS[one.verdict]
    name = for_html(one.exercise)
    return (
        f'<a href="#{name}" class="ng-{colour}" title="{name}: {word}">{symbol}'
        f'<span class="unseen"> {name}: {word}</span></a>'
    )


def _sections(report: Report) -> Iterator[str]:
    for title, ones in groupby(report.exercises, attrgetter("section")):
        heading = f"<h2>{for_html(title)}</h2>" if title else ""
        blocks = "\n".join(map(_place, ones))
        yield f"{heading}\n{blocks}\n"


def _place(one: ExerciseReport) -> str:
    return f'<div id="{for_html(one.exercise)}" class="place">{fragment(one)}</div>'

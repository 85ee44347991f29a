"""A verification as one self-contained page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from noisegrade.grading.notation import count
from noisegrade.untrusted_text import for_html
from noisegrade.verify.certificate import Certificate, rounded_up
from noisegrade.verify.verification import Verification

__all__ = ["to_html"]

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;margin:.5em 0 1.5em;display:block;overflow-x:auto}"
    "th,td{text-align:left;padding:.25em .8em .25em 0;border-bottom:1px solid #8886;"
    "vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}"
    "summary{cursor:pointer}"
)


def to_html(outcome: Verification) -> str:
    """Render all of it: it loads nothing, and needs no script."""
    title = "Everything holds" if outcome.holds else "Not everything holds"
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>noisegrade: {title}</title><style>{_STYLE}</style></head><body><main>",
            f"<h1>{'✓' if outcome.holds else '✗'} {title}</h1>",
            *_checks(outcome),
            "<h2>Certificate</h2>",
            f"<p>Correct code fails at most once in a billion; effect {outcome.effect:g}.</p>",
            *(part for one in outcome.certificates for part in _certificate(one)),
            "</main></body></html>\n",
        ]
    )


def _checks(outcome: Verification) -> Iterator[str]:
    yield "<ul>"
    for name, held, total in outcome.counts():
        yield f"<li>{'✓' if held == total else '✗'} {for_html(name)}: {held} of {total}</li>"
    yield "</ul>"
    wrong = [check for check in outcome.checks if not check.holds]
    if wrong:
        yield "<h2>What doesn't hold</h2>"
        yield from _table(("exercise", "what was found"), ((c.exercise, c.says) for c in wrong))
    yield "<details><summary>All checks</summary>"
    rows = (("✓" if c.holds else "✗", c.exercise, c.name, c.says) for c in outcome.checks)
    yield from _table(("", "exercise", "check", "what was found"), rows)
    yield "</details>"


def _certificate(one: Certificate) -> Iterator[str]:
    yield f"<h3><code>{for_html(one.exercise)}</code>, {one.points:g} points</h3>"
    if one.compared:
        yield (
            f"<p>Compared with the truth to {one.tolerance:.1g} of what is added up: "
            "nothing is left to chance.</p>"
        )
        claims = ((c.claim, str(c.cases), f"{c.points:g}") for c in one.compared)
        yield from _table(("claim", "inputs", "points"), claims)
        return
    first, *later = (count(draws) for draws in one.draws)
    yield (
        f"<p>A first look at {first} draws, then at {', '.join(later)} in all. Error budget: "
        f"{one.false_fail:.2g} for the exercise, {one.per_test:.2g} for a test at each look.</p>"
        "<p>The whole grading misses at most once in a billion:</p>"
    )
    whole = ((p.alternatives, rounded_up(p.min_detectable_effect)) for p in one.whole)
    yield from _table(("among", "least effect"), whole)
    yield (
        "<p>If it comes to the last look, each of its tests misses at most once in a billion:</p>"
    )
    rows = (
        (
            p.test,
            p.law,
            rounded_up(p.min_detectable_effect),
            p.alternatives,
        )
        for p in one.promises
    )
    yield from _table(("test", "rests on", "least effect", "among"), rows)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    head = "".join(f"<th>{for_html(cell)}</th>" for cell in heads)
    yield f"<table><thead><tr>{head}</tr></thead>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{for_html(cell)}</td>' for cell in row)}</tr>"
    yield "</table>"

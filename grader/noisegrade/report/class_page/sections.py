"""The parts of the page above the list of learners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from noisegrade.model import Verdict
from noisegrade.report.class_page import questions
from noisegrade.report.class_page.charts import ORDER, distribution, stacked
from noisegrade.report.class_page.listing import counted, learners, link, listed, share
from noisegrade.report.class_page.tally import Line, Mistake, Tally
from noisegrade.report.symbols import SYMBOLS
from noisegrade.untrusted_text import for_html

__all__ = [
    "attention",
    "exercises",
    "facts",
    "identical",
    "misconceptions",
    "scores",
    "terms",
]

_SHOWN = 20  # lines that are seen at once of a list that may be as long as the class
_FREQUENT = 12  # mistakes that are seen at once


def facts(tally: Tally) -> str:
    """Return the numbers that one looks for first."""
    points = tally.points
    told = [_fact(len(tally.lines), "handed in")]
    if points:
        median = f"{tally.quartiles()[1]:g}</strong> <span>of {tally.max_score:g} points</span>"
        told.append(f"<li><strong>{median} <small>the median</small></li>")
        full = sum(one >= tally.max_score for one in points)
        told.append(_fact(full, "✓ solved everything"))
        told.append(questions.need_help(tally))
    told.append(_fact(len(tally.ungraded), "? ungraded"))
    told.append(_fact(len(tally.refused), "⊘ could not be read"))
    return "".join(told)


def scores(tally: Tally) -> str:
    """Show how the points are spread."""
    points = tally.points
    if not points:
        return "<p>No submission has been graded whole.</p>"
    low, middle, high = tally.quartiles()
    told = (
        f"The median of {counted(len(points))} is {middle:g} of {tally.max_score:g} points; half "
        f"of them have {low:g} to {high:g}. The least is {points[0]:g}, the most {points[-1]:g}."
    )
    return f"<p>{told}</p>{distribution(points, tally.max_score, f'Points. {told}')}"


def exercises(tally: Tally) -> str:
    """Show the pass rate of every exercise, and what became of the others."""
    rows = "".join(_exercise(name, counts) for name, counts in tally.verdicts.items())
    if not rows:
        return "<p>None has been graded.</p>"
    return f'<ol class="exercises">{rows}</ol>{questions.separating(tally)}'


def misconceptions(tally: Tally) -> str:
    """Say how many show which mistake, the most frequent first."""
    if not tally.shown:
        return "<p>None was recognized.</p>"
    graded = len(tally.lines) - len(tally.refused)
    numbers = {mistake: number for number, mistake in enumerate(tally.mistakes)}
    rows = [
        _mistake(mistake, count, graded, numbers[mistake])
        for mistake, count in tally.shown.most_common()
    ]
    if len(rows) <= _FREQUENT:
        return _table(rows)
    return (
        f"{_table(rows[:_FREQUENT])}<details><summary>{len(rows) - _FREQUENT} less frequent ones"
        f"</summary>{_table(rows[_FREQUENT:])}</details>"
    )


def attention(tally: Tally) -> str:
    """List what waits for the instructor: our faults, and submissions that can't be read."""
    parts = ""
    if tally.unfinished:
        parts += (
            f"<h3>· Not finished</h3><p>{counted(tally.unfinished)} wait to be graded: run the "
            "same command again, and it resumes.</p>"
        )
    if tally.ungraded:
        parts += (
            "<h3>? Ungraded</h3><p>The grader failed, not the learner: grade the same folder again "
            "and these are tried again.</p>"
        ) + _named((line, "") for line in tally.ungraded)
    if tally.refused:
        parts += "<h3>⊘ Could not be read</h3>" + _named(
            (line, f": {line.refused}") for line in tally.refused
        )
    if tally.absent:
        names = [f"<li>{for_html(name)}</li>" for name in tally.absent]
        parts += f"<h3>○ In the roster, without a submission ({len(names)})</h3>{listed(names)}"
    parts += questions.late(tally)
    parts = parts or "<p>✓ Nothing: every submission was read and graded whole.</p>"
    return parts + _account(tally)


def _account(tally: Tally) -> str:
    """Add up what there was in the download, and list what was ignored."""
    if not tally.account:
        return ""
    counts = Counter(fate for _, fate, _ in tally.account)
    what = "file or folder" if len(tally.account) == 1 else "files and folders"
    total = f"{len(tally.account)} {what}"
    told = ", ".join(f"{count} {for_html(fate)}" for fate, count in counts.items())
    ignored = [
        f"<li>{for_html(name)}: {for_html(reason)}</li>"
        for name, fate, reason in tally.account
        if fate == "ignored"
    ]
    below = f"<h4>Ignored</h4>{listed(ignored)}" if ignored else ""
    return f'<h3 id="account">What there was</h3><p>{total}: {told}.</p>{below}'


def identical(tally: Tally) -> str:
    """Name those whose code is the same, character by character."""
    groups = sorted(tally.twins.items(), key=lambda group: -len(group[1]))
    if not groups:
        return "<p>No two submissions hold the same code.</p>"
    told = listed([f"<li>{_alike(first, others)}</li>" for first, others in groups])
    return f"<p>The same code, character by character. It was graded once.</p>{told}"


def terms(tally: Tally) -> str:
    """Say on what terms the class was graded."""
    return "".join(
        f"<p>{for_html(told)}{f' ({counted(count)})' if len(tally.terms) > 1 else ''}</p>"
        for told, count in tally.terms.most_common()
    )


def _fact(count: int, what: str) -> str:
    return f"<li><strong>{count}</strong> <span>{learners(count)}</span> <small>{what}</small></li>"


def _exercise(name: str, counts: Counter[Verdict]) -> str:
    total = counts.total()
    passed = counts[Verdict.PASSED]
    others = [
        f'<span class="ink-{SYMBOLS[verdict][2]}">{SYMBOLS[verdict][0]}</span> {counts[verdict]} '
        f"{SYMBOLS[verdict][1]}"
        for verdict in ORDER[1:]
        if counts[verdict]
    ]
    missed = total - passed
    ask = (
        f'<button type="button" data-filter="missed:{for_html(name)}">Show {missed} '
        f'<span class="unseen">that did not pass {for_html(name)}</span></button>'
        if missed
        else ""
    )
    return (
        f"<li><code>{for_html(name)}</code>{stacked(counts)}"
        f'<p><span class="ink-green">✓</span> <strong>{share(passed, total)}</strong> passed'
        f'<span class="others">{"".join(f" · {one}" for one in others)}</span></p>{ask}</li>'
    )


def _table(rows: Sequence[str]) -> str:
    head = "".join(f'<th scope="col">{word}</th>' for word in ("Learners", "Exercise", "Mistake"))
    return (
        f'<table class="mistakes"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _mistake(mistake: Mistake, count: int, graded: int, number: int) -> str:
    return (
        f'<tr><td class="count"><strong>{count}</strong> <small>{share(count, graded)}</small>'
        f' <button type="button" data-filter="mistake:{number}">Show '
        f'<span class="unseen">the {counted(count)} of whom this is so: '
        f"{for_html(mistake.exercise)}, {for_html(mistake.says)}</span></button></td>"
        f'<td class="exercise"><code>{for_html(mistake.exercise)}</code></td><td>'
        f"{for_html(mistake.says)}</td></tr>"
    )


def _named(lines: Iterable[tuple[Line, str]]) -> str:
    return listed([f"<li>{link(line)}{for_html(words)}</li>" for line, words in lines])


def _alike(first: Line, others: Sequence[str]) -> str:
    shown = [for_html(name) for name in others[:_SHOWN]]
    more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    untouched = set(first.verdicts) == {Verdict.NOT_ATTEMPTED}
    note = " <small>○ nothing written yet</small>" if untouched else ""
    return f"{link(first)}, {', '.join(shown)}{more}{note}"

"""The parts of the page that answer an instructor's questions."""

from __future__ import annotations

from collections.abc import Sequence

from noisegrade.model import Verdict
from noisegrade.report.class_page.listing import counted, link, listed, percent, show
from noisegrade.report.class_page.separation import separations
from noisegrade.report.class_page.tally import CopyLine, Mistake, Tally
from noisegrade.report.failure_groups import FailureGroup
from noisegrade.untrusted_text import for_html

__all__ = ["copies", "drafts", "late", "need_help", "separating", "unnamed"]

_SEPARATES = 0.3  # a usual least for a good exercise
_TOLD = 3  # mistakes that a draft for the class speaks of
_GROUPS = 12  # that are seen at once


def need_help(tally: Tally) -> str:
    """Count those with less than half of the points, with the way to them."""
    half = tally.max_score / 2
    weak = sum(one < half for one in tally.points)
    button = show("help", f"the {counted(weak)} who need help") if weak else ""
    return (
        f"<li><strong>{weak}</strong> <span>{counted(weak).partition(' ')[2]}</span> "
        f"<small>! need help: under half of the points {button}</small></li>"
    )


def separating(tally: Tally) -> str:
    """Say which exercises separate, and which don't."""
    found = separations(tally)
    if not found:
        return ""
    best = found[0]
    said = (
        f"<code>{for_html(best.exercise)}</code> separates most: {percent(best.upper)} of the "
        f"upper quarter passed it, and {percent(best.lower)} of the lower."
    )
    rows = "".join(
        f"<tr><td><code>{for_html(one.exercise)}</code></td><td>{percent(one.upper)}</td>"
        f"<td>{percent(one.lower)}</td><td>{_mark(one.upper - one.lower)}</td></tr>"
        for one in found
    )
    head = "".join(
        f'<th scope="col">{word}</th>'
        for word in ("Exercise", "Upper quarter", "Lower quarter", "Difference")
    )
    return (
        f"<p>{said}</p><details><summary>How far each exercise separates</summary>"
        "<p>The quarters are made from all other exercises.</p>"
        f'<table class="separation"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        "</details>"
    )


def unnamed(tally: Tally) -> str:
    """List the failures that no known mistake explains, by their evidence."""
    groups = tally.unnamed
    if not groups:
        return "<p>Every failure has a name.</p>"
    rows = [_group(one) for one in groups]
    hint = (
        "<p>The same evidence, so likely the same mistake. <code>noisegrade groups DIR GROUP "
        "--name … --comment …</code> gives a group a name that all of its learners read.</p>"
    )
    rest = rows[_GROUPS:]
    more = f"<details><summary>{len(rest)} smaller ones</summary>{_table(rest)}</details>"
    return f"{hint}{_table(rows[:_GROUPS])}{more if rest else ''}"


def late(tally: Tally) -> str:
    """Name those who came late."""
    lines = tally.late
    if not lines:
        return ""
    button = show("late", f"the {counted(len(lines))} who were late")
    items = [f"<li>{link(line)}: {for_html(line.late)}</li>" for line in lines]
    return f"<h3>! Late ({len(lines)}) {button}</h3>{listed(items)}"


def copies(tally: Tally) -> str:
    """Name those who agree on more than chance explains."""
    if tally.copies is None:
        return ""
    if not tally.copies:
        return (
            "<p>Beyond that, no two agree on more than chance explains: names, comments and the "
            "order of statements left aside.</p>"
        )
    told = listed([_pair(one) for one in tally.copies])
    return (
        "<h3>Likely copies</h3><p>They agree on more than chance explains, names, comments and the "
        "order of statements left aside. What many wrote alike tells nothing here. A question to "
        f"ask, not a proof. {show('copies', 'likely copies')}</p>{told}"
    )


def drafts(tally: Tally) -> str:
    """Draft what may be said to the class, and to the learners of each frequent mistake."""
    if not tally.lines or not tally.points:
        return "<p>There is nothing to say yet.</p>"
    graded = sum(bool(line.verdicts) for line in tally.lines)
    frequent = [(mistake, count) for mistake, count in tally.shown.most_common(_TOLD)]
    hardest = min(
        tally.verdicts, key=lambda name: tally.verdicts[name][Verdict.PASSED], default=None
    )
    said = [f"{counted(graded)} handed in; the median is {tally.quartiles()[1]:g} points."]
    if hardest is not None:
        passed = tally.verdicts[hardest][Verdict.PASSED]
        said.append(f"Fewest solved {hardest}: {passed} of {graded}.")
    said += [_said(mistake, count, tally) for mistake, count in frequent]
    text = "\n\n".join(said)
    return (
        f'<pre class="draft">{for_html(text)}</pre><p>What each learner gets is in '
        "<code>drafts.csv</code> beside this page: a line each, for mail merge.</p>"
    )


def _said(mistake: Mistake, count: int, tally: Tally) -> str:
    advice = tally.advice.get(mistake, "")
    next_step = f" Next: {advice}" if advice else ""
    return f"{mistake.exercise}, {counted(count)}: {mistake.says}{next_step}"


def _mark(difference: float) -> str:
    sign = "−" if difference < 0 else ""
    word = "" if difference >= _SEPARATES else " <small>little</small>"
    return f"{sign}{abs(100 * difference):.0f}{word}"


def _table(rows: Sequence[str]) -> str:
    words = ("Group", "Learners", "Exercise", "What was seen of the first of them")
    head = "".join(f'<th scope="col">{word}</th>' for word in words)
    return (
        f'<table class="mistakes groups"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _group(group: FailureGroup) -> str:
    count, called = len(group.members), group.signature.id
    button = show(f"group:{called}", f"the {counted(count)} of group {called}")
    return (
        f'<tr><td class="number"><code>{called}</code></td>'
        f'<td class="count"><strong>{count}</strong> {button}</td>'
        f'<td class="exercise"><code>{for_html(group.signature.exercise)}</code></td>'
        f"<td>{for_html(group.says)}</td></tr>"
    )


def _pair(one: CopyLine) -> str:
    return (
        f"<li>{for_html(one.first)} and {for_html(one.second)} "
        f"<small>{for_html(one.says)}</small></li>"
    )

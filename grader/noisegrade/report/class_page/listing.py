"""The small pieces that the parts of the page are made of."""

from __future__ import annotations

from collections.abc import Sequence

from noisegrade.report.class_page.tally import Line
from noisegrade.untrusted_text import for_html

__all__ = ["counted", "learners", "link", "listed", "percent", "share", "show"]

_SHOWN = 20  # lines that are seen at once of a list that may be as long as the class


def show(key: str, whom: str) -> str:
    """Return a button that narrows the list of learners."""
    return (
        f'<button type="button" data-filter="{for_html(key)}">Show '
        f'<span class="unseen">{for_html(whom)}</span></button>'
    )


def listed(items: Sequence[str]) -> str:
    """Show a list as far as it is short; the rest unfolds."""
    shown = f'<ul class="plain">{"".join(items[:_SHOWN])}</ul>'
    if len(items) <= _SHOWN:
        return shown
    return (
        f"{shown}<details><summary>And {len(items) - _SHOWN} more</summary>"
        f'<ul class="plain">{"".join(items[_SHOWN:])}</ul></details>'
    )


def link(line: Line) -> str:
    """Name a learner, as the way to the learner's own page."""
    name = for_html(line.name)
    return f'<a href="learners/{for_html(line.page)}">{name}</a>' if line.page else name


def share(part: int, whole: int) -> str:
    """Write a share of a count, which may be none."""
    return f"{100 * part / whole:.0f} %" if whole else "–"


def learners(count: int) -> str:
    """Return the word that goes with a count."""
    return "learner" if count == 1 else "learners"


def counted(count: int) -> str:
    """Count learners."""
    return f"{count} {learners(count)}"


def percent(part: float) -> str:
    """Write a share."""
    return f"{100 * part:.0f} %"

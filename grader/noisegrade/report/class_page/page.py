"""Put a class into one self-contained page; nothing that a learner wrote can become markup."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from noisegrade.model import Verdict
from noisegrade.report.class_page import questions, sections
from noisegrade.report.class_page.tally import Line, Tally
from noisegrade.report.symbols import SYMBOLS
from noisegrade.untrusted_text import for_html, for_script

__all__ = ["policy", "resource", "to_page"]

_VERDICTS = list(Verdict)


def to_page(tally: Tally, *, title: str = "The class") -> str:
    """Return the page; its learners' own pages belong in the folder `learners` beside it.

    The list of learners is held as numbers and drawn as far as one scrolls, so that thousands of
    them cost a browser nothing. Its content policy allows this one script and this one style
    sheet, by their hashes, and no connection at all.
    """
    style, script = resource("page.css"), resource("page.js")
    parts = {
        "title": for_html(title),
        "policy": f"{policy(style)}; script-src {_hash(script)}",
        "style": style,
        "facts": sections.facts(tally),
        "scores": sections.scores(tally),
        "exercises": sections.exercises(tally),
        "misconceptions": sections.misconceptions(tally),
        "unnamed": questions.unnamed(tally),
        "attention": sections.attention(tally),
        "identical": sections.identical(tally) + questions.copies(tally),
        "drafts": questions.drafts(tally),
        "terms": sections.terms(tally),
        "script": script,
        "list": for_script(_listed(tally)),
    }
    pieces = resource("page.html").split("{{")
    page = pieces[0]
    for piece in pieces[1:]:  # one pass: what a part says can't name another part
        name, _, rest = piece.partition("}}")
        page += parts[name] + rest
    return page


@cache
def policy(style: str) -> str:
    """Return the content policy of a page with this style sheet and nothing else."""
    return f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src {_hash(style)}"


@cache
def resource(name: str) -> str:
    """Read a file that the page is made from."""
    return (files("noisegrade.report.class_page") / name).read_text(encoding="utf-8")


def _starts(sections: list[str]) -> list[int]:
    """Return at which exercises a section begins."""
    before = [None, *sections]
    return [at for at, (old, new) in enumerate(zip(before, sections, strict=False)) if old != new]


def _listed(tally: Tally) -> dict[str, Any]:
    """Return what the script draws the list from: a row of plain values a submission."""
    groups = {id(one): number for number, one in enumerate(tally.unnamed)}
    copied = {name for one in tally.copies or () for name in (one.first, one.second)}
    return {
        "max": tally.max_score,
        "exercises": list(tally.verdicts),
        "starts": _starts(list(tally.sections.values())),
        "verdicts": [[SYMBOLS[one][0], SYMBOLS[one][1], SYMBOLS[one][2]] for one in _VERDICTS],
        "passed": _VERDICTS.index(Verdict.PASSED),
        "ungraded": _VERDICTS.index(Verdict.UNGRADED),
        "mistakes": [[one.exercise, one.says] for one in tally.mistakes],
        "groups": [[one.signature.id, one.signature.exercise, one.says] for one in tally.unnamed],
        "lines": [
            [*_row(line), [groups[id(one)] for one in line.groups], line.late, line.name in copied]
            for line in tally.lines
        ],
    }


def _row(line: Line) -> list[Any]:
    """Return name, submission, page, points, verdicts as digits, mistakes, twin, why refused."""
    return [
        line.name,
        "" if line.submission == line.name else line.submission,
        line.page,
        line.points,
        "".join(str(_VERDICTS.index(one)) for one in line.verdicts),
        line.mistakes,
        line.identical_to or "",
        line.refused,
    ]


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

"""A report for the terminal: a block an exercise, a table a submission.

What a learner's code printed is hostile text: it goes through `rich.text.Text`, never markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from noisegrade.model import ExerciseReport, Report, Verdict
from noisegrade.report.anatomy import by_people, sentences
from noisegrade.report.learner_view import SEED
from noisegrade.report.points import final_points
from noisegrade.report.symbols import SYMBOLS

__all__ = [
    "SYMBOLS",
    "block",
    "details",
    "head",
    "learner_summary",
    "score",
    "sentences",
    "summary",
    "table",
]

_BILLION = 10**9
_GAP = 2  # the least space between a title and the place beside it


def block(
    report: ExerciseReport, folder: PurePath | None = None, home: PurePath | None = None
) -> RenderableType:
    """Render one exercise: what was asked, what was returned, luck or not, looks like, next.

    Parameters
    ----------
    folder : that the file lies in, as it is shown
    home : the same, absolute: then a terminal can open the place
    """
    return Group(head(report, folder, home), *details(report))


def head(
    report: ExerciseReport, folder: PurePath | None = None, home: PurePath | None = None
) -> RenderableType:
    """Render the title of a block, with the place at its right; see `block`."""
    symbol, word, style = SYMBOLS[report.verdict]
    title = Text.assemble((f"{symbol} {report.exercise}", f"bold {style}"), f"  {word}")
    place = Text(_place(report, folder), style="dim")
    if home is not None and place:
        place.stylize(_link(home, report.where or ""))
    return _Head(title, place)


def details(report: ExerciseReport) -> Sequence[RenderableType]:
    """Render the sentences of a block."""
    if report.verdict is Verdict.PASSED or (
        report.verdict is Verdict.NOT_ATTEMPTED and report.where
    ):
        return [Padding.indent(Text(said), 2) for said in by_people(report)]
    lines = [Text(sentence) for sentence in sentences(report)]
    if report.output.strip():
        lines += [Text("It printed:", style="dim"), Text(report.output.rstrip(), style="dim")]
    return [Padding.indent(line, 2) for line in lines]


@cache
def _link(home: PurePath, where: str) -> Style:
    """Return a link to a line of a file; kept, for Rich gives every new one a number of its own."""
    label, _, line = where.rpartition(":")
    file = label.partition(" cell ")[0]
    return Style(link=f"{(home / file).as_uri()}#{line}")


def table(reports: Sequence[Report]) -> RenderableType:
    """Render submissions: one row each, a symbol for every exercise, and the score."""
    rendered = Table(box=None, pad_edge=False, header_style="bold")
    rendered.add_column("submission", overflow="fold")
    rendered.add_column("exercises", no_wrap=True)
    rendered.add_column("score", justify="right", no_wrap=True)
    earned = [_earned(report) for report in reports]
    if any(earned):
        rendered.add_column("", no_wrap=True)
    for report, more in zip(reports, earned, strict=True):
        symbols = Text()
        for one in report.exercises:
            symbol, _, style = SYMBOLS[one.verdict]
            symbols.append(symbol, style=style)
        rendered.add_row(Text(report.submission), symbols, score(report), *([more] if more else []))
    used = {one.verdict for report in reports for one in report.exercises}
    legend = Text("  ".join(f"{SYMBOLS[v][0]} {SYMBOLS[v][1]}" for v in Verdict if v in used))
    return Group(rendered, Text(), legend)


def score(report: Report) -> str:
    """Write the final points; a submission with ungraded exercises has none yet."""
    points = final_points(report)
    if points is None:
        return f"ungraded / {report.max_score:g}"
    return f"{points:g} / {report.max_score:g}"


def _earned(report: Report) -> str:
    """Write what was earned where less counts, as of late work: the reports say why."""
    mark = report.mark
    less = mark is not None and mark.earned is not None and mark.final not in {None, mark.earned}
    return f"of {mark.earned:g} earned" if mark is not None and less else ""


def summary(report: Report) -> str:
    """Say on what terms a submission was graded."""
    gradings = round(1 / report.false_fail)
    often = "a billion" if gradings == _BILLION else f"{gradings}"
    return (
        f"Isolation {report.isolation.value}, seed {report.seed}. "
        f"Correct code fails at most once in {often} gradings."
    )


def learner_summary(report: Report) -> str:
    """Say the same without the seed, where a learner may not see it."""
    told = summary(report)
    return told.replace(f", seed {report.seed}", "", 1) if SEED in report.hidden else told


@dataclass(frozen=True, slots=True)
class _Head:
    """A title and, at the right or beneath it, a place: whole, so that terminals can open it."""

    title: Text
    place: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console
        room = options.max_width - self.title.cell_len
        if not self.place or room >= self.place.cell_len + _GAP:
            row = Table.grid(expand=True)
            row.add_column(ratio=1)
            row.add_column(justify="right", no_wrap=True)
            row.add_row(self.title, self.place)
            yield row
        else:
            yield self.title
            yield Padding.indent(self.place, 2)


def _place(report: ExerciseReport, folder: PurePath | None) -> str:
    if report.where is None or report.verdict is Verdict.PASSED:
        return ""
    return str(folder / report.where) if folder else report.where

"""What watch mode shows, as values; and how it looks, from 40 columns on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path

from rich.columns import Columns
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from noisegrade.model import ExerciseReport, Verdict
from noisegrade.progress import NOTHING, Record
from noisegrade.report.symbols import SYMBOLS
from noisegrade.report.text import details, head

__all__ = ["Frame", "Mode", "View", "hint_lines", "render", "scroll_mark", "state"]

_PATIENCE = 0.5  # seconds after which a check that runs is worth a word
_LIST_FRAME = 4  # lines below the list, without messages
_CHECK_FRAME = (
    15  # lines around what the learner's code printed, so that the verdict stays in sight
)
_FEW = 3  # lines of that, on the smallest screen
_WIDE = 160  # characters of such a line


class Mode(Enum):
    """What the screen is for at the moment."""

    CHECK = auto()
    LIST = auto()
    PREDICT = auto()
    RESET = auto()
    OVER = auto()


_KEYS = {
    Mode.CHECK: ("h hint", "p picture", "n next", "l list", "a all", "e edit", "r reset", "q quit"),
    Mode.PREDICT: ("enter keep", "esc back"),
    Mode.LIST: ("↑ ↓ move", "enter choose", "a check all", "l back", "q quit"),
    Mode.RESET: ("y yes", "n no"),
    Mode.OVER: ("Go on at any time: noisegrade",),
}


_PREDICT = "? predict"  # where there is a question that is not answered yet


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything that is on the screen."""

    exercise: str
    task: str  # its first line
    place: Path  # its file
    names: tuple[str, ...]  # of all exercises, in order
    records: Mapping[str, Record]
    mode: Mode = Mode.CHECK
    chosen: int = 0  # in the list
    report: ExerciseReport | None = None
    checked_at: str = ""
    running: float | None = None  # seconds
    recall: str | None = None
    question: str | None = None  # to be answered before coding
    typed: str = ""  # of the answer, so far
    hints: tuple[tuple[str, str], ...] = ()
    messages: tuple[str, ...] = ()
    checks_all: bool = False  # the check that is running
    ending: tuple[str, ...] = ()  # for who has passed all
    top: int = 0  # how many lines are scrolled away


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a screen: the head and the foot stay, the body scrolls."""

    head: Sequence[RenderableType]
    body: Sequence[RenderableType]
    foot: Sequence[RenderableType]


def render(view: View, height: int) -> Frame:
    """Lay out the screen: what was found; messages, bar, keys."""
    match view.mode:
        case Mode.LIST:
            body = _list(view, height - _LIST_FRAME - len(view.messages))
        case Mode.RESET:
            body = _reset(view)
        case Mode.PREDICT:
            body = _predict(view)
        case Mode.CHECK | Mode.OVER:
            body = _check(view, height - _CHECK_FRAME)
    first, *others = body
    notes = [Text(message, style="yellow") for message in view.messages]
    return Frame([first], others, [*notes, Text(), _bar(view), _keys(view)])


def scroll_mark(above: int, below: int) -> Text:
    """Say how much is out of sight."""
    parts = [
        f"{count} {'line' if count == 1 else 'lines'} {where}"
        for count, where in ((above, "above"), (below, "below"))
        if count
    ]
    return Text(f"… {', '.join(parts)}: ↑ ↓", style="dim", no_wrap=True, overflow="ellipsis")


def hint_lines(hints: Sequence[tuple[str, str]]) -> Iterator[RenderableType]:
    """Lay hints out, each under the name of its level."""
    for level, text in hints:
        yield Text(level, style="bold cyan")
        yield Padding.indent(Text(text), 2)


def state(record: Record) -> Text:
    """Say in a symbol and a word where an exercise stands."""
    symbol, word, style = (
        SYMBOLS[record.verdict] if record.verdict else ("○", "not checked yet", "dim")
    )
    gave_up = ", gave up" if record.gave_up else ""
    return Text(f"{symbol} {word}{gave_up}", style=style)


def _check(view: View, rows: int) -> Iterator[RenderableType]:
    patience = 0.0 if view.checks_all else _PATIENCE
    if view.running is not None and (view.report is None or view.running > patience):
        yield from _running(view, view.running)
    elif view.report is not None:
        home = view.place.parent.absolute()
        yield head(view.report, view.place.parent, home)
        yield from details(_shortened(view.report, max(rows, _FEW)))
        yield from _beside(view, view.report)
    else:
        yield Text(view.exercise, style="bold")
    if view.hints:
        yield Text()
        yield from hint_lines(view.hints)


def _shortened(report: ExerciseReport, rows: int) -> ExerciseReport:
    """Leave so much of what was printed that the verdict stays in sight."""
    lines = report.output.rstrip().splitlines()
    shown = [line if len(line) <= _WIDE else f"{line[: _WIDE - 1]}…" for line in lines[:rows]]
    if len(lines) > rows:
        shown.append(f"… and {len(lines) - rows} more lines: noisegrade check {report.exercise}")
    return replace(report, output="\n".join(shown))


def _running(view: View, seconds: float) -> Iterator[RenderableType]:
    what = "all exercises" if view.checks_all else view.exercise
    yield Text(f"… {what}", style="bold")
    if view.checks_all:
        yield Text("  They are being checked, which takes some seconds.")
        return
    if seconds < _PATIENCE:
        yield Text("  It is being checked.")
    else:
        yield Padding(Text(f"It has been running for {seconds:.0f} s."), (0, 0, 0, 2))
        yield Padding(Text("Save again to stop it and start over."), (0, 0, 0, 2))


def _beside(view: View, report: ExerciseReport) -> Iterator[RenderableType]:
    """Say what does not belong to the verdict."""
    indent = (0, 0, 0, 2)
    if report.verdict is Verdict.PASSED:
        if view.recall:
            yield Padding(Text(view.recall), indent)
        for words in view.ending or ("Press n for the next exercise.",):
            yield Padding(Text(words, style="green"), indent)
    elif report.verdict is Verdict.NOT_ATTEMPTED:
        yield Padding(Text(view.task), indent)
        if view.question:
            words = "Before you code, if you like: press ? and predict what comes."
            yield Padding(Text(words, style="dim"), indent)
        words = f"Write it in {view.place} and save."
        yield Padding(Text(words, style="dim"), indent)
    if view.checked_at and report.verdict is not Verdict.NOT_ATTEMPTED:
        yield Padding(Text(f"Checked at {view.checked_at}.", style="dim"), indent)


def _reset(view: View) -> Iterator[RenderableType]:
    yield Text(f"Reset {view.exercise} to its stub?", style="bold")
    yield Text(f"Your file is kept in {view.place.parent / '.backups'} as it is now.")


def _predict(view: View) -> Iterator[RenderableType]:
    yield Text(view.question or "")
    yield Text.assemble("Your answer: ", (view.typed, "bold"), ("_", "dim"))


def _list(view: View, rows: int) -> Iterator[RenderableType]:
    names = view.names
    rows = min(max(3, rows), len(names))
    first = min(max(0, view.chosen - rows // 2), len(names) - rows)
    for index in range(first, first + rows):
        record = view.records.get(names[index], NOTHING)
        marker = "▸ " if index == view.chosen else "  "
        line = Text.assemble(marker, f"{names[index]:24}", state(record))
        line.no_wrap, line.overflow = True, "ellipsis"
        line.stylize("bold" if index == view.chosen else "")
        yield line


def _bar(view: View) -> Text:
    """Draw one cell an exercise; the words say the same."""
    passed = [record.verdict is Verdict.PASSED for record in _in_order(view)]
    bar = Text()
    for one in passed:
        bar.append("█" if one else "░", style="green" if one else "dim")
    return bar.append(f"  {sum(passed)} of {len(passed)} passed")


def _keys(view: View) -> RenderableType:
    """Name the keys; a narrow screen breaks the line between two of them, never within one."""
    asks = view.mode is Mode.CHECK and view.question is not None
    keys = (_PREDICT, *_KEYS[view.mode]) if asks else _KEYS[view.mode]
    return Columns([Text(key, style="dim") for key in keys], padding=(0, 3))


def _in_order(view: View) -> list[Record]:
    return [view.records.get(name, NOTHING) for name in view.names]

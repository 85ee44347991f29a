"""How far a run is: a bar on a terminal, a plain line every ten seconds anywhere else."""

from __future__ import annotations

import time
from collections import Counter
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from noisegrade.model import Verdict
from noisegrade.report.symbols import SYMBOLS

__all__ = ["ProgressDisplay"]

_EVERY = 10.0  # seconds between two plain lines
_RECENT = 60.0  # seconds over which a bar's rate is taken


class ProgressDisplay:
    """Tells on stderr how far a run of so many submissions is.

    Parameters
    ----------
    total : submissions
    console : where it is printed
    """

    def __init__(self, total: int, console: Console) -> None:
        self._total = total
        self._console = console
        self._verdicts: Counter[str] = Counter()
        self._done = self._known = self._refused = 0
        self._started = self._told = time.monotonic()
        self._bar = Progress(
            TextColumn("grading"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[counts]}"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
            speed_estimate_period=_RECENT,
        )
        self._task = self._bar.add_task("", total=total, counts=Text())

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def graded(self, verdicts: Counter[str], submissions: int) -> None:
        """Count submissions that were graded now, with these verdicts each."""
        self._done += submissions
        self._add(verdicts, submissions)

    def known(self, verdicts: Counter[str]) -> None:
        """Count one that was graded before."""
        self._known += 1
        self._add(verdicts, 1)

    def refused(self) -> None:
        """Count one that can't be graded."""
        self._refused += 1
        self._bar.advance(self._task)

    def tick(self) -> None:
        """Tell how far it is, if it is time."""
        now = time.monotonic()
        if not self._console.is_terminal and now - self._told >= _EVERY:
            self._told = now
            self._console.print(self._line(now), markup=False, soft_wrap=True)

    def _add(self, verdicts: Counter[str], submissions: int) -> None:
        for verdict, count in verdicts.items():
            self._verdicts[verdict] += count * submissions
        self._bar.update(self._task, advance=submissions, counts=self._counts())

    def _counts(self) -> Text:
        text = Text()
        for verdict in Verdict:
            if self._verdicts[verdict.value]:
                symbol, _, style = SYMBOLS[verdict]
                text.append(f" {symbol} {self._verdicts[verdict.value]}", style=style)
        return text

    def _line(self, now: float) -> str:
        finished = self._done + self._known + self._refused
        rate = self._done / (now - self._started)
        left = f", {_span((self._total - finished) / rate)} left" if rate else ""
        words = [
            f"{self._verdicts[verdict.value]} {SYMBOLS[verdict][1]}"
            for verdict in Verdict
            if self._verdicts[verdict.value]
        ]
        counts = f": {', '.join(words)}" if words else ""
        return f"{finished} of {self._total} graded, {rate:.1f} a second{left}{counts}"


class _Rate(ProgressColumn):
    """Submissions a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "", style="progress.data.speed")


def _span(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s"

"""The loop: keys, saves and answers come in, the screen goes out."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import FrameType

from noisegrade.course import Course
from noisegrade.errors import WorkbookError
from noisegrade.watch.check_client import Checker
from noisegrade.watch.files import Saves
from noisegrade.watch.keys import Keys, keyboard
from noisegrade.watch.lock import only_watcher
from noisegrade.watch.picture import Picture
from noisegrade.watch.screen import Screen
from noisegrade.watch.session import Session
from noisegrade.workbook import require

__all__ = ["TICK", "watch"]

TICK = 0.03  # seconds between two looks at the files
_ENDING = ("SIGTERM", "SIGHUP")  # where the system has them


def watch(
    course: Course,
    workbook: Path,
    exercise: str | None = None,
    *,
    checker: Checker,
    show: Sequence[str],
) -> None:
    """Watch a workbook until the learner quits.

    Parameters
    ----------
    course : that the workbook belongs to
    workbook : the folder with its files
    exercise : to begin with; by default the first that is not passed
    checker : who checks; best begun before anything heavy is imported
    show : the command that shows the picture of the exercise whose name follows

    Raises
    ------
    WorkbookError
        Where there is no such folder, or another one watches it.
    """
    if workbook.is_file():
        raise WorkbookError(
            f"{workbook} is a file, and watch follows a folder: noisegrade check --dir {workbook}"
        )
    require(workbook)
    with (
        only_watcher(workbook),
        _ended_in_order(),
        keyboard() as keys,
        Screen() as screen,
    ):
        session = Session(course, workbook, exercise, checker=checker, picture=Picture(show))
        with _resumed(keys, screen), contextlib.suppress(KeyboardInterrupt, EOFError):
            _follow(session, Saves(workbook, course.section_names), keys, screen)
        session.end()
        screen.draw(session.view())


def _follow(session: Session, saves: Saves, keys: Keys, screen: Screen) -> None:
    session.check()
    while not session.over:
        screen.draw(session.view())
        for key in keys.pressed(TICK):
            session.press(key)
        changed = saves.changed()
        if changed:
            session.saved(changed)
        session.listen(now=f"{datetime.now().astimezone():%H:%M:%S}")


@contextlib.contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let a signal that ends the program end it by an exception, so that all is put back."""

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    names = [name for name in _ENDING if hasattr(signal, name)]
    with _handled({getattr(signal, name): end for name in names}):
        yield


@contextlib.contextmanager
def _resumed(keys: Keys, screen: Screen) -> Iterator[None]:
    """Take the terminal over again after Ctrl-Z and fg."""

    def resume(_: int, __: FrameType | None) -> None:
        keys.take_over()
        screen.forget()

    numbers = [getattr(signal, name) for name in ("SIGCONT",) if hasattr(signal, name)]
    with _handled(dict.fromkeys(numbers, resume)):
        yield


@contextlib.contextmanager
def _handled(handlers: dict[int, Callable[[int, FrameType | None], None]]) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

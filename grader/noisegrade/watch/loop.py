"""The loop: keys, saves and answers come in, the screen goes out."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import FrameType

from noisegrade.course import Course
from noisegrade.errors import WorkbookError
from noisegrade.watch.check_client import Checker
from noisegrade.watch.editor import Editor
from noisegrade.watch.files import Saves
from noisegrade.watch.keys import Keys, keyboard
from noisegrade.watch.lock import only_watcher
from noisegrade.watch.picture import Picture
from noisegrade.watch.screen import Screen
from noisegrade.watch.session import Session
from noisegrade.watch.tools import Tools
from noisegrade.workbook import require

__all__ = ["TICK", "watch"]

TICK = 0.03  # seconds between two looks at the files
_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")  # where the system has them


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
        _signals() as asked,
        keyboard() as keys,
        Screen() as screen,
    ):
        editor = Editor(os.environ, lambda: _aside(keys, screen))
        tools = Tools(checker, Picture(show), editor)
        session = Session(course, workbook, exercise, tools=tools)
        with _resumed(keys, screen), contextlib.suppress(KeyboardInterrupt, EOFError):
            _follow(session, Saves(workbook, course.section_names), keys, screen, asked)
        session.end()
        screen.draw(session.view())
    if asked.code:
        raise SystemExit(asked.code)


def _follow(session: Session, saves: Saves, keys: Keys, screen: Screen, asked: _ToEnd) -> None:
    session.check()
    while not session.over and asked.code is None:
        session.top = screen.draw(session.view())
        for key in keys.pressed(TICK):
            session.press(key)
        changed = saves.changed()
        if changed:
            session.saved(changed)
        session.listen(now=f"{datetime.now().astimezone():%H:%M:%S}")


@dataclass(slots=True)
class _ToEnd:
    """Whether a signal asked the program to end, and with which code."""

    code: int | None = None


@contextlib.contextmanager
def _signals() -> Iterator[_ToEnd]:
    """Take a signal that ends the program down, so that the loop ends and all is put back.

    An exception out of a handler can be lost: whatever Python calls at that moment may swallow it,
    as it does in the callback of a weak reference. Only who is not heard at once gets one.
    """
    asked = _ToEnd()

    def end(number: int, _: FrameType | None) -> None:
        again = asked.code is not None
        asked.code = 0 if number == signal.SIGINT else 128 + number
        if again:
            raise SystemExit(asked.code)

    names = [name for name in _ENDING if hasattr(signal, name)]
    with _handled({getattr(signal, name): end for name in names}):
        yield asked


@contextlib.contextmanager
def _aside(keys: Keys, screen: Screen) -> Iterator[None]:
    """Leave the terminal to another program for a while."""
    with screen.aside():
        keys.give_back()
        try:
            yield
        finally:
            keys.take_over()


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

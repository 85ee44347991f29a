"""A workbook to work in, with terminals that are closed when the test is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # most tests need no terminal
    from watch.terminal import Desk, Terminal


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    from built_in import COURSE
    from noisegrade import workbook
    from watch.terminal import Desk

    monkeypatch.chdir(tmp_path)
    workbook.init(COURSE, tmp_path / "exercises")
    return Desk(tmp_path)


@pytest.fixture
def open_terminal(desk: Desk) -> Iterator[Callable[..., Terminal]]:
    """Open terminals; what still runs in them is ended with the test."""
    from watch.terminal import Terminal

    opened: list[Terminal] = []

    def opener(*words: str, columns: int = 80, **more: Any) -> Terminal:
        opened.append(Terminal(*words, **{"folder": desk.folder, "size": (24, columns), **more}))
        return opened[-1]

    yield opener
    for one in opened:
        one.close()

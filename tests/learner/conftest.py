"""A desk for every test, with terminals that are closed when it is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from learner.desk import Desk, Terminal
from noisegrade import workbook


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    workbook.init(tmp_path / "exercises")
    return Desk(tmp_path)


@pytest.fixture
def open_terminal(desk: Desk) -> Iterator[Callable[..., Terminal]]:
    """Open terminals; what still runs in them is ended with the test."""
    opened: list[Terminal] = []

    def opener(*words: str, columns: int = 80, **more: Any) -> Terminal:
        opened.append(Terminal(*words, **{"folder": desk.folder, "size": (24, columns), **more}))
        return opened[-1]

    yield opener
    for one in opened:
        one.close()

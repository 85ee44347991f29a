"""A small course in a folder, as `noisegrade new course` writes it, to be changed at will."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from noisegrade.scaffold import new_course

Change = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_course(tmp_path / "small")
    return tmp_path / "small"


@pytest.fixture
def change(folder: Path) -> Change:
    """Replace words in one of its files."""

    def changed(name: str, before: str, after: str) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")

    return changed

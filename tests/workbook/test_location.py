"""A workbook is found from any folder at, above or inside of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from built_in import COURSE
from noisegrade import workbook
from noisegrade.errors import WorkbookError
from noisegrade.workbook import location, notebooks


@pytest.fixture
def home(tmp_path: Path) -> Path:
    workbook.init(COURSE, tmp_path / "noise" / "exercises")
    (tmp_path / "noise" / "exercises" / ".backups").mkdir()
    (tmp_path / "noise" / "notes" / "old").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    ("here", "found"),
    [
        ("noise", "exercises"),
        ("noise/exercises", "."),
        ("noise/exercises/.backups", ".."),
        ("noise/notes/old", "../../exercises"),
        (".", "noise/exercises"),
    ],
)
def test_it_is_found_from_everywhere_around(home: Path, here: str, found: str) -> None:
    assert location.find(COURSE.functions, home / here) == Path(found)


def test_notebooks_are_found_where_there_are_no_files(tmp_path: Path) -> None:
    notebooks.init(COURSE, tmp_path / "notebooks")
    assert location.find(COURSE.functions, tmp_path) == Path("notebooks")


def test_of_several_none_is_guessed(home: Path) -> None:
    workbook.init(COURSE, home / "again")
    with pytest.raises(WorkbookError, match="again, noise/exercises") as refused:
        location.find(COURSE.functions, home)
    assert "--dir" in str(refused.value)
    assert location.find(COURSE.functions, home / "noise") == Path("exercises")


def test_files_of_other_projects_are_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "sampling.py").write_text("def poll(): ...", encoding="utf-8")
    assert location.find(COURSE.functions, tmp_path) == location.EXERCISES
    assert location.enclosing(COURSE.functions, tmp_path) is None


def test_the_course_is_the_one_of_the_folder_above(tmp_path: Path) -> None:
    inside = tmp_path / "exercises"
    inside.mkdir()
    assert location.settings_above(inside) is None
    (tmp_path / "noisegrade.toml").touch()
    assert location.settings_above(inside) == Path(os.path.realpath(tmp_path))
    assert location.settings_above(tmp_path) is None

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from built_in import COURSE
from noisegrade.errors import UsageError
from noisegrade.site.builder import build

ADDRESS = "https://python.example/v0.27.7/full"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(COURSE, tmp_path_factory.mktemp("site"), ADDRESS).folder


def test_every_exercise_has_a_page_with_a_content_policy(folder: Path) -> None:
    pages = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}
    assert set(pages) == {"index", *(each.name for each in COURSE.exercises)}
    for page in pages.values():
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
        assert policy.startswith("default-src 'none'")
        assert "unsafe-inline" not in policy
        assert re.search(r"connect-src 'self' https://python\.example;", policy)


def test_of_an_assignment_only_its_exercises_have_pages(tmp_path: Path) -> None:
    site = build(COURSE.select(["bell_curve", "noise_step"]), tmp_path / "site", ADDRESS).folder
    assert {path.stem for path in site.glob("*.html")} == {"index", "bell_curve", "noise_step"}
    listed = (site / "index.html").read_text(encoding="utf-8")
    assert "sample_static" not in listed


def test_pages_name_no_other_host_and_only_files_that_are_there(folder: Path) -> None:
    for path in folder.glob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert set(re.findall(r"https?://[^\s/\"';]+", page)) <= {"https://python.example"}
        for link in re.findall(r'(?:href|src)="([^"#]+)"', page):
            assert (folder / link).is_file(), link


def test_what_works_offline_is_all_that_was_written(folder: Path) -> None:
    script = (folder / "service-worker.js").read_text(encoding="utf-8")
    (listed,) = re.findall(r"const FILES = (\[.*\]);", script)
    there = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}
    runtime = {name for name in there if name.startswith("runtime/")}
    assert set(json.loads(listed)) == there - runtime - {
        "service-worker.js",
        "noisegrade-site.json",
    }


def test_a_second_build_takes_away_what_is_no_longer_in_it(folder: Path) -> None:
    mark = folder / "noisegrade-site.json"
    written = json.loads(mark.read_text(encoding="utf-8"))
    (folder / "former.html").touch()
    (folder / "own.txt").touch()
    written["files"] += ["former.html", "../outside.txt"]
    mark.write_text(json.dumps(written), encoding="utf-8")
    (folder.parent / "outside.txt").touch()
    build(COURSE, folder, ADDRESS)
    assert not (folder / "former.html").exists()
    assert (folder / "own.txt").exists()
    assert (folder.parent / "outside.txt").exists()


@pytest.mark.parametrize(
    ("pyodide", "says"),
    [
        ("http://python.example/", "must begin with https"),
        ("https://python.example/?v=1", "must begin with https"),
        ("nowhere", "can't be read: give --pyodide"),
    ],
)
def test_a_runtime_that_cannot_be_used_is_refused(tmp_path: Path, pyodide: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        build(COURSE, tmp_path / "site", pyodide)


def test_another_release_of_python_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyodide.js").write_text("another")
    with pytest.raises(UsageError, match=r"is not that of Pyodide 0\.27\.7"):
        build(COURSE, tmp_path / "site", str(tmp_path))


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(UsageError, match="holds something else"):
        build(COURSE, tmp_path, ADDRESS)

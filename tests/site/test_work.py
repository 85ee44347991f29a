from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from built_in import COURSE
from noisegrade import submission
from noisegrade.course import Course
from noisegrade.errors import WorkbookError
from noisegrade.site import work

Make = Callable[[Course, Mapping[str, str]], dict[str, str]]
WRITTEN = {
    "sample_gaussian": (
        "from math import sqrt\n\n\ndef twice(x):\n    return x + x\n\n\n"
        "def sample_gaussian(mean, std, shape, rng):\n"
        "    # my own line\n    return mean + std * rng.standard_normal(shape)\n"
    ),
    "bell_curve": 'def bell_curve(x, mean, std):\n    """Mine."""\n    return (\n',
    "standard_error": "def standard_error(std, count): return std / count**0.5\n",
}
ALL = {each.name: work.beginning(COURSE.function(each.name)) for each in COURSE.exercises}


def test_the_editor_begins_with_the_stub_and_without_the_task() -> None:
    text = ALL["sample_gaussian"]
    assert text.startswith("def sample_gaussian(")
    assert '"""' not in text
    assert "raise NotImplementedError" in text


def test_untouched_work_makes_the_files_of_the_course() -> None:
    stubs = {f"{section.name}.py": section.solution.stub for section in COURSE.sections}
    assert work.to_files(COURSE, {}) == stubs
    assert work.to_files(COURSE, ALL) == stubs


@pytest.mark.parametrize("make", [work.to_files, work.to_notebooks])
def test_what_was_written_comes_back_as_it_was(make: Make) -> None:
    packed = work.to_zip(make(COURSE, WRITTEN), "exercises")
    found = work.read_file(COURSE, "work.zip", packed)
    assert found == {**ALL, **WRITTEN}


def test_saved_files_are_a_submission_with_the_tasks_in_them(tmp_path: Path) -> None:
    solved = {each.name: COURSE.function(each.name).solution for each in COURSE.exercises}
    codes = {name: work.without_docstring(text) for name, text in solved.items()}
    with zipfile.ZipFile(io.BytesIO(work.to_zip(work.to_files(COURSE, codes), "e"))) as archive:
        archive.extractall(tmp_path)
    read = submission.read(tmp_path / "e", COURSE.functions)
    texts = {source.module: source.chunks[0].text for source in read.sources}
    for section in COURSE.sections:
        assert all(solved[each.name] in texts[section.name] for each in section.exercises)


def test_code_of_the_same_docstring_is_read_without_it() -> None:
    name = COURSE.sections[0].name
    text = (COURSE.solutions / f"{name}.py").read_text(encoding="utf-8")
    found = work.read_file(COURSE, f"{name}.py", text.encode())
    assert set(found) == {each.name for each in COURSE.sections[0].exercises}
    assert all('"""' not in code for code in found.values())


@pytest.mark.parametrize(
    ("name", "raw"),
    [("cat.png", b"\x89PNG"), ("notes.py", b"x = 1\n"), ("torn.ipynb", b"{"), ("e.zip", b"PK")],
)
def test_a_file_of_something_else_is_refused_in_a_sentence(name: str, raw: bytes) -> None:
    with pytest.raises(WorkbookError, match=name):
        work.read_file(COURSE, name, raw)

"""The fingerprint changes with all that can change a grade, and with nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from course.conftest import Change
from noisegrade.course import load_course

CHANGING = {
    "the task": ("solutions/dice.py", "Roll a die many times.", "Roll a die again and again."),
    "the solution": ("solutions/dice.py", "rng.integers(1, 6, size=count, endpoint=True)", "None"),
    "the distribution": ("declarations/roll_die/declaration.py", "randint(1, 7)", "randint(1, 8)"),
    "a sentence": ("declarations/roll_die/declaration.py", "counted from 0.", "counted from zero."),
    "the title": ("noisegrade.toml", '"Small"', '"Very small"'),
}
HARMLESS = {
    "an implementation": (
        "declarations/roll_die/implementations.py",
        "return rng.integers(0, 6, count)",
        "return rng.integers(6, size=count)",
    ),
    "the readme": ("README.md", "A course", "A small course"),
    "a stub": ("exercises/dice.py", "Roll a die", "Throw a die"),
}


@pytest.mark.parametrize("what", CHANGING)
def test_what_can_change_a_grade_changes_it(folder: Path, change: Change, what: str) -> None:
    before = load_course(folder)
    change(*CHANGING[what])
    after = load_course(folder)
    assert after.fingerprint != before.fingerprint
    assert after != before


@pytest.mark.parametrize("what", HARMLESS)
def test_what_cant_change_a_grade_leaves_it(folder: Path, change: Change, what: str) -> None:
    before = load_course(folder)
    change(*HARMLESS[what])
    assert load_course(folder) == before
    assert load_course(folder).fingerprint == before.fingerprint


def test_a_module_that_declarations_share_counts_too(folder: Path) -> None:
    before = load_course(folder).fingerprint
    (folder / "declarations/shared.py").write_text("FACES = 6\n", encoding="utf-8")
    assert load_course(folder).fingerprint != before


def test_a_picture_leaves_it(folder: Path) -> None:
    before = load_course(folder).fingerprint
    (folder / "declarations/roll_die/picture.py").write_text("PICTURE = None\n", encoding="utf-8")
    assert load_course(folder).fingerprint == before


def test_line_ends_and_the_place_leave_it(folder: Path, tmp_path: Path) -> None:
    before = load_course(folder).fingerprint
    moved = tmp_path / "moved"
    shutil.copytree(folder, moved)
    for path in moved.rglob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_course(moved).fingerprint == before


def test_a_changed_declaration_is_loaded_afresh(folder: Path, change: Change) -> None:
    assert load_course(folder).find("roll_die").points == 5
    change("declarations/roll_die/declaration.py", 'of="rolls",', 'of="rolls", points=10,')
    assert load_course(folder).find("roll_die").points == 10

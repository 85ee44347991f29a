"""Files are known by what they define, whatever they are called; graded in the real sandbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from built_in import COURSE, FUNCTIONS
from noisegrade import grading
from noisegrade import submission as submissions
from noisegrade.grading import Settings
from noisegrade.model import Submission, Verdict
from noisegrade.sandbox.client import Sandbox
from noisegrade.submission import fingerprint, natural, section_named

ROOT = Path(__file__).parents[2]
SOLVED = {name: (ROOT / "solutions" / f"{name}.py").read_text("utf-8") for name in FUNCTIONS}
STUBS = {section.name: section.solution.stub for section in COURSE.sections}
STATIC = """import numpy as np


def sample_static(height, width, channels, rng):
    return rng.standard_normal((height, width, channels))
"""
CURVE = """import numpy as np


def bell_curve(x, mean, std):
    return np.exp(-((x - mean) ** 2) / (2 * std**2)) / (std * np.sqrt(2 * np.pi))
"""


def read(path: Path) -> Submission:
    return submissions.read(path, FUNCTIONS)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


def folder(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def notebook(*cells: str) -> str:
    listed = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": text} for text in cells
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": listed})


def passed(work: Submission, sandbox: Sandbox, *asked: str) -> set[str]:
    settings = Settings(course=COURSE, seed=7, effect=0.3)
    report = grading.grade(work, sandbox, settings=settings, only=list(asked))
    return {one.exercise for one in report.exercises if one.verdict is Verdict.PASSED}


@pytest.mark.parametrize(
    "name",
    [
        "sampling (1).py",
        "Sampling.py",
        "sampling-2.py",
        "Copy of sampling.ipynb",
        "sampling copy.py",
        "sampling - Copy (2).py",
        "Kopie von sampling.ipynb",
        "hw3.py",
        "jane's work.ipynb",
    ],
)
def test_a_file_of_another_name_counts_with_a_note(
    tmp_path: Path, sandbox: Sandbox, name: str
) -> None:
    text = notebook(CURVE, STATIC) if name.endswith(".ipynb") else CURVE + STATIC
    work = read(folder(tmp_path, **{name: text}))
    assert passed(work, sandbox, "bell_curve", "sample_static") == {"bell_curve", "sample_static"}
    defines = "it defines bell_curve and sample_static."
    assert work.notes == (f"{name} counts for sampling: {defines}",)


@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("shift-and-scale.py", "shift_and_scale"),
        ("Shift and Scale (3).ipynb", "shift_and_scale"),
        ("FORWARD.PY", "forward"),
        ("sampling_old.py", None),
        ("resampling.py", None),
        ("copy.py", None),
        ("(1).py", None),
    ],
)
def test_names_that_differ_only_by_what_browsers_and_people_add_are_the_section_s(
    name: str, section: str | None
) -> None:
    assert section_named(name, FUNCTIONS) == section


@pytest.mark.parametrize("word", ["__copy", "- -copy", " copy1", "_1", "(1)", "copy_of_"])
def test_no_name_takes_long_to_understand(word: str) -> None:
    """A pattern once took longer than the age of the universe over some: then this hangs."""
    assert section_named(f"{word * 40}x.py", FUNCTIONS) is None
    assert section_named(f"sampling{word * 30}.py", FUNCTIONS) in {None, "sampling"}


def test_a_notebook_with_two_sections_serves_both_and_the_others_are_not_attempted(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    both = notebook(SOLVED["sampling"], SOLVED["independence"])
    work = read(folder(tmp_path, **{"weeks 1 and 4.ipynb": both}))
    assert [one.sections for one in work.sources] == [("sampling", "independence")]
    asked = ("sample_static", "neighbour_correlation", "noise_step")
    assert passed(work, sandbox, *asked) == {"sample_static", "neighbour_correlation"}


def test_one_section_may_be_spread_over_files(tmp_path: Path, sandbox: Sandbox) -> None:
    work = read(folder(tmp_path, **{"hw1.py": CURVE, "hw2.py": STATIC}))
    assert passed(work, sandbox, "bell_curve", "sample_static") == {"bell_curve", "sample_static"}
    assert work.notes == (
        "hw1.py counts for sampling: it defines bell_curve.",
        "hw2.py counts for sampling: it defines sample_static.",
    )


def test_files_that_share_helpers_of_one_name_keep_their_own(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    one = "def scaled(x):\n    return x\n\n\n" + CURVE.replace("return np", "return scaled(1) * np")
    two = "def scaled(x):\n    return 2 * x\n\n\n" + STATIC.replace("rng.s", "scaled(0.5) * rng.s")
    work = read(folder(tmp_path, **{"hw1.py": one, "hw2.py": two}))
    assert passed(work, sandbox, "bell_curve", "sample_static") == {"bell_curve", "sample_static"}


RIGHT, WRONG = STATIC, STATIC.replace("return rng", "return 2 * rng")
STUB = STATIC.replace("return rng", 'raise NotImplementedError("sample_static")  # rng')
RULES = {
    "a written one before a stub": ({"sampling.py": STUB, "mine.py": RIGHT}, "mine.py"),
    "the section's own file": ({"sampling.py": RIGHT, "sampling (1).py": WRONG}, "sampling.py"),
    "the nearer name": ({"Sampling.py": RIGHT, "zzz.py": WRONG}, "Sampling.py"),
    "a .py before a notebook": (
        {"hw.py": RIGHT, "hw.ipynb": notebook(WRONG)},
        "hw.py",
    ),
    "the later name, by number": ({"hw9.py": WRONG, "hw10.py": RIGHT}, "hw10.py"),
    "the later copy, by number": (
        {"sampling (9).py": WRONG, "sampling (10).py": RIGHT},
        "sampling (10).py",
    ),
}


@pytest.mark.parametrize(("files", "counts"), RULES.values(), ids=RULES)
def test_two_definitions_are_resolved_by_the_rule_with_a_note(
    tmp_path: Path, sandbox: Sandbox, files: dict[str, str], counts: str
) -> None:
    work = read(folder(tmp_path, **files))
    assert passed(work, sandbox, "sample_static") == {"sample_static"}
    assert any(note.endswith(f"the one in {counts} counts.") for note in work.notes)


def test_a_half_written_file_and_a_half_written_notebook_make_a_whole(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    python = CURVE + "\n\n" + STUB.partition("\n\n\n")[2]
    work = read(
        folder(
            tmp_path,
            **{"sampling.py": python, "sampling.ipynb": notebook(STUBS["sampling"], RIGHT)},
        )
    )
    assert passed(work, sandbox, "bell_curve", "sample_static") == {"bell_curve", "sample_static"}


def test_a_submission_imports_its_own_other_files(tmp_path: Path, sandbox: Sandbox) -> None:
    own = "SCALE = 1\n\n\ndef draw(rng, shape):\n    return SCALE * rng.standard_normal(shape)\n"
    text = (
        "import mine\n\n\ndef sample_static(height, width, channels, rng):\n"
        "    return mine.draw(rng, (height, width, channels))\n"
    )
    work = read(folder(tmp_path, **{"sampling.py": text, "mine.py": own}))
    assert passed(work, sandbox, "sample_static") == {"sample_static"}


def test_helpers_are_part_of_what_makes_two_submissions_equal(tmp_path: Path) -> None:
    prints = set()
    for at, own in enumerate(["A = 1\n", "A = 2\n"]):
        (tmp_path / str(at)).mkdir()
        prints.add(
            fingerprint(read(folder(tmp_path / str(at), **{"sampling.py": STATIC, "a.py": own})))
        )
    assert len(prints) == 2


def test_the_six_solved_files_need_no_note() -> None:
    work = read(ROOT / "solutions")
    assert work.notes == ()
    assert [one.module for one in work.sources] == list(FUNCTIONS)


def test_numbers_in_names_are_compared_as_numbers() -> None:
    names = ["²", "hw10.py", "hw9.py", "hw.py", "Hw2.py", "hw (1).py", "٣"]
    ordered = ["hw.py", "Hw2.py", "hw9.py", "hw10.py", "hw (1).py", "²", "٣"]
    assert sorted(names, key=natural) == ordered

"""`import noisegrade`: a small door, light to open, and typed."""

from __future__ import annotations

import doctest
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import noisegrade
from noisegrade import exercise, path_grading
from noisegrade.course import loader
from noisegrade.errors import CourseError, SubmissionError, UsageError
from noisegrade.exercise import outcomes

DICE = '''"""Mine."""

def roll_die(count, rng):
    return rng.integers(1, 7, count)
'''


def test_every_public_name_is_there() -> None:
    for name in noisegrade.__all__:
        assert getattr(noisegrade, name) is not None
    assert set(noisegrade.__all__) <= set(dir(noisegrade))
    assert noisegrade.__version__ == version("noisegrade")
    with pytest.raises(AttributeError, match="no attribute 'graed'"):
        _ = noisegrade.graed  # type: ignore[attr-defined]


def test_all_that_a_declaration_needs_is_public() -> None:
    assert set(exercise.__all__) - set(noisegrade.__all__) <= {
        "Frozen",
        "PREAMBLE",
        "as_target",
    }


def test_importing_loads_nothing_else() -> None:
    code = "import sys; old = {*sys.modules}; import noisegrade; print(*{*sys.modules} - old)"
    done = subprocess.run(  # noqa: S603 - this Python
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) <= {"noisegrade", "__future__"}


@pytest.mark.parametrize(
    "module", [noisegrade, path_grading, loader, outcomes], ids=lambda m: m.__name__
)
def test_the_examples_run(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]  # a module
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.slow  # mypy reads all of NumPy
def test_users_are_checked_by_strict_types(tmp_path: Path) -> None:
    good = tmp_path / "good.py"
    good.write_text(
        "from noisegrade import Course, Report, Verdict, grade, load_course\n\n"
        'course: Course = load_course("here")\n'
        'report: Report = grade("work", course=course, seed=1, effect=0.05)\n'
        "verdict: Verdict = report.exercises[0].verdict\n"
    )
    bad = tmp_path / "bad.py"
    bad.write_text("import noisegrade\n\nnoisegrade.graed\nnoisegrade.grade(1)\n")
    api = pytest.importorskip("mypy.api")
    options = ["--strict", "--no-incremental", "--follow-imports=silent"]
    assert api.run([*options, str(good)])[2] == 0
    said, _, code = api.run([*options, str(bad)])
    assert code == 1
    assert "Module has no attribute" in said
    assert 'incompatible type "int"' in said


def test_a_path_is_graded_by_the_course_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from noisegrade.scaffold import new_course

    new_course(tmp_path / "small")
    work = tmp_path / "work.py"
    work.write_text(DICE)
    monkeypatch.chdir(tmp_path / "small")
    report = noisegrade.grade(work, seed=3)
    assert (report.course, report.seed, report.score) == ("small", 3, 5.0)
    assert report.exercises[0].verdict is noisegrade.Verdict.PASSED
    again = noisegrade.grade(str(work), course=tmp_path / "small", seed=3)
    assert again.exercises == report.exercises
    finer = noisegrade.grade(work, course=noisegrade.load_course(), seed=3, effect=0.1)
    assert finer.effect == 0.1


def test_what_cant_be_graded_is_said(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError):
        noisegrade.grade(tmp_path / "gone.py", course="noisegrade.what_noise_is")
    with pytest.raises(CourseError, match="There is no course gone"):
        noisegrade.grade(tmp_path, course="gone")
    with pytest.raises(UsageError, match=r"between 0\.002 and 0\.5; it is 1\."):
        noisegrade.grade(tmp_path, course="noisegrade.what_noise_is", effect=1)

"""Where a course is found, and the sentence for whatever is wrong with it."""

from __future__ import annotations

import pickle
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from course.conftest import Change
from noisegrade.cli import main
from noisegrade.course import BUILT_IN, Course, load_course
from noisegrade.errors import CourseError, DeclarationError, UsageError

TOML, SOLUTION = "noisegrade.toml", "solutions/dice.py"
DECLARATION = "declarations/roll_die/declaration.py"


def test_a_folder_is_a_course(folder: Path) -> None:
    course = load_course(folder)
    assert (course.name, course.title) == ("small", "Small")
    assert course.section_names == ("dice",)
    assert [each.name for each in course.exercises] == ["roll_die"]
    assert course.find("roll_die").parameters == ("count", "rng")
    assert course.section_of("roll_die").title == "Dice"
    assert "counted-from-zero" in course.implementations("roll_die").misconceptions
    assert course.picture("roll_die") is None
    assert load_course(folder / TOML) == course == load_course(str(folder))


def test_an_unknown_exercise_is_answered_with_the_nearest(folder: Path) -> None:
    with pytest.raises(UsageError, match=re.escape("roll_dice. Did you mean roll_die?")):
        load_course(folder).find("roll_dice")


def test_a_course_travels_by_its_origin(folder: Path) -> None:
    for course in (load_course(folder), load_course(BUILT_IN)):
        packed = pickle.dumps(course)
        assert len(packed) < 500
        assert pickle.loads(packed) == course  # noqa: S301 - our own


ERRORS: dict[str, tuple[tuple[str, str, str], str]] = {
    "no TOML": ((TOML, "name =", "name"), "noisegrade.toml is not TOML"),
    "an unknown setting": (
        (TOML, "title =", "titel ="),
        (
            "titel is not a setting; "
            "there are declarations, ending, name, packages, sections, solutions, title."
        ),
    ),
    "no name": ((TOML, 'name = "small"', ""), 'name = "…" must be one word.'),
    "a name of two words": ((TOML, '"small"', '"so small"'), 'name = "…" must be one word.'),
    "no sections": ((TOML, '["dice"]', "[]"), "must list the files of the course, in order."),
    "a section twice": ((TOML, '["dice"]', '["dice", "dice"]'), "must list the files"),
    "a section without a file": (
        (TOML, '["dice"]', '["dice", "cards"]'),
        "solutions/cards.py can't be read: No such file or directory.",
    ),
    "a folder that is not there": (
        (TOML, "sections", 'solutions = "solved"\nsections'),
        "there is no folder solved beside it.",
    ),
    "a folder that is no text": (
        (TOML, "sections", "solutions = 3\nsections"),
        "a folder is given as text.",
    ),
    "a pointer with more in it": (
        (TOML, "name =", 'course = "x"\nname ='),
        'course = "…" stands alone, and names a course.',
    ),
    "no marker": (
        (SOLUTION, "    ### BEGIN SOLUTION\n", ""),
        "'### BEGIN SOLUTION' is missing from",
    ),
    "no docstring": ((SOLUTION, '"""Dice.', '_ = """Dice.'), "the section has no docstring."),
    "no declaration": (
        (SOLUTION, "def roll_die", "def throw_die"),
        "throw_die has a solution and no declaration: write",
    ),
    "code that stops": (
        (DECLARATION, "EXERCISE = ", "EXERCISE = 1 / 0 or "),
        "declaration.py can't be loaded: ZeroDivisionError: division by zero.",
    ),
    "no exercise": ((DECLARATION, "EXERCISE = ", "OTHER = "), "it defines no EXERCISE."),
    "something else": (
        (DECLARATION, "EXERCISE = ", "EXERCISE = 5\nOTHER = "),
        "EXERCISE must be an ExactExercise or a RandomExercise.",
    ),
    "another name": (
        (DECLARATION, 'name="roll_die"', 'name="throw_die"'),
        "the exercise must be named roll_die, as its folder is.",
    ),
    "other parameters": (
        (DECLARATION, 'name="roll_die",', 'name="roll_die", parameters=("n", "rng"),'),
        "its parameters are (n, rng), those of the solution (count, rng).",
    ),
    "too few arguments": (
        (DECLARATION, "args=(draws, RNG)", "args=(RNG,)"),
        "a call has 1 arguments; the function takes 2: count, rng.",
    ),
    "no generator": (
        (DECLARATION, "args=(draws, RNG)", "args=(draws, 1)"),
        "a trial must hand RNG to the function, among its args.",
    ),
    "settings that don't come round": (
        (
            DECLARATION,
            "del index, data\n",
            (
                "return Trial(args=(draws, RNG), shape=(draws,), axes=('roll',), "
                "draws=stats.randint(1, 7 + index % 3))\n"
            ),
        ),
        "trial 4 must ask for what trial 0 asks for: let one, two or four settings take turns",
    ),
    "a mistake that can't be looked for": (
        (
            DECLARATION,
            "common_mistakes.constant_seed(),",
            (
                "__import__('noisegrade').wrong_draws('odd', 'location', lambda n: stats.norm(), "
                "says='it is.', next_step='look.'),"
            ),
        ),
        "the misconception odd can't be looked for: TypeError:",
    ),
    "too many names of axes": (
        (DECLARATION, 'axes=("roll",)', 'axes=("roll", "row")'),
        "a trial has 1 axes and 2 names for them: name each, and no more.",
    ),
    "one draw a call": (
        (DECLARATION, 'shape=(draws,), axes=("roll",)', "shape=(), axes=()"),
        "asked for 1000 draws makes 1: let the function draw many at once",
    ),
    "an ungradable distribution": (
        (DECLARATION, "stats.randint(1, 7)", "stats.cauchy()"),
        "cauchy has no finite mean and σ, so its draws can't be graded.",
    ),
    "a trial that stops": (
        (DECLARATION, "del index, data\n", "del index, data\n    _ = 1 / 0\n"),
        "its calls can't be made: ZeroDivisionError: division by zero.",
    ),
}


@pytest.mark.parametrize("case", ERRORS)
def test_what_is_wrong_is_said_in_a_sentence(folder: Path, change: Change, case: str) -> None:
    spoiled, says = ERRORS[case]
    change(*spoiled)
    with pytest.raises(CourseError) as raised:
        load_course(folder)
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_what_cant_be_graded_is_an_error_of_the_declaration(folder: Path, change: Change) -> None:
    change(DECLARATION, "stats.randint(1, 7)", "stats.cauchy()")
    with pytest.raises(DeclarationError, match=r"roll_die/declaration\.py: cauchy"):
        load_course(folder)


def test_a_declaration_without_a_function_is_told(folder: Path) -> None:
    shutil.copytree(folder / "declarations/roll_die", folder / "declarations/flip_coin")
    with pytest.raises(CourseError, match="write the function flip_coin there, or remove"):
        load_course(folder)


def test_a_function_that_stands_twice_is_told(folder: Path, change: Change) -> None:
    shutil.copy(folder / SOLUTION, folder / "solutions/cards.py")
    change(TOML, '["dice"]', '["dice", "cards"]')
    with pytest.raises(CourseError, match=r"roll_die is defined twice: in solutions/dice\.py and"):
        load_course(folder)


def test_implementations_must_be_made_by_the_function(folder: Path, change: Change) -> None:
    change(
        "declarations/roll_die/implementations.py", "IMPLEMENTATIONS = ", "IMPLEMENTATIONS = 5 or "
    )
    with pytest.raises(CourseError, match=r"must be made by implementations\(…\)"):
        load_course(folder).implementations("roll_die")


def test_where_there_is_no_course_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"noisegrade\.toml can't be read: No such file"):
        load_course(tmp_path)
    for name in ("nowhere", "no/where", "json", "no where"):
        with pytest.raises(CourseError, match=f"There is no course {name}: neither a folder with"):
            load_course(name)


# A learner's folder


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "learner"
    path.mkdir()
    monkeypatch.chdir(path)
    return path


def point(folder: Path, course: str) -> None:
    (folder / TOML).write_text(f'course = "{course}"\n', encoding="utf-8")


@pytest.mark.usefixtures("learner")
def test_without_a_note_the_built_in_course_is_in_force() -> None:
    assert load_course().origin == BUILT_IN


def test_a_note_names_the_course_by_folder_or_by_name(folder: Path, learner: Path) -> None:
    point(learner, "../small")
    assert load_course() == load_course(folder)
    assert load_course().origin == str(folder)
    point(learner, folder.as_posix())
    assert load_course() == load_course(folder) == load_course(learner)
    point(learner, BUILT_IN)
    assert load_course().origin == BUILT_IN


def test_in_a_courses_own_folder_it_is_in_force(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert load_course().name == "small"


def test_notes_that_lead_nowhere_are_told(learner: Path, tmp_path: Path) -> None:
    point(learner, "../gone")
    with pytest.raises(CourseError, match=r"There is no course \.\./gone"):
        load_course()
    other = tmp_path / "other"
    other.mkdir()
    point(other, "../learner")
    point(learner, "../other")
    with pytest.raises(CourseError, match="is not a course but names one itself"):
        load_course()
    point(learner, ".")
    with pytest.raises(CourseError, match="is not a course but names one itself"):
        load_course()


# Installed packages

Install = Callable[..., None]


@pytest.fixture
def install(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put the course on the path as a package, with the entry point that an installer writes."""

    def installed(name: str, *, value: str = "", package: str = "small_course") -> None:
        site = tmp_path / f"site-{name}"
        shutil.copytree(folder, site / package)
        about = site / f"{name}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(
            f"[noisegrade.courses]\n{name} = {value or package}\n"
        )
        monkeypatch.syspath_prepend(str(site))

    yield installed
    for name in [each for each in sys.modules if each.partition(".")[0].endswith("_course")]:
        del sys.modules[name]


@pytest.mark.usefixtures("learner")
def test_the_one_installed_course_is_in_force(install: Install, folder: Path) -> None:
    install("small")
    course = load_course()
    assert course == load_course("small") == load_course("small_course") == load_course(folder)
    assert course.origin == "small"
    assert course.package == "small_course.declarations"
    assert pickle.loads(pickle.dumps(course)) == course  # noqa: S301 - our own
    assert load_course(BUILT_IN).origin == BUILT_IN


@pytest.mark.usefixtures("learner")
def test_of_several_installed_courses_one_must_be_chosen(install: Install) -> None:
    install("small")
    install("tiny", package="tiny_course")
    with pytest.raises(CourseError, match=r"installed: small, tiny\. Choose one with --course"):
        load_course()
    assert load_course("tiny").origin == "tiny"


def test_a_package_may_offer_a_course_that_it_made(install: Install, folder: Path) -> None:
    (folder / "__init__.py").write_text(
        f"from noisegrade import load_course\nCOURSE = load_course({str(folder)!r})\n"
    )
    install("made", value="made_course:COURSE", package="made_course")
    course = load_course("made")
    assert isinstance(course, Course)
    assert course.origin == "made"


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("json:dumps", "The entry point odd must name a package with a noisegrade.toml, or a Cour"),
        ("json", "The entry point odd must name a package with a noisegrade.toml, or a Course."),
        ("gone_course", "The course odd can't be loaded: ModuleNotFoundError: No module named"),
    ],
)
def test_an_entry_point_that_names_no_course_is_told(
    install: Install, value: str, says: str
) -> None:
    install("odd", value=value)
    with pytest.raises(CourseError, match=re.escape(says)):
        load_course("odd")


def test_results_of_another_course_than_the_named_one_are_refused(tmp_path: Path) -> None:
    results, root = tmp_path / "out", Path(__file__).parents[2]
    made = CliRunner().invoke(main, ["new", "course", str(tmp_path / "other")])
    assert made.exit_code == 0, made.output
    graded = CliRunner().invoke(main, ["grade", str(root / "exercises"), "--out", str(results)])
    assert graded.exit_code == 0, graded.output
    for command in (["report", str(results)], ["export", str(results), "--to", "csv"]):
        right = CliRunner().invoke(main, [*command, "--course", "noisegrade.what_noise_is"])
        assert right.exit_code == 0, right.output
        wrong = CliRunner().invoke(main, [*command, "--course", str(tmp_path / "other")])
        assert "holds results of the course what-noise-is, not of other." in wrong.output
        assert wrong.exit_code != 0

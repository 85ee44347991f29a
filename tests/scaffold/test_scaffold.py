"""What `noisegrade new` writes: a course that verifies, and exercises that say what is missing."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from noisegrade.cli import main
from noisegrade.course import load_course, parse
from noisegrade.errors import CourseError
from noisegrade.progress import FILE_NAME
from noisegrade.scaffold import GAP, Kind, gaps, new_course, new_exercise
from noisegrade.verify import verify
from noisegrade.verify.checks import count_checks


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    new_course(tmp_path / "waiting_room", title="Waiting")
    monkeypatch.chdir(tmp_path / "waiting_room")
    return tmp_path / "waiting_room"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def files_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_new_course_verifies_as_it_stands(folder: Path) -> None:
    course = load_course(folder)
    assert (course.name, course.title) == ("waiting-room", "Waiting")
    checks = list(verify(course, solutions=None, exercises=None, seeds=2))
    assert [check for check in checks if not check.holds] == []
    assert len({check.name for check in checks}) == 9


def test_a_new_course_can_be_installed_under_its_name(folder: Path) -> None:
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    package = project["project"]["entry-points"]["noisegrade.courses"]["waiting-room"]
    assert package == project["tool"]["hatch"]["build"]["targets"]["wheel"]["sources"][""]
    assert package.isidentifier()


@pytest.mark.parametrize(
    ("name", "title", "says"),
    [
        ("full", None, "is not an empty folder: name one that is, or a new one."),
        ("file", None, "is not an empty folder"),
        ("---", None, "name the folder with letters"),
        ("new", 'So "new"', "one line without quotes and backslashes"),
        ("new", "a\nb", "one line without quotes and backslashes"),
    ],
)
def test_a_course_is_only_begun_where_it_can_be(
    tmp_path: Path, name: str, title: str | None, says: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/notes.txt").touch()
    (tmp_path / "file").touch()
    before = files_of(tmp_path)
    with pytest.raises(CourseError, match=re.escape(says)):
        new_course(tmp_path / name, title=title)
    assert files_of(tmp_path) == before


@pytest.mark.parametrize("kind", Kind)
def test_a_new_exercise_fails_only_for_what_is_left_to_write(folder: Path, kind: Kind) -> None:
    done = new_exercise("box_muller", section="bells", kind=kind)
    left = list(gaps(done.course, "box_muller"))
    assert len(left) >= 11
    checks = list(verify(done.course, solutions=None, exercises=None, seeds=1))
    failed = [check for check in checks if not check.holds]
    assert {check.exercise for check in failed} == {"box_muller"}
    assert [check.says for check in failed if check.name == "nothing is left to write"] == left
    assert {check.name for check in failed} == {
        "nothing is left to write",
        "solution passes",
        "worked examples run",
    }
    for gap in left:
        path, line, sentence = gap.split(":", 2)
        text = (folder / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        assert GAP in text
        assert sentence.strip().rstrip(".") in text


@pytest.mark.usefixtures("folder")
def test_one_exercise_can_be_verified_by_itself() -> None:
    done = new_exercise("box_muller", section="bells")
    checks = list(verify(done.course, solutions=None, exercises=None, seeds=1, only=["roll_die"]))
    assert {check.exercise for check in checks} == {"roll_die"}
    assert len(checks) == count_checks(done.course, seeds=1, only=["roll_die"])


def test_an_exercise_is_added_to_a_section_that_is_there(folder: Path) -> None:
    before = files_of(folder)
    new_exercise("flip_coin", section="dice")
    after = files_of(folder)
    assert after["noisegrade.toml"] == before["noisegrade.toml"]
    assert after["solutions/dice.py"].startswith(before["solutions/dice.py"])
    assert after["exercises/dice.py"] == parse(after["solutions/dice.py"], "dice").stub
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {"solutions/dice.py", "exercises/dice.py"}


def test_a_new_section_is_listed_last(folder: Path) -> None:
    done = new_exercise("mean_wait", section="waits", kind=Kind.EXACT)
    assert done.course.section_names == ("dice", "waits")
    assert (folder / "noisegrade.toml").read_text(encoding="utf-8").startswith("# A course")
    assert (folder / "exercises/waits.py").is_file()


def test_a_section_without_numpy_gets_its_import(folder: Path) -> None:
    new_exercise("first", section="plain", kind=Kind.EXACT)
    path = folder / "solutions/plain.py"
    text = path.read_text(encoding="utf-8").replace("import numpy as np\n\n\n", "import math\n\n\n")
    path.write_text(text, encoding="utf-8")
    new_exercise("second", section="plain")
    assert '"""\n\nimport math\nimport numpy as np\n\n\n' in path.read_text(encoding="utf-8")


def test_a_function_without_a_declaration_gets_one(folder: Path) -> None:
    path = folder / "solutions/dice.py"
    text = path.read_text(encoding="utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write("\n\n" + text[text.index("def roll_die") :].replace("roll_die", "roll_again"))
    written = path.read_text(encoding="utf-8")
    done = new_exercise("roll_again", section="dice")
    assert path.read_text(encoding="utf-8") == written
    assert [each.name for each in done.course.exercises] == ["roll_die", "roll_again"]


def test_a_learners_work_is_left_alone(folder: Path) -> None:
    (folder / "exercises" / FILE_NAME).write_text("{}", encoding="utf-8")
    before = (folder / "exercises/dice.py").read_text(encoding="utf-8")
    done = new_exercise("flip_coin", section="dice")
    assert done.stubs_left == folder / "exercises"
    assert (folder / "exercises/dice.py").read_text(encoding="utf-8") == before


REFUSED = {
    "there already": (("roll_die", "dice"), "There is an exercise roll_die already, in solutions"),
    "in another section": (("roll_die", "bells"), "There is an exercise roll_die already"),
    "no identifier": (("2rolls", "dice"), "'2rolls' can't be the name of an exercise: use small"),
    "capitals": (("Roll", "dice"), "'Roll' can't be the name of an exercise"),
    "a section with a dot": (("roll", "dice.py"), "'dice.py' can't be the name of a section"),
    "a keyword": (("lambda", "dice"), "lambda has a meaning in Python or in the workbook"),
    "a builtin": (("sum", "dice"), "sum has a meaning in Python or in the workbook"),
    "a room in the way": (("ghost", "dice"), "ghost is there already: remove it, or choose anoth"),
    "a section in the way": (("roll", "cards"), "cards.py is there and not listed: add cards to"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cant_be_added_is_refused_and_nothing_is_written(folder: Path, case: str) -> None:
    (name, section), says = REFUSED[case]
    (folder / "declarations/ghost").mkdir()
    (folder / "solutions/cards.py").touch()
    before = files_of(folder)
    done = run("new", "exercise", name, "--section", section)
    assert done.exit_code == 1
    assert says in " ".join(done.stderr.split())
    assert files_of(folder) == before


def test_an_installed_course_is_not_written_to(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.rename(tmp_path / "waiting_package")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.syspath_prepend(str(tmp_path))
    before = files_of(tmp_path)
    with pytest.raises(CourseError, match="waiting-room is an installed package: name its own fol"):
        new_exercise("flip_coin", section="dice", where="waiting_package")
    assert files_of(tmp_path) == before


def test_the_commands_say_what_was_written_and_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("new", "course", "small")
    assert done.exit_code == 0
    assert "written     small/noisegrade.toml\n" in done.stdout
    done = run("new", "exercise", "flip_coin", "--section", "coins", "--course", "small")
    assert done.exit_code == 0
    assert "written     small/solutions/coins.py\n" in done.stdout
    assert "written     small/exercises/coins.py\n" in done.stdout
    assert "  solutions/coins.py:8: what the function draws, in one sentence.\n" in done.stdout
    assert run("stubs", "--course", "small").stdout == (
        "small/exercises follows from small/solutions already.\n"
    )


def test_templates_are_python_once_their_names_are_filled_in() -> None:
    templates = files("noisegrade.scaffold").joinpath("templates")
    for path in [*templates.iterdir(), *templates.joinpath("roll_die").iterdir()]:
        if path.name.endswith(".py.txt"):
            text = path.read_text(encoding="utf-8")
            ast.parse(text.replace("$name", "name"))
            assert max(map(len, text.splitlines())) <= 100

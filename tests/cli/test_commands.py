"""The learner's commands beside watch: hints, predictions, reset, solution, init."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner, Result

from built_in import COURSE, SECTIONS
from noisegrade.cli import main
from noisegrade.coaching import recalled
from noisegrade.exercise import Prediction
from noisegrade.progress import Ledger, Record, load
from watch.terminal import SOLVED, Desk

PREDICTED = [one for one in COURSE.exercises if one.prediction is not None]


def run(*words: str, typed: str = "") -> Result:
    result = CliRunner().invoke(main, list(words), input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result
    return result


# Hints


def test_hints_come_level_by_level_and_no_more_than_three(desk: Desk) -> None:
    del desk
    hint = COURSE.find("bell_curve").hint
    texts = [hint.idea, hint.look_here, hint.worked_line]
    for call in range(4):
        said = " ".join(run("hint", "bell_curve").output.split())
        shown = [" ".join(text.split()) in said for text in texts]
        assert shown == [True] * min(call + 1, 3) + [False] * max(2 - call, 0)
        assert ("These are all the hints." in said) == (call >= 2)


def test_the_named_mistake_comes_before_every_hint(desk: Desk) -> None:
    desk.write("bell_curve", "return np.exp(-0.5 * ((x - mean) / std) ** 2)")
    assert run("check", "bell_curve").exit_code == 1
    named = load(desk.workbook).of("bell_curve").misconception
    assert named is not None
    step = next(one for one in COURSE.find("bell_curve").misconceptions if one.id == named)
    said = " ".join(run("hint", "bell_curve").output.split())
    assert said.index(" ".join(step.next_step.split())) < said.index("idea")
    desk.write("bell_curve", SOLVED["bell_curve"])
    assert run("check", "bell_curve").exit_code == 0
    assert "from your last check" not in run("hint", "bell_curve").output


def test_without_a_workbook_a_hint_is_given_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = " ".join(run("hint", "bell_curve").output.split())
    assert "Your progress is not kept: there is no workbook at exercises yet." in said
    assert list(tmp_path.iterdir()) == []
    begin = "There is no workbook at exercises: noisegrade init exercises makes one."
    for words in (("show",), ("check",)):
        assert begin in run(*words).output


# Predictions


@pytest.mark.parametrize("exercise", PREDICTED, ids=lambda one: one.name)
def test_a_prediction_is_asked_for_and_kept(desk: Desk, exercise: object) -> None:
    name = exercise.name  # type: ignore[attr-defined]  # an Exact or a Sampled
    result = run("predict", name, typed="many\n7,5\n")
    assert result.exit_code == 0
    assert "'many' is not a number" in result.output
    assert "You predict 7.5." in result.output
    assert load(desk.workbook).of(name).prediction == 7.5
    assert "You said 7.5 before" in run("predict", name, "--answer", "68 %").output


def test_an_exercise_without_a_question_says_so_kindly(desk: Desk) -> None:
    del desk
    run("new", "course", "chance")
    run("new", "exercise", "waits", "--section", "dice", "--course", "chance")
    result = run("predict", "waits", "--course", "chance")
    assert (result.exit_code, result.output) == (0, "waits has no prediction: start coding.\n")


def test_an_answer_that_is_not_a_number_is_refused(desk: Desk) -> None:
    del desk
    for answer in ["", "nan", "inf", "five"]:
        result = run("predict", PREDICTED[0].name, "--answer", answer)
        assert result.exit_code == 2
        assert "is not a number" in result.output


@pytest.mark.parametrize(
    ("predicted", "outcome"),
    [
        (5.0, "You predicted 5, and so it is. Variances add."),
        (5.1, "You predicted 5.1, close enough: it is 5. Variances add."),
        (7.0, "You predicted 7; it is 5. Variances add."),
        (None, None),
    ],
)
def test_the_outcome_is_told_beside_the_prediction(
    predicted: float | None, outcome: str | None
) -> None:
    asked = Prediction(question="How wide?", answer=5.0, tolerance=0.2, recall="Variances add.")
    exercise = replace(COURSE.find("bell_curve"), prediction=asked)
    assert recalled(exercise, Record(prediction=predicted)) == outcome


def test_a_pass_recalls_the_prediction(desk: Desk) -> None:
    exercise = PREDICTED[0]
    body = COURSE.function(exercise.name).body.strip()
    run("predict", exercise.name, "--answer", "7")
    assert "You predicted" not in run("check", exercise.name).output
    desk.write(exercise.name, body)
    assert "You predicted 7" in run("check", exercise.name).output


# Reset and solution


def test_reset_asks_first(desk: Desk) -> None:
    desk.write("bell_curve", "return x")
    path = desk.workbook / "sampling.py"
    before = path.read_bytes()
    refused = run("reset", "bell_curve", typed="n\n")
    assert refused.exit_code == 1
    assert "Nothing was changed." in refused.output
    assert path.read_bytes() == before
    assert run("reset", "bell_curve", typed="y\n").exit_code == 0
    assert path.read_text("utf-8") == COURSE.sections[0].solution.stub
    (backup,) = load(desk.workbook).of("bell_curve").backups
    assert (desk.workbook / backup).read_bytes() == before


def test_reset_without_asking(desk: Desk) -> None:
    desk.write("bell_curve", "return x")
    assert run("reset", "bell_curve", "--yes").exit_code == 0
    assert len(list((desk.workbook / ".backups").iterdir())) == 1


def test_the_solution_stays_closed_until_a_pass(desk: Desk) -> None:
    refused = run("solution", "bell_curve")
    assert refused.exit_code == 1
    assert "noisegrade hint bell_curve" in refused.output
    assert "--give-up" in refused.output
    assert "def " not in refused.output
    desk.write("bell_curve", SOLVED["bell_curve"])
    run("check", "bell_curve")
    desk.write("bell_curve", "return x")  # spoiled again: it was passed once
    run("check", "bell_curve")
    assert run("solution", "bell_curve").output == COURSE.function("bell_curve").solution
    assert not load(desk.workbook).of("bell_curve").gave_up


def test_giving_up_is_recorded_and_listed(desk: Desk) -> None:
    solution = COURSE.function("bell_curve").solution
    assert run("solution", "bell_curve", "--give-up").output == solution
    assert load(desk.workbook).of("bell_curve").gave_up
    assert "gave up" in run("list").output
    assert run("solution", "bell_curve").exit_code == 0


# Init


def test_init_makes_a_workbook_and_never_overwrites(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert "written" in run("init", str(folder)).output
    assert len(list(folder.glob("*.py"))) == len(SECTIONS)
    (folder / "sampling.py").write_text("mine")
    (folder / "forward.py").unlink()
    again = run("init", str(folder))
    assert again.exit_code == 0
    assert again.output.count("left alone") == len(SECTIONS) - 1
    assert (folder / "sampling.py").read_text() == "mine"
    assert (folder / "forward.py").exists()


def test_init_makes_notebooks_too(desk: Desk) -> None:
    said = run("init", "--notebooks").output
    assert "Now start: open notebooks/sampling.ipynb in Jupyter" in said
    assert len(list((desk.folder / "notebooks").glob("*.ipynb"))) == len(SECTIONS)
    assert run("init", "--notebooks").output.count("left alone") == len(SECTIONS)


def test_stubs_are_derived_anew_where_they_differ(desk: Desk) -> None:
    solutions = desk.folder / "solutions"
    solutions.mkdir()
    for section in COURSE.sections:
        (solutions / f"{section.name}.py").write_text(section.solution.text, "utf-8")
    assert run("stubs").output == "exercises follows from solutions already.\n"
    (desk.workbook / "forward.py").write_text("drifted")
    Ledger(desk.workbook).record_hints("bell_curve", 1)
    refused = run("stubs")
    assert refused.exit_code == 1
    assert "their code would be lost" in refused.output
    assert (desk.workbook / "forward.py").read_text("utf-8") == "drifted"
    assert run("stubs", "--yes").output == "written  exercises/forward.py\n"
    assert (desk.workbook / "forward.py").read_text("utf-8") == COURSE.sections[-1].solution.stub


def test_every_command_explains_itself() -> None:
    said = run("--help").output
    for name in main.list_commands(Context(main)):
        assert f"\n  {name} " in said
        assert "Usage:" in run(name, "--help").output


@pytest.mark.parametrize(
    "command", ["hint", "predict", "reset", "solution", "watch", "check", "try"]
)
def test_a_misspelt_exercise_is_answered_with_the_nearest(desk: Desk, command: str) -> None:
    del desk
    result = run(command, "bell_curv")
    assert result.exit_code == 1
    assert "bell_curve" in result.output


def test_a_torn_state_is_told_by_list(desk: Desk) -> None:
    desk.state.write_text(json.dumps([]))
    assert "is torn" in run("list").output

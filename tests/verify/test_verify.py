"""The real command over the real course, and over courses that were spoiled on purpose."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from itertools import takewhile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from built_in import COURSE, NAMES
from noisegrade.cli import main
from noisegrade.course import Course, load_course
from noisegrade.exercise import ExactExercise, Implementations
from noisegrade.grading import Settings
from noisegrade.sandbox.client import Sandbox
from noisegrade.stats.rates import LOOKS
from noisegrade.verify import Check, certify, verify
from noisegrade.verify.certificate import rounded_up
from noisegrade.verify.checks import count_checks
from noisegrade.verify.surviving_mutants import count_mutants, try_mutants

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads(files("noisegrade.verify").joinpath("schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a folder with solutions and exercises that may be spoiled."""
    for name in ("solutions", "exercises"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(".*", "_*"))
    return tmp_path


def failed(folder: Path) -> list[Check]:
    """Return what doesn't hold of the solutions in a folder; the known code costs no time."""
    checks = verify(COURSE, solutions=folder / "solutions", exercises=folder / "exercises", seeds=1)
    of_files = takewhile(lambda check: check.name != "mistake is caught and named", checks)
    return [check for check in of_files if not check.holds]


def spoil(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["verify", "--no-mutants", *words])


def test_all_that_must_hold_holds(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = run(str(ROOT / "solutions"), "--seeds", "1", "--json", "--html", str(page))
    assert done.exit_code == 0, done.output[:2000]
    told = json.loads(done.stdout)
    import jsonschema

    jsonschema.validate(told, SCHEMA)
    assert told["holds"]
    assert len(told["checks"]) == count_checks(COURSE, seeds=1, mutants=False)
    assert [one["exercise"] for one in told["certificate"]] == list(NAMES)
    text = page.read_text(encoding="utf-8")
    HTMLParser().feed(text)
    assert "Everything holds" in text
    assert "src=" not in text
    assert "http" not in text


def test_one_exercise_can_be_checked_alone() -> None:
    done = run("--only", "sum_gaussians", "--seeds", "1", "--json")
    told = json.loads(done.stdout)
    assert {one["exercise"] for one in told["checks"]} == {"sum_gaussians"}
    assert [one["exercise"] for one in told["certificate"]] == ["sum_gaussians"]
    counted = count_checks(COURSE, seeds=1, mutants=False, only=["sum_gaussians"])
    assert len(told["checks"]) == counted
    refused = run("--only", "sum_gausians")
    assert refused.exit_code != 0
    assert "Did you mean sum_gaussians?" in refused.output


def test_a_wrong_solution_and_its_examples_are_told(copy: Path) -> None:
    spoil(copy / "solutions/sampling.py", "rng.standard_normal(", "2 * rng.standard_normal(")
    found = {(one.name, one.exercise) for one in failed(copy)}
    assert ("solution passes", "sample_static") in found
    assert ("worked examples run", "sample_static") in found


def test_a_stub_that_drifted_is_told(copy: Path) -> None:
    spoil(copy / "exercises/forward.py", "Take one step into the noise.", "Take a step.")
    (check,) = failed(copy)
    assert (check.name, check.exercise) == ("stub matches solution", "noise_step")
    assert "run noisegrade stubs" in check.says


def course_of_one(folder: Path, known: Implementations) -> Course:
    """Write a course with sum_gaussians alone, and with other implementations of it."""
    name = "sum_gaussians"
    solution = replace(COURSE.section_of(name).solution, functions=(COURSE.function(name),))
    own = folder / "declarations" / name
    own.mkdir(parents=True)
    (folder / "solutions").mkdir()
    (folder / "solutions" / f"{solution.name}.py").write_text(solution.text, encoding="utf-8")
    shutil.copy(COURSE.declarations / name / "declaration.py", own)
    texts = {kind: dict(getattr(known, kind)) for kind in ("misconceptions", "unnamed", "right")}
    (own / "implementations.py").write_text(
        "from noisegrade.exercise import Implementations\n\n"
        f"IMPLEMENTATIONS = Implementations(**{texts!r})\n",
        encoding="utf-8",
    )
    (folder / "noisegrade.toml").write_text(
        f'name = "one"\nsections = ["{solution.name}"]\n', encoding="utf-8"
    )
    return load_course(folder)


def said_of(course: Course, what: str) -> list[str]:
    """Return what is said of the checks of one name that don't hold."""
    checks = verify(course, solutions=None, exercises=None, seeds=1)
    return [one.says for one in checks if one.name == what and not one.holds]


HALF = "def sum_gaussians(means, stds):\n    return 0.5\n"


def test_a_mistake_that_is_none_or_another_is_told(tmp_path: Path) -> None:
    ids = [one.id for one in COURSE.find("sum_gaussians").misconceptions]
    mine = dict(COURSE.implementations("sum_gaussians").misconceptions)
    mine[ids[0]], mine[ids[1]] = mine[ids[1]], HALF
    del mine[ids[2]]
    course = course_of_one(tmp_path, Implementations(misconceptions=mine))
    said = said_of(course, "mistake is caught and named")
    assert len(said) == 3
    assert f"{ids[0]} is taken for {ids[1]}" in said[0] or f"{ids[0]} should break" in said[0]
    assert f"{ids[2]} has no implementation" in said[2]


def test_wrong_code_that_passes_or_is_named_and_right_code_that_fails_are_told(
    tmp_path: Path,
) -> None:
    known = COURSE.implementations("sum_gaussians")
    name, mistaken = next(iter(known.misconceptions.items()))
    solved = next(iter(known.right.values()))
    course = course_of_one(
        tmp_path,
        replace(known, unnamed={"solved": solved, "known": mistaken}, right={"half": HALF}),
    )
    told = said_of(course, "unnamed mistake is caught")
    assert told == ["solved passes.", f"known is taken for {name}."]
    (said,) = said_of(course, "right implementation passes")
    assert said.startswith("half: ")


@pytest.mark.slow
def test_what_holds_not_gives_another_exit_code(copy: Path) -> None:
    spoil(copy / "exercises/forward.py", "Take one step into the noise.", "Take a step.")
    done = run(str(copy / "solutions"), "--seeds", "1")
    assert done.exit_code == 1
    assert f"✗ stub matches solution: {len(NAMES) - 1} of {len(NAMES)}" in done.output
    assert "✓ mistake is caught and named: " in done.output


def test_a_folder_without_solutions_is_told(tmp_path: Path) -> None:
    done = run(str(tmp_path))
    assert done.exit_code == 1
    assert "can't be read" in done.output


def test_the_certificate_covers_the_effect_that_was_asked_for() -> None:
    settings = Settings(course=COURSE, seed=1)
    for one, exercise in zip(certify(settings), COURSE.exercises, strict=True):
        if isinstance(exercise, ExactExercise):
            assert sum(claim.points for claim in one.compared) == exercise.points
            continue
        least = {promise.test: promise.min_detectable_effect for promise in one.promises}
        first, *later = one.draws
        assert later == sorted(later)
        assert first < later[0]
        assert one.draws[-1] >= settings.plan.looks[-1].draws
        for test, most in (("mean", 1.0), ("spread", 0.8), ("distribution", 0.6)):
            effect = least[test]
            assert effect is not None
            assert effect <= most * settings.effect
        assert len(one.promises) * LOOKS * one.per_test <= one.false_fail


def test_the_certificate_promises_what_the_plan_does_and_more_only_for_rounding() -> None:
    settings = Settings(course=COURSE, seed=1)
    for one, exercise in zip(certify(settings), COURSE.exercises, strict=True):
        if isinstance(exercise, ExactExercise):
            assert one.whole == ()
            continue
        planned = settings.plan.promises
        for promised, of_plan in zip(one.whole, planned[:-1], strict=False):
            assert promised.alternatives == of_plan.alternatives
            assert promised.min_detectable_effect == of_plan.min_detectable_effect
        axes = one.whole[len(planned) - 1 :]
        assert all(each.alternatives.startswith(planned[-1].alternatives) for each in axes)
        neighbours = [each for each in one.promises if each.test.startswith("neighbours")]
        assert len(axes) == len(neighbours)
        for promised, last in zip(axes, neighbours, strict=True):
            assert promised.min_detectable_effect >= settings.effect
            assert promised.min_detectable_effect <= 0.04, exercise.name
            assert last.min_detectable_effect is not None
            assert last.min_detectable_effect <= 1.001 * promised.min_detectable_effect


@pytest.mark.parametrize(
    ("effect", "shown"),
    [(0.026, "0.026"), (0.75 * 0.026, "0.0195"), (0.03081, "0.0309"), (12.01, "12.1"), (None, "")],
)
def test_an_effect_is_never_shown_smaller_than_it_is(effect: float | None, shown: str) -> None:
    assert rounded_up(effect) == shown


@pytest.mark.slow
def test_no_mutant_of_the_solutions_passes_that_is_not_known_to_be_equivalent() -> None:
    with Sandbox() as sandbox:
        tried = list(try_mutants(COURSE, sandbox))
    assert len(tried) == count_mutants(COURSE)
    assert [one.mutant.id for one in tried if one.survives] == []
    assert sum(one.killed for one in tried) > 0.9 * len(tried)
    declared = {name for each in COURSE.exercises for name in each.equivalent_mutants}
    assert declared <= {one.mutant.id for one in tried}

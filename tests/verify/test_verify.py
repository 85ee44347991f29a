"""The real command over the real course, and over courses that were spoiled on purpose."""

from __future__ import annotations

import json
import shutil
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from noisegrade.verify.implementations import wrong_implementations

from noisegrade import course
from noisegrade.cli import main
from noisegrade.exercise import ExactExercise
from noisegrade.grading import Settings
from noisegrade.verify import Check, certify, verify
from noisegrade.verify.checks import count_checks
from noisegrade.workbook import read_sections

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads(files("noisegrade.verify").joinpath("schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a folder with solutions and exercises that may be spoiled."""
    for name in ("solutions", "exercises"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(".*", "_*"))
    return tmp_path


def failed(folder: Path, wrong: dict[str, dict[str, str]] | None = None) -> list[Check]:
    solutions = folder / "solutions"
    sections = read_sections(solutions)
    found = verify(solutions, sections, folder / "exercises", wrong or {}, 1)
    return [check for check in found if not check.holds and (wrong or "caught" not in check.name)]


def spoil(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["verify", *words])


def test_all_that_must_hold_holds(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = run(str(ROOT / "solutions"), "--seeds", "1", "--json", "--html", str(page))
    assert done.exit_code == 0, done.output[:2000]
    told = json.loads(done.stdout)
    import jsonschema

    jsonschema.validate(told, SCHEMA)
    assert told["holds"]
    assert len(told["checks"]) == count_checks(wrong_implementations(), seeds=1)
    assert [one["exercise"] for one in told["certificate"]] == [
        one.name for one in course.EXERCISES
    ]
    text = page.read_text(encoding="utf-8")
    HTMLParser().feed(text)
    assert "Everything holds" in text
    assert "src=" not in text
    assert "http" not in text


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


def test_a_mistake_that_is_none_or_another_is_told(copy: Path) -> None:
    ids = [one.id for one in course.find("sum_gaussians").misconceptions]
    mine = dict(wrong_implementations()["sum_gaussians"])
    mine[ids[0]], mine[ids[1]] = mine[ids[1]], "def sum_gaussians(means, stds):\n    return 0.5\n"
    del mine[ids[2]]
    found = failed(copy, {"sum_gaussians": mine})  # the others have none here, and cost no time
    said = [one.says for one in found if one.exercise == "sum_gaussians"]
    assert len(said) == 3
    assert f"{ids[0]} is taken for {ids[1]}" in said[0] or f"{ids[0]} should break" in said[0]
    assert f"{ids[2]} has no implementation" in said[2]


@pytest.mark.slow
def test_what_holds_not_gives_another_exit_code(copy: Path) -> None:
    spoil(copy / "exercises/forward.py", "Take one step into the noise.", "Take a step.")
    done = run(str(copy / "solutions"), "--seeds", "1")
    assert done.exit_code == 1
    assert "✗ stub matches solution: 16 of 17" in done.output
    assert "✓ mistake is caught and named: " in done.output


def test_a_folder_without_solutions_is_told(tmp_path: Path) -> None:
    done = run(str(tmp_path))
    assert done.exit_code == 1
    assert "can't be read" in done.output


def test_the_certificate_covers_the_effect_that_was_asked_for() -> None:
    settings = Settings(seed=1)
    for one, exercise in zip(certify(settings), course.EXERCISES, strict=True):
        if isinstance(exercise, ExactExercise):
            assert sum(claim.points for claim in one.compared) == exercise.points
            continue
        least = {promise.test: promise.min_detectable_effect for promise in one.promises}
        assert one.draws[-1] >= settings.plan.draws[-1]
        for test in ("mean", "spread", "distribution", "neighbours along call"):
            effect = least[test]
            assert effect is not None
            assert effect <= settings.effect * 1.001  # solved by bisection
        assert len(one.promises) * 3 * one.per_test <= one.false_fail

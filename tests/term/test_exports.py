"""A class's final points go back to every system, and each reads what the rules say.

LEARNERS=30 takes a smaller class.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from junitparser import JUnitXml

from report.formats.reading import commands, moodles_own_path, moodles_own_reading, rows, validate
from term.classroom import WEEKS, Learner, Week, learners, write_course
from term.test_term import Run, begin, run

__all__ = ["run"]  # the fixture

pytestmark = pytest.mark.slow

COUNT = int(os.environ.get("LEARNERS", "300"))
RUNNER = ("CLASSROOM", "ASSIGNMENT", "OWNER", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")


@pytest.fixture
def people() -> list[Learner]:
    return learners(COUNT)


def text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def numbers(found: dict[str, str]) -> dict[str, float]:
    return {who: float(points) for who, points in found.items()}


def expected(week: Week, people: list[Learner], key: str, *, mark: bool) -> dict[str, float]:
    whose = {"login": lambda one: one.login, "id": lambda one: str(4000 + one.number)}[key]
    return {whose(one): week.final(one, known_by_mark=mark) for one in people}


def documents(folder: Path, schema: str) -> list[dict[str, Any]]:
    found = [json.loads(path.read_bytes()) for path in sorted(folder.glob("*/results.json"))]
    for one in found:
        validate(one, schema)
    return found


def test_what_came_from_canvas_goes_back_and_to_others(
    run: Run, people: list[Learner], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_course(tmp_path / "course")
    week = WEEKS[0]
    out = begin(run, week, people, tmp_path)
    by_id = expected(week, people, "id", mark=True)
    by_login = expected(week, people, "login", mark=True)
    forms = ("canvas", "canvas-comments", "blackboard", "brightspace", "gradescope")
    for form in (*forms, "prairielearn", "junit"):
        run("export", out, "--to", form, "--assignment", "Noise (7)")
    made = out / "export"

    header, possible, *students = csv.reader(io.StringIO(text(made / "canvas/canvas.csv")))
    assert float(possible[-1]) == week.maximum
    grades = {one[header.index("ID")]: one[header.index("Noise (7)")] for one in students}
    assert numbers(grades) == pytest.approx(by_id)

    told = json.loads(text(made / "canvas-comments/canvas-comments.json"))
    validate(told, "canvas-grade-data.json")
    assert set(told["grade_data"]) == set(by_id)

    read = rows(text(made / "blackboard/blackboard.csv"))
    assert numbers({one["Username"]: one["Noise (7)"] for one in read}) == pytest.approx(by_login)
    read = rows(text(made / "brightspace/brightspace.csv"))
    grades = {one["Username"]: one["Noise (7) Points Grade"] for one in read}
    assert numbers(grades) == pytest.approx(by_login)

    every = sorted(by_login.values())
    scores = [one["score"] for one in documents(made / "gradescope", "gradescope-results.json")]
    assert sorted(scores) == pytest.approx(every)
    shares = [one["score"] for one in documents(made / "prairielearn", "prairielearn-results.json")]
    assert sorted(one * week.maximum for one in shares) == pytest.approx(every)
    suites = list(JUnitXml.fromstring((made / "junit/junit.xml").read_bytes()))
    assert len(suites) == COUNT

    late = next(one for one in people if 0 < by_login[one.login] < week.maximum)
    one_by_one(run, out, late, by_login[late.login], monkeypatch)


def one_by_one(
    run: Run, out: Path, one: Learner, points: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Export a single learner to the systems that take one at a time."""
    for name in RUNNER:
        monkeypatch.setenv(name, f"https://example.org/{name}")
    monkeypatch.setenv("SUBMISSION_TAG", "submit/2026-02-02T00-00-00Z-a1b2c3d")
    for form in ("github", "classroom50"):
        run("export", out, "--to", form, "--only", one.email)
    packed = text(out / "export/github/output.txt").strip().removeprefix("result=")
    told = json.loads(base64.b64decode(packed))
    validate(told, "github-autograding.json")
    assert sum(test["score"] for test in told["tests"]) == pytest.approx(points)
    assert commands(text(out / "export/github/annotations.txt"))
    result = json.loads(text(out / "export/classroom50/result.json"))
    validate(result, "classroom50-result-v1.json")
    assert result["score"] == round(points)


def test_what_came_from_moodle_goes_back_by_participant(
    run: Run, people: list[Learner], tmp_path: Path
) -> None:
    write_course(tmp_path / "course")
    week = WEEKS[1]
    out = begin(run, week, people, tmp_path)
    for form in ("moodle", "moodle-worksheet", "moodle-feedback"):
        run("export", out, "--to", form, "--assignment", "Noise")
    by_id = expected(week, people, "id", mark=False)
    read = list(moodles_own_reading(text(out / "export/moodle-worksheet/moodle-worksheet.csv")))
    assert numbers({str(who): grade for who, grade, _ in read}) == pytest.approx(by_id)
    late = {
        4000 + one.number
        for one in people
        if 0 < week.final(one, known_by_mark=False) < week.earned(one) and not one.excused
    }
    assert late
    assert all("Late, " in says for who, _, says in read if who in late)
    with zipfile.ZipFile(out / "export/moodle-feedback/moodle-feedback.zip") as archive:
        found = [moodles_own_path(name) for name in archive.namelist()]
    assert {str(one[0]) for one in found if one} == set(by_id)
    grades = {
        one["Email address"]: one["Noise"] for one in rows(text(out / "export/moodle/moodle.csv"))
    }
    by_email = {one.email: week.final(one, known_by_mark=False) for one in people}
    assert numbers(grades) == pytest.approx(by_email)

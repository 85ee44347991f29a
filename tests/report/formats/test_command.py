"""`noisegrade report` and `noisegrade export`, on a folder that `noisegrade grade` has made."""

import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from built_in import COURSE
from noisegrade.cli import main
from report.formats.reading import rows
from report.formats.submitted import EXERCISES, MISTAKEN, SOLUTIONS

ROSTER = """\
submission,Student,Email address,ID number
ada,Ada Lovelace,ada@example.org,1815
eve.py,"Eve, =1+1",eve@example.org,1900
carl,Carl Gauß,carl@example.org,1777
"""
RUNNER = {
    "CLASSROOM": "noise",
    "ASSIGNMENT": "static",
    "OWNER": "ada",
    "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://example.org/commit/a1b2c3d",
    "RELEASE_URL": "https://example.org/releases/a1b2c3d",
}


def noisegrade(*arguments: str | Path, env: Mapping[str, str | None] | None = None) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], env=env)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Grade a class of four, one of whom handed in a broken archive."""
    folder = tmp_path_factory.mktemp("class")
    shutil.copytree(SOLUTIONS, folder / "handed_in" / "ada")
    shutil.copytree(EXERCISES, folder / "handed_in" / "emmy")
    (folder / "handed_in" / "eve.py").write_text(MISTAKEN, encoding="utf-8")
    (folder / "handed_in" / "paul.zip").write_bytes(b"PK\x03\x04 no more")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    out = folder / "results"
    roster = ("--roster", folder / "roster.csv")
    noisegrade("grade", folder / "handed_in", "--out", out, "--seed", "3", *roster)
    return out


def test_report_writes_a_page_for_the_class_and_one_for_each_learner(results: Path) -> None:
    done = noisegrade("report", results, "--title", "Noise 101")
    assert done.exit_code == 0, done.output
    page = (results / "report" / "index.html").read_text(encoding="utf-8")
    assert "<h1>Noise 101</h1>" in page
    assert "paul" in page.split('id="attention"')[1]
    assert "Carl Gauß" in page.split("without a submission (1)")[1]
    learners = {path.stem for path in (results / "report" / "learners").iterdir()}
    assert learners == {"ada", "emmy", "eve.py"}


def test_export_names_whom_a_format_can_not_hold(results: Path) -> None:
    done = noisegrade("export", results, "--to", "moodle", "--assignment", "Noise")
    assert done.exit_code == 1
    assert {line.split(":")[1].strip() for line in done.stderr.splitlines()} == {"emmy", "paul"}
    told = rows((results / "export" / "moodle" / "moodle.csv").read_text(encoding="utf-8"))
    assert {one["Email address"]: one["Noise"] for one in told} == {
        "ada@example.org": f"{COURSE.max_score:g}",
        "eve@example.org": "5",
    }


@pytest.mark.parametrize("form", ["csv", "canvas", "prairielearn", "junit"])
def test_the_other_formats_hold_everyone(results: Path, tmp_path: Path, form: str) -> None:
    done = noisegrade("export", results, "--to", form, "--out", tmp_path / form)
    assert done.exit_code == 0, done.output
    assert list(tmp_path.rglob("*.part")) == []
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == (
        4 if form == "prairielearn" else 1
    )


def test_classroom50_is_told_by_its_runner_whose_work_it_is(tmp_path: Path) -> None:
    noisegrade("grade", SOLUTIONS, "--out", tmp_path / "results")
    arguments = ("export", tmp_path / "results", "--to", "classroom50", "--out", tmp_path)
    assert "CLASSROOM is not set" in noisegrade(*arguments, env=dict.fromkeys(RUNNER)).stderr
    done = noisegrade(*arguments, env=RUNNER)
    assert done.exit_code == 0, done.output
    result = json.loads((tmp_path / "result.json").read_bytes())
    assert result["score"] == COURSE.max_score
    assert (result["owner"], result["review"]) == ("ada", RUNNER["COMMIT_URL"])


@pytest.mark.parametrize("command", [("report",), ("export", "--to", "csv")], ids=str)
def test_a_folder_without_results_is_named(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = noisegrade(*command, tmp_path)
    assert done.exit_code == 1
    assert "holds no results" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_moodles_own_folders_are_all_the_worksheet_needs(tmp_path: Path) -> None:
    folder = tmp_path / "noise"
    for name in ("Ada Lovelace_4711_assignsubmission_file", "Carl_4712_assignsubmission_file"):
        shutil.copytree(EXERCISES, folder / name)
    roster = tmp_path / "worksheet.csv"
    roster.write_text("Identifier,Full name\nParticipant 4711,Ada Lovelace\n", encoding="utf-8")
    noisegrade("grade", folder, "--out", tmp_path / "results", "--roster", roster)
    out = tmp_path / "out"
    for form in ("moodle-worksheet", "moodle-feedback"):
        done = noisegrade("export", tmp_path / "results", "--to", form, "--out", out)
        assert done.exit_code == 0, done.output
    told = rows((out / "moodle-worksheet.csv").read_text(encoding="utf-8"))
    assert [one["Identifier"] for one in told] == ["Participant 4711", "Participant 4712"]
    with zipfile.ZipFile(out / "moodle-feedback.zip") as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 2


def test_a_file_that_would_hold_nobody_is_a_sentence_and_no_file(tmp_path: Path) -> None:
    noisegrade("grade", EXERCISES, "--out", tmp_path / "results")
    for form in ("moodle", "moodle-worksheet", "moodle-feedback", "blackboard", "brightspace"):
        done = noisegrade("export", tmp_path / "results", "--to", form, "--out", tmp_path / "out")
        assert done.exit_code == 1
        assert "it would hold nobody" in done.stderr
        assert "roster" in done.stderr
    assert not (tmp_path / "out").exists()
    done = noisegrade("export", tmp_path / "results", "--to", "canvas", "--out", tmp_path / "out")
    assert done.exit_code == 0
    assert "Canvas will ask who these are" in done.stderr

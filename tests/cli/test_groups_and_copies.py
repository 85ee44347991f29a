"""One name and one comment serve a group, on every page and in every export; copies are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from built_in import NAMES
from noisegrade.cli import main

ODD = "def standardize(x, mean, std):\n    return (x - mean) / std + 0.25 * {}\n"
ALL = "".join(
    f"def {name}(*args):\n    {{0}} = {{1}} * 7\n    raise ValueError({{0}} + 1)\n"
    for name in NAMES
)


def noisegrade(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Grade two who made one odd mistake, one who made another, and a copier."""
    folder = tmp_path_factory.mktemp("class")
    work = folder / "noise"
    work.mkdir()
    (work / "ada.py").write_text(ODD.format("1"))
    (work / "carl.py").write_text("# mine\n" + ODD.format("(2 - 1)"))
    (work / "emmy.py").write_text(ODD.format("3"))
    for at, name in enumerate(("paul", "mary", "eve")):
        (work / f"{name}.py").write_text(ALL.format("kept", at))
    (work / "copier.py").write_text("# my own work\n" + ALL.format("mine", 1))
    done = noisegrade("grade", work, "--out", folder / "results", "--seed", "3", "--jobs", "1")
    assert "mary.py" in done.output
    return folder / "results"


def test_a_name_given_once_reaches_every_page_and_export_of_its_group(results: Path) -> None:
    listed = noisegrade("groups", results, "--exercise", "standardize").output
    lines = listed.splitlines()
    group, *counted = lines[lines.index("   ada.py, carl.py") - 2].split()
    assert counted == ["standardize", "2", "learners"]
    told = ("--name", "adds a quarter", "--comment", "See <lecture> 3.")
    assert "2 learners" in noisegrade("groups", results, group, *told).output
    says = "Your instructor says: adds a quarter. See"
    assert noisegrade("report", results).exit_code == 0
    pages = {path.stem: path.read_text() for path in (results / "report" / "learners").iterdir()}
    assert {name for name, page in pages.items() if says in page} == {"ada.py", "carl.py"}
    assert "<lecture>" not in pages["ada.py"]
    assert says in (results / "report" / "index.html").read_text()
    noisegrade("export", results, "--to", "csv")
    assert (results / "export" / "csv" / "exercises.csv").read_text().count(says) == 2
    assert says in (results / "report" / "drafts.csv").read_text()
    again = noisegrade("groups", results).output
    assert says in again
    assert group in again, "it is called as before"
    noisegrade("groups", results, group, "--forget")
    assert json.loads((results / "groups.json").read_text())["names"] == []


def test_what_can_not_be_named_is_a_sentence(results: Path) -> None:
    for arguments in (("--name", "x"), ("zzzzzz",), ("zzzzzz", "--name", "x")):
        done = noisegrade("groups", results, *arguments)
        assert done.exit_code == 1
        assert "noisegrade groups DIR lists them" in done.output
    (results / "groups.json").write_text("{")
    assert "mend it" in noisegrade("report", results).output
    (results / "groups.json").unlink()


def test_a_copy_with_other_names_and_comments_is_told_and_no_page_of_a_learner_tells(
    results: Path,
) -> None:
    told = noisegrade("copies", results).output
    assert told.count("exercises alike") == 1
    assert "copier.py, mary.py" in told
    assert noisegrade("report", results).exit_code == 0
    assert "copier.py and mary.py" in (results / "report" / "index.html").read_text()
    names = {path.stem for path in (results / "report" / "learners").iterdir()}
    for path in (results / "report" / "learners").iterdir():
        others = names - {path.stem}
        assert not [one for one in others if one in path.read_text()]

"""The archive, run in the folders that Gradescope prescribes: as it stands, and on bad days."""

import base64
import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from built_in import COURSE, SECTIONS
from noisegrade.assignment import parse_assignment
from noisegrade.errors import GraderFault
from noisegrade.gradescope import build, running
from noisegrade.gradescope.wheel import wheel
from report.formats.reading import validate
from report.formats.submitted import MISTAKEN, SOLUTIONS

METADATA = {  # the example of Gradescope's documentation, shortened
    "id": 123456,
    "created_at": "2018-07-01T14:22:32.365935-07:00",
    "assignment": {"id": 25828, "title": "Noise", "total_points": "20.0"},
    "submission_method": "upload",
    "users": [{"email": "student@example.com", "id": 1234, "name": "Student User"}],
    "previous_submissions": [],
}

Run = Callable[[], "subprocess.CompletedProcess[str]"]


def folders(root: Path, source: Path, archive: bytes) -> None:
    """Lay everything out as Gradescope does."""
    (root / "results").mkdir(parents=True)
    zipfile.ZipFile(BytesIO(archive)).extractall(root / "source")
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")
    (root / "run_autograder").chmod(0o755)
    (root / "submission_metadata.json").write_text(json.dumps(METADATA), encoding="utf-8")
    shutil.copytree(source, root / "submission")


def run(root: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - the script is our own
        [str(root / "run_autograder")],
        cwd=root,
        env={**os.environ, "NOISEGRADE_ROOT": str(root)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def results(root: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((root / "results" / "results.json").read_bytes())
    validate(document, "gradescope-results.json")
    return document


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Gradescope's folders, with the environment that setup.sh would make: this one."""
    folder = tmp_path / "autograder"
    folders(folder, SOLUTIONS, build(COURSE))
    python = folder / "noisegrade" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    return folder


def test_the_scripts_stand_at_the_root_and_may_be_run() -> None:
    archive = zipfile.ZipFile(BytesIO(build(COURSE)))
    modes = {one.filename: one.external_attr >> 16 & 0o777 for one in archive.infolist()}
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    assert wheel().name in modes
    names = r"https?://|index-url|pypi|\.org\b"
    assert not any(
        re.search(names, archive.read(one).decode()) for one in modes if "whl" not in one
    )


def test_the_same_installation_makes_the_same_bytes() -> None:
    assert build(COURSE) == build(COURSE)


def test_a_right_submission_gets_all_points(root: Path) -> None:
    done = run(root)
    assert done.returncode == 0, done.stderr
    assert results(root)["score"] == COURSE.max_score
    assert f"the assignment has 20 points, the exercises {COURSE.max_score:g}" in done.stdout
    assert not [test for test in results(root)["tests"] if test["status"] != "passed"]


@pytest.mark.parametrize(
    "name", ["my work.py", "week 3/exercises/shift_and_scale.py"], ids=["any name", "in folders"]
)
def test_one_file_is_found_wherever_it_stands(root: Path, name: str) -> None:
    shutil.rmtree(root / "submission")
    path = root / "submission" / name
    path.parent.mkdir(parents=True)
    path.write_text(MISTAKEN, encoding="utf-8")
    running.run(COURSE, root)
    passed = [one["name"] for one in results(root)["tests"] if one["status"] == "passed"]
    assert passed == ["shift_and_scale"]


@pytest.mark.parametrize("name", ["essay.pdf", None], ids=["no code", "nothing"])
def test_an_upload_without_code_is_told_what_is_missing(root: Path, name: str | None) -> None:
    shutil.rmtree(root / "submission")
    (root / "submission").mkdir()
    if name:
        (root / "submission" / name).write_bytes(b"%PDF")
    assert "Nothing to grade" in running.run(COURSE, root)
    assert results(root)["score"] == 0
    assert "sampling.py" in results(root)["output"]


def test_a_fault_of_ours_records_no_score(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A judge that fails is simulated: there is no way to make one from outside."""

    def fail(*_: object, **__: object) -> object:
        raise ArithmeticError("a fault of ours")

    monkeypatch.setattr("noisegrade.grading.grader.examine", fail)
    (root / "results" / "results.json").write_text('{"score": 1}', encoding="utf-8")
    with pytest.raises(GraderFault, match="no score is recorded"):
        running.run(COURSE, root)
    assert not (root / "results" / "results.json").exists()


def test_accept_unsafe_reaches_the_autograder() -> None:
    archive = zipfile.ZipFile(BytesIO(build(COURSE, accept_unsafe=True)))
    assert b"--accept-unsafe" in archive.read("run_autograder")
    assert b"--accept-unsafe" not in zipfile.ZipFile(BytesIO(build(COURSE))).read("run_autograder")


def test_the_wheel_holds_the_package_the_solutions_and_a_true_record() -> None:
    """That pip installs it, and that it then grades, is in the slow test below."""
    archive = zipfile.ZipFile(BytesIO(wheel().content))
    for section in SECTIONS:
        held = archive.read(f"noisegrade/what_noise_is/solutions/{section}.py")
        assert held == (SOLUTIONS / f"{section}.py").read_bytes()
    (record,) = (name for name in archive.namelist() if name.endswith("/RECORD"))
    listed = list(csv.reader(archive.read(record).decode().splitlines()))
    assert {name for name, _, _ in listed} == set(archive.namelist())
    for name, digest, size in listed:
        if name != record:
            content = archive.read(name)
            hashed = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode()
            assert (digest, int(size)) == (f"sha256={hashed.rstrip('=')}", len(content))


@pytest.mark.slow
def test_setup_makes_an_environment_that_grades(tmp_path: Path) -> None:
    """The real setup.sh: a fresh environment, NumPy and SciPy by pip, then a grading in it."""
    root = tmp_path / "autograder"
    folders(root, SOLUTIONS, build(COURSE))
    subprocess.run(  # noqa: S603 - the script is our own
        ["/bin/bash", str(root / "source" / "setup.sh")],
        env={**os.environ, "NOISEGRADE_ROOT": str(root)},
        check=True,
        timeout=600,
    )
    done = run(root)
    assert done.returncode == 0, done.stderr
    assert results(root)["score"] == COURSE.max_score


WEEK = (
    'name = "w"\neffect = 0.3\nattempts = 2\ndeadline = 2018-07-01T00:00:00-07:00\n'
    "[late]\nper_day = 10\n[exercises]\nbell_curve = 10\n"
)


def test_an_assignment_travels_and_its_deadline_counts(root: Path) -> None:
    assignment = parse_assignment(WEEK)
    shutil.rmtree(root / "source")
    archive = build(COURSE, assignment=assignment)
    zipfile.ZipFile(BytesIO(archive)).extractall(root / "source")
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")
    (root / "run_autograder").chmod(0o755)
    done = run(root)
    assert done.returncode == 0, done.stderr
    graded = results(root)
    assert (graded["score"], len(graded["tests"])) == (9, 1)
    assert "by Gradescope" in graded["output"]


def test_of_more_attempts_than_count_the_last_that_counts_keeps_its_score(tmp_path: Path) -> None:
    before = [
        {"submission_time": f"2018-06-0{day}T00:00:00-07:00", "score": score}
        for day, score in ((2, 7.0), (1, 3.0), (3, 9.0))
    ]
    told = json.dumps({**METADATA, "previous_submissions": before})
    (tmp_path / "submission_metadata.json").write_text(told, encoding="utf-8")
    said = running.run(COURSE, tmp_path, assignment=parse_assignment(WEEK))
    assert "This is attempt 4; the first 2 count" in said
    assert results(tmp_path)["score"] == 7

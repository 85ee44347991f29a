"""Names that act on terminals, or are no UTF-8, in the output and the files of every command."""

from __future__ import annotations

import json
import os
import stat
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from noisegrade.cli import main
from noisegrade.report.filenames import FileNames

ESCAPES = "\x1b]0;OWNED\x07\x9b31m\u202e"
LATIN_1 = os.fsdecode(b"Jos\xe9 P\xe9rez")
CODE = """
def bell_curve(x, mean, std):
    print("\\x1b[2J \\u202e \\x9b31m")
    raise ValueError("\\x1b]0;OWNED\\x07")
"""


def noisegrade(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def acts(text: str) -> set[str]:
    plain = text.replace("\n", "").replace("\t", "")
    return {one for one in plain if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Grade a class whose names act, in a folder whose name acts."""
    folder = tmp_path_factory.mktemp("class") / f"noise{ESCAPES}"
    named = {
        f"{LATIN_1}{ESCAPES}_4244_assignsubmission_file_": CODE,
        f"<script>{ESCAPES}_4245_assignsubmission_file_": CODE,
        f"=1+1{ESCAPES}": f"{CODE}# another\n",
    }
    for name, code in named.items():
        (folder / "handed_in" / name).mkdir(parents=True)
        (folder / "handed_in" / name / "sampling.py").write_text(code, encoding="utf-8")
    (folder / "handed_in" / f"torn{ESCAPES}{LATIN_1}.zip").write_bytes(b"PK\x03\x04 no more")
    roster = folder / "roster.csv"
    roster.write_text(f"login,Student\nnobody,Absent{ESCAPES}\n", encoding="utf-8")
    out = folder / "results"
    done = noisegrade(
        *("grade", folder / "handed_in", "--out", out, "--roster", roster),
        *("--effect", "0.3", "--seed", "7"),
    )
    assert done.exit_code == 1, done.output
    assert "without a submission: Absent" in done.stderr
    assert acts(done.output) == set()
    return out


@pytest.mark.parametrize(
    "command",
    [
        *(("report",), ("groups",), ("copies",)),
        *(("export", "--to", form) for form in ("csv", "canvas", "moodle", "gradescope")),
        *(("export", "--to", form) for form in ("prairielearn", "junit", "classroom50")),
        *(("export", "--to", form) for form in ("moodle-worksheet", "blackboard", "github")),
    ],
    ids=" ".join,
)
def test_commands_for_a_class_say_every_name_and_obey_none(
    results: Path, command: tuple[str, ...]
) -> None:
    done = noisegrade(*command, results)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    assert acts(done.output) == set()


def test_every_file_of_a_class_is_text_that_does_nothing(results: Path) -> None:
    noisegrade("report", results)
    forms = ("csv", "canvas", "canvas-comments", "moodle-worksheet", "blackboard", "brightspace")
    for form in (*forms, "gradescope", "prairielearn", "junit"):
        noisegrade("export", results, "--to", form)
    written = [path for path in results.rglob("*") if path.suffix in {".html", ".csv", ".json"}]
    assert len(written) >= 4 + 2 + 3 + 3
    for path in [*written, results / "results.jsonl"]:
        assert acts(path.read_text(encoding="utf-8").replace("\r\n", "\n")) == set(), path
    pages = [path.read_text(encoding="utf-8") for path in written if path.suffix == ".html"]
    assert any("Jos� P�rez" in page for page in pages)
    assert not any("<script>\\x1b" in page for page in pages)


def test_replay_names_what_it_can_not_find_and_what_it_finds(results: Path) -> None:
    missing = noisegrade("replay", results, f"nobody{ESCAPES}")
    assert "holds no grading of nobody" in missing.output
    assert acts(missing.output) == set()
    lines = (results / "results.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines:
        found = noisegrade("replay", results, json.loads(line)["submission"])
        assert found.output.endswith("It comes out as it was recorded.\n")
        assert "It printed:" in found.output
        assert acts(found.output) == set()


LEARNERS = (
    ("list",),
    ("check",),
    ("hint", "bell_curve"),
    ("predict", "fraction_within", "--answer", "0.5"),
    ("reset", "bell_curve", "--yes"),
    ("solution", "bell_curve", "--give-up"),
    ("show", "bell_curve", "--no-open"),
)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own") / f"{LATIN_1}{ESCAPES}"
    done = noisegrade("init", folder)
    assert done.exit_code == 0, done.output
    assert acts(done.output) == set()
    (folder / "sampling.py").write_text(CODE, encoding="utf-8")
    (folder / f"x{ESCAPES}.py").write_text(CODE, encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", LEARNERS, ids=" ".join)
def test_commands_for_learners_say_their_folder_and_obey_nothing(
    workbook: Path, command: tuple[str, ...]
) -> None:
    done = noisegrade(*command, "--dir", workbook)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    assert acts(done.output) == set()


@pytest.mark.parametrize("command", ["nbgrader", "gradescope"])
def test_commands_that_write_say_where(tmp_path: Path, command: str) -> None:
    done = noisegrade(command, tmp_path / f"{LATIN_1}{ESCAPES}.zip")
    assert done.exit_code == 0, done.output
    assert "Jos� P�rez\\x1b]0;OWNED\\x07\\x9b31m\\u202e.zip" in done.output
    assert acts(done.output) == set()


@pytest.mark.parametrize("command", ["grade", "report", "export", "replay", "stubs", "verify"])
def test_errors_say_what_was_asked_for(tmp_path: Path, command: str) -> None:
    more = {"grade": ("--out", tmp_path / "o"), "export": ("--to", "csv"), "replay": ("x",)}
    done = noisegrade(command, tmp_path / f"none{ESCAPES}", *more.get(command, ()))
    assert done.exit_code != 0
    assert acts(done.output) == set()


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions")
def test_results_are_readable_by_their_owner_alone(results: Path) -> None:
    noisegrade("report", results)
    noisegrade("export", results, "--to", "gradescope")
    for path in [results, *results.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions")
def test_a_folder_that_is_shared_stays_shared(results: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    noisegrade("export", results, "--to", "csv", "--out", tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750
    assert stat.S_IMODE((tmp_path / "exercises.csv").stat().st_mode) == 0o600


def test_file_names_fit_into_a_file_system_and_stay_apart() -> None:
    names = FileNames()
    chosen = [
        names.choose(one) for one in ("𠀀" * 90, "é", "e\u0301", LATIN_1, ESCAPES, "con", "..")
    ]
    assert max(len(one.encode()) for one in chosen) <= 210
    assert len({one.casefold() for one in chosen}) == len(chosen)
    assert all(one.isprintable() and "/" not in one for one in chosen)

"""The learner's loop: from any folder, without names, on any terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from built_in import COURSE
from noisegrade.cli import main
from noisegrade.progress import Ledger, load
from watch.terminal import Desk


def run(*words: str, charset: str = "utf-8") -> Result:
    result = CliRunner(charset=charset).invoke(main, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result
    return result


def test_inside_the_workbook_it_is_found_and_none_is_nested(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.workbook)
    assert "sampling.py:" in run("check", "bell_curve").output
    refused = run("init")
    assert refused.exit_code == 1
    assert "You are in a workbook already" in refused.output
    assert not (desk.workbook / "exercises").exists()


def test_among_several_workbooks_only_what_needs_none_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        assert run("init", str(tmp_path / name)).exit_code == 0
    monkeypatch.chdir(tmp_path)
    assert run("list").exit_code == 0
    assert run("hint", "bell_curve").exit_code == 0
    assert "There are several workbooks here: one, two." in run("check").output


@pytest.mark.parametrize("word", ["sampling", "exercises/sampling.py"])
def test_a_section_stands_for_its_exercises(desk: Desk, word: str) -> None:
    del desk
    said = run("check", word, "bell_curve").output
    section = next(one for one in COURSE.sections if one.name == "sampling")
    assert f"0 of {len(section.exercises)} passed" in said


def test_a_command_without_a_name_means_the_current_exercise(desk: Desk) -> None:
    assert run("hint").output.startswith("bell_curve\nidea\n")
    run("check", "sum_gaussians")
    assert run("hint").output.startswith("sum_gaussians\n")
    desk.write("sum_gaussians", COURSE.function("sum_gaussians").body.strip())
    run("check", "sum_gaussians")
    following = COURSE.exercises[[one.name for one in COURSE.exercises].index("sum_gaussians") + 1]
    assert run("hint").output.startswith(f"{following.name}\n")


def test_try_repeats_the_call_of_the_last_check(desk: Desk) -> None:
    desk.write("sample_static", "return 2 * rng.standard_normal((height, width, channels))")
    run("check", "sample_static", "--seed", "77")
    assert load(desk.workbook).of("sample_static").seed == 77
    script = run("try", "sample_static").output
    assert "noisegrade try sample_static --seed 77" in script
    assert run("try").output == script


@pytest.mark.parametrize("charset", ["ascii", "latin-1", "cp1252"])
def test_no_encoding_ends_a_command(desk: Desk, charset: str) -> None:
    desk.write("sample_static", "return 2 * rng.standard_normal((height, width, channels))")
    desk.write("sum_gaussians", "raise ValueError('✗ \\udc80')")
    commands = [
        ("--help",),
        ("check", "sampling", "sum_gaussians"),
        ("list",),
        ("hint",),
        ("predict", "sum_gaussians", "--answer", "5"),
        ("solution", "bell_curve", "--give-up"),
        ("reset", "bell_curve", "--yes"),
        ("try", "sample_static"),
        ("show", "bell_curve", "--no-open", "--out", "picture.html"),
        ("init",),
        ("check", "☃"),
    ]
    said = "".join(run(*words, charset=charset).output for words in commands)
    assert "x sample_static  failed" in said
    assert "sigma" in said
    assert charset != "ascii" or said.isascii()


def test_where_nothing_is_a_list_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = " ".join(run("list").output.split())
    assert "There is no workbook at exercises yet: noisegrade init exercises makes one." in said


def test_all_passed_asks_for_a_name(desk: Desk) -> None:
    ledger = Ledger(desk.workbook)
    for one in COURSE.exercises:
        ledger.record_hints(one.name, 0)
    plain = desk.state.read_text("utf-8").replace('"hints": 0', '"verdict": "passed"')
    desk.state.write_text(plain, "utf-8")
    assert "All are passed: name the exercise" in run("hint").output

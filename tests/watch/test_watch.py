"""Watch mode as a learner meets it: the real program, a real terminal, the real sandbox."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from built_in import COURSE, NAMES, SECTIONS
from noisegrade.progress import Ledger
from noisegrade.watch.files import Saves
from noisegrade.watch.keys import DOWN, ENTER, ESCAPE, UP, split
from noisegrade.watch.lock import only_watcher
from noisegrade.watch.picture import Picture
from watch.terminal import PROGRAM, SOLVED, Desk, Terminal, bound_by_modes

Open = Callable[..., Terminal]


def test_a_learner_goes_from_stub_to_pass_and_on(desk: Desk, open_terminal: Open) -> None:
    terminal = open_terminal()
    terminal.wait_for("○ bell_curve not written yet", "exercises/sampling.py", "q quit")
    assert f"0 of {len(NAMES)} passed" in terminal.words
    desk.write("bell_curve", "return x * 0")
    terminal.wait_for("✗ bell_curve failed", "yours gives 0")
    desk.write("bell_curve", SOLVED["bell_curve"])
    terminal.wait_for(
        "✓ bell_curve passed", "Press n for the next exercise", f"1 of {len(NAMES)} passed"
    )
    time.sleep(0.3)  # it never moves on by itself
    terminal.read()
    assert "✓ bell_curve" in terminal.words
    terminal.press("n")
    terminal.wait_for("○ sample_static not written yet")
    terminal.press("q")
    assert terminal.ended() == 0
    assert json.loads(desk.state.read_text())["exercises"]["bell_curve"]["verdict"] == "passed"


@pytest.mark.slow
@pytest.mark.parametrize("columns", [80, 40])
def test_all_exercises_are_solved_one_by_one(desk: Desk, open_terminal: Open, columns: int) -> None:
    terminal = open_terminal(columns=columns)
    for number, exercise in enumerate(COURSE.exercises, start=1):
        function, section = COURSE.function(exercise.name), COURSE.section_of(exercise.name)
        terminal.wait_for(f"○ {exercise.name} not written yet", section.name)
        path = desk.workbook / f"{section.name}.py"
        path.write_text(path.read_text("utf-8").replace(function.stub, function.solution), "utf-8")
        terminal.wait_for(f"✓ {exercise.name} passed", f"{number} of {len(NAMES)} passed")
        terminal.press("n")
    terminal.wait_for("All are passed.")
    assert "Traceback" not in terminal.raw.decode()


def test_hints_come_one_by_one_and_stay(desk: Desk, open_terminal: Open) -> None:
    del desk
    terminal = open_terminal(columns=40)
    terminal.wait_for("not written yet")
    assert "idea" not in terminal.words
    terminal.press("h")
    terminal.wait_for("idea")
    terminal.press("h")
    terminal.wait_for("idea", "look here")
    terminal.press("h")
    terminal.wait_for("look here", "worked line")
    terminal.press("h")
    terminal.wait_for("worked line", "These are all the hints.")


def test_the_screen_never_breaks_a_key_or_a_place_at_forty_columns(
    desk: Desk, open_terminal: Open
) -> None:
    desk.write("sample_static", "return np.zeros((height, width))")
    terminal = open_terminal("watch", "sample_static", columns=40)
    terminal.wait_for("failed", "Checked at")

    def in_one_line(words: str) -> bool:
        return any(words in line for line in terminal.text.splitlines())

    terminal.wait_until(lambda: in_one_line("exercises/sampling.py:"), "the place, unbroken")
    terminal.wait_until(lambda: in_one_line("r reset"), "the key, unbroken")
    assert all(len(line) <= 40 for line in terminal.text.splitlines())


def test_on_a_small_screen_the_verdict_stays_and_the_rest_scrolls(
    desk: Desk, open_terminal: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "rm -f --")
    desk.write("sample_gaussian", "return mean + std**2 * rng.standard_normal(shape)")
    terminal = open_terminal("watch", "sample_gaussian", size=(12, 60))
    terminal.wait_for("✗ sample_gaussian failed", "You were asked for", "below: ↑ ↓", "q quit")
    place = (desk.workbook / "shift_and_scale.py").as_uri()
    assert f"\x1b]8;;{place}#".encode() in terminal.raw
    terminal.press("\x1b[B" * 40)
    terminal.wait_for("✗ sample_gaussian failed", "Next: look at what", "above: ↑ ↓", "q quit")
    terminal.press("h")
    terminal.wait_for("✗ sample_gaussian failed", "idea", "q quit")
    terminal.press("k" * 40)
    terminal.wait_for("You were asked for")
    terminal.press("e")  # an editor of which it can be seen that it ran
    terminal.wait_for("exercises/shift_and_scale.py is gone")


def test_all_are_checked_with_one_key(desk: Desk, open_terminal: Open) -> None:
    desk.write("sample_static", SOLVED["sample_static"])
    terminal = open_terminal()
    terminal.wait_for("not written yet")
    terminal.press("a")
    terminal.wait_for(f"All were checked: 1 of {len(NAMES)} passed.", "▸ bell_curve")
    assert "✓ passed" in terminal.words
    assert len(Ledger(desk.workbook).progress().verdicts) == len(NAMES)


def test_a_file_saved_with_a_syntax_error_says_where(desk: Desk, open_terminal: Open) -> None:
    terminal = open_terminal()
    terminal.wait_for("not written yet")
    desk.write("bell_curve", "return (x")
    terminal.wait_for("! bell_curve crashed", "SyntaxError", "exercises/sampling.py:")
    desk.write("bell_curve", SOLVED["bell_curve"])
    terminal.wait_for("✓ bell_curve passed")


@pytest.mark.slow
def test_much_printing_does_not_drive_the_verdict_off_the_screen(
    desk: Desk, open_terminal: Open
) -> None:
    desk.write("bell_curve", "print('here I am\\n' * 40, 'x' * 5000)\n    return x * 0")
    terminal = open_terminal()
    terminal.wait_for("✗ bell_curve failed", "here I am", "more lines: noisegrade check bell_curve")


def test_a_prediction_is_asked_for_and_recalled_after_the_pass(
    desk: Desk, open_terminal: Open
) -> None:
    terminal = open_terminal("watch", "sum_gaussians", columns=40)
    terminal.wait_for("not written yet", "? predict")
    terminal.press("?")
    terminal.wait_for("What is the σ of the sum?", "Your answer: _", "esc back")
    terminal.press("\r")
    terminal.wait_for("Write a number such as 5 or 0.7")
    terminal.press("8\x7f7x\r")
    terminal.wait_for("You predict 7.")
    assert "? predict" not in terminal.words
    assert Ledger(desk.workbook).progress().of("sum_gaussians").prediction == 7.0
    desk.write("sum_gaussians", "return sum(means), sum(one**2 for one in stds) ** 0.5")
    terminal.wait_for("✓ sum_gaussians passed", "You predicted 7; it is 5.")


@pytest.mark.slow
def test_the_last_pass_is_told(desk: Desk, open_terminal: Open) -> None:
    desk.write("noise_shortcut", COURSE.function("noise_shortcut").body.strip())
    others = [name for name in NAMES if name != "noise_shortcut"]
    passed = {name: {"verdict": "passed", "passed_once": True} for name in others}
    desk.state.write_text(json.dumps({"exercises": passed}))
    terminal = open_terminal()
    terminal.wait_for(
        "✓ noise_shortcut passed", "all are passed", f"{len(NAMES)} of {len(NAMES)} passed"
    )
    terminal.wait_for("Gaussians add up.", "Next in the chapter", "page of your own pictures")
    terminal.press("n")
    terminal.wait_for("All are passed.")


@pytest.mark.slow
def test_a_newer_save_calls_off_a_loop_without_end(desk: Desk, open_terminal: Open) -> None:
    terminal = open_terminal()
    terminal.wait_for("not written yet")
    desk.write("bell_curve", "while True: pass")
    terminal.wait_for("It has been running", "Save again to stop it")
    terminal.press("h")  # the keys answer meanwhile
    terminal.wait_for("idea")
    started = time.monotonic()
    desk.write("bell_curve", SOLVED["bell_curve"])
    terminal.wait_for("✓ bell_curve passed")
    assert time.monotonic() - started < 8  # the limit alone would take ten


@pytest.mark.slow
def test_the_list_shows_all_and_chooses_one(desk: Desk, open_terminal: Open) -> None:
    del desk
    terminal = open_terminal()
    terminal.wait_for("not written yet")
    terminal.press("l")
    terminal.wait_for("▸ bell_curve", "noise_shortcut", "enter choose")
    terminal.press("\x1b[B\x1b[B\x1b[A\r")
    terminal.wait_for("○ sample_static not written yet")
    terminal.press("l\x1b")
    terminal.wait_for("q quit", "sample_static")


def test_reset_asks_keeps_the_code_and_restores_the_stub(desk: Desk, open_terminal: Open) -> None:
    desk.write("bell_curve", "return x * 0")
    before = (desk.workbook / "sampling.py").read_bytes()
    terminal = open_terminal()
    terminal.wait_for("failed")
    terminal.press("r")
    terminal.wait_for("Reset bell_curve to its stub?", "y yes")
    terminal.press("n")
    terminal.wait_for("✗ bell_curve failed")
    assert (desk.workbook / "sampling.py").read_bytes() == before
    terminal.press("ry")
    terminal.wait_for("○ bell_curve not written yet", ".backups")
    assert (desk.workbook / "sampling.py").read_text() == COURSE.sections[0].solution.stub
    assert [one.read_bytes() for one in (desk.workbook / ".backups").iterdir()] == [before]


def test_a_half_deleted_workbook_says_how_to_begin_again(desk: Desk, open_terminal: Open) -> None:
    terminal = open_terminal()
    terminal.wait_for("not written yet")
    (desk.workbook / "sampling.py").unlink()
    terminal.wait_for("exercises/sampling.py is gone: press r to begin it again.")
    terminal.press("ry")
    terminal.wait_for("○ bell_curve not written yet")


@pytest.mark.slow
def test_saving_another_file_is_told(desk: Desk, open_terminal: Open) -> None:
    terminal = open_terminal()
    terminal.wait_for("not written yet")
    desk.write("sum_gaussians", "return 0.0, 1.0")
    terminal.wait_for("You saved summing.py; bell_curve is in sampling.py")


@pytest.mark.parametrize(
    ("end", "code"),
    [
        pytest.param(lambda one: one.press("\x03"), 0, id="Ctrl-C"),
        pytest.param(lambda one: one.press("q"), 0, id="q", marks=pytest.mark.slow),
        pytest.param(
            lambda one: one.program.terminate(),
            128 + signal.SIGTERM,
            id="SIGTERM",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_the_terminal_is_restored(
    desk: Desk, open_terminal: Open, end: Callable[[Terminal], None], code: int
) -> None:
    del desk
    terminal = open_terminal()
    assert terminal.echoes
    terminal.wait_for("not written yet")
    assert not terminal.echoes
    end(terminal)
    terminal.wait_until(lambda: terminal.echoes or terminal.program.poll() is not None, "echo")
    assert terminal.ended() == code
    assert terminal.raw.count(b"\x1b[?25l") == terminal.raw.count(b"\x1b[?25h") == 1


@pytest.mark.slow
def test_it_goes_on_after_being_stopped_by_the_shell(desk: Desk, open_terminal: Open) -> None:
    del desk
    terminal = open_terminal()
    terminal.wait_for("not written yet")
    terminal.program.send_signal(signal.SIGSTOP)
    terminal.echo()
    terminal.program.send_signal(signal.SIGCONT)
    terminal.wait_until(lambda: not terminal.echoes, "no echo")
    terminal.press("h")
    terminal.wait_for("idea")


@pytest.mark.parametrize("end", ["SIGKILL", pytest.param("q", marks=pytest.mark.slow)])
def test_nothing_is_left_running(desk: Desk, open_terminal: Open, end: str) -> None:
    terminal = open_terminal()
    terminal.wait_for("not written yet")
    desk.write("bell_curve", "while True: pass")
    terminal.wait_for("It has been running")
    ours = _descendants(terminal.program.pid)
    assert ours
    if end == "q":
        terminal.press("q")
    else:
        terminal.program.kill()
    terminal.ended()
    latest = time.monotonic() + 5
    while any(_lives(pid) for pid in ours):
        assert time.monotonic() < latest, ours
        time.sleep(0.05)


def test_a_second_watcher_is_told_of_the_first(desk: Desk, open_terminal: Open) -> None:
    del desk
    first = open_terminal()
    first.wait_for("not written yet")
    second = open_terminal()
    second.wait_for("is being watched already, by process", str(first.program.pid))
    assert second.ended() == 1
    first.program.kill()  # it leaves its lock behind; the system does not
    first.ended()
    third = open_terminal()
    third.wait_for("not written yet")


def test_a_torn_state_is_kept_aside(desk: Desk, open_terminal: Open) -> None:
    torn = b'{"schema": 1, "exercises": {"bell_cur'
    desk.state.write_bytes(torn)
    terminal = open_terminal()
    terminal.wait_for("torn", "your code is untouched", "not written yet")
    (aside,) = desk.workbook.glob(".noisegrade.json.torn-*")
    assert aside.read_bytes() == torn
    assert json.loads(desk.state.read_text())["exercises"]["bell_curve"]


def test_a_folder_that_cannot_be_written_can_be_watched(desk: Desk, open_terminal: Open) -> None:
    desk.workbook.chmod(0o555)
    terminal = open_terminal(prefix=bound_by_modes())
    terminal.wait_for("○ bell_curve not written yet", "Your progress is not kept")
    terminal.press("h")
    terminal.wait_for("idea")
    terminal.press("hh")
    terminal.wait_for("worked line")
    terminal.press("n")
    terminal.wait_for("○ sample_static")
    terminal.press("q")
    assert terminal.ended() == 0
    assert not list(desk.workbook.glob(".*"))


@pytest.mark.slow
def test_a_notebook_is_followed_but_not_reset(desk: Desk, open_terminal: Open) -> None:
    (desk.workbook / "sampling.py").unlink()
    notebook = desk.workbook / "sampling.ipynb"
    source = f"import numpy as np\n{COURSE.function('bell_curve').solution}"
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
    notebook.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": [cell]}))
    terminal = open_terminal()
    terminal.wait_for("✓ bell_curve passed")
    terminal.press("ry")
    terminal.wait_for("exercises/sampling.ipynb is a notebook")
    assert not (desk.workbook / "sampling.py").exists()


@pytest.mark.slow
def test_a_file_is_checked_not_watched(desk: Desk, open_terminal: Open) -> None:
    del desk
    terminal = open_terminal("watch", "--dir", "exercises/sampling.py")
    terminal.wait_for("is a file, and watch follows a folder")
    assert terminal.ended() == 1


def test_what_came_of_the_picture_is_told(tmp_path: Path) -> None:
    for code, came in [
        ("pass", "The picture is open in your browser."),
        ("print('Written to', sys.argv[1])", "Written to bell_curve"),
        ("sys.exit('Error: no browser here')", "There is no picture: no browser here"),
    ]:
        picture = Picture([sys.executable, "-c", f"import sys; {code}"])
        assert picture.said() is None
        assert picture.show("bell_curve") == "The picture is being drawn."
        latest = time.monotonic() + 20
        while (said := picture.said()) is None:
            assert time.monotonic() < latest
            time.sleep(0.01)
        assert said == came
    assert "can't be drawn" in Picture([str(tmp_path / "gone")]).show("bell_curve")


@pytest.mark.slow
def test_without_a_terminal_it_checks_once(desk: Desk) -> None:
    desk.write("bell_curve", SOLVED["bell_curve"])
    for words, code in [(("watch", "bell_curve"), 0), (("watch", "sample_static"), 1)]:
        ran = subprocess.run(  # noqa: S603 - our own command
            [*PROGRAM, *words], capture_output=True, text=True, check=False, cwd=desk.folder
        )
        assert ran.returncode == code, ran
        assert f"{1 - code} of 1 passed" in ran.stdout
        assert "\x1b" not in ran.stdout
        assert ran.stderr == ""


@pytest.mark.slow
def test_without_a_workbook_it_says_how_to_begin(
    tmp_path_factory: pytest.TempPathFactory, open_terminal: Open
) -> None:
    empty = tmp_path_factory.mktemp("empty")  # not beside the desk's own
    terminal = open_terminal(folder=empty)
    terminal.wait_for("There is no workbook at exercises: noisegrade init exercises makes one.")
    assert terminal.ended() == 1


def test_two_writes_in_a_row_are_one_save(desk: Desk) -> None:
    saves, path = Saves(desk.workbook, SECTIONS), desk.workbook / "sampling.py"
    assert saves.changed() == ()
    path.write_text("x = 1\n")
    assert saves.changed() == ()  # not quiet yet
    path.write_text("x = 1\ny = 2\n")
    assert saves.changed() == ()
    assert saves.changed() == (path,)
    assert saves.changed() == ()
    path.unlink()
    assert saves.changed() == ()
    assert saves.changed() == (path,)


def test_keys_are_told_apart() -> None:
    assert split("h\x1b[A\x1b[Bq\r") == ("h", UP, DOWN, "q", ENTER)
    assert split("\x1b") == (ESCAPE,)
    assert split("\x1bOAé") == (UP, "é")
    assert split("") == ()


def test_a_workbook_is_held_once(desk: Desk) -> None:
    with only_watcher(desk.workbook):
        pass
    with only_watcher(desk.workbook):  # it was let go
        pass


def _lives(pid: int) -> bool:
    """Tell whether a process does anything; one that is dead and not yet mourned does not."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def _descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        pytest.skip("this system does not tell who is whose child")
    found = [int(child) for child in children.read_text().split()]
    return [*found, *(one for child in found for one in _descendants(child))]

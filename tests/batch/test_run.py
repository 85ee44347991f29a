"""A class, graded by the real command: killed, starved, resumed."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from batch.conftest import COARSE, Command, HandIn, results, timeless, words
from built_in import COURSE
from report.results_schema import validate

ROOT = Path(__file__).parents[2]
MOMENTS = int(os.environ.get("KILLS", "100"))
AT_MOST = 20  # in one class: on a slow machine a run may be killed before it has done anything
alone_in_a_mount = pytest.mark.skipif(
    not shutil.which("unshare") or os.geteuid() != 0, reason="mounts need root"
)


def test_two_paths_give_two_lines_in_their_order(command: Command, tmp_path: Path) -> None:
    done = command("grade", ROOT / "solutions", ROOT / "exercises", "--out", "out", *COARSE)
    assert done.returncode == 0, done.stderr
    assert [one["score"] for one in results(tmp_path / "out").values()] == [COURSE.max_score, 0]
    assert f"{COURSE.max_score:g} / {COURSE.max_score:g}" in done.stdout


def test_a_line_follows_the_schema_and_json_prints_the_same(
    command: Command, hand_in: HandIn, tmp_path: Path
) -> None:
    done = command("grade", hand_in(3), "--out", "out", "--json", *COARSE)
    lines = (tmp_path / "out/results.jsonl").read_text(encoding="utf-8")
    assert done.stdout == lines
    for line in lines.splitlines():
        validate(json.loads(line))


def test_the_number_of_jobs_changes_nothing(
    command: Command, hand_in: HandIn, tmp_path: Path
) -> None:
    folder = hand_in(6)
    command("grade", folder, "--out", "one", "--jobs", "1", *COARSE)
    command("grade", folder, "--out", "two", "--jobs", "2", *COARSE)
    assert timeless(tmp_path / "one") == timeless(tmp_path / "two")


def test_the_same_code_is_graded_once_and_marked(
    command: Command, hand_in: HandIn, tmp_path: Path
) -> None:
    folder = hand_in(3)
    shutil.copytree(folder / "learner001", folder / "copycat")
    done = command("grade", folder, "--out", "out", *COARSE)
    graded = results(tmp_path / "out")
    assert graded["learner001"]["identical_to"] == "copycat"
    assert graded["learner001"]["cpu_seconds"] == graded["copycat"]["cpu_seconds"]
    assert "learner001 has the same code as copycat" in done.stdout


def test_what_can_not_be_read_is_told_and_the_rest_is_graded(
    command: Command, hand_in: HandIn, tmp_path: Path
) -> None:
    folder = hand_in(2)
    (folder / "empty").mkdir()
    (folder / "half.ipynb").write_text('{"cells": [{"cell', encoding="utf-8")
    done = command("grade", folder, "missing", "--out", "out", *COARSE)
    assert done.returncode == 1
    assert {"class/learner000", "class/learner001"} <= set(results(tmp_path / "out"))
    for name in ("empty", "missing"):
        assert re.search(rf"Not graded: \S*{name}", done.stderr)
    assert "half.ipynb" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_a_roster_tells_of_whom_nothing_came(
    command: Command, hand_in: HandIn, tmp_path: Path
) -> None:
    (tmp_path / "roster.csv").write_text("login,name\nlearner000,Ada\nzoe,Zoe\n", encoding="utf-8")
    done = command("grade", hand_in(1), "--out", "out", "--roster", "roster.csv", *COARSE)
    assert "without a submission: Zoe" in done.stderr


def test_a_finished_run_is_not_graded_again(command: Command, hand_in: HandIn) -> None:
    folder = hand_in(4)
    command("grade", folder, "--out", "out", "--effect", "0.3")
    again = command("grade", folder, "--out", "out", "--json")
    first = [json.loads(line) for line in again.stdout.splitlines()]
    third = command("grade", folder, "--out", "out", "--json")
    assert [json.loads(line) for line in third.stdout.splitlines()] == first
    assert {one["effect"] for one in first} == {0.3}


def test_two_runs_into_one_folder_keep_out_of_each_others_way(
    command: Command, hand_in: HandIn, tmp_path: Path
) -> None:
    folder = hand_in(30)
    first = subprocess.Popen(words("grade", folder, "--out", "out", *COARSE), cwd=tmp_path)  # noqa: S603 - our own command
    try:
        _until_graded(tmp_path / "out", first)
        os.kill(first.pid, signal.SIGSTOP)
        second = command("grade", folder, "--out", "out", *COARSE)
        assert "Another noisegrade is grading" in second.stderr
        assert second.returncode == 1
    finally:
        first.kill()
        first.wait()


def test_replay_comes_out_as_recorded(command: Command, hand_in: HandIn) -> None:
    command("grade", hand_in(2), "--out", "out", *COARSE)
    whole = command("replay", "out", "learner001")
    assert whole.returncode == 0, whole.stderr
    assert "It comes out as it was recorded" in whole.stdout
    one = command("replay", "out", "learner001", "sample_static")
    assert "✗ sample_static" in one.stdout
    assert "bell_curve" not in one.stdout
    assert "holds no grading of nobody" in command("replay", "out", "nobody").stderr


@pytest.mark.slow
def test_without_a_terminal_a_line_tells_how_far_it_is(
    hand_in: HandIn, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "class").mkdir()
    loop = "def sample_static(height, width, channels, rng):\n    while True:\n        pass\n"
    for at in range(3):
        text = loop + f"# {at}\n" + loop.replace("sample_static", "bell_curve")
        (tmp_path / f"class/loop{at}.py").write_text(text, encoding="utf-8")
    done = command("grade", hand_in(2), "--out", "out", *COARSE)
    assert "\x1b" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if " of 5 graded" in line]
    assert lines
    assert all(re.match(r"\d of 5 graded, [\d.]+ a second", line) for line in lines)


def test_kills_at_random_lose_and_change_nothing(
    command: Command, hand_in: HandIn, tmp_path: Path
) -> None:
    folder = hand_in(24)
    command("grade", folder, "--out", "calm", *COARSE)
    chance = random.Random(1)  # noqa: S311 - when to kill, no secret
    for kill in range(6):
        run = subprocess.Popen(  # noqa: S603 - our own command
            words("grade", folder, "--out", "stormy", "--jobs", "2", *COARSE),
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.3, 2.0))
        below = sorted(_below(run.pid))
        victim = run.pid if kill % 2 or not below else chance.choice(below)
        if run.poll() is None:
            _kill(victim)
        if victim == run.pid:
            run.wait()
        else:
            assert run.wait(timeout=120) == 0
    done = command("grade", folder, "--out", "stormy", *COARSE)
    assert done.returncode == 0, done.stderr
    assert timeless(tmp_path / "stormy") == timeless(tmp_path / "calm")


@pytest.mark.slow
@pytest.mark.parametrize("depth", [0, 1, 2], ids=["master", "worker", "warm parent"])
def test_a_hundred_kills_lose_double_and_change_nothing(
    command: Command, hand_in: HandIn, tmp_path: Path, depth: int
) -> None:
    folder = hand_in(24)
    command("grade", folder, "--out", "calm", *COARSE)
    chance = random.Random(depth)  # noqa: S311 - when to kill, no secret
    kills, storm = 0, 0
    while kills < MOMENTS:
        storm += 1
        kills += _graded_in_a_storm(folder, tmp_path / f"storm{storm}", depth, chance)
        assert timeless(tmp_path / f"storm{storm}") == timeless(tmp_path / "calm")
    sys.stdout.write(f"{kills} kills in {storm} classes of 24\n")


def _graded_in_a_storm(folder: Path, out: Path, depth: int, chance: random.Random) -> int:
    """Grade a class, killing what is so far below the master once in each run; count kills."""
    kills = 0
    while True:
        run = subprocess.Popen(  # noqa: S603 - our own command
            words("grade", folder, "--out", out, "--jobs", "2", *COARSE),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while run.poll() is None and not _level(run.pid, depth):
            time.sleep(0.01)
        time.sleep(chance.uniform(0.0, 1.2))
        level = _level(run.pid, depth)
        if level and run.poll() is None and kills < AT_MOST:
            _kill(chance.choice(level))
            kills += 1
        if run.wait() == 0:
            return kills


def _level(pid: int, depth: int) -> list[int]:
    """Return the processes so far below one."""
    level = [pid]
    for _ in range(depth):
        level = [child for one in level for child in _children(one)]
    return level


@alone_in_a_mount
def test_a_full_disk_is_told_and_loses_nothing(
    command: Command, hand_in: HandIn, tmp_path: Path
) -> None:
    folder = hand_in(24)
    disk = tmp_path / "disk"
    disk.mkdir()
    script = (
        f"mount -t tmpfs -o size=160k none {disk} && "
        f"{' '.join(words('grade', folder, '--out', disk / 'out', *COARSE))}; code=$?; "
        f"cp -r {disk}/out {tmp_path}/saved; exit $code"
    )
    done = _in_own_mounts(script)
    assert done.returncode == 1
    assert "is full: make room" in done.stderr
    assert "Traceback" not in done.stderr
    assert command("grade", folder, "--out", "saved", *COARSE).returncode == 0
    command("grade", folder, "--out", "calm", *COARSE)
    assert timeless(tmp_path / "saved") == timeless(tmp_path / "calm")


@alone_in_a_mount
def test_a_folder_that_can_not_be_written_is_told(hand_in: HandIn, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    script = (
        f"mount -t tmpfs -o ro none {disk} && "
        f"exec {' '.join(words('grade', hand_in(1), '--out', disk / 'out', *COARSE))}"
    )
    done = _in_own_mounts(script)
    assert done.returncode == 1
    assert "can't be written" in done.stderr
    assert "Traceback" not in done.stderr


def _in_own_mounts(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - a namespace of its own
        ["unshare", "--mount", "sh", "-c", script],  # noqa: S607 - wherever the system has it
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _until_graded(folder: Path, run: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not (folder / "journal.sqlite").exists() and time.monotonic() < deadline:
        assert run.poll() is None
        time.sleep(0.05)
    time.sleep(0.5)


def _below(pid: int) -> list[int]:
    """Give the processes that a run has started, and theirs."""
    return [found for child in _children(pid) for found in (child, *_below(child))]


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, children.read_text().split())
        except OSError:
            continue
    return found


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return

"""The progress file: torn, foreign, locked, read-only, or written by two at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noisegrade.model import ExerciseReport, Verdict
from noisegrade.progress import FILE_NAME, Ledger, Record, load
from watch.terminal import PROGRAM, SOLVED, Desk, bound_by_modes


def _report(verdict: Verdict, misconception: str | None = None) -> ExerciseReport:
    return ExerciseReport(
        exercise="bell_curve",
        verdict=verdict,
        score=0.0,
        max_score=5.0,
        says="It says something.",
        misconception=misconception,
    )


def test_what_is_recorded_is_read_again(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    assert ledger.record([_report(Verdict.PASSED)]) is None
    before = load(tmp_path).of("bell_curve").checked
    ledger.record([_report(Verdict.FAILED, "no-square")], seed=9)
    ledger.record_hints("bell_curve", 2)
    ledger.record_prediction("bell_curve", 7.5)
    ledger.record_give_up("bell_curve")
    checked = load(tmp_path).of("bell_curve").checked
    assert before <= checked
    assert load(tmp_path).of("bell_curve") == Record(
        verdict=Verdict.FAILED,
        passed_once=True,
        misconception="no-square",
        hints=2,
        prediction=7.5,
        gave_up=True,
        checked=checked,
        seed=9,
    )
    ledger.record_reset("bell_curve", tmp_path / ".backups" / "sampling.py")
    ledger.record_reset("bell_curve", None)
    after = load(tmp_path).of("bell_curve")
    assert after.backups == (".backups/sampling.py",)
    assert (after.verdict, after.misconception) == (Verdict.NOT_ATTEMPTED, None)
    assert after.passed_once
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_nothing_is_remembered_of_an_empty_folder(tmp_path: Path) -> None:
    assert load(tmp_path).verdicts == {}
    assert load(tmp_path).of("bell_curve") == Record()
    assert load(tmp_path / "gone").note is None


@pytest.mark.parametrize(
    "torn",
    [b"", b'{"exercises": {"bell', b"[1, 2]", b"null", b"\xff\xfe\x00", b"[" * 100_000],
    ids=["empty", "cut", "list", "null", "no text", "deep"],
)
def test_a_torn_file_is_kept_and_begun_anew(tmp_path: Path, torn: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(torn)
    note = load(tmp_path).note
    assert note is not None
    assert "Your code is untouched." in note
    assert (tmp_path / FILE_NAME).read_bytes() == torn  # reading changes nothing
    for _ in range(2):  # twice within one second
        (tmp_path / FILE_NAME).write_bytes(torn)
        said = Ledger(tmp_path).record([_report(Verdict.PASSED)])
        assert said is not None
        assert "It is kept as" in said
    assert load(tmp_path).verdicts == {"bell_curve": Verdict.PASSED}
    kept = list(tmp_path.glob(f"{FILE_NAME}.torn-*"))
    assert [path.read_bytes() for path in kept] == [torn, torn]


def test_what_a_later_version_keeps_stays(tmp_path: Path) -> None:
    later = {
        "schema": 9,
        "streak": [1, 2],
        "exercises": {
            "bell_curve": {"verdict": "brilliant", "mood": "σ", "hints": "many"},
            "noise_in_music": {"verdict": "passed"},
            "oddity": 7,
        },
    }
    (tmp_path / FILE_NAME).write_text(json.dumps(later), "utf-8")
    assert load(tmp_path).of("bell_curve") == Record()
    Ledger(tmp_path).record([_report(Verdict.PASSED)])
    later["exercises"]["bell_curve"] |= {  # type: ignore[index]  # it is the dict above
        "verdict": "passed",
        "misconception": None,
        "passed_once": True,
        "checked": load(tmp_path).of("bell_curve").checked,
        "seed": None,
    }
    assert json.loads((tmp_path / FILE_NAME).read_text("utf-8")) == later


_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
_ENTRY = st.dictionaries(
    st.sampled_from(["verdict", "hints", "prediction", "gave_up", "backups", "misconception"]),
    _PLAIN,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_PLAIN | st.fixed_dictionaries({"exercises": st.dictionaries(st.text(), _ENTRY)}))
def test_no_file_is_worth_an_error(tmp_path: Path, plain: object) -> None:
    (tmp_path / FILE_NAME).write_text(json.dumps(plain), "utf-8")
    load(tmp_path)
    Ledger(tmp_path).record([_report(Verdict.PASSED)])
    assert load(tmp_path).of("bell_curve").verdict is Verdict.PASSED


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    write = (
        "import sys; from pathlib import Path; from noisegrade.progress import Ledger\n"
        "ledger = Ledger(Path(sys.argv[1]))\n"
        "for n in range(25): assert ledger.record_hints(f'{sys.argv[2]}{n}', 1) is None"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", write, str(tmp_path), name])  # noqa: S603 - our own
        for name in "abc"
    ]
    assert [one.wait(60) for one in writers] == [0, 0, 0]
    assert len(load(tmp_path).records) == 75


def test_a_writer_that_died_does_not_stop_the_next(tmp_path: Path) -> None:
    left = tmp_path / f"{FILE_NAME}.new"
    left.write_text("{")
    os.utime(left, (time.time() - 60,) * 2)
    assert Ledger(tmp_path).record_hints("bell_curve", 1) is None
    assert load(tmp_path).of("bell_curve").hints == 1
    assert not left.exists()


def test_a_writer_waits_for_another(tmp_path: Path) -> None:
    other = tmp_path / f"{FILE_NAME}.new"
    other.write_text("{")
    threading.Timer(0.2, other.unlink).start()
    assert Ledger(tmp_path).record_hints("bell_curve", 1) is None


def test_what_could_not_be_written_is_remembered_and_written_later(tmp_path: Path) -> None:
    folder = tmp_path / "late"
    ledger = Ledger(folder / "work.py")
    said = ledger.record_hints("bell_curve", 2)
    assert said is not None
    assert said.startswith(f"Your progress is not kept: there is no workbook at {folder} yet")
    assert ledger.progress().of("bell_curve").hints == 2
    folder.mkdir()
    assert ledger.record_prediction("bell_curve", 1.0) is None
    assert load(folder).of("bell_curve").hints == 2


def test_a_check_in_a_read_only_folder_says_that_nothing_is_kept(desk: Desk) -> None:
    desk.write("bell_curve", SOLVED["bell_curve"])
    desk.workbook.chmod(0o555)
    ran = subprocess.run(  # noqa: S603 - our own command
        [*bound_by_modes(), *PROGRAM, "check", "bell_curve"],
        capture_output=True,
        text=True,
        check=False,
        cwd=desk.folder,
    )
    desk.workbook.chmod(0o755)
    assert ran.returncode == 0, ran
    assert "✓ bell_curve" in ran.stdout
    assert "Your progress is not kept" in " ".join(ran.stdout.split())

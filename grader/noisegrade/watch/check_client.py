"""The handle on the process that checks."""

from __future__ import annotations

import contextlib
import json
import pickle
import queue
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from noisegrade.course import Course
from noisegrade.model import ExerciseReport
from noisegrade.report.as_json import from_dict

__all__ = ["Answer", "Checker"]

_GRACE = 0.3  # seconds that a check which is out of date may take to end by itself
_WORDS = 300  # characters of what a process that died said last
_ENDED = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a check: reports, or a sentence that says why there are none."""

    reports: tuple[ExerciseReport, ...] = ()
    seed: int | None = None
    refused: str | None = None
    seconds: float = 0.0


class Checker:
    """Makes one check at a time; a newer question takes the place of an older one."""

    def __init__(self, course: Course, workbook: Path) -> None:
        self._course = course
        self._workbook = workbook
        self._asked: tuple[str, ...] | None = None  # the exercises whose check runs
        self._since = 0.0
        self._waiting: tuple[str, ...] | None = None  # to be asked when the check that runs is over
        self._called_off = 0.0
        self._start()

    @property
    def running(self) -> float | None:
        """For how many seconds a check has been running; None when none is."""
        return None if self._asked is None else time.monotonic() - self._since

    def ask(self, *exercises: str) -> None:
        """Check exercises; whatever runs is out of date now."""
        if self._asked is None:
            self._put(exercises)
            return
        self._waiting = exercises
        self._called_off = time.monotonic()

    def answer(self) -> Answer | None:
        """Return the answer to the last question, once it is there."""
        if self._waiting is not None and time.monotonic() - self._called_off > _GRACE:
            newer, self._waiting = self._waiting, None
            self.close()
            self._start()
            self._put(newer)
        with contextlib.suppress(queue.Empty):
            return self._heard(self._lines.get_nowait())
        return None

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if sys.platform == "win32":  # where no sandbox ends its child with itself
            tree = ["taskkill", "/T", "/F", "/PID", str(self._process.pid)]
            subprocess.run(tree, capture_output=True, check=False)  # noqa: S603 - our own command
        self._process.kill()  # elsewhere its sandbox ends with it
        self._process.wait()
        with contextlib.suppress(OSError):
            self._questions.close()
        self._reader.join()
        self._errors.close()

    def _heard(self, line: str) -> Answer | None:
        if self._waiting is not None and line != _ENDED:
            newer, self._waiting = self._waiting, None
            self._put(newer)
            return None
        seconds = time.monotonic() - self._since
        asked, self._asked = self._asked or (), None
        if line == _ENDED:
            return Answer(refused=self._lost(), seconds=seconds)
        plain = json.loads(line)
        if "refused" in plain:
            return Answer(refused=plain["refused"], seconds=seconds)
        report = from_dict(plain["report"])
        reports = tuple(one for one in report.exercises if one.exercise in asked)
        return Answer(reports=reports, seed=report.seed, seconds=seconds)

    def _put(self, exercises: tuple[str, ...]) -> None:
        self._asked = exercises
        self._since = time.monotonic()
        question = {"workbook": str(self._workbook), "exercises": exercises}
        with contextlib.suppress(OSError):  # it died before: to be heard of by its end
            self._questions.write(json.dumps(question).encode() + b"\n")
            self._questions.flush()

    def _start(self) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close
        course = pickle.dumps(self._course).hex()
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            # -P: a learner's folder may hold a random.py
            [sys.executable, "-P", "-m", "noisegrade.watch.check_server", course],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            start_new_session=True,  # Ctrl-C is for us
        )
        self._questions = cast(IO[bytes], self._process.stdin)
        self._lines: queue.Queue[str] = queue.Queue()
        told = (cast(IO[bytes], self._process.stdout), self._lines)
        self._reader = threading.Thread(target=_listen, args=told, daemon=True)
        self._reader.start()

    def _lost(self) -> str:
        self._process.wait()
        self._errors.seek(0)
        last = self._errors.read().decode("utf-8", "replace").strip()[-_WORDS:].splitlines()
        self.close()
        self._start()
        return f"The grader stopped, not your code: {last[-1] if last else 'without a word'}."


def _listen(answers: IO[bytes], lines: queue.Queue[str]) -> None:
    """Pass on every line, and the end."""
    with answers:
        for line in answers:
            lines.put(line.decode("utf-8"))
        lines.put(_ENDED)

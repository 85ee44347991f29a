"""A learner's desk: a workbook, an editor that saves as editors do, and a real terminal."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyte
import pytest

from built_in import COURSE

PROGRAM = (sys.executable, "-W", "error", "-c", "from noisegrade.cli import main; main()")
__all__ = ["PROGRAM", "SOLVED", "Desk", "Terminal", "bound_by_modes"]

_OWNER = (  # makes its standard input its session's terminal, so that Ctrl-C gets through
    sys.executable,
    "-ISc",
    (
        "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
        "os.execvp(sys.argv[1], sys.argv[1:])"
    ),
)
PATIENCE = 20.0  # seconds for what takes one, unless the machine is overloaded

SOLVED = {
    "bell_curve": "return np.exp(-0.5 * ((x - mean) / std) ** 2) / (std * np.sqrt(2 * np.pi))",
    "sample_static": "return rng.standard_normal((height, width, channels))",
}


def _own_size() -> dict[str, str]:
    """Return the environment without a size: the terminal has one of its own."""
    return {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}


@dataclass(frozen=True)
class Desk:
    """A folder to work in; `exercises` is the workbook."""

    folder: Path

    @property
    def workbook(self) -> Path:
        return self.folder / "exercises"

    @property
    def state(self) -> Path:
        return self.workbook / ".noisegrade.json"

    def write(self, exercise: str, body: str) -> None:
        """Replace a body, and save as many editors do: a new file takes the old one's name."""
        section, stub = COURSE.section_of(exercise).solution, COURSE.function(exercise).stub
        path = self.workbook / f"{section.name}.py"
        head = stub[: stub.rindex("    raise NotImplementedError")]
        text = section.stub.replace(stub, f"{head}    {body}\n")
        fresh = path.with_name(f"{path.name}~")
        fresh.write_text(text, "utf-8")
        fresh.replace(path)


class Terminal:
    """The program in a terminal of its own; what is on the screen can be read."""

    def __init__(
        self, *words: str, folder: Path, size: tuple[int, int], prefix: tuple[str, ...] = ()
    ) -> None:
        rows, columns = size
        self._ours, theirs = os.openpty()
        termios.tcsetwinsize(theirs, size)
        self.program = subprocess.Popen(  # noqa: S603 - our own command
            [*_OWNER, *prefix, *PROGRAM, *words],
            cwd=folder,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**_own_size(), "TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(theirs)
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display).strip()

    @property
    def words(self) -> str:
        """The same without line breaks: a narrow screen puts them anywhere."""
        return " ".join(self.text.split())

    @property
    def echoes(self) -> bool:
        """Whether the terminal echoes what is typed, as it did before."""
        return bool(termios.tcgetattr(self._ours)[3] & termios.ECHO)

    def echo(self) -> None:
        """Let the terminal echo, as a shell does when the program is stopped."""
        settings = termios.tcgetattr(self._ours)
        settings[3] |= termios.ECHO
        termios.tcsetattr(self._ours, termios.TCSANOW, settings)

    def press(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def read(self) -> None:
        """Take in what came, or wait a little."""
        ready, _, _ = select.select([self._ours], [], [], 0.05)
        if ready:
            try:
                came = os.read(self._ours, 65536)
            except OSError:  # the program has ended
                time.sleep(0.01)
                return
            self.raw += came
            self._stream.feed(came)

    def wait_for(self, *words: str) -> None:
        """Wait until all these words are on the screen."""
        self.wait_until(lambda: all(one in self.words for one in words), str(words))

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        latest = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < latest, f"{what} did not come:\n{self.text}"
            self.read()

    def ended(self) -> int:
        """Wait for the program's end; give its exit code."""
        self.wait_until(lambda: self.program.poll() is not None, "the end")
        self.read()
        return self.program.returncode

    def close(self) -> None:
        """End what still runs."""
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        os.close(self._ours)


def bound_by_modes() -> tuple[str, ...]:
    """Give what to put before a command so that it may write no read-only folder, even as root."""
    if os.getuid():
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere, and nothing here takes that away")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")

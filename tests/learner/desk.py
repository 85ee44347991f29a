"""A learner's desk: a workbook, an editor that saves as editors do, and a real terminal."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from noisegrade import workbook

PROGRAM = (sys.executable, "-W", "error", "-c", "from noisegrade.cli import main; main()")
__all__ = ["PROGRAM", "SOLVED", "Desk", "Terminal", "bound_by_modes"]

PATIENCE = 20.0  # seconds for what takes one, unless the machine is overloaded

SOLVED = {
    "bell_curve": "return np.exp(-0.5 * ((x - mean) / std) ** 2) / (std * np.sqrt(2 * np.pi))",
    "sample_static": "return rng.standard_normal((height, width, channels))",
}


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
        section, stub = workbook.section_of(exercise), workbook.stub_text(exercise)
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
        import pexpect  # noqa: PLC0415 - there is none on Windows
        import pyte  # noqa: PLC0415 - as above

        command, *rest = [*prefix, *PROGRAM, *words]
        self.program = pexpect.spawn(
            command,
            rest,
            cwd=str(folder),
            dimensions=size,
            timeout=PATIENCE,
            env={**os.environ, "TERM": "xterm-256color"},
        )
        self._nothing = (pexpect.TIMEOUT, pexpect.EOF)
        self._screen = pyte.Screen(size[1], size[0])
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
        return bool(self.program.getecho())

    def press(self, keys: str) -> None:
        self.program.send(keys)

    def read(self, seconds: float = 0.05) -> None:
        try:
            came = self.program.read_nonblocking(65536, seconds)
        except self._nothing:
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
        latest = time.monotonic() + PATIENCE
        while self.program.isalive():
            assert time.monotonic() < latest, f"it goes on:\n{self.text}"
            self.read()
        self.read()
        self.program.close()
        code = self.program.exitstatus
        return int(code) if code is not None else -int(self.program.signalstatus)


def bound_by_modes() -> tuple[str, ...]:
    """Give what to put before a command so that it may write no read-only folder, even as root."""
    if os.getuid():
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere, and nothing here takes that away")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")

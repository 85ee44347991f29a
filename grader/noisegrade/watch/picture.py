"""The picture, drawn by a program beside the watcher, which reports the result."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
from collections.abc import Sequence

__all__ = ["Picture"]

_LONGEST = 300  # characters of a sentence


class Picture:
    """Runs a command that shows the picture of an exercise; one at a time.

    Parameters
    ----------
    command : the words before the exercise's name
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = tuple(command)
        self._process: subprocess.Popen[bytes] | None = None

    def show(self, exercise: str | None) -> str:
        """Begin to show it, or that of all exercises; give what to say meanwhile."""
        if self._process is None:
            self._output = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it was read
            try:
                self._process = subprocess.Popen(  # noqa: S603 - our own command
                    [*self._command, *([exercise] if exercise else [])],
                    stdin=subprocess.DEVNULL,
                    stdout=self._output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,  # a browser outlives the watcher
                )
            except OSError as error:
                self._output.close()
                return f"The picture can't be drawn: {error.strerror or error}."
        return "The picture is being drawn."

    def said(self) -> str | None:
        """Return the result, once it is there."""
        if self._process is None or self._process.poll() is None:
            return None
        code, self._process = self._process.returncode, None
        with contextlib.closing(self._output) as output:
            output.seek(0)
            lines = output.read().decode("utf-8", "replace").strip().splitlines()
        last = lines[-1].strip().removeprefix("Error: ")[:_LONGEST] if lines else ""
        if code == 0:
            return last or "The picture is open in your browser."
        return f"There is no picture: {last or 'the program that draws it failed.'}"

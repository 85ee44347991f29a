"""The learner's own editor, opened at the exercise: what $VISUAL or $EDITOR names."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from noisegrade.submission import definitions

__all__ = ["Editor", "command", "line_of"]

_NONE = (
    "No editor is set: begin with, for example, EDITOR=nano noisegrade. Many have one in their "
    "shell's settings."
)
_PLUS = frozenset({"emacs", "emacsclient", "gedit", "jed", "joe", "kak", "kate", "mg", "micro"})
_PLUS |= {"mcedit", "nano", "ne", "nvim", "pico", "vi", "view", "vim", "vis", "gvim"}  # +LINE FILE
_COLON = frozenset({"hx", "helix", "subl", "zed"})  # FILE:LINE
_GOTO = frozenset({"code", "code-insiders", "codium", "cursor", "windsurf"})  # -g FILE:LINE


class Editor:
    """Opens files in an editor.

    Parameters
    ----------
    environment : that may name an editor
    aside : gives the terminal to the editor, and takes it back afterwards
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        aside: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._named = environment.get("VISUAL") or environment.get("EDITOR") or ""
        self._aside = aside

    def open(self, path: Path, line: int) -> str | None:
        """Open a file; return a sentence if that did not work."""
        if not self._named.strip():
            return _NONE
        with self._aside(), _interrupts_are_its_own():
            try:
                done = subprocess.run(command(self._named, path, line), check=False)  # noqa: S603 - the learner's own choice
            except OSError as error:
                return f"{self._named} can't be started: {error.strerror or error}."
        return f"{self._named} ended with code {done.returncode}." if done.returncode else None


def command(named: str, path: Path, line: int) -> list[str]:
    """Return the command that opens a file, at a line where the editor is known to take one."""
    try:
        words = shlex.split(named, posix=os.name != "nt")
    except ValueError:  # a quote that is not closed
        words = [named]
    name = Path(words[0]).name.lower().removesuffix(".exe").removesuffix(".cmd")
    if name in _PLUS:
        return [*words, f"+{line}", str(path)]
    if name in _COLON:
        return [*words, f"{path}:{line}"]
    return [*words, "-g", f"{path}:{line}"] if name in _GOTO else [*words, str(path)]


def line_of(path: Path, function: str, stopped: str | None) -> int:
    """Find the line to open a file at: where the code stopped, or where the function begins."""
    label, _, line = (stopped or "").rpartition(":")
    if label == path.name and line.isdecimal():
        return int(line)
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 1
    lines = [one.line for one in definitions(text) if one.name == function]
    return lines[-1] if lines else 1


@contextmanager
def _interrupts_are_its_own() -> Iterator[None]:
    """Let Ctrl-C in the editor be for the editor; a handler, for what is ignored is inherited."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

"""Work in pieces, each written down when it is done: a run that was cut goes on where it ended.

A journal has one JSON line a piece, with a fingerprint of the code that it measured; what another
version of the code gave is not read again.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import noisegrade

__all__ = ["Journal", "Piece", "Result"]

Result = dict[str, object]
_JUDGE = ("stats/*.py", "grading/law.py", "course/inputs.py", "course/sampling/sample_static.py")


@dataclass(frozen=True, slots=True)
class Piece:
    """One share of a part of the page; its name says all that its result depends on."""

    part: str
    name: str
    work: Callable[[], Result]


def _fingerprint() -> str:
    root = Path(noisegrade.__file__).parent
    judge = sorted(path for pattern in _JUDGE for path in root.glob(pattern))
    return hashlib.sha256(b"".join(path.read_bytes() for path in judge)).hexdigest()[:16]


class Journal:
    """The pieces that are done."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._code = _fingerprint()
        path.parent.mkdir(parents=True, exist_ok=True)

    def results(self, part: str) -> dict[str, Result]:
        """Give what is known of a part, by the names of its pieces."""
        return {one["name"]: one["result"] for one in self._lines() if one["part"] == part}

    def seconds(self) -> float:
        """Give the processor time of all that is known."""
        return sum(one["seconds"] for one in self._lines())

    def run(self, pieces: Sequence[Piece], *, told: Callable[[str], None]) -> None:
        """Work off what is not known yet."""
        known = {(one["part"], one["name"]) for one in self._lines()}
        for piece in pieces:
            if (piece.part, piece.name) in known:
                continue
            started = time.process_time()
            result = piece.work()
            seconds = time.process_time() - started
            self._append(piece, result, seconds)
            told(f"{piece.part}, {piece.name}: {seconds:.1f} s")

    def _append(self, piece: Piece, result: Result, seconds: float) -> None:
        line = json.dumps(
            {
                "code": self._code,
                "part": piece.part,
                "name": piece.name,
                "seconds": round(seconds, 2),
                "result": result,
            }
        )
        with self._path.open("a", encoding="utf-8") as journal:
            journal.write(line + "\n")

    def _lines(self) -> list[dict[str, object]]:
        if not self._path.exists():
            return []
        lines = self._path.read_text(encoding="utf-8").splitlines(keepends=True)
        whole = (json.loads(line) for line in lines if line.endswith("}\n"))
        return [one for one in whole if one["code"] == self._code]

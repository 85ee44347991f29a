"""A digest of all that can change a grade: declarations, solutions, statistics and grading."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

__all__ = ["contents", "fingerprint", "grading_fingerprint", "parts"]

_GRADING = ("diagnosis.py", "exercise", "grading", "stats")
_HARMLESS = frozenset({"implementations.py", "picture.py"})  # neither can change a grade
_LENGTH = 16  # hexadecimal digits: 64 bits tell more courses apart than there will ever be


def fingerprint(settings: str, declarations: Path, solutions: Iterable[tuple[str, str]]) -> str:
    """Digest a course.

    Parameters
    ----------
    settings : what its `noisegrade.toml` says
    declarations : the folder of its declarations
    solutions : the name and the text of each solution file, in order
    """
    digest = hashlib.sha256(grading_fingerprint().encode())
    digest.update(ascii((settings, list(solutions))).encode())
    digest.update(_digest(declarations, declarations))
    return digest.hexdigest()[:_LENGTH]


def parts(declarations: Path, functions: Mapping[str, str]) -> dict[str, str]:
    """Digest the parts of a course one by one, so that it can be told which has changed.

    Parameters
    ----------
    declarations : the folder of its declarations
    functions : the task and solution of each exercise
    """
    found = {"how noisegrade grades": grading_fingerprint()[:_LENGTH]}
    for name, text in functions.items():
        digest = hashlib.sha256(ascii(text).encode())
        digest.update(_digest(declarations / name, declarations))
        found[f"the exercise {name}"] = digest.hexdigest()[:_LENGTH]
    shared = hashlib.sha256()
    for path in sorted(declarations.glob("*.py")):
        shared.update(_digest(path, declarations))
    found["what its declarations share"] = shared.hexdigest()[:_LENGTH]
    return found


@cache
def grading_fingerprint() -> str:
    """Digest what grades: the statistics, the declaration types, the grading itself."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for name in _GRADING:
        digest.update(_digest(package / name, package))
    return digest.hexdigest()


def contents(declarations: Path) -> str:
    """Digest where a course's declarations are and all that is in them, pictures too."""
    digest = hashlib.sha256(ascii(str(declarations.resolve())).encode())
    digest.update(_digest(declarations, declarations, leave_out=frozenset()))
    return digest.hexdigest()[:_LENGTH]


def _digest(path: Path, base: Path, *, leave_out: frozenset[str] = _HARMLESS) -> bytes:
    """Digest a file, or all Python files in a folder, with the names they have below `base`."""
    files = [path] if path.is_file() else sorted(path.rglob("*.py"))
    digest = hashlib.sha256()
    for file in files:
        if file.name not in leave_out or file.parent == base:
            text = file.read_text(encoding="utf-8")  # line ends become \n on every system
            digest.update(ascii((file.relative_to(base).as_posix(), text)).encode())
    return digest.digest()

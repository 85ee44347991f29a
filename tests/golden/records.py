"""Grades whole submissions by the command line, and writes what came of them down to be read."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SUBMISSIONS = (ROOT / "solutions", ROOT / "exercises", HERE / "mixed")
NAMES = tuple(path.name for path in SUBMISSIONS)
SEED = "1"
VOLATILE = ("cpu_seconds", "fingerprint", "isolation", "versions")  # of the machine and the day
DIGITS = 7
DEEPEST = 4  # a finding stands on one line


def grade() -> dict[str, dict[str, Any]]:
    """Grade every submission; return what is not volatile of each result, by its name."""
    with TemporaryDirectory() as folder:
        words = ["grade", *map(str, SUBMISSIONS), "--seed", SEED, "--out", folder]
        command = [sys.executable, "-m", "noisegrade", *words]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
        lines = (Path(folder) / "results.jsonl").read_text(encoding="utf-8").splitlines()
    results = [json.loads(line) for line in lines]
    return {one["submission"]: _stable(one) for one in results}


def to_text(value: Any, depth: int = 0) -> str:
    """Return JSON with one line for each field of a result or an exercise, and for each finding."""
    inner, outer = "\n" + "  " * (depth + 1), "\n" + "  " * depth
    if isinstance(value, dict) and depth < DEEPEST:
        fields = [f"{json.dumps(key)}: {to_text(one, depth + 1)}" for key, one in value.items()]
        return "{" + inner + ("," + inner).join(fields) + outer + "}"
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        parts = [to_text(one, depth + 1) for one in value]
        return "[" + inner + ("," + inner).join(parts) + outer + "]"
    return json.dumps(value, ensure_ascii=False)


def record(name: str) -> Path:
    """Return the file that holds the result of this submission."""
    return HERE / f"{name}.json"


def difference(old: Any, new: Any, where: str = "") -> str | None:
    """Return the first field that differs, and how; numbers may differ by rounding."""
    if isinstance(old, dict) and isinstance(new, dict):
        if old.keys() != new.keys():
            return f"{where}: fields {sorted(old.keys() ^ new.keys())} come or go"
        pairs = [(key, old[key], new[key]) for key in old]
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        pairs = [(at, one, other) for at, (one, other) in enumerate(zip(old, new, strict=True))]
    elif old == new or _close(old, new):
        return None
    else:
        return f"{where}: {old!r} has become {new!r}"
    found = (difference(one, other, f"{where}/{_label(key, other)}") for key, one, other in pairs)
    return next(filter(None, found), None)


def _stable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _stable(one) for key, one in value.items() if key not in VOLATILE}
    if isinstance(value, list):
        return [_stable(one) for one in value]
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value


def _close(old: Any, new: Any) -> bool:
    numbers = isinstance(old, float | int) and isinstance(new, float | int)
    return numbers and math.isclose(old, new, rel_tol=1e-5, abs_tol=1e-12)


def _label(key: object, value: object) -> object:
    """Name a place in a list by its value."""
    if isinstance(value, dict):
        return value.get("exercise") or value.get("claim") or key
    return key

"""`groups.json`: what an instructor calls groups of failures, kept beside the results.

A name is kept with the failure that it was given to, not with learners: so it holds for whoever is
graded later, and for a folder of the same seed that the file is copied into.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from noisegrade.errors import UsageError
from noisegrade.model import Verdict
from noisegrade.private_files import write_whole
from noisegrade.report.failure_groups import GroupName
from noisegrade.report.failure_signature import Signature
from noisegrade.untrusted_text import for_json

__all__ = ["NAMES", "read_names", "write_names"]

NAMES = "groups.json"
_SCHEMA = 1


def read_names(folder: Path) -> list[GroupName]:
    """Return the names that were given; none where there is no such file.

    Raises
    ------
    UsageError
        Where the file is damaged.
    """
    path = folder / NAMES
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        if plain["schema"] != _SCHEMA:
            raise UsageError(f"{path} was written by another version of noisegrade: use that one.")
        return [_name(one) for one in plain["names"]]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path} can't be read ({error}): mend it, or delete it and name the groups again."
        ) from error


def write_names(folder: Path, names: Sequence[GroupName]) -> None:
    """Write the names, whole or not at all.

    Raises
    ------
    UsageError
        Where the file can't be written.
    """
    plain = {"schema": _SCHEMA, "names": [_plain(one) for one in names]}
    try:
        write_whole(folder / NAMES, [for_json(plain, indent=1), "\n"])
    except OSError as error:
        raise UsageError(f"{folder / NAMES} can't be written: {error.strerror}.") from error


def _plain(name: GroupName) -> dict[str, Any]:
    of = asdict(name.of)
    return {**asdict(name), "of": {**of, "failed": sorted(name.of.failed)}}


def _name(plain: dict[str, Any]) -> GroupName:
    of = plain["of"]
    signature = Signature(
        exercise=of["exercise"],
        verdict=Verdict(of["verdict"]),
        said=tuple((claim, says) for claim, says in of["said"]),
        histogram=tuple(of["histogram"]),
        estimates={test: (found, out, n) for test, (found, out, n) in of["estimates"].items()},
        decisive=dict(of["decisive"]),
        failed=frozenset(of["failed"]),
    )
    return GroupName(signature, plain["name"], plain["comment"])

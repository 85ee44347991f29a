"""A class of twenty-eight: what each hands in, and what the honest part of it earns."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import handing_in as h

from built_in import SECTIONS

_SAMPLING = h.right("bell_curve", "sample_static")
_BOTH = {"bell_curve": 5.0, "sample_static": 5.0}
_FIRST = {"bell_curve": 5.0, "sample_static": 0.0}


@dataclass(frozen=True, slots=True)
class Pupil:
    """Scores not listed are 0; None waits for a human."""

    notebooks: dict[str, bytes]
    earns: dict[str, float | None] = field(default_factory=dict)
    misconception: tuple[str, str] | None = None  # exercise, id


def classroom(course: Path) -> dict[str, Pupil]:
    """Build every submission from the released notebooks of a course."""
    release = course / "release" / "what_noise_is"

    def sampling(code: dict[str, str], *changes: h.Change) -> dict[str, bytes]:
        return {"sampling": h.handed_in(release, "sampling", code, *changes)}

    def neighbours(code: str) -> dict[str, bytes]:
        return {
            **sampling(_SAMPLING),
            "independence": h.handed_in(release, "independence", {"neighbour_correlation": code}),
        }

    def static(code: str) -> dict[str, bytes]:
        return sampling({**_SAMPLING, "sample_static": code})

    source = course / "source" / "what_noise_is" / "sampling.ipynb"
    robs = h.ROBS.format(database=str(course / "gradebook.db"))
    return {
        "right": Pupil(_everything(release, h.right(*h.ALL)), dict.fromkeys(h.ALL, 5.0)),
        "untouched": Pupil(_everything(release, {})),
        "half": Pupil(sampling(h.right("bell_curve")), _FIRST),
        "legacy": Pupil(static(h.LEGACY), {**_BOTH, "sample_static": 4.0}),
        "warns": Pupil(sampling({**_SAMPLING, "bell_curve": h.WARNS}), _BOTH),
        "own_cells": Pupil(sampling(_SAMPLING, h.in_the_middle("1 / 0")), _BOTH),
        "uniform": Pupil(
            static(
                "def sample_static(height, width, channels, rng):\n"
                "    return rng.random((height, width, channels))"
            ),
            _FIRST,
            ("sample_static", "flat-from-zero-to-one"),
        ),
        "quantiles": Pupil(static(h.QUANTILES), _FIRST),
        "strips": Pupil(sampling(h.right("bell_curve"), h.first(h.STRIPS)), _FIRST),
        "wraps": Pupil(sampling(h.right("bell_curve"), h.first(h.WRAPS)), _FIRST),
        "patches": Pupil(sampling(h.right("bell_curve"), h.first(h.PATCHES)), _FIRST),
        "robs": Pupil(sampling(h.right("bell_curve"), h.first(robs)), _FIRST),
        "spies": Pupil(sampling({}, h.first(h.SPIES.format(source=str(source)))), {}),
        "os_exits": Pupil(static(h.EXITS), _FIRST),
        "sys_exits": Pupil(static(h.LEAVES), _FIRST),
        "leaves_between": Pupil(
            sampling(_SAMPLING, h.in_the_middle("import sys; sys.exit()")), _BOTH
        ),
        "loops": Pupil(neighbours(h.LOOP), _BOTH),
        "stubborn": Pupil(neighbours(h.STUBBORN), _BOTH),
        "huge": Pupil(static(h.HUGE), _FIRST),
        "deletes": Pupil(sampling(_SAMPLING, h.without_checks), _BOTH),
        "doubles": Pupil(sampling(_SAMPLING, h.with_everything_twice), _BOTH),
        "edits": Pupil(sampling(h.right("bell_curve"), h.with_edited_checks), _FIRST),
        "forges": Pupil(sampling(h.right("bell_curve"), h.with_forged_outputs), _FIRST),
        "strips_metadata": Pupil(sampling(_SAMPLING, h.without_metadata), _BOTH),
        "damages": Pupil(sampling(_SAMPLING, h.with_damaged_metadata), _BOTH),
        "torn": Pupil(
            {"sampling": sampling(_SAMPLING)["sampling"][:3000]}, dict.fromkeys(_BOTH, None)
        ),
        "binary": Pupil({"sampling": bytes(range(256)) * 9}, dict.fromkeys(_BOTH, None)),
        "empty": Pupil({"sampling": b""}, dict.fromkeys(_BOTH, None)),
    }


def _everything(release: Path, code: dict[str, str]) -> dict[str, bytes]:
    return {name: h.handed_in(release, name, code) for name in SECTIONS}

"""One run of `noisegrade nbgrader autograde`: a class, in this process or in several beside it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from concurrent.futures import as_completed
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from noisegrade.batch.engines import WorkerLostError
from noisegrade.batch.workers import Workers
from noisegrade.nbgrader.class_settings import ClassSettings

__all__ = ["run"]

_LOST = "The process that graded %s was killed."
_TRIES = 2  # of a submission under which a process died


def run(settings: ClassSettings, jobs: int) -> list[str]:
    """Grade all that was handed in and is not graded yet; return the folders that went wrong.

    Raises
    ------
    UsageError
        Where nothing was handed in, or nothing can be graded here.
    """
    _spare_grammar()
    from noisegrade.nbgrader.autograde_app import open_class  # noqa: PLC0415 - after the grammar

    opened = open_class(settings)
    tally = _Tally(len(opened.folders), opened.log)
    if jobs == 1:
        for folder in opened.folders:
            tally.note(folder, well=opened.grade(folder))
    else:
        left: Sequence[str] = opened.folders
        with closing(Workers(jobs, _work)) as workers:
            for _ in range(_TRIES):
                left = _grade_beside(workers, settings, left, tally)
        tally.wrong += left
    opened.forget()
    return tally.wrong


@dataclass(slots=True)
class _Tally:
    """How far a run is."""

    folders: int
    log: logging.Logger
    done: int = 0
    wrong: list[str] = field(default_factory=list)

    def note(self, folder: str, *, well: bool) -> None:
        """Count a submission that was graded, or went wrong."""
        self.done += 1
        if not well:
            self.wrong.append(folder)
        where = "/".join(Path(folder).parts[-2:])
        self.log.info("%s: submission %d of %d", where, self.done, self.folders)


def _grade_beside(
    workers: Workers[str, ClassSettings, bool],
    settings: ClassSettings,
    folders: Sequence[str],
    tally: _Tally,
) -> list[str]:
    """Have submissions graded in other processes; return those over which a process died."""
    lost = []
    asked = {workers.submit([folder], settings): folder for folder in folders}
    for future in as_completed(asked):
        try:
            (well,) = future.result()
        except WorkerLostError:
            tally.log.warning(_LOST, asked[future])
            lost.append(asked[future])
        else:
            tally.note(asked[future], well=well)
    return lost


def _work(folders: Sequence[str], settings: ClassSettings) -> list[bool]:
    """Grade submissions in a process of their own."""
    _spare_grammar()
    from noisegrade.nbgrader.autograde_app import open_class  # noqa: PLC0415 - as above

    opened = open_class(settings)
    return [opened.grade(folder) for folder in folders]


def _spare_grammar() -> None:
    """Keep jsonschema from compiling a grammar of addresses: a second, and no notebook has one."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # its own way to say no

"""The account of a download: what became of each entry that was there; the counts add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from noisegrade.batch.database import open_to_read, translated_errors
from noisegrade.private_files import write_whole
from noisegrade.untrusted_text import for_json

__all__ = ["ACCOUNT", "AccountEntry", "Fate", "count_fates", "read_account", "write_account"]

ACCOUNT = "account.json"
_SCHEMA = 1
_ITEMS = """
SELECT item.name, item.reason, outcome.name, outcome.refused, outcome.packed IS NOT NULL,
    outcome.score IS NOT NULL
FROM item LEFT JOIN outcome ON outcome.position = item.entry ORDER BY item.rowid
"""


class Fate(StrEnum):
    """What became of an entry of a download."""

    GRADED = "graded"
    REFUSED = "refused"
    IGNORED = "ignored"
    UNGRADED = "ungraded"  # our fault
    WAITING = "waiting"  # of a run that was cut short


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """One entry of a download, and what became of it.

    Parameters
    ----------
    name : where it stands below the path that was given
    fate : what became of it
    submission : that it is a part of; "" for none
    reason : why it was not graded
    """

    name: str
    fate: Fate
    submission: str
    reason: str


def read_account(folder: Path) -> Iterator[AccountEntry]:
    """Return what became of each entry; of results of before there were accounts, nothing.

    Raises
    ------
    UsageError
        Where the folder holds no results, or a damaged journal.
    """
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        known = journal.execute("SELECT count(*) FROM sqlite_master WHERE name = 'item'")
        if not known.fetchone()[0]:
            return
        for name, ignored, submission, refused, there, whole in journal.execute(_ITEMS):
            fate = _fate(submission, refused, there=bool(there), whole=bool(whole))
            reason = refused or ignored or ""
            yield AccountEntry(name, fate, submission or "", reason)


def count_fates(folder: Path) -> Counter[Fate]:
    """Count the entries by what became of them."""
    return Counter(entry.fate for entry in read_account(folder))


def write_account(folder: Path) -> Path:
    """Write the account beside the results: whole, or not at all.

    Raises
    ------
    UsageError
        Where it can't be written; the journal keeps everything.
    """
    path = folder / ACCOUNT
    entries = [asdict(entry) for entry in read_account(folder)]
    counts = Counter(entry["fate"].value for entry in entries)
    told = {
        "schema": _SCHEMA,
        "there": len(entries),
        **{fate.value: counts[fate.value] for fate in Fate},
        "entries": entries,
    }
    with translated_errors(folder):
        write_whole(path, [for_json(told, indent=1), "\n"])
    return path


def _fate(submission: str | None, refused: str | None, *, there: bool, whole: bool) -> Fate:
    if submission is None:
        return Fate.IGNORED
    if refused is not None:
        return Fate.REFUSED
    if not there:
        return Fate.WAITING
    return Fate.GRADED if whole else Fate.UNGRADED

"""The journal's file: SQLite in WAL mode, one writer, errors in sentences.

What is committed survives the death of every process at any moment, and of the machine.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from noisegrade.batch.discovery import JOURNAL
from noisegrade.errors import UsageError
from noisegrade.private_files import make_file, make_folder

__all__ = ["exclusive_lock", "has_table", "open_to_read", "open_to_write", "translated_errors"]

_VERSION = 2  # of the tables below
_LOCK = "journal.lock"
_TABLES = """
CREATE TABLE IF NOT EXISTS run (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seed INTEGER NOT NULL, effect REAL NOT NULL,
    fingerprint TEXT NOT NULL, versions TEXT NOT NULL,  -- of the course; of what graded
    course TEXT NOT NULL  -- where it was loaded from
);
CREATE TABLE IF NOT EXISTS entry (  -- what the last command was asked to grade, in its order
    position INTEGER PRIMARY KEY,
    name TEXT NOT NULL, origin TEXT NOT NULL, place TEXT NOT NULL, learner TEXT NOT NULL,
    key TEXT, fingerprint TEXT, notes TEXT,  -- once it was read
    refused TEXT  -- why it could not be
);
CREATE INDEX IF NOT EXISTS entry_name ON entry (name);
CREATE INDEX IF NOT EXISTS entry_fingerprint ON entry (fingerprint, position);
CREATE TABLE IF NOT EXISTS item (  -- what there was; of no entry: ignored, for the reason
    entry INTEGER, name TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS absent (name TEXT NOT NULL);  -- in the roster, without a submission
CREATE TABLE IF NOT EXISTS course_parts (fingerprint TEXT PRIMARY KEY, parts TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS handed_in (entry INTEGER PRIMARY KEY, told TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS assignment (one INTEGER PRIMARY KEY CHECK (one = 1), text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS amendment (  -- only ever added to
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    learner TEXT NOT NULL, submission TEXT NOT NULL, exercise TEXT NOT NULL,
    points REAL, because TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
    undone INTEGER NOT NULL  -- 1: the last one of this exercise holds no longer
);
CREATE TABLE IF NOT EXISTS work (key TEXT PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS result (
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL, versions TEXT NOT NULL, effect REAL NOT NULL, seed INTEGER NOT NULL,
    score REAL, verdicts TEXT NOT NULL, packed BLOB NOT NULL,
    PRIMARY KEY (key, fingerprint, versions, effect, seed)
);
CREATE VIEW IF NOT EXISTS outcome AS  -- each entry with the result that this run has for it
SELECT entry.*, result.score, result.packed FROM entry JOIN run
LEFT JOIN result ON result.key = entry.key AND result.fingerprint = run.fingerprint
    AND result.versions = run.versions AND result.effect = run.effect AND result.seed = run.seed;
"""


def open_to_write(folder: Path) -> sqlite3.Connection:
    """Open the journal of a folder of results, and make both if they are not there.

    Raises
    ------
    UsageError
        Where it can't be made, opened or written.
    """
    with translated_errors(folder):
        make_folder(folder)
        make_file(folder / JOURNAL)  # what SQLite puts beside it gets the same permissions
        journal = sqlite3.connect(folder / JOURNAL)
        journal.execute("PRAGMA journal_mode = WAL")
        journal.execute("PRAGMA synchronous = FULL")
        _check_version(journal, folder)
        journal.executescript(_TABLES)
        journal.execute(f"PRAGMA user_version = {_VERSION}")
        journal.commit()
    return journal


def open_to_read(folder: Path) -> sqlite3.Connection:
    """Open the journal of a folder of results, even one that nobody may write to.

    Raises
    ------
    UsageError
        Where there is none.
    """
    path = folder / JOURNAL
    if not path.is_file():
        raise UsageError(
            f"{folder} holds no results: make some with noisegrade grade … --out {folder}."
        )
    with translated_errors(folder):
        try:
            journal = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            journal.execute("SELECT count(*) FROM run")
        except sqlite3.OperationalError:  # in a folder that can't be written, WAL needs this
            journal = sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)
        _check_version(journal, folder)
    return journal


def has_table(journal: sqlite3.Connection, name: str) -> bool:
    """Tell whether a journal has a table that older ones lack."""
    known = journal.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", (name,))
    return bool(known.fetchone()[0])


@contextlib.contextmanager
def exclusive_lock(folder: Path) -> Iterator[None]:
    """Hold a folder of results: a second writer is turned away, a dead one holds nothing.

    The lock is a transaction in a file of its own: the system ends it with the process.
    """
    with translated_errors(folder):
        make_file(folder / _LOCK)
        lock = sqlite3.connect(folder / _LOCK, timeout=0.5, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        lock.close()


@contextlib.contextmanager
def translated_errors(folder: Path) -> Iterator[None]:
    """Turn what goes wrong with the file into a sentence that says what to do."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise UsageError(_sentence(folder, error)) from error


def _check_version(journal: sqlite3.Connection, folder: Path) -> None:
    (found,) = journal.execute("PRAGMA user_version").fetchone()
    if found not in {0, _VERSION}:
        raise UsageError(
            f"The results in {folder} were written by another version of noisegrade: "
            "use that version, or grade into another folder."
        )


def _sentence(folder: Path, error: sqlite3.Error | OSError) -> str:
    words = str(error).lower()
    kept = "What was graded is kept: then run the same command again."
    if "full" in words or "no space" in words:
        return f"The disk that holds {folder} is full: make room. {kept}"
    if "locked" in words:
        return f"Another noisegrade is grading into {folder}: wait for it, or use another folder."
    if "readonly" in words or "read-only" in words or "unable to open" in words:
        return f"{folder} can't be written: change its permissions, or use another folder."
    if "not a database" in words or "malformed" in words:
        return f"The journal in {folder} is damaged ({error}): use another folder."
    if "permission" in words:
        return f"{folder} can't be written ({error}): change its permissions."
    return f"{folder} can't be written: {error}. {kept}"

"""Downloads that nobody would make, and some that somebody did: read or refused, never a fault.

The fast share is the same on every run. `pytest tests/fuzz/test_downloads.py -m slow -s` tries
20 000 (`FUZZ_DOWNLOADS` says otherwise), and prints how they came out.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import stat
import sys
import tarfile
import tempfile
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from built_in import FUNCTIONS
from noisegrade.batch import sources
from noisegrade.batch.discovery import Search
from noisegrade.errors import SubmissionError

MANY = int(os.environ.get("FUZZ_DOWNLOADS", "20000"))
CODE = b"def sample_static(height, width, channels, rng):\n    return 1\n"
HONEST = "zoe_honest"
STEMS = (
    *(
        "sampling",
        "Sampling (1)",
        "hw1",
        "hw2",
        "work",
        "",
        " ",
        ".",
        "..",
        "...",
        "con",
        "a" * 250,
    ),
    *("Jane Doe_42_assignsubmission_file_", "doejane_42_7_sampling", "anon_x7Kd2_70001_f"),
    *("hw_jane_attempt_2026-01-01-10-00-00_f", "1-2 - Jane - Jan 1, 2026 100 AM", "hw_attempt_"),
    *(
        "José",
        "\u202egpj",
        "a:b",
        "C:\\x",
        "x\\y",
        "-rf",
        "~",
        "*",
        "%s",
        "\n",
        "\x1b[2J",
        "submitted",
    ),
    *("submission_metadata", "submission_1", "nbgrader_config", "journal", "results", "__MACOSX"),
)
ENDINGS = (
    *("", ".py", ".PY", ".ipynb", ".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".rar", ".txt"),
    *(".yml", ".sqlite", ".jsonl", ".py.py", ".zip.py", ".html", "_text.html", ".tar.xz", "/"),
)
CONTENTS = (
    *(b"", CODE, b"\0", b"\xff\xfe", b"[", b"{}", b'{"cells": []}', b"PK\x03\x04", b"\x1f\x8b\x08"),
    *(
        b"Name: Jane (jane)\n",
        b"submission_1:\n  :submitters:\n  - :name: J\n",
        b"\xef\xbb\xbf" + CODE,
    ),
    *(CODE + b"[" * 5000, b"def bell_curve(", b"# coding: rot13\n", "def σ(): ...\n".encode()),
)


def name(chance: random.Random) -> str:
    """Make a path of one to three parts."""
    parts = [chance.choice(STEMS) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    return "/".join(parts) + chance.choice(ENDINGS)


def bruised(chance: random.Random, raw: bytes) -> bytes:
    """Hurt a file in a few places."""
    changed = bytearray(raw)
    for _ in range(chance.choice((0, 1, 1, 2, 5))):
        at = chance.randrange(len(changed) + 1)
        what = chance.choice(("cut", "flip", "put", "drop"))
        if what == "cut":
            del changed[at:]
        elif what == "drop":
            del changed[at : at + chance.choice((1, 4, 40))]
        elif what == "put":
            changed[at:at] = chance.choice((b"\0", b"\xff" * 4, b"PK\x01\x02", b"/../", b"\n"))
        elif at < len(changed):
            changed[at] ^= 1 << chance.randrange(8)
    return bytes(changed)


def zipped(chance: random.Random, depth: int) -> bytes:
    """Make a zip of anything, with odd modes, methods, flags and names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for _ in range(chance.choice((0, 1, 2, 5))):
            member = zipfile.ZipInfo("x")
            member.filename = name(chance)
            member.compress_type = chance.choice((0, 8, 8, 12, 14))
            kind = chance.choice((0, stat.S_IFREG, stat.S_IFLNK, stat.S_IFIFO, stat.S_IFDIR))
            member.external_attr = (kind | 0o644) << 16
            with contextlib.suppress(OSError, ValueError), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of two files of one name
                archive.writestr(member, content(chance, depth + 1))
    return bruised(chance, packed.getvalue())


def tarred(chance: random.Random, depth: int) -> bytes:
    """Make a tar of anything, packed or not."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=chance.choice(("w", "w:gz", "w:bz2"))) as archive:
        for _ in range(chance.choice((0, 1, 2, 5))):
            member = tarfile.TarInfo(name(chance))
            raw = content(chance, depth + 1)
            member.size = len(raw)
            member.type = chance.choice(
                (*[tarfile.REGTYPE] * 4, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE)
            )
            member.linkname = chance.choice(("/etc/passwd", "..", "x", ""))
            archive.addfile(member, io.BytesIO(raw))
    return bruised(chance, packed.getvalue())


def content(chance: random.Random, depth: int = 0) -> bytes:
    """Make a file's bytes."""
    made: tuple[Callable[[], bytes], ...] = (
        lambda: chance.choice(CONTENTS),
        lambda: bruised(chance, CODE),
    )
    if depth < 3:
        made = (*made, lambda: zipped(chance, depth), lambda: tarred(chance, depth))
    return chance.choice(made)()


def fill(chance: random.Random, folder: Path) -> None:
    """Put up to five odd things into a folder, and one honest learner."""
    for _ in range(chance.choice((1, 2, 5))):
        raw = name(chance).encode("utf-8", "surrogatepass").replace(b"\0", b"_")
        raw = raw.replace("é".encode(), b"\xe9") if chance.random() < 0.5 else raw
        path = folder / os.fsdecode(raw)
        if not path.resolve().is_relative_to(folder):
            continue
        with contextlib.suppress(OSError, ValueError):
            path.parent.mkdir(parents=True, exist_ok=True)
            kind = chance.randrange(12)
            if kind == 0:
                path.symlink_to(chance.choice(("/etc/passwd", "/", "..", "nowhere", path.name)))
            elif kind == 1:
                os.mkfifo(path)
            else:
                path.write_bytes(content(chance))
    honest = folder / HONEST
    honest.mkdir(exist_ok=True)
    (honest / "sampling.py").write_bytes(CODE)


def judge(folder: Path, outcomes: Counter[str], *, paths: list[Path], there: int) -> None:
    """Hold finding and reading against what they promise."""
    with closing(Search(FUNCTIONS)) as search:
        found = list(search.find(paths))
        items = sum(len(source.items) for source in found) + len(search.ignored)
        for source in found:
            assert source.name.isprintable()
            assert source.origin.isprintable()
            assert all(value.isprintable() for value in vars_of(source.learner))
            refused = None
            try:
                work = sources.read(source, FUNCTIONS)
            except SubmissionError as error:
                refused = error.reason
            outcomes["read" if refused is None else "refused"] += 1
            if refused is None:
                assert all(note.isprintable() for note in work.notes)
            else:
                assert refused.endswith((".", "?")), refused
                assert "can't be searched" not in refused
                assert HONEST not in source.name or len(found) == 1
    assert there in {0, items}, (items, sorted(folder.iterdir()), found)


def vars_of(learner: object) -> list[str]:
    return [str(getattr(learner, field)) for field in learner.__slots__]  # type: ignore[attr-defined]


def try_one(seed: int, outcomes: Counter[str]) -> None:
    """Try one folder, or one archive, from its seed."""
    chance = random.Random(seed)  # noqa: S311 - made up, no secret
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        folder = Path(made).resolve() / "class"
        folder.mkdir()
        if seed % 2:
            (folder / "x.zip").write_bytes(zipped(chance, 0))
            (folder / "x.tgz").write_bytes(tarred(chance, 0))
            for path in (folder / "x.zip", folder / "x.tgz"):
                judge(folder, outcomes, paths=[path], there=0)
            judge(folder, outcomes, paths=sorted(folder.iterdir()), there=0)
        else:
            fill(chance, folder)
            one = any(is_one(path) for path in folder.iterdir())
            there = 0 if one else len(list(folder.iterdir()))
            there = 0 if (folder / "submitted").is_dir() else there
            judge(folder, outcomes, paths=[folder], there=there)


def is_one(path: Path) -> bool:
    """Tell whether a file makes its folder a single submission."""
    plain = path.name.casefold()
    return path.is_file() and plain.startswith(("sampling", "hw")) and plain.endswith((".py", "nb"))


def run(seeds: range) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    for seed in seeds:
        try:
            try_one(seed, outcomes)
        except Exception as error:
            error.add_note(f"seed {seed}")
            raise
    return outcomes


def test_a_few_odd_downloads_are_read_or_refused() -> None:
    outcomes = run(range(300))
    assert outcomes["read"] > 100
    assert outcomes["refused"] > 100


@pytest.mark.slow
def test_many_odd_downloads_are_read_or_refused() -> None:
    outcomes = run(range(1_000, 1_000 + MANY))
    sys.stdout.write(f"\n{MANY} downloads: {dict(outcomes)}\n")

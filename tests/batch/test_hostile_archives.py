"""One learner's archive costs one learner: each case beside an honest one, by the real search."""

from __future__ import annotations

import gzip
import io
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from built_in import FUNCTIONS
from noisegrade.batch import sources
from noisegrade.batch.archives import CLASS, LEARNER, unpack
from noisegrade.batch.discovery import Search
from noisegrade.errors import SubmissionError

CODE = b"def sample_static(height, width, channels, rng):\n    return 1\n"


def zipped(*members: tuple[str, bytes], **changes: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members:
            member = zipfile.ZipInfo("x")
            member.filename = name
            for field, value in changes.items():
                setattr(member, field, value)
            archive.writestr(member, content)
    return packed.getvalue()


def tarred(*members: tuple[str, bytes], mode: str = "w:gz", **changes: object) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            for field, value in changes.items():
                setattr(member, field, value)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def large_dictionary() -> bytes:
    """Ask LZMA for four gigabytes before a single byte is unpacked."""
    packed = zipped(("sampling.py", CODE), compress_type=zipfile.ZIP_LZMA)
    return packed.replace(b"\x5d\x00\x00\x80\x00", b"\x5d\xff\xff\xff\xff")


def listed(entries: int) -> bytes:
    """Make a zip that lists files which it doesn't hold: each takes a kilobyte of memory."""
    whole = zipped(("a", b""))
    start = whole.index(b"PK\x01\x02")
    entry, end = whole[start : whole.index(b"PK\x05\x06")], whole[whole.index(b"PK\x05\x06") :]
    sizes = struct.pack("<II", entries * len(entry), 0)
    return entry * entries + end[:12] + sizes + end[20:]


def told_at_length(size: int) -> bytes:
    """Make a tar that says a lot about its one file, which is kept in memory."""
    records = b"".join(b"19 k%07d=12345\n" % at for at in range(size // 19))
    about = tarred(("x", records), mode="w", type=tarfile.XHDTYPE)[: -20 * 512]
    return gzip.compress(about + tarred(("sampling.py", CODE), mode="w"), 1)


LINK = (stat.S_IFLNK | 0o777) << 16
PAX = struct.pack("100s", b"x") + b"0000644\0" * 3 + b"77777777777\0" + b"0" * 12 + b" " * 8 + b"x"
Packed = bytes | Callable[[], bytes]  # packing a bomb takes long: only where it is tested
REFUSED: dict[str, tuple[str, Packed, str]] = {
    "a dictionary of 4 GB": ("w.zip", large_dictionary(), "is packed in a way"),
    "a link": ("w.zip", zipped(("sampling.py", b"/etc/passwd"), external_attr=LINK), "is a link"),
    "a way out": ("w.zip", zipped(("../sampling.py", CODE)), "leads out"),
    "a root": ("w.zip", zipped(("/sampling.py", CODE)), "leads out"),
    "a drive": ("w.zip", zipped(("C:sampling.py", CODE)), "leads out"),
    "a file and a folder": ("w.zip", zipped(("a", b""), ("a/sampling.py", CODE)), "in it twice"),
    "a long name": ("w.zip", zipped((f"{'σ' * 130}.py", CODE)), "has too long a name"),
    "a long path": ("w.zip", zipped((f"{'a/' * 600}sampling.py", CODE)), "has too long a name"),
    "a tar's way out": ("w.tar", tarred(("../sampling.py", CODE), mode="w"), "leads out"),
    "a tar's root": ("w.tgz", tarred(("/etc/sampling.py", CODE)), "leads out"),
    "a tar's link": ("w.tgz", tarred(("sampling.py", b""), type=tarfile.SYMTYPE), "is a link"),
    "a tar's hard link": ("w.tgz", tarred(("sampling.py", b""), type=tarfile.LNKTYPE), "is a link"),
    "a tar's device": ("w.tgz", tarred(("sampling.py", b""), type=tarfile.CHRTYPE), "is a link"),
    "a tar's bomb": (
        "w.tgz",
        lambda: tarred(("sampling.py", bytes(70_000_000))),
        "more than 64 MB",
    ),
    "a bomb of nothing": (
        "w.tgz",
        lambda: gzip.compress(bytes(200_000_000), 1),
        "more than 64 MB|empty",
    ),
    "a long list of files": ("w.zip", listed(70_000), "more than 64 MB"),
    "a long list in a zip": ("w.zip", zipped(("w.zip", listed(70_000))), "more than 64 MB"),
    "a file with a long description": ("w.tgz", told_at_length(3_000_000), "more than 64 MB"),
    "a tar's endless map": (
        "w.tgz",
        tarred(("sampling.py", b""), type=tarfile.GNUTYPE_SPARSE),
        "is a link or a device",
    ),
    "half a tar": ("w.tgz", tarred(("sampling.py", os.urandom(20_000)))[:9_000], "damaged"),
    "a tar of noise": ("w.tar", os.urandom(5_000), "damaged"),
    "an endless header": ("w.tar", PAX.ljust(512, b"\0"), "damaged|empty"),
    "a zip called tar": ("w.tar", zipped(("sampling.py", CODE)), "damaged"),
    "a tar called zip": ("w.zip", tarred(("sampling.py", CODE)), "damaged"),
    "an xz": ("w.tar.xz", b"\xfd7zXZ\0", "can't be read here: ask for a .zip"),
    "a rar": ("w.rar", b"Rar!", "can't be read here: ask for a .zip"),
    "many files": ("w.zip", zipped(*((f"{at}.py", b"") for at in range(2001))), "more than 2000"),
    "nothing": ("w.zip", zipped(), "it is empty"),
    "only folders": ("w.zip", zipped(("a/", b"")), "it is empty|holds no code"),
}
READ: dict[str, tuple[str, bytes]] = {
    "an empty name": ("w.zip", zipped(("sampling.py", CODE), ("", b"x"))),
    "a slash for a name": ("w.zip", zipped(("sampling.py", CODE), ("/", b"x"))),
    "a dot for a name": ("w.zip", zipped(("sampling.py", CODE), (".", b"x"))),
    "a link that is no code": ("w.zip", zipped(("sampling.py", CODE), ("photo.png", b""))),
    "a colon": ("w.zip", zipped(("at 10:30/sampling.py", CODE))),
    "backslashes": ("w.zip", zipped(("work\\sampling.py", CODE))),
    "control characters": ("w.zip", zipped(("\x1b[2J\n/sampling.py", CODE))),
    "no compression": ("w.zip", zipped(("sampling.py", CODE), compress_type=0)),
    "bzip2": ("w.zip", zipped(("sampling.py", CODE), compress_type=zipfile.ZIP_BZIP2)),
    "a tar": ("w.tar", tarred(("./w/sampling.py", CODE), mode="w")),
    "a tar.gz": ("w.tar.gz", tarred(("w/sampling.py", CODE))),
    "a tar.bz2": ("w.tar.bz2", tarred(("w/sampling.py", CODE), mode="w:bz2")),
    "a tar that a browser unpacked": ("w.tar.gz", tarred(("w/sampling.py", CODE), mode="w")),
    "old copies below": ("w.zip", zipped(("sampling.py", CODE), ("old/sampling.py", CODE + b"#"))),
    "the same twice": ("w.zip", zipped(("a/sampling.py", CODE), ("b/sampling.py", CODE))),
    "an environment": ("w.zip", zipped(("sampling.py", CODE), ("venv/lib/sampling.py", b"x"))),
}


def search(tmp_path: Path, name: str, raw: bytes) -> tuple[str, list[str]]:
    """Find and read a class of two: give why the odd one is refused, and the notes about it."""
    (tmp_path / "class/zoe").mkdir(parents=True)
    (tmp_path / "class/zoe/sampling.py").write_bytes(CODE)
    (tmp_path / "class" / name).write_bytes(raw)
    with closing(Search(FUNCTIONS)) as opened:
        odd, zoe = opened.find([tmp_path / "class"])
        assert [one.module for one in sources.read(zoe, FUNCTIONS).sources] == ["sampling"]
        try:
            work = sources.read(odd, FUNCTIONS)
        except SubmissionError as error:
            return error.reason, []
        assert [one.module for one in work.sources][:1] == ["sampling"]
        return "", list(work.notes)


@pytest.mark.parametrize(("name", "raw", "says"), REFUSED.values(), ids=REFUSED)
def test_an_odd_archive_is_refused_and_the_others_are_read(
    tmp_path: Path, name: str, raw: Packed, says: str
) -> None:
    reason, _ = search(tmp_path, name, raw() if callable(raw) else raw)
    assert any(each in reason for each in says.split("|")), reason
    assert not (tmp_path / "sampling.py").exists()


@pytest.mark.parametrize(("name", "raw"), READ.values(), ids=READ)
def test_an_odd_archive_of_an_honest_learner_is_read(tmp_path: Path, name: str, raw: bytes) -> None:
    reason, notes = search(tmp_path, name, raw)
    assert reason == ""
    assert all(note.isprintable() for note in notes)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda name: (f"{name}/venv/bin/python.py", b"/usr/bin/python3", LINK),
        lambda name: (f"{name}/{'x' * 300}.py", b"x", 0),
        lambda name: (f"{name}/../../out.py", b"x", 0),
        lambda name: (f"{name}/sampling.py/more.py", b"x", 0),
        lambda _: ("", b"x", 0),
    ],
    ids=["a link", "a long name", "a way out", "a file and a folder", "no name"],
)
def test_an_odd_file_in_a_class_s_zip_is_left_out_and_told(
    tmp_path: Path, spoil: Callable[[str], tuple[str, bytes, int]]
) -> None:
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("bob", "eve", "zoe"):
            archive.writestr(f"{name}/sampling.py", CODE)
        name, content, mode = spoil("bob")
        member = zipfile.ZipInfo("x")
        member.filename, member.external_attr = name, mode
        archive.writestr(member, content)
    with closing(Search(FUNCTIONS)) as opened:
        found = list(opened.find([path]))
        works = [sources.read(one, FUNCTIONS) for one in found if not one.refused]
    assert [work.sources[0].module for work in works] == ["sampling"] * 3
    told = [note for work in works for note in work.notes] + [one.refused for one in found]
    assert any(note.startswith("Left out") or "unpacked" in note for note in told)


def test_a_learner_s_limits_hold_for_archives_in_a_class_s(tmp_path: Path) -> None:
    assert (LEARNER.bytes, LEARNER.files) < (CLASS.bytes, CLASS.files)
    path = tmp_path / "class.zip"
    bomb = zipped(("sampling.py", bytes(70_000_000)), compress_type=zipfile.ZIP_DEFLATED)
    path.write_bytes(zipped(("bob.zip", bomb), ("zoe/sampling.py", CODE)))
    with closing(Search(FUNCTIONS)) as opened:
        bob, zoe = opened.find([path])
        assert sources.read(zoe, FUNCTIONS).sources
        with pytest.raises(SubmissionError, match="unpacks to more than 64 MB"):
            sources.read(bob, FUNCTIONS)


def test_nothing_is_written_outside_whatever_the_names(tmp_path: Path) -> None:
    names = ["../x.py", "a/../../x.py", "..\\x.py", "/x.py", "C:/x.py", "a/./../../x.py", "...zip"]
    path = tmp_path / "inner/work.zip"
    path.parent.mkdir()
    path.write_bytes(zipped(*((name, CODE) for name in names)))
    (tmp_path / "inner/to").mkdir()
    unpack(path, tmp_path / "inner/to", limits=CLASS)
    assert [one.name for one in tmp_path.iterdir()] == ["inner"]
    assert sorted(one.name for one in (tmp_path / "inner").iterdir()) == ["to", "work.zip"]

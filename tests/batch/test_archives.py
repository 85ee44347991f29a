from __future__ import annotations

import contextlib
import io
import stat
import zipfile
from pathlib import Path

import pytest

from noisegrade.batch.archives import LEARNER, UnpackLimits, unpack
from noisegrade.errors import SubmissionError


def zipped(folder: Path, **members: bytes) -> Path:
    path = folder / "work.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def refused(path: Path, folder: Path, limits: UnpackLimits = LEARNER) -> str:
    target = folder / "unpacked"
    target.mkdir()
    with pytest.raises(SubmissionError) as caught:
        unpack(path, target, limits=limits)
    return str(caught.value)


def test_code_is_unpacked_and_of_other_files_only_the_name(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{"a/sampling.py": b"x = 1\n", "a/photo.jpg": b"\xff" * 1000})
    unpack(path, tmp_path / "to", limits=LEARNER)
    assert (tmp_path / "to/a/sampling.py").read_bytes() == b"x = 1\n"
    assert (tmp_path / "to/a/photo.jpg").stat().st_size == 0


@pytest.mark.parametrize(
    "name", ["../out.py", "a/../../out.py", "/out.py", "..\\out.py", "C:\\out.py"]
)
def test_a_path_that_climbs_out_is_refused(tmp_path: Path, name: str) -> None:
    assert "leads out of the archive" in refused(zipped(tmp_path, **{name: b""}), tmp_path)
    assert not (tmp_path / "out.py").exists()


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "work.zip"
    link = zipfile.ZipInfo("sampling.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "is a link or a device" in refused(path, tmp_path)


def test_a_bomb_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{"sampling.py": bytes(70_000_000)})
    assert "unpacks to more than 64 MB" in refused(path, tmp_path)
    assert list((tmp_path / "unpacked").iterdir()) == []


def test_a_bomb_that_lies_about_its_size_is_cut_off(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{"sampling.py": b"#" * 20_000_000})
    raw = bytearray(path.read_bytes())
    size = (20_000_000).to_bytes(4, "little")
    while size in raw:
        at = raw.index(size)
        raw[at : at + 4] = (1000).to_bytes(4, "little")
    path.write_bytes(raw)
    target = tmp_path / "unpacked"
    with contextlib.suppress(SubmissionError):
        unpack(path, target, limits=LEARNER)
    written = [one.stat().st_size for one in target.rglob("*") if one.is_file()]
    assert sum(written) <= 8_000_001


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{f"{at}.py": b"" for at in range(12)})
    assert "more than 10 files" in refused(path, tmp_path, UnpackLimits(bytes=1000, files=10))


def test_a_file_and_a_folder_of_one_name_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{"a": b"", "a/b.py": b""})
    assert "is in it twice" in refused(path, tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" + b"x" * 99, b"no zip at all"])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "work.zip"
    path.write_bytes(content)
    assert "not a zip file, or it is damaged" in refused(path, tmp_path)


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{"sämpling.py": b"x = 1\n"})
    path.write_bytes(path.read_bytes().replace("ä".encode(), b"\xff\xfe"))
    assert "damaged" in refused(path, tmp_path)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_a_stream_that_makes_no_sense_is_refused(tmp_path: Path, method: int) -> None:
    path = tmp_path / "work.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("sampling.py", bytes(range(256)) * 40)
    raw = bytearray(path.read_bytes())
    raw[60:108] = b"\xff" * 48
    path.write_bytes(raw)
    expected = "is packed in a way" if method == zipfile.ZIP_LZMA else "damaged"
    assert expected in refused(path, tmp_path)


def test_a_zip_cut_in_half_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{"sampling.py": bytes(io.BytesIO(b"1234" * 10_000).read())})
    path.write_bytes(path.read_bytes()[:-40])
    assert "damaged" in refused(path, tmp_path)

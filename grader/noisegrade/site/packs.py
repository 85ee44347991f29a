"""What the worker downloads: the runtime in pieces, and the grader with its course.

The first start needs NumPy and `scipy.special`; the rest of SciPy comes when code names it. What a
server would have to compress is compressed here, once.
"""

from __future__ import annotations

import ast
import gzip
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import noisegrade
from noisegrade.course import Course
from noisegrade.site import runtime

__all__ = ["Download", "grader_download", "runtime_downloads", "served", "wants_all_of_scipy"]

_LEFT_OUT = (
    "batch",
    "cli",
    "gradescope",
    "nbgrader",
    "notebook",
    "scaffold",
    "testing",
    "verify",
    "watch",
)
_NOT_RUN = (".pyi", ".pxd", ".h", ".hpp", ".f", ".f90", ".a", ".c")
_NUMPY_UNUSED = ("numpy/f2py/", "numpy/distutils/", "numpy/doc/")
_EPOCH = (2020, 1, 1, 0, 0, 0)  # the same files make the same zip


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the worker fetches.

    Parameters
    ----------
    role : what the worker does with it
    url : relative to the site, or absolute
    size : in bytes, as it is served
    sha256 : of what is served, in hexadecimal
    gzipped : the worker unpacks it
    later : not before it is asked for
    """

    role: str
    url: str
    size: int
    sha256: str
    gzipped: bool = False
    later: bool = False


def runtime_downloads(
    folder: Path, write: Callable[[str, bytes], None], *, all_of_scipy: bool
) -> Iterator[Download]:
    """Write the runtime in pieces; return what the worker fetches."""
    for part, raw in runtime.from_folder(folder):
        match part.role:
            case "wasm" | "script":
                packed = gzip.compress(raw, 9, mtime=0)
                kept = _stored(part.role, f"{part.name}.gz", packed, write)
                yield replace(kept, gzipped=True)
            case "numpy":
                yield _stored("numpy", "numpy.zip", _repacked(raw, _is_numpy), write)
            case "openblas":
                yield _stored("openblas", "openblas.zip", _repacked(raw, lambda _: True), write)
            case "scipy":
                yield _stored("scipy", "scipy.zip", _repacked(raw, _is_special), write)
                rest = _repacked(raw, lambda name: _is_run(name) and not _is_special(name))
                kept = _stored("rest", "scipy-rest.zip", rest, write)
                yield replace(kept, later=not all_of_scipy)
            case _:
                yield _stored(part.role, part.name, raw, write)


def served(address: str) -> Iterator[Download]:
    """Return what the worker fetches from another host: the files of the release as they are."""
    for part in runtime.PARTS:
        yield Download(part.role, f"{address}{part.name}", part.size, part.sha256)


def grader_download(course: Course, write: Callable[[str, bytes], None]) -> tuple[Download, str]:
    """Write the grader with the course; return the download, and where the course is in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in _grader_files():
            archive.writestr(_entry(name), raw)
        origin = "/course"
        if course.package.startswith("noisegrade."):
            origin = course.origin
            for path in sorted(course.solutions.glob("*.py")):
                entry = _entry(f"{course.package.replace('.', '/')}/solutions/{path.name}")
                archive.writestr(entry, path.read_bytes())
        else:
            for name, raw in _course_files(course):
                archive.writestr(_entry(f"course/{name}"), raw)
    return _stored("grader", "noisegrade.zip", packed.getvalue(), write), origin


def wants_all_of_scipy(course: Course) -> bool:
    """Tell whether a course's own code needs more of SciPy than its special functions."""
    return any(
        name.startswith("scipy.") and not name.startswith("scipy.special")
        for path in course.declarations.rglob("*.py")
        if path.name != "implementations.py"
        for name in _imported(path)
    )


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{each.name}" for each in node.names)


def _grader_files() -> Iterator[tuple[str, bytes]]:
    root = Path(noisegrade.__file__).parent
    for path in sorted(root.rglob("*")):
        within = path.relative_to(root)
        if not path.is_file() or within.parts[0] in _LEFT_OUT or path.suffix == ".pyc":
            continue
        if within.parts[:2] in {
            ("report", "formats"),
            ("report", "class_page"),
            ("site", "assets"),
        }:
            continue
        if within.parts[:2] == ("what_noise_is", "solutions"):
            continue
        yield f"noisegrade/{within.as_posix()}", path.read_bytes()
    number = version("noisegrade")
    about = f"Metadata-Version: 2.1\nName: noisegrade\nVersion: {number}\n"
    yield f"noisegrade-{number}.dist-info/METADATA", about.encode()


def _course_files(course: Course) -> Iterator[tuple[str, bytes]]:
    """Return a course as a folder of its own, wherever its parts were."""
    packages = ", ".join(f'"{each}"' for each in course.packages)
    sections = ", ".join(f'"{each}"' for each in course.section_names)
    title = course.title.replace("\\", "\\\\").replace('"', '\\"')
    settings = (
        f'name = "{course.name}"\ntitle = "{title}"\nsections = [{sections}]\n'
        f"packages = [{packages}]\n"
    )
    yield "noisegrade.toml", settings.encode()
    for name in course.section_names:
        yield f"solutions/{name}.py", (course.solutions / f"{name}.py").read_bytes()
    for path in sorted(course.declarations.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            within = path.relative_to(course.declarations).as_posix()
            yield f"declarations/{within}", path.read_bytes()


def _repacked(raw: bytes, keep: Callable[[str], bool]) -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for member in source.infolist():
            if not member.is_dir() and keep(member.filename):
                target.writestr(_entry(member.filename), source.read(member))
    return packed.getvalue()


def _is_run(name: str) -> bool:
    return not name.endswith(_NOT_RUN) and "/tests/" not in name


def _is_numpy(name: str) -> bool:
    return _is_run(name) and not name.startswith(_NUMPY_UNUSED)


def _is_special(name: str) -> bool:
    """Tell whether a file of SciPy is needed for `scipy.special`."""
    within = name.startswith(("scipy/_lib/", "scipy/special/")) or name.count("/") == 1
    return _is_run(name) and within and "cython_special" not in name


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _stored(role: str, name: str, raw: bytes, write: Callable[[str, bytes], None]) -> Download:
    """Write a download under a name that changes with its contents, so that it may be kept."""
    digest = hashlib.sha256(raw).hexdigest()
    url = f"runtime/{digest[:12]}-{name}"
    write(url, raw)
    return Download(role, url, len(raw), digest)

"""Write the site: pages, editor, runtime, and what makes it work without a network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

from noisegrade.course import Course
from noisegrade.errors import UsageError
from noisegrade.site import packs, pages, runtime
from noisegrade.site.editor import editor_files

__all__ = ["Built", "build"]

_MARK = "noisegrade-site.json"  # a folder that has it was written by us, and may be written again
_SCRIPTS = ("app.js", "course.js", "editor.js", "engine.js", "exercise.js", "store.js", "worker.js")


@dataclass(frozen=True, slots=True)
class Built:
    """What was written: the folder, its pages, and the bytes that a first visit downloads."""

    folder: Path
    pages: int
    first_visit: int


def build(course: Course, out: Path, pyodide: str) -> Built:
    """Write the site of a course.

    Parameters
    ----------
    course : any course
    out : a folder that is empty, missing, or holds a site already
    pyodide : the folder of an unpacked release of Pyodide, whose files become part of the site;
        or the https address of such a folder, from where pages load it

    Raises
    ------
    UsageError
        Where the folder holds something else, or the runtime or the editor can't be used.
    """
    _require_ours(out)
    if course.packages:
        named = ", ".join(course.packages)
        raise UsageError(f"The course offers {named}, which a browser has not: it can't be a site.")
    written: dict[str, bytes] = {}
    downloads, further = _runtime(course, pyodide, written)
    grader, origin = packs.grader_download(course, written.__setitem__)
    downloads.append(grader)
    written |= dict(_files(course, pages.content_policy(further)))
    written["assets/runtime.json"] = _settings(origin, downloads)
    written |= _offline(written)
    _write(out, written)
    first = sum(each.size for each in downloads if not each.later)
    return Built(out, sum(name.endswith(".html") for name in written), first)


def _runtime(
    course: Course, pyodide: str, written: dict[str, bytes]
) -> tuple[list[packs.Download], str]:
    """Return what the worker fetches of Python, and the origin that pages must allow for it."""
    if pyodide.startswith(("https:", "http:")):
        address, further = runtime.from_address(pyodide)
        return list(packs.served(address)), further
    downloads = packs.runtime_downloads(
        Path(pyodide), written.__setitem__, all_of_scipy=packs.wants_all_of_scipy(course)
    )
    return list(downloads), ""


def _settings(origin: str, downloads: list[packs.Download]) -> bytes:
    """Tell the worker what to fetch, and how to start."""
    settings = {
        "version": runtime.VERSION,
        "python": runtime.PYTHON,
        "origin": origin,
        "lock": runtime.LOCK,
        "downloads": [asdict(each) for each in downloads],
    }
    return json.dumps(settings).encode()


def _files(course: Course, policy: str) -> Iterator[tuple[str, bytes]]:
    yield "index.html", pages.course_page(course, policy).encode()
    for each in course.exercises:
        yield f"{each.name}.html", pages.exercise_page(course, each.name, policy).encode()
    yield "assets/site.css", pages.style_sheet().encode()
    yield "assets/icon.svg", _asset("icon.svg")
    for name in _SCRIPTS:
        yield f"assets/{name}", _asset(name)
    for name, raw in editor_files():
        yield f"assets/editor/{name}", raw
    yield (
        "assets/manifest.json",
        json.dumps(
            {
                "name": course.title,
                "short_name": course.title[:24],
                "start_url": "../index.html",
                "display": "minimal-ui",
                "icons": [{"src": "icon.svg", "sizes": "any", "type": "image/svg+xml"}],
            }
        ).encode(),
    )


def _offline(written: dict[str, bytes]) -> dict[str, bytes]:
    """Return the service worker, which keeps the pages, and the mark of the folder."""
    kept = sorted(name for name in written if not name.startswith("runtime/"))
    contents = b"\0".join(written[name] for name in kept)
    build_name = hashlib.sha256(contents).hexdigest()[:12]
    script = _asset("service-worker.js").decode()
    script = script.replace("{{build}}", build_name).replace('["{{files}}"]', json.dumps(kept))
    return {
        "service-worker.js": script.encode(),
        _MARK: json.dumps({"build": build_name, "files": sorted(written)}).encode(),
    }


def _require_ours(out: Path) -> None:
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / _MARK).is_file())):
        raise UsageError(f"{out} holds something else: name a new folder for the site.")


def _write(out: Path, written: dict[str, bytes]) -> None:
    """Write all files; take away those of an earlier site that are no longer in it."""
    try:
        for old in _former(out) - set(written):
            (out / old).unlink(missing_ok=True)
        for name, raw in written.items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
    except OSError as error:
        raise UsageError(f"{out} can't be written: {error.strerror or error}.") from error


def _former(out: Path) -> set[str]:
    try:
        names = json.loads((out / _MARK).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    root = out.resolve()
    return {name for name in map(str, names) if (root / name).resolve().is_relative_to(root)}


def _asset(name: str) -> bytes:
    return (files("noisegrade.site") / "assets" / name).read_bytes()

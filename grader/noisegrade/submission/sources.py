"""From the files that count to the sources that are run: each its own module, importable by name.

Where one section's functions come from several files, these share one namespace; where they would
overwrite one another's names there, each stays a module of its own, and the section imports the
functions that count from them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from noisegrade.model import Chunk, Source
from noisegrade.submission.matching import CodeFile, Match, by_name
from noisegrade.submission.scan import definitions

__all__ = ["to_sources"]

_MOST = 1_000_000  # characters of files that are there only to be imported


def to_sources(matches: Sequence[Match], files: Sequence[CodeFile]) -> tuple[Source, ...]:
    """Make the sources, those of sections first, in the order of the course."""
    known = {file.label: file for file in files}
    alone: dict[str, list[str]] = {}  # sections by the one file that serves them
    for one in matches:
        if len(one.files) == 1:
            alone.setdefault(next(iter(one.files)), []).append(one.section)
    modules = _Modules({one.section for one in matches})
    sources: list[Source] = []
    for one in matches:
        parts = [known[label] for label in one.files]
        if len(parts) == 1 and alone[parts[0].label][0] == one.section:
            sections = tuple(alone[parts[0].label])
            name = modules.name(parts[0], one.section if len(sections) == 1 else None)
            sources.append(Source(name, parts[0].chunks, sections))
        elif len(parts) > 1 and not _clash(parts):
            chunks = tuple(chunk for part in parts for chunk in part.chunks)
            sources.append(Source(modules.section(one.section), chunks, (one.section,)))
        elif len(parts) > 1:
            sources += _apart(one, parts, modules)
    return tuple(_merged([*sources, *_importable(files, modules)]))


class _Modules:
    """Gives names of modules away, each once; the same file keeps its name."""

    def __init__(self, sections: set[str]) -> None:
        self._sections = sections
        self._taken: dict[str, str] = {}  # label by module

    def section(self, section: str) -> str:
        """Name the module that a section's files share."""
        return self._take(section, f"/{section}")

    def name(self, file: CodeFile, section: str | None = None) -> str:
        """Name the module of one file: after its only section, or else after itself."""
        for module, label in self._taken.items():
            if label == file.label:
                return module
        stem = file.name.rpartition(".")[0]
        plain = stem if stem.isidentifier() and stem.isascii() else "submission"
        return self._take(section or plain, file.label)

    def is_free(self, module: str) -> bool:
        """Tell whether no source has this name."""
        return module not in self._taken

    def _take(self, module: str, label: str) -> str:
        name, more = module, 1
        while self._taken.get(name, label) != label:
            more += 1
            name = f"{module}_{more}"
        self._taken[name] = label
        return name


def _clash(parts: Iterable[CodeFile]) -> bool:
    """Tell whether two files define a function of one name."""
    counts = Counter(
        name
        for part in parts
        for name in {one.name for chunk in part.chunks for one in definitions(chunk.text)}
    )
    return any(count > 1 for count in counts.values())


def _apart(one: Match, parts: Sequence[CodeFile], modules: _Modules) -> Iterator[Source]:
    """Leave each file its own namespace, and gather the functions that count."""
    gathered = []
    for part in parts:
        module = modules.name(part)
        yield Source(module, part.chunks, ())
        names = ", ".join(one.files[part.label])
        gathered.append(Chunk(f"from {module} import {names}\n", part.label))
    yield Source(modules.section(one.section), tuple(gathered), (one.section,))


def _merged(sources: Iterable[Source]) -> Iterator[Source]:
    """Join the sources of one file into one."""
    found: dict[str, Source] = {}
    for one in sources:
        before = found.get(one.module)
        if before is not None:
            one = Source(one.module, one.chunks, (*before.sections, *one.sections))  # noqa: PLW2901 - the same source
        found[one.module] = one
    yield from found.values()


def _importable(files: Sequence[CodeFile], modules: _Modules) -> Iterator[Source]:
    """Let a submission import its own other .py files."""
    room = _MOST
    for file in by_name(files):
        stem, _, suffix = file.name.rpartition(".")
        size = sum(len(chunk.text) for chunk in file.chunks)
        fits = re.fullmatch(r"[A-Za-z_]\w*", stem, re.ASCII) and suffix.lower() == "py"
        if fits and size <= room and modules.is_free(stem):
            room -= size
            yield Source(modules.name(file), file.chunks, ())

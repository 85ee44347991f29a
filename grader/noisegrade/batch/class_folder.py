"""One folder of a class's work: which of its entries make up whose submission."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from noisegrade.batch import layouts
from noisegrade.batch.archives import CODE, bare, is_archive
from noisegrade.batch.collection import is_theirs
from noisegrade.batch.gradescope_export import METADATA
from noisegrade.batch.layouts import HandIn
from noisegrade.batch.sources import SubmissionSource
from noisegrade.model import HandedIn
from noisegrade.report.people import Learner
from noisegrade.submission import natural
from noisegrade.submission.text_files import printable

__all__ = ["ClassFolder", "Ignored"]

_RESULTS = {"journal.sqlite", "results.jsonl", "journal.lock"}  # two of them: a folder of ours
_BY_THE_WAY = re.compile(
    r"(readme|license)(\..*)?|.+\.(csv|ya?ml|md|log|json|toml|cfg|ini|html?|db|sqlite)|"
    r"makefile|_resubmits",
    re.IGNORECASE | re.DOTALL,
)  # what systems and instructors put beside the work of a class
_UNREAD = {".rar", ".7z", ".xz", ".gz", ".bz2", ".zst", ".lzma"}
_TYPED = "what was typed into a form is not read"


@dataclass(frozen=True, slots=True)
class Ignored:
    """An entry of a download that belongs to no submission, and why."""

    origin: str
    reason: str


@dataclass(slots=True)
class ClassFolder:
    """A folder whose entries belong to learners.

    Parameters
    ----------
    folder : where it is
    called : the name of what was pointed at
    flaws : what was left out in unpacking it, by entry
    sections : of the course
    trusted : whether names in it may tell whose work it is
    attempts : that count: the last of the first so many; None for the last of all
    """

    folder: Path
    called: str
    flaws: dict[str, list[str]]
    sections: Sequence[str]
    trusted: bool = field(kw_only=True)
    attempts: int | None = field(default=None, kw_only=True)
    ignored: list[Ignored] = field(default_factory=list, init=False)

    def sources(self) -> Iterator[SubmissionSource]:
        """Return the submissions in the order of their names; what is none is listed as ignored."""
        names = sorted(entry.name for entry in self.folder.iterdir())
        theirs = [name for name in names if self._is_candidate(name)]
        groups: dict[object, list[tuple[str, HandIn]]] = {}
        known = layouts.recognizer(self.folder, self.called, theirs) if self.trusted else _nobody
        for name in theirs:
            found = known(name)
            if found is not None and _is_plain(self.folder / name):
                groups.setdefault(_key(found), []).append((name, found))
        taken = {name for group in groups.values() for name, _ in group}
        firsts = {group[0][0]: group for group in groups.values()}
        for name in theirs:  # one at a time: a class may have a million
            if name in firsts:
                yield from self._guarded(self._of_learner, firsts[name], name)
            elif name not in taken:
                yield from self._guarded(self._entry, name, name)
        for name in sorted(self.flaws.keys() - set(names)):
            yield self._lost(name)

    def _guarded(
        self, find: Callable[[Any], Iterator[SubmissionSource]], what: object, name: str
    ) -> list[SubmissionSource]:
        """Let whatever one entry raises cost that entry alone."""
        try:
            return list(find(what))
        except Exception as error:  # noqa: BLE001 - see above
            says = getattr(error, "strerror", None) or str(error) or type(error).__name__
            refused = f"it can't be opened: {printable(says)[:200]}."
            return [replace(self._source(bare(name), name, [name]), refused=refused)]

    def _is_candidate(self, name: str) -> bool:
        if is_theirs(name) and name != METADATA:
            return True
        why = "it is hidden" if name.startswith(".") else "no learner hands this in"
        self._ignore(name, why)
        return False

    def _ignore(self, name: str, reason: str) -> None:
        self.ignored.append(Ignored(self._origin(name), reason))

    def _origin(self, name: str) -> str:
        return printable(f"{self.called}/{name}")

    def _lost(self, name: str) -> SubmissionSource:
        refused = "nothing of it could be unpacked."
        return replace(self._source(name, name, [name]), refused=refused)

    def _source(self, shown: str, name: str, items: Sequence[str]) -> SubmissionSource:
        return SubmissionSource(
            name=printable(shown),
            origin=self._origin(name),
            path=str(self.folder / name),
            clue=printable(shown),
            items=tuple(self._origin(one) for one in items),
            notes=tuple(note for one in items for note in self.flaws.get(one, ())),
        )

    def _entry(self, name: str) -> Iterator[SubmissionSource]:
        """Return an entry that no layout explains: a folder, a file of code, an archive."""
        path = self.folder / name
        source = self._source(bare(name), name, [name])
        if _leads_out(path):
            refused = "it is a link that leads out of the folder: use the files themselves."
            yield replace(source, refused=refused)
        elif path.is_dir():
            if _holds_results(path):
                self._ignore(name, "it holds results of noisegrade, not a submission")
            else:
                yield source
        elif path.suffix.lower() in CODE or is_archive(name):
            yield source
        elif _BY_THE_WAY.fullmatch(name) or path.suffix.lower() == ".txt":
            self._ignore(name, "it is neither code nor an archive")
        else:
            yield replace(source, refused=_unreadable(name))

    def _of_learner(self, group: Sequence[tuple[str, HandIn]]) -> Iterator[SubmissionSource]:
        """Return what one learner handed in: the latest attempt counts."""
        attempts = sorted({found.attempt for _, found in group})[: self.attempts]
        latest = attempts[-1]
        for name, found in group:
            if found.attempt != latest:
                which = "a later attempt" if found.attempt < latest else "no more attempts"
                self._ignore(name, f"{_shown(found.learner, name)} has {which}")
        current = [(name, found) for name, found in group if found.attempt == latest]
        folders = [one for one in current if not one[1].file and not one[1].typed]
        files = self._newest([one for one in current if one[1].file and not one[1].typed])
        for name, found in current:
            if found.typed and (folders or files):
                self._ignore(name, _TYPED)
        for name, found in folders:
            yield replace(self._learners_own(name, [name], found.learner), handed_in=found.when)
        if files:
            yield replace(self._shared(files), handed_in=_latest(files))
        if not folders and not files:
            names = [name for name, _ in current]
            typed = self._learners_own(names[0], names, current[0][1].learner)
            yield replace(typed, refused=f"{_TYPED}: ask for the files.")

    def _newest(self, files: Sequence[tuple[str, HandIn]]) -> list[tuple[str, HandIn]]:
        """Of a section's file that was handed in again, keep the newest."""
        newest: dict[str, tuple[str, HandIn]] = {}
        for name, found in sorted(files, key=lambda one: (one[1].version, natural(one[0]))):
            bare_name = layouts.section_file(found.file, self.sections)
            before = newest.pop(bare_name, None)
            if before is not None:
                self._ignore(before[0], f"{name} is the newer {bare_name}")
            newest[bare_name] = (name, replace(found, file=bare_name))
        return list(newest.values())

    def _learners_own(self, name: str, items: Sequence[str], learner: Learner) -> SubmissionSource:
        source = self._source(_shown(learner, name), name, items)
        return replace(source, learner=learner)

    def _shared(self, files: Sequence[tuple[str, HandIn]]) -> SubmissionSource:
        learner = files[0][1].learner
        items = sorted(name for name, _ in files)
        number = learner.platform_id
        origin = "_".join(filter(None, [_shown(learner, items[0]), number]))
        source = self._source(_shown(learner, items[0]), origin, items)
        listed = tuple((found.file, str(self.folder / name)) for name, found in files)
        return replace(source, learner=learner, files=listed)


def _latest(files: Sequence[tuple[str, HandIn]]) -> HandedIn | None:
    """Return the latest time of several files; one that is marked as late speaks for all."""
    times = [found.when for _, found in files if found.when is not None]
    return max(times, key=lambda one: (bool(one.late), one.at or ""), default=None)


def _nobody(name: str) -> HandIn | None:
    del name
    return None


def _key(found: HandIn) -> object:
    """Tell learners apart: by number or login, else by name."""
    who = found.learner
    return who.platform_id or who.login or (who.name, who.email, who.number)


def _shown(learner: Learner, name: str) -> str:
    """Name a submission as people would: by its author, or by its file without the ending."""
    number = f"Participant {learner.platform_id}" if learner.platform_id else ""
    return learner.name or learner.login or number or bare(name)


def _unreadable(name: str) -> str:
    if Path(name).suffix.lower() in _UNREAD:
        return f"a {Path(name).suffix} archive can't be read here: ask for a .zip."
    return "it is not code: ask for a .py, an .ipynb or a .zip."


def _holds_results(folder: Path) -> bool:
    """Tell whether a folder holds results of ours; one file of such a name may be a learner's."""
    try:
        return len({entry.name for entry in folder.iterdir()} & _RESULTS) > 1
    except OSError:
        return False


def _is_plain(path: Path) -> bool:
    """Tell whether it is a folder or a file itself, no link and no pipe."""
    return not path.is_symlink() and (path.is_dir() or path.is_file())


def _leads_out(path: Path) -> bool:
    """Tell whether it is a link to somewhere else: that is nobody's submission."""
    if not path.is_symlink():
        return False
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(path.parent))

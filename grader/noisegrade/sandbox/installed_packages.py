"""Where the packages stand that a course offers beside NumPy and SciPy, and what they need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from noisegrade.errors import UsageError

__all__ = ["NO_PACKAGES", "InstalledPackages", "look_up"]

_REQUIRED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class InstalledPackages:
    """Packages with all that they need, as far as it is installed."""

    names: tuple[str, ...] = ()
    importable: tuple[str, ...] = ()
    entries: tuple[Path, ...] = ()  # files and folders that a child must be able to read
    folders: tuple[Path, ...] = ()  # in which they stand


NO_PACKAGES = InstalledPackages()


def look_up(names: Sequence[str]) -> InstalledPackages:
    """Find packages by the names that they are imported by.

    Raises
    ------
    UsageError
        Where one is not installed.
    """
    if not names:
        return NO_PACKAGES
    providers = metadata.packages_distributions()
    wanted = {provider for name in names for provider in providers.get(name, ())}
    found = list(_with_requirements(wanted))
    importable = {*names, *_provided(providers, {one.name for one in found})}
    entries = {path for one in found for path in _top_level(one)}
    for name in names:
        entries |= _own_entries(name)
    return InstalledPackages(
        tuple(names),
        tuple(sorted(importable)),
        tuple(sorted(entries)),
        tuple(sorted({entry.parent for entry in entries})),
    )


def _with_requirements(names: set[str]) -> Iterator[metadata.Distribution]:
    seen: set[str] = set()
    left = list(names)
    while left:
        name = re.sub(r"[-_.]+", "-", left.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system, or an extra
        yield found
        for requirement in found.requires or ():
            match = _REQUIRED.match(requirement)
            if match and "extra ==" not in requirement:
                left.append(match.group())


def _provided(providers: Mapping[str, Sequence[str]], names: set[str]) -> Iterator[str]:
    return (package for package, by in providers.items() if names & set(by))


def _top_level(distribution: metadata.Distribution) -> Iterator[Path]:
    tops = {file.parts[0] for file in distribution.files or () if file.parts[0] != ".."}
    return (Path(str(distribution.locate_file(top))) for top in tops)


def _own_entries(name: str) -> set[Path]:
    """Return where a package itself is: an editable one is where its project is."""
    spec = find_spec(name)
    if spec is None:
        raise UsageError(f"{name} is offered to learners but not installed: install it here first.")
    if spec.submodule_search_locations:
        return {Path(folder) for folder in spec.submodule_search_locations}
    return {Path(spec.origin)} if spec.origin else set()

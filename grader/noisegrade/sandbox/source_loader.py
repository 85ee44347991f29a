"""Load a submission's sources from memory, chunk by chunk, so that one can import another."""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import linecache
import sys
import traceback
from collections.abc import Mapping, Sequence
from types import ModuleType

from noisegrade.sandbox.absent_packages import AbsentPackages
from noisegrade.sandbox.calls import LoadError
from noisegrade.sandbox.essential_code import Extent, awaits, essential, without_await
from noisegrade.sandbox.offered_packages import Offered
from noisegrade.sandbox.request_codec import Texts
from noisegrade.sandbox.stub_modules import DRAWING
from noisegrade.sandbox.tracebacks import one_line, own_where

__all__ = ["Sources"]

_NOWHERE = 10**9  # the line of what could not be compiled: nothing stands below it


class Sources(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The sources of one submission, by the names that they import one another by."""

    def __init__(
        self, sources: Mapping[str, Texts], offered: Offered, extent: Extent = Extent.ALL
    ) -> None:
        self._extent = extent
        self._sources = sources
        self._importable = frozenset(offered.importable)
        self._absent = AbsentPackages(["numpy", "scipy", *offered.packages])
        self._texts = {label: text for texts in sources.values() for text, label in texts}
        self._modules: dict[str, ModuleType] = {}
        self._errors: dict[str, list[LoadError]] = {}
        self.labels = {label: label for texts in sources.values() for _, label in texts}

    def module(self, name: str) -> ModuleType:
        """Return a source's module; load it first if nobody did."""
        if name not in self._modules:
            module = ModuleType(name)
            if not _is_taken(name):
                sys.modules[name] = module
            self.exec_module(module)
        return self._modules[name]

    def errors(self, name: str) -> Sequence[LoadError]:
        """Return the chunks of a source that failed to load."""
        return self._errors.get(name, ())

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find a source by its name; what isn't offered is absent, be it installed or not."""
        del path, target
        package = fullname.partition(".")[0]
        if _is_taken(package) or package in self._importable or package in DRAWING:
            return None
        if fullname in self._sources:
            return importlib.machinery.ModuleSpec(fullname, self)
        return self._absent.find(fullname, self._texts)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        """Return what a circular import may have begun already."""
        return self._modules.get(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Run the chunks one after another; one that raises does not stop the next."""
        name = module.__name__
        if name in self._modules:
            return
        self._modules[name] = module
        self._errors[name] = []
        was_loading, self._absent.is_loading = self._absent.is_loading, True
        try:
            self._run(module)
        finally:
            self._absent.is_loading = was_loading

    def _run(self, module: ModuleType) -> None:
        name = module.__name__
        for text, label in self._sources[name]:
            linecache.cache[label] = (len(text), None, text.splitlines(keepends=True), label)
            code = without_await(text, label)
            failed = self._try(module, label, code) if self._extent is Extent.ALL else 0
            if failed is not None:
                self._run_essential(module, label, text, after=failed)

    def _run_essential(self, module: ModuleType, label: str, text: str, *, after: int) -> None:
        """Run what is essential below a line; and below the next that fails."""
        try:
            body = ast.parse(text, label).body
        except BaseException as error:  # noqa: BLE001 - also RecursionError, MemoryError, …
            if not after:
                self._note(module.__name__, label, error)
            return
        body = [one for one in body if not awaits(one)]
        extent = max(self._extent, Extent.ASSIGNMENTS)
        left = [one for one in essential(body, extent) if one.lineno > after]
        while left:
            failed = self._try(module, label, ast.Module(left, type_ignores=[]))
            if failed is None or failed == _NOWHERE:
                return
            left = [one for one in left if one.lineno > failed]

    def _try(self, module: ModuleType, label: str, code: str | ast.Module) -> int | None:
        """Run code; return None where all went well, or the line at which it stopped."""
        try:
            exec(compile(code, label, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - it is what a sandbox is for
        except BaseException as error:  # noqa: BLE001 - whatever a learner's code raises
            self._note(module.__name__, label, error)
            return _line_of(error, label)
        return None

    def _note(self, name: str, label: str, error: BaseException) -> None:
        where = own_where(error, self.labels) or label
        self._errors[name].append(LoadError(where, one_line(error)))


def _line_of(error: BaseException, label: str) -> int:
    """Return the line of the top level that an error came through; the last of all without one."""
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename == label and frame.f_code.co_name == "<module>":
            return line
    return _NOWHERE


def _is_taken(name: str) -> bool:
    if name.startswith("_"):  # sysconfig's own, for one, stands in no list
        return True
    return name in sys.stdlib_module_names or name in {"numpy", "scipy"}

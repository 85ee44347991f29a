"""A file of `solutions/` as values: its functions, their tasks and their bodies."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from itertools import takewhile

from noisegrade.errors import WorkbookError

__all__ = ["BEGIN", "END", "Function", "SolutionFile", "parse"]

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
"""Around the body of every function; nbgrader knows the same two lines."""

_PLACEHOLDER = '    raise NotImplementedError("{name}: replace this line with your code")\n'
_LEFTOVER = "nothing but the docstring, imports and functions may stand here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One exercise as it is in `solutions/`.

    `head` is the signature and the docstring, `body` what stands between the markers; both keep
    their indentation and end in a newline. `lines` are the first and the last in the file.
    """

    name: str
    parameters: tuple[str, ...]
    docstring: str
    head: str
    body: str
    lines: tuple[int, int]

    @property
    def text(self) -> str:
        """The whole function, with the markers."""
        return f"{self.head}    {BEGIN}\n{self.body}    {END}\n"

    @property
    def solution(self) -> str:
        """The whole function, without the markers."""
        return self.head + self.body

    @property
    def stub(self) -> str:
        """What a learner starts from."""
        return self.head + _PLACEHOLDER.format(name=self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionFile:
    """One file of the workbook; `preamble` is its imports."""

    name: str
    docstring: str
    opening: str  # the docstring as it stands in the file, on one line or on many
    preamble: str
    functions: tuple[Function, ...]

    @property
    def title(self) -> str:
        """The first line of the docstring, as a heading."""
        return self.docstring.partition("\n")[0].removesuffix(".")

    @property
    def text(self) -> str:
        """The solved file."""
        return self._file([function.text for function in self.functions])

    @property
    def stub(self) -> str:
        """The file that a learner starts from."""
        return self._file([function.stub for function in self.functions])

    def _file(self, functions: list[str]) -> str:
        imports = f"\n{self.preamble}" if self.preamble.strip() else ""
        return "\n\n".join([f"{self.opening}\n{imports}", *functions])


def parse(text: str, name: str) -> SolutionFile:
    """Take a solved section apart.

    Raises
    ------
    WorkbookError
        Where the text is not Python, or a docstring or a marker is missing; names file and line.
    """
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise _flaw(name, error.lineno or 1, f"it is not Python: {error.msg}") from error
    docstring = ast.get_docstring(tree)
    if docstring is None:
        raise _flaw(name, 1, "the section has no docstring")
    definitions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    if not definitions:
        raise _flaw(name, 1, "the section has no function")
    lines = text.splitlines(keepends=True)
    preamble = "".join(lines[tree.body[0].end_lineno : definitions[0].lineno - 1]).strip() + "\n"
    ends = [*(node.lineno - 1 for node in definitions[1:]), len(lines)]
    functions = tuple(
        _function(name, node, lines[:end]) for node, end in zip(definitions, ends, strict=True)
    )
    opening = "".join(lines[tree.body[0].lineno - 1 : tree.body[0].end_lineno]).rstrip("\r\n")
    section = SolutionFile(
        name=name,
        docstring=docstring,
        opening=opening,
        preamble=preamble,
        functions=functions,
    )
    _refuse_leftovers(section, tree, text)
    return section


def _refuse_leftovers(section: SolutionFile, tree: ast.Module, text: str) -> None:
    """Demand that there is nothing beside the parts: the file is put together again from them."""
    for node in tree.body[1:]:
        if not isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef):
            raise _flaw(section.name, node.lineno, _LEFTOVER)
    if section.text == text:
        return
    theirs, ours = text.splitlines(), section.text.splitlines()
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(theirs, ours, strict=False))
    )
    raise _flaw(section.name, same + 1, _LEFTOVER)


def _function(section: str, node: ast.FunctionDef, lines: list[str]) -> Function:
    """Take the function apart that begins at `node` and ends with `lines`."""
    docstring = ast.get_docstring(node)
    if docstring is None:
        raise _flaw(section, node.lineno, f"{node.name} has no docstring")
    task_end = node.body[0].end_lineno or node.lineno
    begin, end = (_only(section, node, lines, marker, task_end) for marker in (BEGIN, END))
    if begin != task_end + 1:
        raise _flaw(section, begin, f"'{BEGIN}' must follow the docstring of {node.name}")
    if end <= begin + 1:
        raise _flaw(section, end, f"{node.name} has no body between its markers")
    return Function(
        name=node.name,
        parameters=tuple(each.arg for each in (*node.args.posonlyargs, *node.args.args)),
        docstring=docstring,
        head="".join(lines[node.lineno - 1 : task_end]),
        body="".join(lines[begin : end - 1]),
        lines=(node.lineno, end),
    )


def _only(section: str, node: ast.FunctionDef, lines: list[str], marker: str, task_end: int) -> int:
    """Find the one line that holds the marker."""
    found = [at for at, line in enumerate(lines, 1) if at > task_end and line.strip() == marker]
    if len(found) != 1:
        line = found[1] if found else node.lineno
        fault = "stands twice in" if found else "is missing from"
        raise _flaw(section, line, f"'{marker}' {fault} {node.name}")
    return found[0]


def _flaw(section: str, line: int, reason: str) -> WorkbookError:
    return WorkbookError(f"{section}.py:{line}: {reason}.")

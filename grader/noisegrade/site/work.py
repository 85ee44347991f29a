"""A learner's work: one piece of code for each exercise, and the course's files made of them.

On a page the task stands above the editor, so code is kept without its docstring;
files get it back.
"""

from __future__ import annotations

import ast
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from noisegrade.course import Course, Function, SolutionFile
from noisegrade.errors import WorkbookError
from noisegrade.workbook.notebooks import to_notebook

__all__ = ["beginning", "read_file", "to_files", "to_notebooks", "to_zip"]

Codes = Mapping[str, str]

_MOST_BYTES = 4 << 20  # of a file that is read: a course's own are far smaller
_MOST_FILES = 400
_NOT_PYTHON = re.compile(
    r"^\s*([%!].*|check\(.*\)|from noisegrade import .*)$", re.MULTILINE
)  # of a notebook's cells


def beginning(function: Function) -> str:
    """Return what the editor holds at first: the stub without its docstring."""
    return without_docstring(function.stub)


def without_docstring(code: str) -> str:
    """Take the docstring out of a function; code that is not one function stays as it is."""
    span = _docstring_lines(code)
    if span is None:
        return code
    lines = code.splitlines(keepends=True)
    return "".join(lines[: span[0]] + lines[span[1] :])


def with_docstring(code: str, function: Function) -> str:
    """Put a task's docstring into a learner's function, where it has none of its own."""
    node = _definition(code, function.name)
    span = _docstring_lines(function.stub)
    if node is None or span is None or ast.get_docstring(node) or _on_one_line(node):
        return code
    lines = code.splitlines(keepends=True)
    at = node.body[0].lineno - 1
    return "".join(
        [*lines[:at], *function.stub.splitlines(keepends=True)[slice(*span)], *lines[at:]]
    )


def to_files(course: Course, codes: Codes) -> dict[str, str]:
    """Return the course's files with a learner's code in them, by name."""
    return {f"{section.name}.py": _file(section.solution, codes) for section in course.sections}


def to_notebooks(course: Course, codes: Codes) -> dict[str, str]:
    """Return the course's notebooks with a learner's code in them, by name."""
    found = {}
    for section in course.sections:
        notebook = json.loads(to_notebook(section.solution))
        for function in section.solution.functions:
            for cell in notebook["cells"]:
                if cell["id"] == function.name and function.name in codes:
                    cell["source"] = codes[function.name].rstrip()  # its task stands above
        found[f"{section.name}.ipynb"] = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    return found


def to_zip(files: Mapping[str, str], folder: str) -> bytes:
    """Pack files into a folder of a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"{folder}/{name}", text)
    return packed.getvalue()


def read_file(course: Course, name: str, raw: bytes) -> dict[str, str]:
    """Read a learner's code back: from a course's file, a notebook, or a zip of such.

    Raises
    ------
    WorkbookError
        Where there is nothing of the course in it.
    """
    found: dict[str, str] = {}
    for member, content in _members(name, raw):
        text = _text(member, content)
        for section in course.sections:
            found |= _split(section.solution, text)
    if not found:
        names = ", ".join(f"{section.name}.py" for section in course.sections)
        raise WorkbookError(f"{name} holds nothing of this course: choose a zip, or {names}.")
    return found


def _members(name: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        yield name, raw[:_MOST_BYTES]
        return
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for member in archive.infolist()[:_MOST_FILES]:
            path = PurePosixPath(member.filename)
            hidden = any(part.startswith((".", "__")) for part in path.parts)
            if path.suffix in {".py", ".ipynb"} and not hidden and member.file_size <= _MOST_BYTES:
                yield member.filename, archive.read(member)


def _text(name: str, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
        if not name.endswith(".ipynb"):
            return text
        cells = [each for each in json.loads(text)["cells"] if each["cell_type"] == "code"]
        sources = ("".join(each["source"]) for each in cells)
        return "\n\n\n".join(_NOT_PYTHON.sub("", source) for source in sources)
    except (ValueError, KeyError, TypeError) as error:
        raise WorkbookError(f"{name} can't be read: save it again as UTF-8.") from error


def _split(section: SolutionFile, text: str) -> dict[str, str]:
    """Cut a file after each of its exercises; what stands between two belongs to the second."""
    wanted = {function.name: function for function in section.functions}
    lines = text.splitlines(keepends=True)
    ends = list(_ends(text, wanted))
    if not ends:
        return {}
    found, start = {}, 0
    for place, (name, end) in enumerate(ends):
        stop = len(lines) if place == len(ends) - 1 else end
        piece = "".join(lines[start:stop])
        start = stop
        if place == 0:
            piece = _without_head(piece, section)
        found[name] = _without_task(piece.strip("\n") + "\n", wanted[name])
    return found


def _ends(text: str, wanted: Mapping[str, Function]) -> Iterator[tuple[str, int]]:
    """Return the exercises of a file, and the line after each; of broken code, by its `def`s."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        starts = [
            (match.group(1), text.count("\n", 0, match.start()))
            for match in re.finditer(r"^def (\w+)", text, re.MULTILINE)
            if match.group(1) in wanted
        ]
        ends = [line for _, line in starts[1:]] + [text.count("\n") + 1] * bool(starts)
        yield from zip((name for name, _ in starts), ends, strict=True)
        return
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in wanted:
            yield node.name, node.end_lineno or node.lineno


def _without_head(piece: str, section: SolutionFile) -> str:
    """Take off the docstring and the imports that every file of the course begins with."""
    head = f'"""{section.docstring}\n"""\n'
    piece = piece.removeprefix(head).lstrip("\n")
    return piece.removeprefix(section.preamble)


def _without_task(piece: str, function: Function) -> str:
    node = _definition(piece, function.name)
    said = ast.get_docstring(node) if node else None
    if node is None or not said or not _task(function).startswith(said) or len(node.body) == 1:
        return piece  # the docstring is the learner's own
    lines = piece.splitlines(keepends=True)
    first = node.body[0]
    return "".join(lines[: first.lineno - 1] + lines[first.end_lineno :])


def _task(function: Function) -> str:
    node = _definition(function.stub, function.name)
    return (ast.get_docstring(node) if node else None) or ""


def _file(section: SolutionFile, codes: Codes) -> str:
    pieces = [
        with_docstring(codes[each.name], each) if each.name in codes else each.stub
        for each in section.functions
    ]
    imports = f"\n{section.preamble}" if section.preamble.strip() else ""
    parts = (piece.strip("\n") + "\n" for piece in pieces)
    return "\n\n".join([f'"""{section.docstring}\n"""\n{imports}', *parts])


def _definition(code: str, name: str | None) -> ast.FunctionDef | None:
    try:
        nodes = ast.parse(code).body
    except (SyntaxError, ValueError):
        return None
    functions = [each for each in nodes if isinstance(each, ast.FunctionDef)]
    return next((each for each in functions if name in {None, each.name}), None)


def _docstring_lines(code: str) -> tuple[int, int] | None:
    node = _definition(code, None)
    if node is None or ast.get_docstring(node) is None:
        return None
    return node.body[0].lineno - 1, node.body[0].end_lineno or node.body[0].lineno


def _on_one_line(node: ast.FunctionDef) -> bool:
    return node.body[0].lineno == node.lineno

"""Stubs come from solutions alone; a learner's own code is never lost."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from built_in import COURSE, NAMES, SECTIONS
from noisegrade import workbook
from noisegrade.course import parse
from noisegrade.errors import UsageError, WorkbookError

ROOT = Path(__file__).parents[2]
SOLVED = {name: (ROOT / "solutions" / f"{name}.py").read_text("utf-8") for name in SECTIONS}
SMALL = '''"""Title.

More.
"""

import numpy as np


def f(x: float) -> float:
    """Give x."""
    ### BEGIN SOLUTION
    return x
    ### END SOLUTION
'''


def backups(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((folder / ".backups").iterdir())]


def solved_copy(folder: Path) -> Path:
    """Make a workbook that a learner has solved."""
    for section in COURSE.sections:
        functions = (function.solution for function in section.solution.functions)
        text = "\n\n".join([section.solution.preamble, *functions])
        (folder / f"{section.name}.py").write_text(text, "utf-8")
    return folder


# Deriving


def test_a_docstring_of_one_line_is_as_good_as_one_of_many() -> None:
    text = SMALL.replace("Title.\n\nMore.\n", "Title.")
    section = parse(text, "small")
    assert section.text == text
    assert section.stub.startswith('"""Title."""\n\nimport numpy as np\n\n\ndef f(')
    assert section.title == "Title"


@pytest.mark.parametrize("name", SECTIONS)
def test_the_stubs_in_the_checkout_are_those_of_the_solutions(name: str) -> None:
    stub = parse(SOLVED[name], name).stub
    assert (ROOT / "exercises" / f"{name}.py").read_text("utf-8") == stub


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_can_be_put_together_again_from_its_parts(name: str) -> None:
    section = parse(SOLVED[name], name)
    assert section.text == SOLVED[name]
    lines = SOLVED[name].splitlines(keepends=True)
    for one in section.functions:
        first, last = one.lines
        assert "".join(lines[first - 1 : last]) == one.text
        assert ast.get_docstring(ast.parse(one.stub).body[0]) == one.docstring  # type: ignore[arg-type]  # it is a function


def test_parts_are_found_by_the_name_of_the_exercise() -> None:
    for name in NAMES:
        function, section = COURSE.function(name), COURSE.section_of(name)
        assert function.stub.startswith(f"def {name}(")
        assert "raise NotImplementedError" not in function.solution
        assert "### BEGIN" not in function.solution
        assert ast.get_docstring(ast.parse(function.solution).body[0]) == function.docstring  # type: ignore[arg-type]  # it is a function
        assert function in section.solution.functions
        assert section.name in SECTIONS
    assert COURSE.sections[0].title == "A field of static"


def test_an_unknown_exercise_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(UsageError, match=r"Did you mean sample_static\?"):
        COURSE.function("sample_statik")
    with pytest.raises(UsageError, match="noisegrade list` shows them all"):
        COURSE.function("xyz")


def test_deriving_writes_only_what_differs(tmp_path: Path) -> None:
    written = workbook.derive(SECTIONS, ROOT / "solutions", tmp_path / "new")
    assert [path.stem for path in written] == list(SECTIONS)
    (tmp_path / "new" / "coverage.py").write_text("old", "utf-8")
    again = workbook.derive(SECTIONS, ROOT / "solutions", tmp_path / "new")
    assert again == (tmp_path / "new" / "coverage.py",)
    assert workbook.derive(SECTIONS, ROOT / "solutions", tmp_path / "new") == ()


MALFORMED = {
    "no Python": (SMALL.replace("return x", "return ("), "small.py:12: it is not Python"),
    "no docstring": (
        SMALL.replace('"""Title.\n\nMore.\n"""\n', ""),
        "the section has no docstring",
    ),
    "no task": (SMALL.replace('    """Give x."""\n', ""), "small.py:9: f has no docstring"),
    "no function": ('"""Title."""\n', "the section has no function"),
    "no begin": (SMALL.replace("    ### BEGIN SOLUTION\n", ""), "is missing from f"),
    "no end": (
        SMALL.replace("    ### END SOLUTION\n", ""),
        "small.py:9: '### END SOLUTION' is missing from f",
    ),
    "two begins": (
        SMALL.replace("    return x", "    ### BEGIN SOLUTION\n    return x"),
        "small.py:12: '### BEGIN SOLUTION' stands twice in f",
    ),
    "swapped": (
        SMALL.replace("BEGIN", "§").replace("END", "BEGIN").replace("§", "END"),
        "'### BEGIN SOLUTION' must follow the docstring of f",
    ),
    "code before": (SMALL.replace("    ### BEGIN", "    x += 1\n    ### BEGIN"), "must follow the"),
    "code after": (SMALL + "    return 2\n", "small.py:14: nothing but the docstring"),
    "no body": (
        SMALL.replace("    return x\n", "") + "    return x\n",
        "f has no body between its markers",
    ),
    "a statement between": (SMALL.replace("def f", "A = 1\n\n\ndef f"), "small.py:9: nothing but"),
    "a statement below": (SMALL + "\n\nA = 1\n", "small.py:16: nothing but the docstring"),
}


@pytest.mark.parametrize(("text", "says"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_solution_is_named_with_file_and_line(text: str, says: str) -> None:
    with pytest.raises(WorkbookError) as caught:
        parse(text, "small")
    assert says in str(caught.value)
    assert str(caught.value).startswith("small.py:")


def test_one_malformed_solution_leaves_all_stubs_as_they_were(tmp_path: Path) -> None:
    for name, text in SOLVED.items():
        (tmp_path / f"{name}.py").write_text(text, "utf-8")
    (tmp_path / "forward.py").write_text("def f(", "utf-8")
    with pytest.raises(WorkbookError, match=r"^forward\.py:1: it is not Python"):
        workbook.derive(SECTIONS, tmp_path, tmp_path / "stubs")
    assert not (tmp_path / "stubs").exists()


def test_missing_solutions_are_named(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match=r"sampling\.py can't be read"):
        workbook.derive(SECTIONS, tmp_path, tmp_path / "stubs")


# Starting


def test_init_writes_the_six_stubs(tmp_path: Path) -> None:
    started = workbook.init(COURSE, tmp_path / "deep" / "work")
    assert [path.stem for path in started.written] == list(SECTIONS)
    assert started.left_alone == ()
    for path in started.written:
        assert path.read_bytes() == (ROOT / "exercises" / path.name).read_bytes()


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "coverage.py").write_text("mine = 1\n", "utf-8")
    (tmp_path / "forward.py").symlink_to(tmp_path / "not there yet.py")
    started = workbook.init(COURSE, tmp_path)
    assert [path.stem for path in started.left_alone] == ["coverage", "forward"]
    assert (tmp_path / "coverage.py").read_text("utf-8") == "mine = 1\n"
    assert not (tmp_path / "not there yet.py").exists()
    assert workbook.init(COURSE, tmp_path).written == ()


@pytest.mark.parametrize("deeper", ["", "/work"])
def test_init_says_when_the_folder_is_a_file(tmp_path: Path, deeper: str) -> None:
    (tmp_path / "work").write_text("", "utf-8")
    with pytest.raises(WorkbookError, match=r"work"):
        workbook.init(COURSE, Path(f"{tmp_path}/work{deeper}"))


# Restoring


@pytest.mark.parametrize("name", NAMES)
def test_reset_restores_one_function_and_leaves_the_others(tmp_path: Path, name: str) -> None:
    solved_copy(tmp_path)
    section, function = COURSE.section_of(name), COURSE.function(name)
    path = tmp_path / f"{section.name}.py"
    before = path.read_text("utf-8")
    restored = workbook.reset(COURSE, tmp_path, name)
    assert path.read_text("utf-8") == before.replace(function.solution, function.stub)
    assert path.read_text("utf-8").splitlines()[restored.line - 1].startswith(f"def {name}(")
    assert restored.backup is not None
    assert restored.backup.read_text("utf-8") == before


def test_resetting_every_function_gives_the_stubs_back(tmp_path: Path) -> None:
    workbook.init(COURSE, tmp_path)
    stubs = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for name, text in SOLVED.items():
        (tmp_path / f"{name}.py").write_text(text, "utf-8")
    for name in NAMES:
        workbook.reset(COURSE, tmp_path, name)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.py")} == stubs
    assert len(backups(tmp_path)) == len(NAMES)


def test_reset_writes_a_file_that_is_gone(tmp_path: Path) -> None:
    restored = workbook.reset(COURSE, tmp_path / "work", "sample_static")
    assert restored.backup is None
    text = restored.path.read_text("utf-8")
    assert text == COURSE.section_of("sample_static").solution.stub
    assert text.splitlines()[restored.line - 1].startswith("def sample_static(")


BELL, STATIC = COURSE.function("bell_curve"), COURSE.function("sample_static")
PREAMBLE = "import numpy as np\n\n\n"
BROKEN = {
    "syntax error elsewhere": (
        PREAMBLE
        + "def bell_curve(x, mean, std:\n    return (((\n\n\ndef sample_static(h):\n    x\n",
        PREAMBLE + f"def bell_curve(x, mean, std:\n    return (((\n\n\n{STATIC.stub}",
    ),
    "syntax error within": (
        PREAMBLE + f"def bell_curve(x):\n    '''never ends\n\n\n{STATIC.solution}",
        PREAMBLE + f"{BELL.stub}\n\n{STATIC.solution}",
    ),
    "cut within": (PREAMBLE + BELL.text[:80], PREAMBLE + BELL.stub),
    "cut in the first line": (PREAMBLE + "def bell_curve(", PREAMBLE + BELL.stub),
    "gone, the next is there": (
        PREAMBLE + STATIC.solution,
        PREAMBLE + f"{BELL.stub}\n\n{STATIC.solution}",
    ),
    "gone, nothing is there": ("", PREAMBLE.rstrip("\n") + f"\n\n\n{BELL.stub}"),
    "imports are gone": ("def bell_curve(): ...\n", PREAMBLE + BELL.stub),
    "a docstring alone": ('"""Mine."""', f'"""Mine."""\n{PREAMBLE}{BELL.stub}'),
    "twice": (
        PREAMBLE + "def bell_curve(x):\n    return 1\n\n\ndef bell_curve(x):\n    return 2\n",
        PREAMBLE + f"def bell_curve(x):\n    return 1\n\n\n{BELL.stub}",
    ),
    "decorated": (
        PREAMBLE + "@cache\n@other(1)\ndef bell_curve(x):\n    return 1\n",
        PREAMBLE + BELL.stub,
    ),
    "with statements below": (
        PREAMBLE + "def bell_curve(\n    x,\n) -> int:\n    return 1\n\n# own\nprint(1)\nA = 2\n",
        PREAMBLE + f"{BELL.stub}\n# own\nprint(1)\nA = 2\n",
    ),
    "body at the left edge": (
        PREAMBLE + f"def bell_curve(x):\nz = x\nreturn z\n\n\n{STATIC.solution}",
        PREAMBLE + f"{BELL.stub}\n\n{STATIC.solution}",
    ),
    "before a class": (
        PREAMBLE + f"def bell_curve(x):\n    return 1\n\n\nclass A: ...\n\n\n{STATIC.solution}",
        PREAMBLE + f"{BELL.stub}\n\nclass A: ...\n\n\n{STATIC.solution}",
    ),
}


@pytest.mark.parametrize(("before", "after"), BROKEN.values(), ids=BROKEN)
def test_reset_works_in_a_broken_file(tmp_path: Path, before: str, after: str) -> None:
    name = "sample_static" if STATIC.stub in after else "bell_curve"
    (tmp_path / "sampling.py").write_text(before, "utf-8")
    workbook.reset(COURSE, tmp_path, name)
    assert (tmp_path / "sampling.py").read_text("utf-8") == after
    assert backups(tmp_path) == [before.encode()]


def test_reset_keeps_line_ends_and_bytes_that_are_no_text(tmp_path: Path) -> None:
    before = b"import numpy as np\r\n\r\n# \xff\xfe\r\ndef bell_curve(x):\r\n    return 1\r\n"
    (tmp_path / "sampling.py").write_bytes(before)
    workbook.reset(COURSE, tmp_path, "bell_curve")
    after = (tmp_path / "sampling.py").read_bytes()
    assert after.startswith(before.partition(b"def")[0])
    assert after.count(b"\n") == after.count(b"\r\n")
    assert BELL.stub.encode() == after.partition(b"\xfe\r\n")[2].replace(b"\r\n", b"\n")


def test_reset_keeps_the_encoding_that_the_file_names(tmp_path: Path) -> None:
    path = tmp_path / "sampling.py"
    before = "# coding: gb18030\nimport numpy as np\n\n# 噪声\n\ndef bell_curve(x): ...\n"
    path.write_bytes(before.encode("gb18030"))
    workbook.reset(COURSE, tmp_path, "bell_curve")
    after = path.read_bytes().decode("gb18030")
    assert after == before.replace("def bell_curve(x): ...\n", BELL.stub)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"# coding: latin-1\n# \xe9\n", "saved as iso-8859-1, which can't write the task"),
        ("def bell_curve(x): ...\n".encode("utf-16"), "is not a text file"),
        (b"\0\1\2", "is not a text file"),
    ],
    ids=["latin-1", "UTF-16", "binary"],
)
def test_reset_leaves_a_file_alone_that_it_can_not_change(
    tmp_path: Path, raw: bytes, says: str
) -> None:
    (tmp_path / "sampling.py").write_bytes(raw)
    with pytest.raises(WorkbookError, match=says):
        workbook.reset(COURSE, tmp_path, "bell_curve")
    assert [path.name for path in tmp_path.iterdir()] == ["sampling.py"]
    assert (tmp_path / "sampling.py").read_bytes() == raw


def test_reset_says_when_the_file_can_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "sampling.py").mkdir()
    with pytest.raises(WorkbookError, match=r"Is a directory\. Nothing was changed"):
        workbook.reset(COURSE, tmp_path, "bell_curve")


def test_reset_follows_a_link_and_keeps_the_rights_of_the_file(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.py"
    real.write_text(SOLVED["sampling"], "utf-8")
    real.chmod(0o640)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "sampling.py").symlink_to(real)
    workbook.reset(COURSE, tmp_path / "work", "bell_curve")
    assert (tmp_path / "work" / "sampling.py").is_symlink()
    assert BELL.stub in real.read_text("utf-8")
    assert real.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"elsewhere.py", "work"}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(start=st.integers(0, 5000), length=st.integers(0, 3000), junk=st.text(max_size=20))
def test_whatever_is_torn_out_reset_keeps_a_backup_and_gives_the_stub(
    tmp_path: Path, start: int, length: int, junk: str
) -> None:
    whole = SOLVED["summing"]
    torn = (whole[:start] + junk.replace("\0", "") + whole[start + length :]).encode(
        "utf-8", "replace"
    )
    (tmp_path / "summing.py").write_bytes(torn)
    restored = workbook.reset(COURSE, tmp_path, "sample_sum")
    assert restored.backup is not None
    assert restored.backup.read_bytes() == torn
    text = (tmp_path / "summing.py").read_text("utf-8")
    assert COURSE.function("sample_sum").stub in text.replace("\r\n", "\n")
    if start > whole.index("def sum_gaussians") + 40:
        assert COURSE.function("scale_gaussian").text in text

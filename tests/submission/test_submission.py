"""Whatever is handed in becomes a submission, or one sentence that says what to do."""

from __future__ import annotations

import codecs
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from built_in import FUNCTIONS, SECTIONS
from noisegrade import submission as submissions
from noisegrade.errors import SubmissionError
from noisegrade.model import Submission
from noisegrade.submission import Definition, definitions, fingerprint
from noisegrade.submission.magics import without_magics

STATIC = "def sample_static(height, width, channels, rng):\n    return 1\n"
STUB = STATIC.replace("return 1", 'raise NotImplementedError("sample_static")')


def read(path: Path) -> Submission:
    return submissions.read(path, FUNCTIONS)


def folder(path: Path, files: dict[str, str | bytes]) -> Path:
    path.mkdir(exist_ok=True)
    for name, content in files.items():
        (path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def code(source: object, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": []}


def notebook(*cells: object, **metadata: Any) -> str:
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}
    return json.dumps(whole, indent=1)


def chunks(submission: Submission) -> list[tuple[str, str]]:
    return [(one.label, one.text) for source in submission.sources for one in source.chunks]


def in_a_notebook(path: Path, *cells: object) -> list[tuple[str, str]]:
    return chunks(read(folder(path, {"w.ipynb": notebook(*cells)}) / "w.ipynb"))


# What counts


def test_each_file_of_a_folder_serves_its_own_section_in_the_order_of_the_course(
    tmp_path: Path,
) -> None:
    files: dict[str, str | bytes] = {"forward.py": "f = 1\n", "sampling.py": STATIC}
    submission = read(folder(tmp_path / "ada", {**files, "summing.ipynb": notebook(code("s = 1"))}))
    assert submission.name == "ada"
    served = [(source.module, source.sections) for source in submission.sources]
    assert served == [(name, (name,)) for name in ("sampling", "summing", "forward")]
    assert chunks(submission) == [
        ("sampling.py", STATIC),
        ("summing.ipynb cell 1", "s = 1"),
        ("forward.py", "f = 1\n"),
    ]
    assert not submission.notes
    assert not submission.unreadable


@pytest.mark.parametrize(
    ("name", "module"),
    [("week3.py", "week3"), ("my work.py", "submission"), ("3.PY", "submission")],
)
def test_a_single_file_serves_the_sections_that_it_speaks_of(
    tmp_path: Path, name: str, module: str
) -> None:
    text = "\n".join(names[0] for names in FUNCTIONS.values())
    (source,) = read(folder(tmp_path, {name: text}) / name).sources
    assert source.module == module
    assert source.sections == SECTIONS


def test_files_of_other_kinds_are_noted_and_not_read(tmp_path: Path) -> None:
    others = {"a.txt": "", ".hidden": "", "sampling.pyc": ""}
    submission = read(folder(tmp_path, {"sampling.py": STATIC, **others}))
    assert submission.notes == ("Not read: a.txt, sampling.pyc.",)
    assert len(submission.sources) == 1


def test_a_hundred_other_files_are_one_short_note(tmp_path: Path) -> None:
    others = {f"{number:03}.txt": "" for number in range(100)}
    (note,) = read(folder(tmp_path, {"sampling.py": STATIC, **others})).notes
    assert note.endswith("007.txt and 92 more.")


@pytest.mark.parametrize(
    ("python", "cells", "counts"),
    [
        (STATIC, [code(STATIC)], "sampling.py"),
        (STUB, [code("import numpy"), code(STATIC)], "sampling.ipynb"),
        (STUB, [code(STUB)], "sampling.py"),
        (STUB, [], "sampling.py"),
    ],
    ids=["both solved", "notebook solved", "neither solved", "notebook empty"],
)
def test_a_file_that_is_still_a_stub_makes_way_for_the_notebook(
    tmp_path: Path, python: str, cells: list[object], counts: str
) -> None:
    files: dict[str, str | bytes] = {"sampling.py": python, "sampling.ipynb": notebook(*cells)}
    submission = read(folder(tmp_path, files))
    assert all(label.startswith(counts) for label, _ in chunks(submission))
    assert submission.notes[0].endswith(f"are both here; {counts} counts.")


def test_two_definitions_of_one_function_are_told_with_file_and_line(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "sampling.py": STATIC + "\n\n" + STATIC,
        "sampling.ipynb": notebook(code("import numpy"), code("\n" + STATIC)),
        "forward.py": "def _own(): ...\ndef main(): ...\n" + STATIC,
        "summing.py": "def _own(): ...\ndef main(): ...\n",
    }
    everywhere = "forward.py:3, sampling.ipynb cell 2:2 and in sampling.py:5"
    assert read(folder(tmp_path, files)).notes == (
        "sample_static is defined in sampling.py:1 and in sampling.py:5; the last one counts.",
        "sampling.py and sampling.ipynb are both here; sampling.py counts.",
        f"sample_static is defined in {everywhere}; the one in sampling.py counts.",
    )


def test_notes_stay_short_whatever_is_defined(tmp_path: Path) -> None:
    many = "".join(f"def f{number}(): ...\n" * 30 for number in range(900))
    notes = read(folder(tmp_path, {"w.py": many}) / "w.py").notes
    assert len(notes) == 9
    assert all(len(note) < 100 for note in notes)


# What is no submission


def missing(path: Path) -> Path:
    return path / "nobody"


def empty(path: Path) -> Path:
    return folder(path / "empty", {})


def none_of_ours(path: Path) -> Path:
    return folder(path / "work", {"homework.py": "def own():\n    return 1\n"})


def one_folder_too_high(path: Path) -> Path:
    folder(path / "class", {})
    return folder(path / "class" / "ada", {"sampling.py": STATIC}).parent


def wrong_suffix(path: Path) -> Path:
    return folder(path, {"work.docx": b"PK"}) / "work.docx"


def broken_link(path: Path) -> Path:
    (path / "work.py").symlink_to(path / "gone.py")
    return path / "work.py"


def link_to_itself(path: Path) -> Path:
    (path / "work.py").symlink_to(path / "work.py")
    return path / "work.py"


def pipe(path: Path) -> Path:
    os.mkfifo(path / "work.py")
    return path / "work.py"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (missing, "there is no such file or folder"),
        (empty, "the folder is empty: it should hold any of sampling.py, shift_and_scale.py,"),
        (none_of_ours, "To grade homework.py, name that file."),
        (one_folder_too_high, "its folder ada does: name that."),
        (wrong_suffix, "a submission is a folder, a .py or an .ipynb"),
        (broken_link, "it can't be opened: No such file or directory."),
        (link_to_itself, "it can't be opened: Too many levels of symbolic links."),
        (pipe, "it is a pipe or a device, not a file."),
    ],
)
def test_what_is_no_submission_is_refused_with_what_to_do(
    tmp_path: Path, make: Callable[[Path], Path], says: str
) -> None:
    path = make(tmp_path)
    with pytest.raises(SubmissionError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert says in str(caught.value)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_a_folder_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    closed = folder(tmp_path / "closed", {"sampling.py": STATIC})
    closed.chmod(0)
    try:
        with pytest.raises(SubmissionError, match="Permission denied"):
            read(closed)
    finally:
        closed.chmod(0o700)


# What can't be read costs its own section alone


UNREADABLE: dict[str, tuple[str, bytes, str]] = {
    "latin-1 without saying so": ("sampling.py", b"a = 1\nb = '\xe9'\n", "sampling.py:2: it is no"),
    "in the third line": ("sampling.py", b"\n\n\n# \xff\n", "sampling.py:4: it is not in UTF-8"),
    "UTF-16": ("sampling.py", STATIC.encode("utf-16"), "saved as UTF-16"),
    "UTF-32": ("sampling.py", STATIC.encode("utf-32"), "saved as UTF-16"),
    "zero bytes": ("sampling.py", b"a = 1\n\nb = '\0'\n", "sampling.py:3: there are zero bytes"),
    "a picture": ("sampling.py", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "zero bytes"),
    "an unknown coding": ("sampling.py", b"# coding: klingon\n", "unknown encoding"),
    "a slow coding": ("sampling.py", b"# coding: punycode\n", "says punycode: save it as UTF-8"),
    "no text coding": ("sampling.py", b"# coding: zlib\n", "says zlib: save it as UTF-8"),
    "the wrong coding": ("sampling.py", b"# coding: ascii\n# \xe9\n", "it is not in ASCII"),
    "5 MB of source": ("sampling.py", b"#" * 5_000_000, "sampling.py is larger than 1 MB"),
    "9 MB of notebook": ("sampling.ipynb", b" " * 9_000_000, "is larger than 8 MB"),
    "an empty notebook": ("sampling.ipynb", b"\n", "sampling.ipynb is empty"),
    "no JSON": ("sampling.ipynb", b"{\n 'cells': []}", "is damaged at line 2"),
    "a list": ("sampling.ipynb", b"[]", "is not a notebook"),
    "a number": ("sampling.ipynb", b"7" * 5000, "is not a notebook"),
    "no cells": ("sampling.ipynb", b"{}", "has no cells"),
    "cells of another kind": ("sampling.ipynb", b'{"cells": {"a": 1}}', "has no cells"),
    "a deep nest": ("sampling.ipynb", b"[" * 400_000, "is not a notebook"),
    "a million values": ("sampling.ipynb", b"[" + b"[]," * 600_000, "clear its outputs"),
    "2 MB of cells": ("sampling.ipynb", notebook(code("#" * 2_000_000)).encode(), "1 MB of code"),
    "latin-1 notebook": ("sampling.ipynb", b'{"cells":\n["\xe9"]}', "sampling.ipynb:2: it is not"),
    "R": (
        "sampling.ipynb",
        notebook(code("x <- 1"), language_info={"name": "R"}).encode(),
        "is in r: the exercises are in Python",
    ),
}


@pytest.mark.parametrize(("name", "raw", "says"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_file_costs_its_own_section_alone(
    tmp_path: Path, name: str, raw: bytes, says: str
) -> None:
    submission = read(folder(tmp_path, {name: raw, "forward.py": STATIC}))
    ((section, sentence),) = submission.unreadable
    assert section == "sampling"
    assert says in sentence
    assert sentence.startswith(name)
    assert sentence.endswith(".")
    assert [source.module for source in submission.sources] == ["forward"]


def test_an_error_in_a_file_of_one_section_is_an_error_of_that_section(tmp_path: Path) -> None:
    notebook = tmp_path / "week1.ipynb"
    cells = ["import nothing_of_that_name", "def bell_curve(x, mean, std):\n    return x"]
    notebook.write_text(
        json.dumps({"cells": [{"cell_type": "code", "source": text} for text in cells]})
    )
    (source,) = read(notebook).sources
    assert source.sections == ("sampling",)


@pytest.mark.parametrize(("name", "raw", "says"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_single_file_is_graded_as_unreadable(
    tmp_path: Path, name: str, raw: bytes, says: str
) -> None:
    submission = read(folder(tmp_path, {name: raw}) / name)
    assert [section for section, _ in submission.unreadable] == list(SECTIONS)
    assert says in submission.unreadable[0][1]
    assert submission.sources == ()


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.7, 0.95])
def test_a_notebook_that_was_cut_says_where_it_stops(tmp_path: Path, share: float) -> None:
    whole = notebook(*(code([f"a = {n}\n", "b = 1\n"]) for n in range(30)))
    cut = whole[: int(len(whole) * share)]
    submission = read(folder(tmp_path, {"week3.ipynb": cut}) / "week3.ipynb")
    line = cut.rstrip().count("\n") + 1
    assert submission.unreadable[0][1] == (
        f"week3.ipynb stops in the middle (line {line}): save it again and resubmit."
    )


def test_a_readable_notebook_stands_in_for_an_unreadable_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"sampling.py": b"\0", "sampling.ipynb": notebook(code(STATIC))}
    submission = read(folder(tmp_path, files))
    assert chunks(submission) == [("sampling.ipynb cell 1", STATIC)]
    assert submission.unreadable == ()
    assert "zero bytes" in submission.notes[0]


def climbing_link(path: Path) -> None:
    (path.parent / "secret.py").write_text("secret = 1\n")
    (path / "sampling.py").symlink_to("../secret.py")


def climbing_folder(path: Path) -> None:
    folder(path.parent / "other", {"sampling.py": "secret = 1\n"})
    (path / "inner").symlink_to("../other")
    (path / "sampling.py").symlink_to("inner/sampling.py")


def device(path: Path) -> None:
    (path / "sampling.py").symlink_to("/dev/zero")


def fifo(path: Path) -> None:
    os.mkfifo(path / "sampling.py")


def directory(path: Path) -> None:
    (path / "sampling.py").mkdir()


def circle(path: Path) -> None:
    (path / "sampling.py").symlink_to("sampling.py")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (climbing_link, "sampling.py is a link that leads out of the folder"),
        (climbing_folder, "sampling.py is a link that leads out of the folder"),
        (device, "sampling.py is a link that leads out of the folder"),
        (fifo, "sampling.py: it is a pipe or a device, not a file."),
        (directory, "sampling.py: it is a folder, not a file."),
        (circle, "sampling.py: it can't be opened: Too many levels of symbolic links."),
    ],
)
def test_what_only_looks_like_a_file_is_not_opened(
    tmp_path: Path, make: Callable[[Path], None], says: str
) -> None:
    path = folder(tmp_path / "ada", {"forward.py": STATIC})
    make(path)
    submission = read(path)
    assert submission.unreadable[0][0] == "sampling"
    assert submission.unreadable[0][1].startswith(says)
    assert [source.module for source in submission.sources] == ["forward"]


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    path = folder(tmp_path / "ada", {"all.py": STATIC})
    (path / "sampling.py").symlink_to("all.py")
    assert chunks(read(path))[0] == ("sampling.py", STATIC)


# How source is decoded


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (codecs.BOM_UTF8 + b"s = '\xcf\x83'\n", "s = 'σ'\n"),
        (b"# -*- coding: latin-1 -*-\ns = '\xe9'\n", "# -*- coding: latin-1 -*-\ns = 'é'\n"),
        (
            b"#!/usr/bin/python\n# coding=cp1252\n# \x80\n",
            "#!/usr/bin/python\n# coding=cp1252\n# €\n",
        ),
        (b"a = 1\r\nb = 2\rc = 3\n", "a = 1\nb = 2\nc = 3\n"),
        (b"", ""),
        (b"def f(:\n", "def f(:\n"),
    ],
    ids=["byte order mark", "coding line", "coding in line two", "line ends", "empty", "syntax"],
)
def test_source_is_decoded_as_python_would(tmp_path: Path, raw: bytes, text: str) -> None:
    assert chunks(read(folder(tmp_path, {"sampling.py": raw}))) == [("sampling.py", text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("def f(x):\n", [("f", 1)]),
        ("\n\ndef  f (\n    x\n)", [("f", 3)]),
        ("def f[T](x: T): ...", [("f", 1)]),
        ("def größe(x): ...", [("größe", 1)]),
        ("    def f(x): ...\n#def g(x): ...\ndefine(x)\nx = def f(x)", []),
        ("def f(x): (((\ndef g('", [("f", 1), ("g", 2)]),
        ("def " * 1000, []),
    ],
)
def test_definitions_are_found_in_any_text(text: str, found: list[tuple[str, int]]) -> None:
    assert definitions(text) == tuple(Definition(*one) for one in found)


# What of a notebook is run


def test_each_code_cell_is_a_chunk_named_by_its_number(tmp_path: Path) -> None:
    markdown = {"cell_type": "markdown", "source": "def f(): ...", "metadata": {}}
    cells = [code("a = 1"), markdown, code(["b = 2\n", "c = 3"]), {"cell_type": "raw"}, code([])]
    assert in_a_notebook(tmp_path, *cells) == [
        ("w.ipynb cell 1", "a = 1"),
        ("w.ipynb cell 2", "b = 2\nc = 3"),
        ("w.ipynb cell 3", ""),
    ]


def test_the_cells_of_format_3_are_found(tmp_path: Path) -> None:
    cell = {"cell_type": "code", "input": ["a = 1\n", "b = 2"], "language": "python"}
    sheets = [{"cells": [cell, {"cell_type": "heading", "source": "h"}]}, {"cells": [cell]}, 7]
    old = {"nbformat": 3, "metadata": {"name": "w"}, "worksheets": sheets}
    path = folder(tmp_path, {"w.ipynb": json.dumps(old)}) / "w.ipynb"
    assert chunks(read(path)) == [(f"w.ipynb cell {n}", "a = 1\nb = 2") for n in (1, 2)]


@pytest.mark.parametrize(
    ("role", "kept"),
    [
        ({"grade": True, "solution": False}, 0),
        ({"grade": True, "solution": True}, 1),
        ({"grade": False, "solution": True}, 1),
        ({"grade": False, "solution": False, "locked": True}, 1),
    ],
    ids=["test cell", "graded by hand", "solution", "given"],
)
def test_nbgraders_test_cells_are_left_out(
    tmp_path: Path, role: dict[str, bool], kept: int
) -> None:
    assert len(in_a_notebook(tmp_path, code("assert True", nbgrader=role))) == kept


def test_odd_cells_are_passed_over(tmp_path: Path) -> None:
    odd: list[Any] = [None, 7, [], {}, {"cell_type": ["code"]}, code([1, None, "a = 1"]), code(7)]
    odd.append({"cell_type": "code", "metadata": {"nbgrader": [1]}, "source": "b = \ud800\0"})
    texts = [text for _, text in in_a_notebook(tmp_path, *odd)]
    assert texts == ["a = 1", "", "b = ��"]


MAGICS: dict[str, tuple[str, str]] = {
    "magic": ("%matplotlib inline\na = 1", "pass\na = 1"),
    "shell": ("if a:\n    !ls *.py\n\t! ls", "if a:\n    pass\n\tpass"),
    "help": ("?f\nf?\nnp.random.f??\n%time?", "pass\npass\npass\npass"),
    "assigned": ("files = !ls\na, b = %timeit -o f()\nc = 7", "pass\npass\nc = 7"),
    "over lines": ("!pip install \\\n  numpy \\\n  scipy\na = 1", "pass\n\n\na = 1"),
    "modulo in brackets": ("a = (b\n  % c)\nd = [\n  '?'\n]", "a = (b\n  % c)\nd = [\n  '?'\n]"),
    "modulo after a backslash": ("a = b \\\n  % c", "a = b \\\n  % c"),
    "in a string": ('"""\n%time\n!ls\n"""\n%time', '"""\n%time\n!ls\n"""\npass'),
    "in another string": ("s = '''(\n%t\n'''\n%t", "s = '''(\n%t\n'''\npass"),
    "bracket in a string": ('s = \'(\' + "[\\"{"\n%t', 's = \'(\' + "[\\"{"\npass'),
    "bracket in a comment": ("a = 1  # ( \\\n%t", "a = 1  # ( \\\npass"),
    "string that never ends": ("s = 'abc\n%t", "s = 'abc\npass"),
    "formatting": ("s = 'a=%d' % a\ns='a=!'", "s = 'a=%d' % a\ns='a=!'"),
    "not equal": ("a != b\na =- b\nlambda: a != b", "a != b\na =- b\nlambda: a != b"),
    "timed cell": ("%%time\na = 1", "pass\na = 1"),
    "captured cell": ("\n%%capture out\na = 1", "\npass\na = 1"),
}


@pytest.mark.parametrize(("text", "python"), MAGICS.values(), ids=MAGICS)
def test_what_only_a_notebook_understands_becomes_pass(
    tmp_path: Path, text: str, python: str
) -> None:
    assert in_a_notebook(tmp_path, code(text)) == [("w.ipynb cell 1", python)]


def test_a_cell_of_another_language_is_skipped_as_a_whole(tmp_path: Path) -> None:
    cells = [code("%%bash\nls"), code(f"%%writefile a.py\n{STATIC}"), code("a = 1")]
    submission = read(folder(tmp_path, {"w.ipynb": notebook(*cells)}) / "w.ipynb")
    assert chunks(submission) == [("w.ipynb cell 3", "a = 1")]
    assert submission.notes == (
        "w.ipynb cell 2 was not run: it begins with %%writefile. It defines sample_static.",
    )


# What the batch relies on


def test_equal_work_has_equal_fingerprints_whatever_the_files_are_called(tmp_path: Path) -> None:
    paths = [folder(tmp_path / name, {f"{name}.py": STATIC}) / f"{name}.py" for name in ("a", "b")]
    first, second = map(read, paths)
    assert first != second
    assert fingerprint(first) == fingerprint(second)
    assert len(fingerprint(first)) == 64


def test_other_work_has_another_fingerprint(tmp_path: Path) -> None:
    works: Iterable[Path] = [
        folder(tmp_path / "a", {"w.py": STATIC}) / "w.py",
        folder(tmp_path / "b", {"w.py": STATIC + " "}) / "w.py",
        folder(tmp_path / "c", {"sampling.py": STATIC + "  "}),
        folder(tmp_path / "d", {"forward.py": STATIC}),
        folder(tmp_path / "e", {"w.ipynb": notebook(code("a"), code("b"))}) / "w.ipynb",
        folder(tmp_path / "f", {"w.ipynb": notebook(code("a\nb"))}) / "w.ipynb",
        folder(tmp_path / "g", {"w.py": b"\0"}) / "w.py",
    ]
    assert len({fingerprint(read(path)) for path in works}) == 7


def test_a_hostile_file_name_can_be_shown(tmp_path: Path) -> None:
    name = os.fsdecode(b"\x1b[31m\xff\n.py")
    folder(tmp_path, {name: STATIC})
    submission = read(tmp_path / name)
    assert submission.name == chunks(submission)[0][0] == "�[31m��.py"


RAW = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    st.lists(
        st.sampled_from(["def f(", "(", '"""', "%", "!", "\\", "\n", " ", "#", "'", "\0"])
    ).map(lambda parts: "".join(parts).encode()),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "cells",
                    "worksheets",
                    "cell_type",
                    "code",
                    "source",
                    "input",
                    "metadata",
                    "nbgrader",
                ]
            ),
            inner | st.just("code"),
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(raw=RAW | JSON.map(lambda value: json.dumps(value).encode()))
@example(raw=b'{"cells": [{"cell_type": "code", "source": "\\ud83d"}]}')
@example(raw=b'{"cells": [{"cell_type": "code", "source": "%\\u2028 \\\\"}]}')
def test_any_bytes_become_a_submission_or_one_error(tmp_path: Path, raw: bytes) -> None:
    for name in ("sampling.py", "sampling.ipynb"):
        (tmp_path / name).write_bytes(raw)
        for path in (tmp_path / name, tmp_path):
            submission = read(path)
            assert submission.sources or submission.unreadable
            fingerprint(submission)
            for _, text in chunks(submission):
                text.encode()
                assert "\r" not in text
        (tmp_path / name).unlink()


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(["(", ")", '"""', "'", "%x", "!y", "\\", "\n", " ", "#", "a", "=", "?"])
    )
)
def test_taking_magics_out_keeps_every_line_number(parts: list[str]) -> None:
    text = "".join(parts)
    assert without_magics(text).count("\n") == text.count("\n")

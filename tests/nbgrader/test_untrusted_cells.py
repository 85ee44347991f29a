"""What is left of cells that act, and that nothing is taken from those that don't."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from payloads import ATTACHMENTS, MARKDOWN, OUTPUTS, RAW, picture

from built_in import COURSE
from noisegrade.nbgrader.course_folder import create

if TYPE_CHECKING:
    from nbformat.notebooknode import NotebookNode

RESERVED = frozenset({"bell_curve", "check_bell_curve"})
PASTED = {"image.png": {"image/png": picture()}}
HONEST = {
    "words": 'It\'s *known* that "σ" is **not** σ², `a < b` & so on.\n\nSecond.  \nBreak.',
    "headings": "# One\n\n## Two words\n\nSetext\n======",
    "lists": "- a\n  - b\n\n1. c\n2. d\n\n- [ ] open\n- [x] done",
    "a table": "| a | b |\n|:--|--:|\n| 1 | 2 |",
    "formulas": "$\\frac{\\alpha}{\\beta} < 1$, $$\\sum_i x_i \\rightarrow \\mathcal{N}(0, 1)$$",
    "an environment": "\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}",
    "code": "```python\ndef f(x):\n    return x < 3, '\\\\def'\n```\n\n    indented & kept",
    "links": '[a](https://a.example/?a=1&b=2 "title"), <https://example.org>, [below](#Two-words)',
    "a picture": "![image.png](attachment:image.png)",
    "simple tags": "<b>bold</b> H<sub>2</sub>O <br> <kbd>Shift</kbd> &copy; &lt;tag&gt;",
    "a quotation": "> said\n\n***\n\n~~no~~",
    "less than": "if x < y and y > z then 1<2",
}
_ADDRESS = re.compile("https?:|mailto:|data:image/png")
_TAGS = frozenset({"script", "style", "iframe", "object", "embed", "base", "meta", "link", "form"})
_MORE = frozenset({"input", "textarea", "svg", "math", "video", "body", "template", "noscript"})


def cells() -> Any:
    """Import what is tested, and nbconvert with it, when a test runs."""
    from noisegrade.nbgrader import untrusted_cells

    return untrusted_cells


def to_html(source: str) -> str:
    from nbconvert.filters import markdown2html

    return str(markdown2html(source))


class Elements(HTMLParser):
    """Collects what acts in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.acting: list[object] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _TAGS | _MORE:
            self.acting.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"id", "name", "class", "srcdoc", "background"}:
                self.acting.append((name, value))
            if name in {"href", "src"} and not _ADDRESS.match(value or ""):
                self.acting.append((name, value))
            if name == "style" and value != "overflow:hidden;position:relative;contain:content":
                self.acting.append((name, value))


@pytest.mark.parametrize("source", MARKDOWN.values(), ids=MARKDOWN)
def test_nothing_is_left_that_acts(source: str) -> None:
    inert = cells().inert_markdown(source, {}, RESERVED)
    page = to_html(inert)
    assert Elements(page).acting == []
    assert not re.search(r"\\(href|style|class|cssId|def|require|mmlToken)", page)


@pytest.mark.parametrize("source", MARKDOWN.values(), ids=MARKDOWN)
def test_what_was_made_inert_is_inert(source: str) -> None:
    """It stands in the page as it was written: Markdown finds nothing more in it."""
    inert = cells().inert_markdown(source, {}, RESERVED)
    if inert != source:
        assert to_html(inert).strip() == inert
        assert "\n" not in inert


@pytest.mark.parametrize("source", RAW.values(), ids=RAW)
def test_raw_cells_are_shown_as_text(source: str) -> None:
    assert re.fullmatch(r"<pre>[^<>$\\]*</pre>", cells().inert_raw(source))


def test_a_raw_cell_without_markup_stays() -> None:
    assert cells().inert_raw("plain *text*, 3 > 2") == "plain *text*, 3 > 2"


@pytest.mark.parametrize("source", HONEST.values(), ids=HONEST)
def test_honest_texts_stay_byte_for_byte(source: str) -> None:
    assert cells().inert_markdown(source, PASTED, RESERVED) == source


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ('<font color="red">red</font>', "<font>red</font>"),
        ('<p style="color:red" class="x" id="y">red</p>', "<p>red</p>"),
        ('<a href="https://example.org" target="_blank">x</a>', 'href="https://example.org">x</a>'),
        ("<script>let x</script>", "&lt;script&gt;let x&lt;/script&gt;"),
        ("# check_bell_curve", "<h1>check&#95;bell&#95;curve</h1>"),
        ("![a plot](https://example.org/p.png)", '<a href="https://example.org/p.png">a plot</a>'),
        ("![x](attachment:lost.png)", "A picture that was pasted here is missing."),
        ("if x<y and y>z", "if x&lt;y and y&gt;z"),
        ("- [x] <u onclick=a()>done</u>", "<li>☑<u>done</u></li>"),
    ],
)
def test_of_other_texts_the_harmless_part_is_left(source: str, left: str) -> None:
    assert left in cells().inert_markdown(source, PASTED, RESERVED)


def test_a_pasted_picture_stays_beside_markup_that_acts() -> None:
    inert = cells().inert_markdown(
        "![](attachment:image.png)<b onclick=a()>x</b>", PASTED, RESERVED
    )
    assert f'src="data:image/png;base64,{picture()}"' in inert


@pytest.mark.parametrize("shown", ATTACHMENTS.values(), ids=ATTACHMENTS)
def test_what_is_no_picture_is_no_attachment(shown: object) -> None:
    assert cells().inert_attachments({"x": shown}) == {}
    assert cells().inert_attachments([shown]) == {}


def test_a_picture_in_many_lines_is_an_attachment() -> None:
    raw = picture()
    assert cells().inert_attachments({"x": {"image/png": [f"{raw[:40]}\n", raw[40:]]}}) == {
        "x": {"image/png": raw}
    }


def _output(shown: object) -> NotebookNode:
    import nbformat

    return nbformat.v4.new_output("display_data", shown, metadata={"isolated": True})


@pytest.mark.parametrize("shown", OUTPUTS.values(), ids=OUTPUTS)
def test_outputs_are_text_tables_and_pictures(shown: dict[str, object]) -> None:
    (output,) = cells().inert_outputs([_output(shown)])
    assert set(output.data) <= {"text/plain", "text/html", "text/markdown", "text/latex"}
    assert output.data
    assert output.metadata == {}
    page = output.data.get("text/html", "") + to_html(output.data.get("text/markdown", ""))
    assert Elements(page.replace(' border="1"', "")).acting == []


def test_outputs_that_score_and_pictures_stay() -> None:
    import nbformat

    earned = nbformat.v4.new_output("execute_result", {"text/plain": "2.5"}, execution_count=3)
    failed = nbformat.v4.new_output("error", ename="E", evalue="<b>", traceback=["<b>"])
    plot = _output({"image/png": f"{picture()}\n", "text/plain": "<Figure>"})
    assert cells().inert_outputs([earned, failed]) == [earned, failed]
    assert cells().inert_outputs([plot])[0].data == {
        "image/png": picture(),
        "text/plain": "<Figure>",
    }


def test_html_that_would_take_long_comes_as_text() -> None:
    shown = {"text/html": "<pre>" * 20_000, "text/plain": "a table"}
    assert cells().inert_outputs([_output(shown)])[0].data == {"text/plain": "a table"}


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["\\\\[ x", "<b>", "[[", "*a_ ", "1. a\n  ", "$$ a", "<!--", "`"])
def test_no_text_keeps_the_class_waiting(unit: str) -> None:
    began = time.process_time()
    for size in (20_000, 2_000_000):
        cells().inert_markdown(unit * (size // len(unit)), {}, RESERVED)
    assert time.process_time() - began < 10


@pytest.mark.parametrize("name", ["<b>_sampling", 'a"b_sampling', "a&b_sampling", "\x1b_sampling"])
def test_no_student_id_is_markup(name: str, tmp_path: Path) -> None:
    create(COURSE, tmp_path)
    text = (tmp_path / "nbgrader_config.py").read_text(encoding="utf-8")
    written = text.split("named_regexp = ")[1].split("\n)")[0] + "\n)"
    pattern = re.compile(eval(written))  # noqa: S307 - our own configuration
    assert pattern.match(f"downloaded/{name}.ipynb") is None
    assert pattern.match("downloaded/ann_sampling.ipynb")["student_id"] == "ann"

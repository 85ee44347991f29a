r"""The gate for what learners put into notebooks: their texts, pictures and outputs.

nbgrader's form grader and its feedback show a notebook as a page of their own site, raw HTML and
all, and what runs there can give points. So a notebook is made inert before it is kept, whoever
shows it later. A cell that is inert already stays byte for byte. Any other becomes what bleach
leaves of it: tags that could act are shown as text, and ids, classes and styles are gone, so that
nothing can look like a verdict of ours or lie over one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from nbconvert.filters.markdown_mistune import (
    InvalidNotebook,
    IPythonRenderer,
    MarkdownWithMath,
)
from nbformat.notebooknode import NotebookNode

from noisegrade.nbgrader import untrusted_html
from noisegrade.nbgrader.nodes import new_output
from noisegrade.nbgrader.pictures import is_picture, pictures
from noisegrade.submission.ipynb import LIMIT
from noisegrade.untrusted_text import for_html

__all__ = ["LONGEST", "inert_attachments", "inert_markdown", "inert_outputs", "inert_raw"]

LONGEST = 20_000  # characters: a longer text can take minutes to render, and is none for people
_LONGEST_HTML = 40_000  # characters of an output, as which a table comes; it comes as text too
_ACTS = frozenset("<&\\$")  # what a page, or MathJax on it, may take for more than text
_MISSING = "<em>(A picture that was pasted here is missing.)</em>"
_NOT_SHOWN = "An output of this type is not shown here: "


def inert_attachments(attachments: object) -> dict[str, dict[str, str]]:
    """Keep the pictures that were pasted into a cell: what really is a PNG, JPEG, GIF or WebP."""
    named = attachments if isinstance(attachments, dict) else {}
    kept = {name: pictures(shown) for name, shown in named.items() if isinstance(name, str)}
    return {name: found for name, found in kept.items() if found}


def inert_markdown(
    source: str,
    attachments: Mapping[str, Any],
    reserved: frozenset[str] = frozenset(),
    *,
    longest: int = LONGEST,
) -> str:
    """Return Markdown that shows the same, and acts on nothing.

    Parameters
    ----------
    attachments : the pictures in the cell, as `inert_attachments` gives them
    reserved : the ids of the notebook's graded cells, which no heading may take
    longest : characters; a longer text is shown as it was written
    """
    if len(source) > longest:
        return untrusted_html.as_text(source)
    as_shown = _Renderer(attachments, anchors=True)
    try:
        page = as_shown.page(source)
        if as_shown.keeps_pictures and untrusted_html.is_inert(page, reserved):
            return source
        return untrusted_html.contained(_Renderer(attachments, anchors=False).page(source))
    except Exception:  # noqa: BLE001 - a learner's text drives two parsers, and may break either
        return untrusted_html.as_text(source)


def inert_raw(source: str) -> str:
    """Return the source of a raw cell, which nbconvert puts into the page as it is."""
    return untrusted_html.as_text(source) if _ACTS.intersection(source) else source


def inert_outputs(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Keep text, tables and pictures of what a kernel answered; scripts, widgets and styles go."""
    return [_inert_output(output) for output in outputs]


class _Renderer(IPythonRenderer):
    """Renders as nbconvert does for both pages; but no picture is loaded from anywhere."""

    def __init__(self, attachments: Mapping[str, Any], *, anchors: bool) -> None:
        super().__init__(
            escape=False, attachments=dict(attachments), exclude_anchor_links=not anchors
        )
        self.keeps_pictures = True

    def page(self, source: str) -> str:
        return str(MarkdownWithMath(renderer=self).render(source))

    def image(self, text: str, url: str, title: str | None = None) -> str:
        if url.startswith("attachment:") or is_picture(url):
            try:
                return str(super().image(text, url, title))
            except InvalidNotebook:
                self.keeps_pictures = False
                return _MISSING
        self.keeps_pictures = False
        return f'<a href="{for_html(url)}">{text or for_html(url)}</a>'


def _inert_output(output: NotebookNode) -> NotebookNode:
    if output.output_type not in {"display_data", "execute_result"}:
        return output  # printed text and errors: nbconvert escapes them
    data = output.get("data", {})
    shown: dict[str, Any] = pictures(data)
    for mime, inert in _INERT.items():
        if isinstance(data.get(mime), str) and len(data[mime]) <= _LONGEST_OF.get(mime, LIMIT):
            shown[mime] = inert(data[mime])
    if data and not shown:
        shown = {"text/plain": _NOT_SHOWN + ", ".join(sorted(map(str, data)))}
    made = new_output(output.output_type, shown)
    if "execution_count" in output:
        made.execution_count = output.execution_count
    return made


_LONGEST_OF = {"text/html": _LONGEST_HTML}
_INERT: dict[str, Callable[[str], str]] = {
    "text/plain": str,
    "text/html": untrusted_html.cleaned_fragment,
    "text/markdown": lambda source: inert_markdown(source, {}),
    "text/latex": untrusted_html.inert_tex,
}

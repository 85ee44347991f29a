"""Formulas as MathML: browsers draw it and screen readers speak it, without any script."""

from __future__ import annotations

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

__all__ = ["setup"]


def setup(app: Sphinx) -> dict[str, bool]:
    """Draw the formulas of all pages."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _inline(writer: HTML5Translator, node: nodes.math) -> None:
    writer.body.append(convert(node.astext()))
    raise nodes.SkipNode


def _block(writer: HTML5Translator, node: nodes.math_block) -> None:
    # a wide formula scrolls by itself, so it must be reachable by keyboard
    label = 'class="formula" role="group" aria-label="formula" tabindex="0"'
    writer.body.append(f"<div {label}>{convert(node.astext(), display='block')}</div>\n")
    raise nodes.SkipNode

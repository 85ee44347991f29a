"""What the theme leaves out, for those who use a keyboard or a screen reader."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

__all__ = ["setup"]

_MENDS = {
    '<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="All pages">',
    '<aside class="toc-drawer">': '<aside class="toc-drawer" aria-label="On this page">',
    "<pre>": '<pre tabindex="0">',  # code that is wider than the page is scrolled by the arrow keys
    '<div id="search-results"></div>': '<h1>Search</h1><div id="search-results"></div>',
}


def setup(app: Sphinx) -> dict[str, bool]:
    """Mend the pages once they are written."""
    app.connect("build-finished", _mend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _mend(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        for path in Path(app.outdir).glob("*.html"):
            written = mended = path.read_text(encoding="utf-8")
            for part, better in _MENDS.items():
                mended = mended.replace(part, better) if better not in mended else mended
            if mended != written:
                path.write_text(mended, encoding="utf-8")

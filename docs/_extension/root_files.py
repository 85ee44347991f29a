"""Pages of the site that stand at the root of the repository, links, and the contents."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

__all__ = ["setup"]

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)#:\s]+)([^)\s]*)\)")  # text, relative path, anchor
_OTHER_PAGES = "\n```{{toctree}}\n:hidden:\n:caption: More\n\n{}\n```\n"


def setup(app: Sphinx) -> dict[str, bool]:
    """Put each file in the place of the page that is called like it."""
    app.connect("source-read", _read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _read(app: Sphinx, page: str, text: list[str]) -> None:
    at_root = ROOT / f"{page.upper()}.md"
    if at_root.exists():
        app.env.note_dependency(str(at_root))
        text[0] = at_root.read_text(encoding="utf-8")
    folder = ROOT if at_root.exists() else DOCS
    text[0] = _LINK.sub(lambda link: _on_the_site(link, folder), text[0])
    if page == "index":
        text[0] += _pages_without_a_place(text[0])


def _on_the_site(link: re.Match[str], folder: Path) -> str:
    text, target, anchor = link.groups()
    path = (folder / target).resolve()
    if path.is_dir():
        return text  # it has no page
    if not path.exists():
        return link[0]
    shown = "" if text.endswith(".md") else text  # a page's title instead of its file's name
    return f"[{shown}]({_from_docs(path)}{anchor})"


def _from_docs(path: Path) -> str:
    """Return how a page links to a file: to its page, if it has one."""
    if path.parent == ROOT:
        page = "index.md" if path.stem == "README" else f"{path.stem.lower()}.md"
        return page if (DOCS / page).exists() else f"../{path.name}"
    inside = path.is_relative_to(DOCS)
    return str(path.relative_to(DOCS)) if inside else f"../{path.relative_to(ROOT)}"


def _pages_without_a_place(contents: str) -> str:
    """Return a last part of the contents, so that every page can be reached."""
    placed = {*contents.splitlines(), "index"}
    others = sorted(path.stem for path in DOCS.glob("*.md") if path.stem not in placed)
    return _OTHER_PAGES.format("\n".join(others)) if others else ""

"""Pages of the site that stand at the root of the repository, and links to them."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

__all__ = ["setup"]

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_LINK = re.compile(r"(?<=\]\()([^)#:\s]+)")  # relative, without its anchor
_FILE_NAME = re.compile(r"\[(?:docs/)?[\w.]+\.md\](?=\([\w./]+\))")


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
    linked = _LINK.sub(lambda link: _from_docs(folder / link[1]) or link[1], text[0])
    text[0] = _FILE_NAME.sub("[]", linked)  # the page's title instead


def _from_docs(target: Path) -> str | None:
    """Return how a page links to a file: to its page, if it has one."""
    if not target.exists():
        return None
    path = target.resolve()
    if path.parent == ROOT:
        page = "index.md" if path.stem == "README" else f"{path.stem.lower()}.md"
        return page if (DOCS / page).exists() else f"../{path.name}"
    return (
        str(path.relative_to(DOCS)) if path.is_relative_to(DOCS) else f"../{path.relative_to(ROOT)}"
    )

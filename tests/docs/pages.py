"""The pages that users read, and the code on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

__all__ = ["OWN_TESTS", "PAGES", "ROOT", "Block", "blocks", "commands", "inline", "links"]

ROOT = Path(__file__).parents[2]
PAGES = {path.stem: path for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])}
OWN_TESTS = {  # pages whose code is run by a test of their own
    "assertions": "benchmarks make it",
    "own-exercise": "tests/scaffold/test_own_exercise.py",
    "samplers": "benchmarks make it",
    "testing": "tests/testing/test_docs.py",
}
_PARSER = MarkdownIt("commonmark").enable("table")
_PROGRAMS = re.compile(
    r"(noisegrade|python|pytest|mkdir|cd|nbgrader|dask|openssl|ruff|git|MUTANTS=)\b"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code: its page, its place among the page's blocks, and what it is."""

    page: str
    place: int
    language: str  # what a fence says, "sh" for commands, else ""
    text: str


def blocks(page: str) -> list[Block]:
    """Return all blocks of a page but the directives of the site."""
    found = [each for each in _tokens(page) if each.type in {"fence", "code_block"}]
    code = [each for each in found if not each.info.startswith("{")]
    return [
        Block(page, place, each.info or _language(each.content), each.content)
        for place, each in enumerate(code)
    ]


def commands(page: str) -> list[list[str]]:
    """Return the commands of each block of a page, one by one, without their comments."""
    found = []
    for block in blocks(page):
        if block.language == "sh":
            whole = re.sub(r"\\\n\s*", "", block.text).splitlines()
            said = (re.sub(r"\s+#.*", "", line) for line in whole)
            found.append([command.strip() for line in said for command in line.split(" && ")])
    return found


def inline(page: str) -> Iterator[str]:
    """Yield what is marked as code in the sentences and tables of a page."""
    for token in _tokens(page):
        for child in token.children or []:
            if child.type == "code_inline":
                yield child.content


def links(page: str) -> Iterator[str]:
    """Yield where the links and pictures of a page lead."""
    for token in _tokens(page):
        for child in token.children or []:
            if child.type in {"link_open", "image"}:
                yield str(child.attrs.get("href") or child.attrs["src"])


def _tokens(page: str) -> list[Token]:
    return _PARSER.parse(PAGES[page].read_text(encoding="utf-8"))


def _language(text: str) -> str:
    if text.startswith("from noisegrade"):
        return "python"
    return "sh" if _PROGRAMS.match(text) else ""

r"""HTML of learners: what of it is inert, and what is left of it where it isn't."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

from bleach.sanitizer import Cleaner
from pygments.token import STANDARD_TYPES

from noisegrade.nbgrader.pictures import is_picture
from noisegrade.untrusted_text import for_html

__all__ = ["as_text", "cleaned_fragment", "contained", "inert_tex", "is_inert"]

_TAGS = frozenset(
    """a abbr article b blockquote br caption center cite code dd del details dfn div dl dt em
    figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section
    small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul
    var""".split()  # noqa: SIM905 - readable
)
_CLASSES = {*STANDARD_TYPES.values(), "highlight", "anchor-link", "task-list-item"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TAKEN = re.compile(  # by nbgrader's pages: a heading of this id would stand in for a control
    r"check_.*|.*_extra_credit|(comment-)?.*-comment|comment-.*|cell-id=.*|notebook|toc|top"
    r"|notebook-container|statusmessage",
    re.IGNORECASE,
)
_TEX = re.compile(  # what reaches out of a formula: links, styles, macros, ink in other places
    r"\\(?=(?:href|url|style|class|cssId|data|html[a-zA-Z]*|require|mmlToken|unicode|bbox|fcolorbox"
    r"|colorbox|includegraphics|texttip|mathtip|toggle|[gex]?def|let|futurelet|(?:re)?newcommand"
    r"|(?:re)?newenvironment|csname|input|[rR]ule|Space|raise|lower|move[a-z]*|m?kern|m?skip"
    r"|[hmv]s(?:kip|pace)|(?:math)?[lrc]lap|smash|vcenter)(?![a-zA-Z])|\\\s*\[\s*-)"
)
_CODE = re.compile(r"(<pre\b.*?</pre>|<code\b.*?</code>)", re.DOTALL)  # MathJax leaves it alone
_CHECKBOX = re.compile(
    r'<input class="task-list-item-checkbox" type="checkbox" disabled( checked)?/>'
)
_ALIGNED = re.compile(r'(<t[hd]) style="text-align:(left|right|center)"')
_ATTRIBUTE = re.compile(r' [\w-]+="[^"<>]*"')
_ATTRIBUTES = re.compile(rf"<(\w+)((?:{_ATTRIBUTE.pattern})+)>")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);?")
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()!|~$\n\r\t]")
_SCHEMES = ("https://", "http://", "mailto:")
_JOINER = "\u2060"  # not seen; no command begins with it, so the formula shows its name
_CONTAINER = '<div style="overflow:hidden;position:relative;contain:content">'


def is_inert(page: str, reserved: frozenset[str]) -> bool:
    """Tell whether a rendered text is nothing but text, tables and pictures of its own.

    Cleaning changes nothing in it, but for the ways in which HTML may be written. Every `<` that
    is left is one that was there, so none can be hidden by comparing what is written around it.
    """
    page = _as_bleach_writes(page)
    if any(_TEX.search(unescape(text)) for text in _CODE.split(page)[::2]):
        return False
    return _normalized(page) == _normalized(_cleaner(reserved).clean(page))


def contained(page: str) -> str:
    """Return what is left of a rendered text, as one line that Markdown takes as it is.

    It stays within its own box, and can't be painted over anything else.
    """
    cleaned = _without_tex(_cleaner(None).clean(_as_bleach_writes(page)))
    return _as_one_line(f"{_CONTAINER}{cleaned}</div>")


def cleaned_fragment(page: str) -> str:
    """Return what is left of an output in HTML, in a box of its own."""
    return f"{_CONTAINER}{_without_tex(_cleaner(None).clean(page))}</div>"


def as_text(source: str) -> str:
    """Show a text as it was written."""
    return _as_one_line(f"<pre>{for_html(source)}</pre>")


def inert_tex(source: str) -> str:
    """Return TeX in which no command reaches out of its formula."""
    return _TEX.sub(lambda found: found[0] + _JOINER, source)


@cache
def _cleaner(reserved: frozenset[str] | None) -> Cleaner:
    """Make a cleaner; with reserved ids headings may have others, without any they have none."""

    def allowed(tag: str, name: str, value: str) -> bool:
        value = unescape(value).strip()
        match name:
            case "href":
                local = reserved is not None and value.startswith("#")
                return tag == "a" and (local or value.startswith(_SCHEMES))
            case "src":
                return tag == "img" and is_picture(value)
            case "id":
                free = reserved is not None and value not in reserved
                return free and tag in _HEADINGS and not _TAKEN.fullmatch(value)
            case "class":
                return reserved is not None and set(value.split()) <= _CLASSES
            case "width" | "height" | "colspan" | "rowspan" | "start" | "border":
                return re.fullmatch(r"\d{1,4}%?", value) is not None
            case "align":
                return value in {"left", "right", "center"}
            case _:
                return name in {"alt", "title", "open"}

    return Cleaner(tags=_TAGS, attributes=allowed, protocols={"http", "https", "mailto", "data"})


def _as_bleach_writes(page: str) -> str:
    """Write what nbconvert makes of lists and tables without controls and styles."""
    page = _CHECKBOX.sub(lambda found: "☑" if found[1] else "☐", page)
    return _ALIGNED.sub(r'\1 align="\2"', page)


def _normalized(page: str) -> str:
    """Leave out in what ways one and the same HTML can be written; `&lt;` and `&amp;` stay."""
    for written, plain in ((" />", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&gt;", ">")):
        page = page.replace(written, plain)
    return _ATTRIBUTES.sub(_sorted, page).strip()


def _sorted(tag: re.Match[str]) -> str:
    attributes = sorted(_ATTRIBUTE.findall(tag[2]))
    return f"<{tag[1]}{''.join(attributes)}>"


def _without_tex(cleaned: str) -> str:
    parts = _CODE.split(_without_entities(cleaned))
    parts[::2] = map(inert_tex, parts[::2])
    return "".join(parts)


def _without_entities(cleaned: str) -> str:
    """Write characters as they are, but for those that markup is made of: MathJax sees no other."""

    def plain(found: re.Match[str]) -> str:
        character = unescape(found[0])
        return found[0] if set(character) & set("<>&\"'") else character

    return _ENTITY.sub(plain, cleaned)


def _as_one_line(page: str) -> str:
    """Leave nothing that Markdown gives a meaning to; a page decodes it."""
    return _MARKDOWN.sub(lambda found: f"&#{ord(found[0])};", page)

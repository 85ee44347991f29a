"""Add a section to a `noisegrade.toml`, and leave all else in it as it stands."""

from __future__ import annotations

import re
import tomllib

from noisegrade.errors import CourseError

__all__ = ["with_section"]

_ARRAY = re.compile(r"^[ \t]*sections[ \t]*=[ \t]*\[", re.MULTILINE)
_TOKEN = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*|[\],]")


def with_section(text: str, section: str) -> str:
    """Return the text with a section at the end of the list.

    Raises
    ------
    CourseError
        Where the list is written in a way that can't be added to without harm.
    """
    before = tomllib.loads(text)
    changed = _changed(text, section)
    try:
        after = tomllib.loads(changed)
    except tomllib.TOMLDecodeError:
        after = {}
    if after != {**before, "sections": [*before["sections"], section]}:
        raise CourseError(
            f'noisegrade.toml lists its sections in an unusual way: add "{section}" to them by '
            "hand, and try again."
        )
    return changed


def _changed(text: str, section: str) -> str:
    array = _ARRAY.search(text)
    if array is None:
        return text
    last, comma = None, False  # the last section, and whether a comma follows it
    for token in _TOKEN.finditer(text, array.end()):
        match token.group()[0]:
            case "]":
                break
            case ",":
                comma = True
                at = token.end()
            case "#":
                pass
            case _:
                last, comma, at = token, False, token.end()
    if last is None:
        return text
    if not comma:
        text = f"{text[:at]},{text[at:]}"
        at += 1
    start = text.rfind("\n", 0, last.start()) + 1
    indent = text[start : last.start()]
    if indent.strip() or start == 0:
        return f'{text[:at]} "{section}"{"," * comma}{text[at:]}'
    end = text.index("\n", at)
    return f'{text[:end]}\n{indent}"{section}"{"," * comma}{text[end:]}'

"""All code in docs/testing.md runs, and its messages are those that are said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "testing.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_code_of_the_page_runs_and_says_what_the_page_says() -> None:
    space: dict[str, Any] = {}
    said: str | None = None
    kinds = []
    for kind, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        kinds.append(kind)
        if kind == "text":
            assert said == text.strip()
        elif "# raises" in text:
            with pytest.raises(AssertionError) as failure:
                exec(text, space)  # noqa: S102 - our own page
            said = str(failure.value).strip()
        else:
            exec(text, space)  # noqa: S102 - as above
    space["test_waiting_time"]()
    assert kinds.count("python") >= 6
    assert kinds.count("text") == 2

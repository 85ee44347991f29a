"""A section is added to `noisegrade.toml`, and all else in it stays as it is."""

from __future__ import annotations

import pytest

from noisegrade.errors import CourseError
from noisegrade.scaffold.settings_edit import with_section

HEAD = '# Ours.\nname = "a"  # short\n'

EDITS = {
    "one line": ('sections = ["dice"]\n', 'sections = ["dice", "cards"]\n'),
    "a comma at the end": ('sections = ["dice",]\n', 'sections = ["dice", "cards",]\n'),
    "room inside": ('sections = [ "dice" ] # all\n', 'sections = [ "dice", "cards" ] # all\n'),
    "single quotes": ("sections=['dice', 'coins']\n", "sections=['dice', 'coins', \"cards\"]\n"),
    "one a line": (
        'sections = [\n  "dice",  # [six] faces\n  "coins",\n]\ntitle = "A"\n',
        'sections = [\n  "dice",  # [six] faces\n  "coins",\n  "cards",\n]\ntitle = "A"\n',
    ),
    "one a line, no comma at the end": (
        'sections = [\n    "dice",\n    "coins"  # two, "sides"\n]\n',
        'sections = [\n    "dice",\n    "coins",  # two, "sides"\n    "cards"\n]\n',
    ),
    "a comment that looks alike": (
        '# sections = ["old"]\nsections = ["dice"]\n',
        '# sections = ["old"]\nsections = ["dice", "cards"]\n',
    ),
}


@pytest.mark.parametrize("how", EDITS)
def test_a_section_is_added_in_the_style_of_the_list(how: str) -> None:
    before, after = EDITS[how]
    assert with_section(HEAD + before, "cards") == HEAD + after


def test_a_list_that_is_written_unusually_is_left_to_the_author() -> None:
    with pytest.raises(CourseError, match='add "cards" to them by hand, and try again'):
        with_section(HEAD + '"sections" = ["dice"]\n', "cards")

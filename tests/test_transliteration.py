"""Where a character can't be printed, something that reads like it is."""

from __future__ import annotations

import re
from pathlib import Path

from noisegrade.transliteration import prints, transliterate

PACKAGE = Path(__file__).parents[1] / "grader" / "noisegrade"


def test_what_we_write_reads_in_ascii() -> None:
    said = "✓ σ² = 3 ± ½ − √β … Σ xᵢ₁"
    written = "".join(one if one.isascii() else transliterate(one) for one in said)
    assert written == "+ sigma^2 = 3 +- 1/2 - sqrtbeta ... Sigma x_i_1"


def test_every_symbol_of_a_report_has_a_sign_of_its_own() -> None:
    from noisegrade.report.text import SYMBOLS

    signs = [transliterate(symbol) for symbol, _, _ in SYMBOLS.values()]
    assert len(set(signs)) == len(signs)
    assert all(len(sign) == 1 and sign.isascii() for sign in signs)


def test_no_character_of_the_catalogue_is_written_as_a_number() -> None:
    text = "".join(path.read_text("utf-8") for path in PACKAGE.glob("what_noise_is/*/decl*.py"))
    ours = {one for one in text if not prints(one, "ascii")}
    assert [one for one in ours if re.search(r"\\[xuU]", transliterate(one))] == []


def test_what_is_no_character_at_all_can_be_written_too() -> None:
    assert transliterate("\udc80") == r"\udc80"

"""What others wrote is shown, on every medium, and does nothing."""

import io
import json
import unicodedata
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noisegrade import untrusted_text as gate
from noisegrade.report.terminal import TerminalConsole

HOSTILE = {
    "a title": "\x1b]0;OWNED\x07",
    "a colour": "\x1b[31mred",
    "a cursor": "\x1b[2J\x1b[H",
    "a link": "\x1b]8;;javascript:x\x1b\\x\x1b]8;;\x1b\\",
    "one byte for ESC [": "\x9b31m",
    "a return to the left": "passed\rfailed",
    "a backspace": "0\x08\x0885",
    "the other direction": "\u202egnp.exe",
    "an isolate": "\u2066x\u2069",
    "a mark of direction": "\u200f\u061c",
    "nothing that is seen": "\u200b\ufeff\u2060\xad",
    "tags": "\U000e0041\U000e007f",
    "a new line for JavaScript": "\u2028\u2029",
    "a new line for terminals": "\x85\x0b\x0c",
    "Latin-1": "Jos\udce9",
    "half a character": "\ud800",
    "zero": "\0",
    "markup": "<img src=x onerror=a()>\"'&",
    "rich's markup": "[red]x[/red][link=javascript:x]y[/link]",
    "the end of a section of characters": "]]>",
    "a formula": "=HYPERLINK(1)",
}
HONEST = ["Zoë Müller", "山田\u3000太郎", "می\u200cخواهم", "O’Brien", "नि\u200dता", "a\xa0b", "Ü😀"]
every = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
texts = st.text(st.characters(exclude_categories=()), max_size=40)


def acts(text: str) -> list[str]:
    return [one for one in text if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]


@every
def test_terminal_shows_and_does_nothing(text: str) -> None:
    assert acts(gate.for_terminal(text)) == []
    assert gate.for_terminal(f"a\n\t{text}").startswith("a\n\t")


@every
def test_console_lets_no_text_through_that_acts(text: str) -> None:
    screen = io.StringIO()
    console = TerminalConsole(file=screen, force_terminal=True, color_system=None, width=300)
    console.print(text, markup=False, highlight=False, soft_wrap=True)
    assert acts(screen.getvalue().replace("\n", "")) == []


@every
def test_html_holds_one_text_and_no_element(text: str) -> None:
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append(str((tag, attrs)))  # type: ignore[method-assign]
    parser.feed(f'<p title="{gate.for_html(text)}">{gate.for_html(text)}</p>')
    assert found == [str(("p", [("title", gate.for_terminal(text))]))]
    assert acts(gate.for_html(text)) == []


@every
def test_json_gives_the_text_back_and_can_be_printed_and_written(text: str) -> None:
    for written in (gate.for_json({text: [text]}), gate.for_script({text: [text]})):
        assert acts(written) == []
        whole = "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text)
        assert json.loads(written.encode()) == {whole: [whole]}
    assert "<" not in gate.for_script(text)


@every
def test_xml_is_well_formed(text: str) -> None:
    shown = gate.for_xml(text)
    assert ET.fromstring(f'<a b="{shown}">{shown}</a>'.encode()) is not None  # noqa: S314 - ours


@every
def test_name_stands_on_one_line(text: str) -> None:
    assert gate.printable(text).isprintable()


@pytest.mark.parametrize("name", HONEST)
def test_names_of_honest_people_are_shown_as_they_are(name: str) -> None:
    assert gate.for_terminal(name) == name
    assert gate.for_html(name) == name
    assert json.loads(gate.for_json(name)) == name
    assert gate.for_csv(name) == name
    assert "�" not in gate.printable(name)


def test_a_byte_that_is_no_utf_8_is_one_mark() -> None:
    assert gate.printable("Jos\udce9 P\udce9rez") == "Jos� P�rez"
    assert gate.for_html("Jos\udce9") == "Jos�"


def test_printed_bytes_keep_their_lines() -> None:
    assert gate.printed(b"\x1b[31mred\x07\tx\n\xff") == "\\x1b[31mred\\x07\tx\n�"


@given(texts)
def test_any_text_at_all_goes_through_every_gate(text: str) -> None:
    for gated in (gate.for_terminal, gate.for_html, gate.for_xml, gate.for_csv, gate.printable):
        gated(text).encode()
    assert acts(gate.for_terminal(text).replace("\n", "").replace("\t", "")) == [
        one for one in text if one in "\u200c\u200d"
    ]
    assert json.loads(gate.for_json(text).encode()) is not None


def test_white_space_neither_hides_a_formula_nor_takes_long() -> None:
    """Sixteen thousand lines once took minutes: then this hangs."""
    assert gate.for_csv("\n \t =1+1") == "'\n \t' =1+1"  # the cell behind the tab starts with it
    assert gate.for_csv(" \t\n" * 16_000 + "=1") == " \t\n" * 16_000 + "'=1"

"""Formulas of a task as LaTeX: they are written in plain text, and a notebook can set them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

__all__ = ["latex", "with_formulas"]

_STRONG = re.compile(r"[√²³·≤≥≈ᾱσμπ₀-₉]|\bN\(|\bP\(|\bexp\(|\berf\(")  # in no sentence of words
_OPERATORS = frozenset("-+−·×/=≤≥≈<>~…|")
_LETTERS = frozenset("NPTXYZdijklmnpqrstuvwxyz")  # that stand for something by themselves
_FUNCTIONS = {"exp": r"\exp", "erf": r"\operatorname{erf}", "log": r"\log"}
_NAMES = {
    "eps": r"\varepsilon",
    "beta": r"\beta",
    "alpha_bar": r"\bar{\alpha}",
    "ᾱ": r"\bar{\alpha}",
    "σ": r"\sigma",
    "μ": r"\mu",
    "π": r"\pi",
    "Σ": r"\sum",
}
_WORDS = frozenset({*_NAMES, *_FUNCTIONS, "mean", "std"})
_SIGNS = {
    "·": r"\cdot ",
    "×": r"\times ",
    "≤": r"\le ",
    "≥": r"\ge ",
    "~": r"\sim ",
    "≈": r"\approx ",
    "−": "-",
    "…": r"\dots ",
    "%": r"\%",
}
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_TOKEN = re.compile(
    r"(?P<root>√)|(?P<name>[^\W\d_²³₀-₉]+(?:_bar)?)(?P<digit>\d?)(?P<low>_\w+|[₀-₉]+)?"
    r"(?P<high>[²³⁰¹⁴-⁹]+)?|(?P<number>\d+(?:\.\d+)?)|(?P<space>\s+)|(?P<sign>.)"
)
_CODE = re.compile(r"(```.*?```|`[^`]*`)", re.DOTALL)
_SET_OFF = re.compile(r"(?:(?<=\n\n)|^)(?: {4}\S.*\n?)+", re.MULTILINE)


def with_formulas(markdown: str, names: Collection[str] = ()) -> str:
    """Write the formulas of a Markdown text as LaTeX; code and words stay.

    Parameters
    ----------
    markdown : as `to_markdown` writes it
    names : that stand for values in it, such as a function's parameters
    """
    parts = _CODE.split(markdown)
    known = {*names, *_WORDS}
    parts[::2] = [_in_text(_set_off(part, known), known) for part in parts[::2]]
    return "".join(parts)


def latex(formula: str, names: Collection[str] = ()) -> str:
    """Write one formula as LaTeX."""
    return re.sub(r" {2,}", " ", "".join(_translated(formula, {*names, *_WORDS}))).strip()


def _set_off(text: str, names: Collection[str]) -> str:
    """Set the lines that stand apart."""

    def display(found: re.Match[str]) -> str:
        lines = [line.strip() for line in found[0].splitlines()]
        if not any("=" in line or _STRONG.search(line) for line in lines):
            return found[0]
        return "".join(f"$${latex(line, names)}$$\n" for line in lines)

    return _SET_OFF.sub(display, text)


def _in_text(text: str, names: Collection[str]) -> str:
    """Set the formulas between the words of a sentence."""
    parts = re.split(r"(\$\$.*?\$\$|\s+)", text)
    written, at = [], 0
    while at < len(parts):
        end = _end_of_run(parts, at, names)
        run = "".join(parts[at:end])
        if end > at and _STRONG.search(run):
            written.append(_inline(run, names))
            at = end
        else:
            written.append(parts[at])
            at += 1
    return "".join(written)


def _end_of_run(parts: list[str], start: int, names: Collection[str]) -> int:
    """Find how far a formula goes that begins with this part: to a comma, or to a word."""
    end, depth = start, 0
    for at in range(start, len(parts), 2):  # every other part is space
        part = parts[at]
        if part.startswith("$$") or not _is_of_formula(part, names):
            return end
        depth += part.count("(") - part.count(")")
        end = at + 1
        if depth < 0 or (depth == 0 and part[-1] in ",.;:"):
            return end
    return end


def _is_of_formula(part: str, names: Collection[str]) -> bool:
    found = [token for token in _TOKEN.finditer(part) if token["name"]]
    if not part or any(not _is_name(token["name"], names) for token in found):
        return False
    return bool(found) or all(one in _OPERATORS or one in "()[],.;:0123456789√" for one in part)


def _is_name(name: str, names: Collection[str]) -> bool:
    return name in names or name in _LETTERS or not name.isascii()


def _inline(run: str, names: Collection[str]) -> str:
    """Set one run, without the punctuation around it."""
    before, after = "", ""
    while run and (run[-1] in ",.;:" or (run[-1] == ")" and run.count(")") > run.count("("))):
        run, after = run[:-1], run[-1] + after
    while run and run[0] == "(" and run.count("(") > run.count(")"):
        run, before = run[1:], before + run[0]
    return f"{before}${latex(run, names)}${after}"


def _translated(formula: str, names: Collection[str]) -> Iterator[str]:
    at = 0
    while at < len(formula):
        token = _TOKEN.match(formula, at)
        if token is None:  # pragma: no cover - the last alternative takes any character
            return
        at = token.end()
        if token["root"]:
            inner, at = _under_root(formula, at)
            yield rf"\sqrt{{{latex(inner, names)}}}"
        elif token["name"]:
            yield _name(token, names)
        elif token["space"]:
            yield r"\quad " if len(token["space"]) > 1 else " "
        elif token["sign"]:
            yield _SIGNS.get(token["sign"], token["sign"])
        else:
            yield token[0]


def _under_root(formula: str, at: int) -> tuple[str, int]:
    """Return what stands under a root that ends here, and where it ends."""
    if formula[at : at + 1] != "(":
        token = _TOKEN.match(formula, at)
        end = token.end() if token else at
        return formula[at:end], end
    depth = 0
    for end in range(at, len(formula)):
        depth += {"(": 1, ")": -1}.get(formula[end], 0)
        if depth == 0:
            return formula[at + 1 : end], end + 1
    return formula[at + 1 :], len(formula)


def _name(token: re.Match[str], names: Collection[str]) -> str:
    name = token["name"]
    if name in _FUNCTIONS or name in _NAMES:
        written = _FUNCTIONS.get(name) or _NAMES[name]
    elif len(name) == 1:
        written = name
    else:
        written = rf"\mathrm{{{name}}}" if name in names else rf"\text{{ {name} }}"
    low = (token["digit"] or "") + (token["low"] or "").lstrip("_").translate(_LOWERED)
    high = (token["high"] or "").translate(_RAISED)
    return (
        written
        + (f"_{{{low}}}" if low else "")
        + (f"^{{{high}}}" if high else "")
        + (" " if written.startswith("\\") and not low and not high else "")
    )

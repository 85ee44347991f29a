"""Power as one self-contained HTML page: pictures, then the tables behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from noisegrade.grading.notation import count
from noisegrade.untrusted_text import for_html
from noisegrade.verify.power.plots import panels
from noisegrade.verify.power.power_text import (
    COMPUTED,
    COST_HEADINGS,
    COSTS,
    SIMULATED,
    chance,
    cost_cells,
    heading,
    percent,
)
from noisegrade.verify.power.power_values import CHANCES, Power

__all__ = ["to_page"]

_STYLE = (
    ":root{color-scheme:light dark;--ink:#222;--paper:#fff;--line:#2d6fb8;--dot:#c2410c;"
    "--rule:#8884}"
    "@media (prefers-color-scheme:dark){:root{--ink:#e6e6e6;--paper:#15181c;--line:#6ea8e6;"
    "--dot:#ffb27a}}"
    "body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);"
    "max-width:60em;margin:2em auto;padding:0 1em}"
    "figure{display:inline-block;margin:0 1em 1em 0;max-width:100%}figcaption{font-weight:600}"
    "svg{max-width:100%;height:auto}text{fill:var(--ink);font-size:12px}"
    ".rule{stroke:var(--rule)}.curve{fill:none;stroke:var(--line);stroke-width:2}"
    ".bar{stroke:var(--dot)}.dot{fill:var(--dot)}"
    "table{border-collapse:collapse;display:block;overflow-x:auto}caption{text-align:left;"
    "font-weight:600;padding:.6em 0 .2em}"
    "td,th{padding:.15em .8em .15em 0;text-align:right;font-variant-numeric:tabular-nums}"
    "th{white-space:nowrap}"
    "td:first-child,th:first-child{text-align:left}tr{border-bottom:1px solid var(--rule)}"
)
_HOW_TO_READ = (
    "Lines are computed: exact where the law of a test's statistic is known, otherwise what is "
    "proved at least. Dots are simulated gradings with their 95 % interval. A dot above its line "
    "is no contradiction: a grading has more tests than the one that the line speaks of."
)


def to_page(power: Power) -> str:
    """Write the page; it loads nothing and runs no script."""
    title = f"Power: {for_html(power.exercise)}"
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>',
            '<meta name="viewport" content="width=device-width">',
            f"<style>{_STYLE}</style></head><body><main><h1>{title}</h1>",
            f"<p>{for_html(power.says)}</p>",
            *(_parts(power) if power.design else ()),
            "</main></body></html>\n",
        ]
    )


def _parts(power: Power) -> Iterable[str]:
    yield f"<p>{for_html(heading(power))}</p>"
    yield f"<p>{for_html(_HOW_TO_READ)}</p>"
    yield from panels(power)
    yield _table(
        COMPUTED,
        ["wrong by", *map(chance, CHANCES), "in", "how", "law"],
        (
            [
                one.name,
                *("–" if effect is None else f"{effect:.4f}" for effect in one.reached),
                *(one.unit, one.how.value, one.law),
            ]
            for one in power.curves
        ),
    )
    if power.simulated:
        yield _simulated(power)
    yield _table(
        f"{COSTS}, where this page was made",
        ["effect", *COST_HEADINGS],
        ([f"{one.effect:g}", *cost_cells(one)] for one in power.costs),
    )


def _simulated(power: Power) -> str:
    rows = (
        [
            one.law,
            f"{one.effect:.4f}",
            f"{one.caught} of {one.gradings}",
            f"{percent(one.interval[0])} to {percent(one.interval[1])}",
            "–" if one.draws is None else count(one.draws),
        ]
        for one in power.simulated
    )
    return _table(
        SIMULATED, ["draws from", "effect", "caught", "95 % interval", "after draws"], rows
    )


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    headings = "".join(f'<th scope="col">{for_html(text)}</th>' for text in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{for_html(text)}</td>" for text in row) + "</tr>" for row in rows
    )
    return (
        f"<table><caption>{for_html(caption)}</caption><thead><tr>{headings}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )

"""A report as HTML: one self-contained fragment an exercise, in the same words as the terminal.

No script and nothing loaded: a fragment may stand in a notebook, a feedback file, or a page.
"""

from __future__ import annotations

from noisegrade.grading.notation import count, percent
from noisegrade.model import HISTOGRAM_EDGES, ExerciseReport, Verdict
from noisegrade.report.anatomy import sentences
from noisegrade.report.failing_picture import Drawn, cloud, drawn, speaking
from noisegrade.report.symbols import SYMBOLS
from noisegrade.untrusted_text import for_html

__all__ = ["STYLE", "block", "fragment"]

_INK = {"green": "#12752f", "red": "#b3261e", "magenta": "#8a2a8a", "yellow": "#8a5a00"}
_DARK = {"green": "#6fd58a", "red": "#ff9d94", "magenta": "#e5a0e5", "yellow": "#f0c060"}

STYLE = (
    ".ng-block{border-left:4px solid currentColor;padding:.4em .9em;margin:.8em 0;max-width:46em;"
    "font:15px/1.5 system-ui,sans-serif}"
    ".ng-block p{margin:.2em 0;overflow-wrap:anywhere}.ng-block .ng-title{font-weight:600}"
    ".ng-block pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:13px}"
    ".ng-block svg{max-width:100%;height:auto;display:block;margin:.5em 0}"
    ".ng-block .ng-bar{fill:#2d6fb8}.ng-block .ng-bell{fill:none;stroke:#c2410c;stroke-width:2}"
    + "".join(f".ng-block .ng-{name}{{color:{ink}}}" for name, ink in _INK.items())
    + "@media (prefers-color-scheme:dark){.ng-block .ng-bar{fill:#6ea8e6}"
    ".ng-block .ng-bell{stroke:#ffb27a}"
    + "".join(f".ng-block .ng-{name}{{color:{ink}}}" for name, ink in _DARK.items())
    + "}"
)
"""What an exercise looks like; `block` brings this along, a page has it once."""

_WIDTH, _HEIGHT = 320.0, 110.0
_BIN = HISTOGRAM_EDGES[1] - HISTOGRAM_EDGES[0]
_PEAK = 0.3989422804014327  # of the bell: 1 / sqrt(2 pi)
_ROOM = 2.0  # peaks of the bell that the picture is high enough for; a higher bar is cut


def block(report: ExerciseReport) -> str:
    """Render one exercise, with its style: may stand anywhere by itself."""
    return f"<style>{STYLE}</style>\n{fragment(report)}"


def fragment(report: ExerciseReport) -> str:
    """Render one exercise: its sentences, and the picture of what is wrong where draws came."""
    symbol, word, colour = SYMBOLS[report.verdict]
    place = f" <small>{for_html(report.where)}</small>" if report.where else ""
    title = (
        f'<p class="ng-title"><span class="ng-{colour}">{symbol} {word}</span> '
        f"<code>{for_html(report.exercise)}</code>{place}</p>"
    )
    lines = [
        f'<section class="ng-block" aria-label="{for_html(report.exercise)}: {word}">',
        title,
        *(f"<p>{for_html(sentence)}</p>" for sentence in sentences(report)),
    ]
    evidence = speaking(report)
    match drawn(report):
        case Drawn.HISTOGRAM:
            lines.append(_histogram(report.histogram))
        case Drawn.CLOUD if evidence is not None:
            lines.append(cloud(evidence))
    if report.output.strip() and report.verdict is not Verdict.PASSED:
        lines.append(f"<p>It printed:</p><pre>{for_html(report.output.rstrip())}</pre>")
    return "\n".join([*lines, "</section>"])


def _histogram(counts: tuple[int, ...]) -> str:
    """Draw the shares of the draws as bars and the bell as a line, in units of σ."""
    total = sum(counts)
    inside = counts[1:-1]
    width = _WIDTH / len(inside) - 1
    bars = "".join(
        f"M{_x(edge):g} {_HEIGHT:g}v{-height:.1f}h{width:g}v{height:.1f}z"
        for edge, count in zip(HISTOGRAM_EDGES[:-1], inside, strict=True)
        if (height := _height(count / total / _BIN))
    )
    points = " ".join(f"{_x(z):.1f},{_HEIGHT - _height(_bell(z)):.1f}" for z in HISTOGRAM_EDGES)
    near = sum(inside[15:25]) / total  # the ten bins from −1 to 1
    told = (
        f"Histogram of {count(total)} draws in units of σ: {percent(near)} lie within 1 σ of the "
        f"mean (the bell: 68 %), {percent((counts[0] + counts[-1]) / total)} beyond 4 σ."
    )
    return (
        f'<svg viewBox="0 0 {_WIDTH:g} {_HEIGHT + 18:g}" width="{_WIDTH:g}" role="img" '
        f'aria-label="{told}"><title>{told}</title><path class="ng-bar" d="{bars}"/>'
        f'<polyline class="ng-bell" points="{points}"/>'
        + "".join(
            f'<text x="{_x(z):.0f}" y="{_HEIGHT + 14:g}" text-anchor="middle" font-size="11" '
            f'fill="currentColor">{label}</text>'
            for z, label in ((-2.0, "−2σ"), (0.0, "mean"), (2.0, "+2σ"))
        )
        + f"</svg><p><small>{told}</small></p>"
    )


def _x(z: float) -> float:
    return (z - HISTOGRAM_EDGES[0]) / (HISTOGRAM_EDGES[-1] - HISTOGRAM_EDGES[0]) * _WIDTH


def _height(density: float) -> float:
    return min(density / (_ROOM * _PEAK), 1.0) * _HEIGHT


def _bell(z: float) -> float:
    return float(_PEAK * 2.718281828459045 ** (-z * z / 2))

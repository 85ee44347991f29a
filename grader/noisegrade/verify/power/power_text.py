"""Power for a terminal, and as JSON."""

from __future__ import annotations

import math
from dataclasses import asdict

from rich.console import Group, RenderableType
from rich.table import Table

from noisegrade.grading.notation import count
from noisegrade.untrusted_text import for_json
from noisegrade.verify.power.power_values import CHANCES, Cost, Curve, Power, Simulated

__all__ = [
    "COMPUTED",
    "COSTS",
    "COST_HEADINGS",
    "SIMULATED",
    "chance",
    "cost_cells",
    "heading",
    "percent",
    "to_json",
    "to_text",
]

SCHEMA = 1  # version of the JSON
COMPUTED = "Computed: the effect that is caught with a chance of"
SIMULATED = "Simulated: whole gradings, all tests and looks, fixed seeds"
COSTS = "What an effect costs: a right function, drawn by NumPy, judged"
COST_HEADINGS = ("draws on average", "at most", "processor time on average")
_SURE = 1e-9


def to_json(power: Power) -> str:
    """Write everything as one JSON object."""
    whole = {"schema": SCHEMA, "chances": CHANCES, **asdict(power)}
    return for_json(whole, indent=2)


def to_text(power: Power) -> RenderableType:
    """Lay out the three tables."""
    if power.design is None:
        return power.says
    parts: list[RenderableType] = [power.says, heading(power)]
    parts += ["", f"[bold]{COMPUTED}[/]", _computed(power.curves)]
    if power.simulated:
        parts += ["", f"[bold]{SIMULATED}[/]", _simulated(power.simulated)]
    return Group(*parts, "", f"[bold]{COSTS} on this machine[/]", _costs(power.costs))


def heading(power: Power) -> str:
    """Say what was planned for, in lines that break no number."""
    if power.design is None:
        raise ValueError("an exact exercise has no plan")
    first, *later = (count(math.prod(shape)) for shape in power.design.shapes)
    then = " or ".join(filter(None, (", ".join(later[:-1]), later[-1])))
    may = "\nBefore the last look, draws pass only where nothing that is promised is missed."
    return (
        f"Effect {power.design.effect:g}. A first look at {first} draws, used nowhere else.\n"
        f"Then looks at {then} draws in all. Each test of all draws\n"
        f"may fail {power.design.false_fail:.1e} of right draws at each look."
        + (may if len(later) > 1 else "")
    )


def chance(value: float) -> str:
    """Write one of CHANCES."""
    return "1 − 1e-9" if value > 1 - 2 * _SURE else f"{value:.0%}"


def percent(value: float) -> str:
    """Write a share, never rounding to none or all."""
    if 0 < value < 0.001:  # noqa: PLR2004 - what would show as 0.0 %
        return "< 0.1 %"
    if 0.999 < value < 1:  # noqa: PLR2004 - what would show as 100.0 %
        return "> 99.9 %"
    return f"{100 * value:.1f} %"


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for at, text in enumerate(headings):
        table.add_column(text, justify="right" if at else "left")
    return table


def _computed(curves: tuple[Curve, ...]) -> Table:
    table = _table("wrong by", *map(chance, CHANCES), "in", "how")
    for curve in curves:
        table.add_row(curve.name, *map(_effect, curve.reached), curve.unit, curve.how.value)
    return table


def _effect(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"


def _simulated(found: tuple[Simulated, ...]) -> Table:
    table = _table("draws from", "effect", "caught", "95 % interval", "after draws")
    for one in found:
        low, high = one.interval
        table.add_row(
            one.law,
            f"{one.effect:.4f}",
            f"{one.caught} of {one.gradings}",
            f"{percent(low)} to {percent(high)}",
            "–" if one.draws is None else count(one.draws),
        )
    return table


def _costs(costs: tuple[Cost, ...]) -> Table:
    table = _table("effect", *COST_HEADINGS)
    for cost in costs:
        table.add_row(f"{cost.effect:g}", *cost_cells(cost))
    return table


def cost_cells(cost: Cost) -> tuple[str, str, str]:
    """Write what stands below COST_HEADINGS."""
    milliseconds = count(round(1e3 * cost.cpu_seconds))
    return count(cost.usual_draws), count(cost.draws), f"{milliseconds} ms"

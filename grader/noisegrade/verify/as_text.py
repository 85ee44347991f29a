"""A verification for the terminal: what holds, what doesn't, and the certificate as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from noisegrade.grading.notation import count
from noisegrade.verify.certificate import Certificate, rounded_up
from noisegrade.verify.verification import Verification

__all__ = ["to_text"]


def to_text(outcome: Verification) -> RenderableType:
    """Render all of it."""
    return Group(*_checks(outcome), Text(), *_certificate(outcome))


def _checks(outcome: Verification) -> Iterator[RenderableType]:
    for name, held, total in outcome.counts():
        symbol, style = ("✓", "green") if held == total else ("✗", "red")
        yield Text.assemble((symbol, style), f" {name}: {held} of {total}")
    for check in outcome.checks:
        if not check.holds:
            yield Text(f"  {check.exercise}: {check.says}", style="red")


def _certificate(outcome: Verification) -> Iterator[RenderableType]:
    yield Text("Certificate", style="bold")
    yield Text(f"Correct code fails at most once in a billion gradings; effect {outcome.effect:g}.")
    exact = [one for one in outcome.certificates if one.compared]
    if exact:
        names = ", ".join(one.exercise for one in exact)
        yield Text(f"Compared with the truth, nothing left to chance: {names}.")
    if len(exact) == len(outcome.certificates):
        return
    yield Text(
        "Random answers are drawn, look after look: what a whole grading misses once in a billion "
        "at most, and, if it comes to the last look, what each test misses there once in a billion."
    )
    alike: dict[tuple[object, ...], list[Certificate]] = {}
    for one in outcome.certificates:
        if one.promises:
            alike.setdefault((one.draws, *_catches(one)), []).append(one)
    for certificates in alike.values():
        yield Text()
        yield Text(", ".join(one.exercise for one in certificates), style="bold")
        yield from _looks(certificates[0])
        yield _whole(certificates[0])
        yield Text()
        yield _tests(certificates)


def _catches(one: Certificate) -> list[tuple[str, str]]:
    return [(each.alternatives, rounded_up(each.min_detectable_effect)) for each in one.whole]


def _looks(one: Certificate) -> Iterator[RenderableType]:
    first, *later = (count(draws) for draws in one.draws)
    yield Text(f"A first look at {first} draws, then at {' → '.join(later)} in all")
    yield Text(f"Error budget of a test at each look {one.per_test:.2g}")


def _whole(one: Certificate) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("the whole grading catches")
    table.add_column("least effect", justify="right")
    for row in _catches(one):
        table.add_row(*row)
    return table


def _tests(certificates: Sequence[Certificate]) -> Table:
    """Lay out the tests; where exercises alike differ by a little, the largest effect is told."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("a test of the last look")
    table.add_column("least effect", justify="right")
    table.add_column("among")
    for alike in zip(*(one.promises for one in certificates), strict=True):
        least = max(alike, key=lambda promise: promise.min_detectable_effect or 0.0)
        effect = rounded_up(least.min_detectable_effect)
        table.add_row(least.test, effect, least.alternatives)
    return table

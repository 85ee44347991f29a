"""A verification for the terminal: what holds, what doesn't, and the certificate as a table."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from noisegrade.grading.messages import count
from noisegrade.verify.certificate import Certificate, Promise
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
    names = ", ".join(one.exercise for one in exact)
    yield Text(f"Compared with the truth, nothing left to chance: {names}.")
    alike: dict[tuple[Promise, ...], list[Certificate]] = {}
    for one in outcome.certificates:
        if one.promises:
            alike.setdefault(one.promises, []).append(one)
    yield Text("The others: what each test of the last stage misses once in a billion at most.")
    for certificates in alike.values():
        yield Text()
        yield Text(", ".join(one.exercise for one in certificates), style="bold")
        draws = " → ".join(count(stage) for stage in certificates[0].draws)
        yield Text(f"{draws} draws; error budget of a test {certificates[0].per_test:.2g}")
        yield _table(certificates[0])


def _table(one: Certificate) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("test")
    table.add_column("least effect", justify="right")
    table.add_column("among")
    for promise in one.promises:
        effect = (
            "" if promise.min_detectable_effect is None else f"{promise.min_detectable_effect:.2g}"
        )
        table.add_row(promise.test, effect, promise.alternatives)
    return table

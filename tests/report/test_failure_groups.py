"""Failures of one mistake make one group, whatever was drawn, and a name holds for all of it."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from built_in import NAMES
from noisegrade.batch.group_names import read_names, write_names
from noisegrade.model import ExerciseReport, Verdict
from noisegrade.report.failure_groups import (
    FailureGroup,
    FailureGroups,
    GroupName,
    with_names,
)
from noisegrade.report.failure_signature import is_unnamed
from report.formats.submitted import reports
from report.wrong_ways import Mistake, failures

Failures = list[tuple[Mistake, ExerciseReport]]


def grouped(found: Failures, names: list[GroupName] | None = None) -> list[FailureGroup]:
    groups = FailureGroups(names or [])
    for mistake, report in found:
        if is_unnamed(report):
            groups.add("/".join(mistake), report)
    return groups.listed()


@pytest.fixture(scope="module")
def scaled() -> Failures:
    return list(failures(frozenset({"shift_and_scale", "scale_gaussian"}), 3))


def test_the_same_mistake_with_other_draws_is_in_the_same_group(scaled: Failures) -> None:
    groups = grouped(scaled)
    of = {(number, member) for number, one in enumerate(groups) for member in one.members}
    mistakes = {member for _, member in of}
    assert len(of) <= 1.1 * len(mistakes), "mistakes are not torn apart"
    mixed = [one for one in groups if len(set(one.members)) > 1]
    assert len(mixed) <= 0.2 * len(groups), "and not thrown together"


def test_a_name_holds_for_the_whole_group_and_survives_the_disk(
    scaled: Failures, tmp_path: Path
) -> None:
    chosen, other, *_ = grouped(scaled)
    write_names(tmp_path, [GroupName(chosen.signature, "Divides by n", "See lecture 3.")])
    names = read_names(tmp_path)
    again = grouped(scaled, names)
    assert [one.name is not None for one in again].count(True) == 1
    assert again[0].name is not None
    assert again[0].name.says == "Your instructor says: Divides by n. See lecture 3."
    told = [
        with_names(replace(reports()["solutions"], exercises=(report,)), names).exercises[0]
        for _, report in scaled
    ]
    assert sum(one.looks_like is not None for one in told) == len(chosen.members)
    assert other.signature != chosen.signature


def test_what_passed_or_was_named_or_not_begun_is_in_no_group() -> None:
    for name in ("solutions", "exercises"):
        assert not any(is_unnamed(one) for one in reports()[name].exercises)
    named = [one for one in reports()["mistaken"].exercises if one.misconception]
    assert named
    assert not any(map(is_unnamed, named))
    crashed = [one for one in reports()["mistaken"].exercises if one.verdict is Verdict.CRASHED]
    assert [len(one.members) for one in grouped([(("a", "b"), one) for one in crashed * 3])] == [3]


@pytest.mark.slow
def test_groups_are_pure_on_all_wrong_ways_that_the_course_knows() -> None:
    found = list(failures(frozenset(NAMES), 3))
    groups = grouped(found)
    count = sum(len(one.members) for one in groups)
    mistakes = Counter("/".join(mistake) for mistake, report in found if is_unnamed(report))
    inside = [Counter(one.members) for one in groups]
    purity = sum(max(one.values()) for one in inside) / count
    homogeneity = 1 - _left(inside, count) / _left([mistakes], count)
    print(f"\n{'failures':>12} {'mistakes':>9} {'groups':>7} {'purity':>7} {'homogeneity':>12}")  # noqa: T201
    print(f"{count:12} {len(mistakes):9} {len(groups):7} {purity:7.3f} {homogeneity:12.3f}")  # noqa: T201
    assert purity >= 0.88
    assert homogeneity >= 0.96
    assert len(groups) <= 1.1 * len(mistakes)


def _left(parts: list[Counter[str]], count: int) -> float:
    """Return the entropy of mistakes that is left once a part is known."""
    return -sum(
        many / count * math.log(many / part.total()) for part in parts for many in part.values()
    )

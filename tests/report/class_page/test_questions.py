"""The page answers what an instructor asks, with the numbers that one counts by hand."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from itertools import pairwise

import pytest

from noisegrade.model import HandedIn, Mark, TimeSource, Verdict
from noisegrade.report.class_page import CopyLine, Tally, questions, to_learner_page, to_page
from noisegrade.report.class_page.charts import distribution
from noisegrade.report.class_page.separation import separations
from noisegrade.report.delay import delay
from noisegrade.report.formats import mail_merge
from noisegrade.report.people import ClassRow, Learner
from report.formats.submitted import entries, reports

DEADLINE = "2026-05-01T10:00:00+02:00"


def mark(at: str | None, *, late: bool | None = None, penalty: float = 0.0) -> Mark:
    handed_in = HandedIn(source=TimeSource.GRADESCOPE, at=at, late=late)
    return Mark(earned=9.0, penalty=penalty, final=9.0, deadline=DEADLINE, handed_in=handed_in)


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (None, ""),
        (mark("2026-05-01T08:00:00+00:00"), ""),
        (mark("2026-05-01T08:00:30+00:00"), "less than a minute late"),
        (mark("2026-05-01T13:30:00+02:00", penalty=2.0), "3 hours late, −2 points"),
        (mark("2026-05-03T10:00:00+02:00"), "2 days late"),
        (mark(None, late=True), "late, nobody knows by how much"),
        (mark(None, late=False), ""),
    ],
)
def test_the_delay_is_the_time_past_the_deadline_in_any_zone(found: Mark | None, says: str) -> None:
    assert delay(found) == says


def tallied(passed: list[str]) -> Tally:
    """Make a class from rows of digits, one an exercise: 1 passed, 0 did not."""
    tally = Tally()
    base = reports()["solutions"]
    for at, digits in enumerate(passed):
        exercises = tuple(
            replace(one, verdict=Verdict.PASSED if digit == "1" else Verdict.FAILED)
            for one, digit in zip(base.exercises, digits, strict=False)
        )
        points = float(digits.count("1"))
        report = replace(base, submission=f"s{at}", exercises=exercises, score=points, max_score=4)
        tally.add_row(ClassRow(report, Learner(name=f"Learner {at}")), f"s{at}.html")
    return tally


def test_what_the_able_pass_and_the_others_do_not_separates_most() -> None:
    rows = ["1111", "1111", "1110", "1101", "1001", "1010", "1000", "1000"]
    found = separations(tallied(rows))
    names = [one.exercise for one in reports()["solutions"].exercises[:4]]
    assert found[0].exercise == names[1]
    assert (found[0].upper, found[0].lower) == (1.0, 0.0)
    easy = next(one for one in found if one.exercise == names[0])
    assert easy.upper - easy.lower == 0
    assert separations(tallied(rows[:5])) == []


def test_those_under_half_of_the_points_need_help() -> None:
    assert "<strong>3</strong>" in questions.need_help(
        tallied(["1111", "1100", "1000", "0000", "0001"])
    )


def test_a_copy_is_told_to_the_instructor_and_to_nobody_else() -> None:
    tally = tallied(["1111"] * 3)
    tally.copies = [CopyLine("Learner 0", "Learner <2>", "4 of 4 exercises alike")]
    page = to_page(tally)
    assert "Learner 0 and Learner &lt;2&gt;" in page
    tally.copies = []
    assert "no two agree" in to_page(tally)
    tally.copies = None
    assert "no two agree" not in to_page(tally)


def test_no_learners_page_names_another_or_links_anywhere() -> None:
    rows = [one for one in entries() if isinstance(one, ClassRow)]
    rows += [replace(rows[0], identical_to="emmy", learner=Learner(name="Somebody Else"))]
    for row in rows:
        page = to_learner_page(row)
        others = {one.shown for one in rows} - {row.shown}
        assert not [one for one in others if len(one) > 4 and one in page]
        assert re.findall(r'href="(?!#)', page) == []


def test_labels_of_bars_have_room() -> None:
    for most in (5.0, 20.0, 85.0, 110.0, 1000.0):
        drawn = distribution([most], most, "told")
        placed = re.findall(r'class="label[^"]*" x="([\d.]+)" y="[\d.]+">([^<]+)<', drawn)
        ends = [(float(x) - 3.3 * len(text), float(x) + 3.3 * len(text)) for x, text in placed]
        assert all(one[1] < other[0] for one, other in pairwise(ends))
        assert placed[-1][1] == f"{most:g}"


def test_drafts_have_a_line_for_everybody_and_run_no_formula() -> None:
    text = mail_merge.header() + "".join(map(mail_merge.draft, entries()))
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [one["submission"] for one in read][:2] == ["broken.zip", "ada"]
    assert len(read) == len(entries())
    eve = next(one for one in read if one["login"] == "'@eve")
    assert "It looks like" in eve["draft"]
    assert eve["name"].startswith("'=")

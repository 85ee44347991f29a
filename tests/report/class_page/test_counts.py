"""The numbers of a class are those that one counts by hand, and its names stay text."""

from __future__ import annotations

import json
import re
import statistics
from collections import Counter
from dataclasses import replace

import pytest

from built_in import COURSE
from noisegrade.model import Verdict
from noisegrade.report.class_page import Tally, to_learner_page, to_page
from noisegrade.report.class_page.charts import distribution
from noisegrade.report.filenames import FileNames
from noisegrade.report.html import fragment
from noisegrade.report.people import ClassRow, Learner, RefusedSubmission
from report.class_page.school import school
from report.formats.submitted import reports

Rows = tuple[ClassRow, ...]
Entries = tuple[ClassRow | RefusedSubmission, ...]

EVIL = '</script><img src=x onerror="alert(1)">{{list}}'


@pytest.fixture(scope="module")
def entries() -> Entries:
    return tuple(school(300))


@pytest.fixture(scope="module")
def rows(entries: Entries) -> Rows:
    return tuple(entry for entry in entries if isinstance(entry, ClassRow))


def tallied(entries: Entries) -> Tally:
    tally = Tally()
    for entry in entries:
        if isinstance(entry, ClassRow):
            tally.add_row(entry, f"{entry.report.submission}.html")
        else:
            tally.add_refusal(entry)
    return tally


def test_every_exercise_is_counted_by_verdict(entries: Entries, rows: Rows) -> None:
    verdicts = tallied(entries).verdicts
    assert list(verdicts) == [one.exercise for one in rows[0].report.exercises]
    for at, counts in enumerate(verdicts.values()):
        assert counts == Counter(row.report.exercises[at].verdict for row in rows)


def test_every_named_mistake_is_counted_in_the_learners_words(entries: Entries, rows: Rows) -> None:
    shown = tallied(entries).shown
    counted = Counter(
        (one.exercise, one.looks_like)
        for row in rows
        for one in row.report.exercises
        if one.looks_like
    )
    assert {(one.exercise, one.says): count for one, count in shown.items()} == counted
    page = to_page(tallied(entries))
    first = shown.most_common(1)[0][0]
    assert f"<td>{first.says}</td>" in page


def test_the_median_leaves_out_what_is_not_graded(entries: Entries, rows: Rows) -> None:
    points = [row.report.score for row in rows if row.report.score is not None]
    assert tallied(entries).quartiles()[1] == statistics.median(points)
    assert len(tallied(entries).ungraded) == 3
    assert len(tallied(entries).refused) == 3
    assert f"of {len(points)} learners is" in to_page(tallied(entries))


def test_equal_code_is_named_together(entries: Entries, rows: Rows) -> None:
    twins = tallied(entries).twins
    assert {first.name: list(names) for first, names in twins.items()} == {
        entry.shown: [other.shown]
        for entry in rows
        for other in rows
        if other.identical_to == entry.report.submission
    }
    assert len(twins) == 3


def test_the_bars_hold_every_learner_once() -> None:
    points = [0.0, 4.0, 4.5, 5.0, 99.0, 100.0, 100.0]
    drawn = distribution(points, 100.0, "told")
    counts = [int(count) for count in re.findall(r'<text x="[\d.]+" y="[\d.]+">(\d+)<', drawn)]
    assert counts == [3, 1, 1, 2]


@pytest.mark.parametrize("max_score", [0.0, 1.0, 7.0, COURSE.max_score, 1000.0])
def test_any_full_score_can_be_drawn(max_score: float) -> None:
    assert "<rect" in distribution([0.0, max_score / 3, max_score], max_score, "told")


def test_a_class_of_hardly_anyone_has_a_page() -> None:
    learner, refusal = ClassRow(reports()["solutions"]), RefusedSubmission("a.zip", "it is empty.")
    for entries in ((), (refusal,), (learner,)):
        assert to_page(tallied(entries)).endswith("</html>\n")


def test_outsiders_words_never_become_markup() -> None:
    first, *others = reports()["mistaken"].exercises
    evil = replace(first, says=EVIL, looks_like=EVIL, where=EVIL, output=EVIL)
    report = replace(
        reports()["mistaken"], submission=EVIL, exercises=(evil, *others), notes=(EVIL,)
    )
    row = ClassRow(report, Learner(name=EVIL), identical_to=EVIL)
    refusal = RefusedSubmission(EVIL, EVIL)
    page = to_page(tallied((row, refusal)), title=EVIL)
    for text in (page, to_learner_page(row)):
        assert "<img" not in text
        assert "onerror=" not in re.sub(r'"onerror=\\"|onerror=\\"|onerror=&quot;', "", text)
    held = page.split('id="held">')[1].split("</script>")[0]
    assert json.loads(held)["lines"][0][0] == EVIL


def test_a_learners_page_shows_the_blocks_that_the_learner_sees_and_nobody_else(
    rows: Rows,
) -> None:
    row = ClassRow(rows[0].report, rows[0].learner, identical_to="someone else")
    page = to_learner_page(row)
    for one in row.report.exercises:
        assert fragment(one) in page
    assert "someone else" not in page


def test_file_names_are_safe_apart_and_always_the_same() -> None:
    asked = ["ada", "ADA", "../../etc/passwd", "a/b", "a_b", "", "...", "CON", "nul.py", "x" * 300]
    names = [FileNames().choose(one) for one in asked[:1]]
    chooser = FileNames()
    names = [chooser.choose(one) for one in asked]
    assert len({name.casefold() for name in names}) == len(asked)
    assert all(re.fullmatch(r"[\w][\w.-]{0,85}", name) for name in names)
    assert not {"con", "nul.py"} & {name.casefold() for name in names}
    again = FileNames()
    assert [again.choose(one) for one in asked] == names


def test_what_is_ungraded_is_no_zero(entries: Entries) -> None:
    page = to_page(tallied(entries))
    held = json.loads(page.split('id="held">')[1].split("</script>")[0])
    ungraded = str(list(Verdict).index(Verdict.UNGRADED))
    for line in held["lines"]:
        assert (line[3] is None) == (ungraded in line[4] or bool(line[7]))

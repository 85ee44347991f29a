"""The numbers of a class are those that one counts by hand, and its names stay text."""

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

ENTRIES = tuple(school(300))
ROWS = tuple(entry for entry in ENTRIES if isinstance(entry, ClassRow))
EVIL = '</script><img src=x onerror="alert(1)">{{list}}'


def tallied(entries: tuple[ClassRow | RefusedSubmission, ...] = ENTRIES) -> Tally:
    tally = Tally()
    for entry in entries:
        if isinstance(entry, ClassRow):
            tally.add_row(entry, f"{entry.report.submission}.html")
        else:
            tally.add_refusal(entry)
    return tally


def test_every_exercise_is_counted_by_verdict() -> None:
    verdicts = tallied().verdicts
    assert list(verdicts) == [one.exercise for one in ROWS[0].report.exercises]
    for at, counts in enumerate(verdicts.values()):
        assert counts == Counter(row.report.exercises[at].verdict for row in ROWS)


def test_every_named_mistake_is_counted_in_the_learners_words() -> None:
    shown = tallied().shown
    counted = Counter(
        (one.exercise, one.looks_like)
        for row in ROWS
        for one in row.report.exercises
        if one.looks_like
    )
    assert {(one.exercise, one.says): count for one, count in shown.items()} == counted
    page = to_page(tallied())
    first = shown.most_common(1)[0][0]
    assert f"<td>{first.says}</td>" in page


def test_the_median_leaves_out_what_is_not_graded() -> None:
    points = [row.report.score for row in ROWS if row.report.score is not None]
    assert tallied().quartiles()[1] == statistics.median(points)
    assert len(tallied().ungraded) == 3
    assert len(tallied().refused) == 3
    assert f"of {len(points)} learners is" in to_page(tallied())


def test_equal_code_is_named_together() -> None:
    twins = tallied().twins
    assert {first.name: list(names) for first, names in twins.items()} == {
        entry.shown: [other.shown]
        for entry in ROWS
        for other in ROWS
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


@pytest.mark.parametrize(
    "entries",
    [(), (RefusedSubmission("a.zip", "it is empty."),), (ClassRow(reports()["solutions"]),)],
    ids=["nobody", "one refusal", "one learner"],
)
def test_a_class_of_hardly_anyone_has_a_page(
    entries: tuple[ClassRow | RefusedSubmission, ...],
) -> None:
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


def test_a_learners_page_shows_the_blocks_that_the_learner_sees_and_nobody_else() -> None:
    row = ClassRow(ROWS[0].report, ROWS[0].learner, identical_to="someone else")
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


def test_what_is_ungraded_is_no_zero() -> None:
    page = to_page(tallied())
    held = json.loads(page.split('id="held">')[1].split("</script>")[0])
    ungraded = str(list(Verdict).index(Verdict.UNGRADED))
    for line in held["lines"]:
        assert (line[3] is None) == (ungraded in line[4] or bool(line[7]))

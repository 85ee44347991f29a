"""What goes back to a system is read as that system reads it, and carries the reasons."""

import base64
import json
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath

import pytest

from built_in import COURSE
from noisegrade.errors import UsageError
from noisegrade.model import Amendment, Mark
from noisegrade.report.formats import blackboard, brightspace, canvas, github, moodle
from noisegrade.report.formats.files import File, Notice
from noisegrade.report.people import ClassRow, RefusedSubmission
from report.formats.reading import (
    commands,
    moodles_own_path,
    moodles_own_reading,
    rows,
    validate,
    written,
)
from report.formats.submitted import ADA, CARL, HOSTILE, entries, reports, ungraded

ALL = f"{COURSE.max_score:g}"


@cache
def mistaken() -> ClassRow:
    who = replace(HOSTILE, platform_id="4712")
    return ClassRow(reports()["mistaken"], who, None, "noise/5-7 - Eve")


def test_moodle_takes_the_worksheet_back_by_participant_with_the_reasons() -> None:
    broken = RefusedSubmission("x", "no file.", replace(CARL, platform_id="9"))
    texts, held = written(moodle.worksheet([*entries(), mistaken(), broken]))
    told = {
        who: (grade, says)
        for who, grade, says in moodles_own_reading(texts["moodle-worksheet.csv"])
    }
    assert told[4711][0] == ALL
    assert told[9] == ("", "Not graded: no file.")
    assert set(held) == {"broken.zip", "untouched", "../eve: a/b", "carl", "ADA"}
    for reason in ("You were asked for σ", "It looks like", "Next: ", "&lt;b&gt;&amp;amp;"):
        assert reason in told[4712][1]
    assert "<b>" not in told[4712][1]


def test_moodle_finds_whose_each_feedback_file_is() -> None:
    named = replace(
        mistaken(), learner=replace(ADA, name="Ada_1 ../Love/lace_2_x", platform_id="77")
    )
    texts, held = written(moodle.feedback_files([*entries(), named]))
    assert [moodles_own_path(path) for path in texts] == [
        (4711, "feedback.html"),
        (77, "feedback.html"),
    ]
    assert all(len(PurePosixPath(path).parts) == 2 and ".." not in path for path in texts)
    assert "You were asked for σ" in list(texts.values())[1]
    assert len(held) == 5


def test_canvas_takes_comments_by_user_and_says_whom_it_will_ask_about() -> None:
    texts, held = written(canvas.comments([*entries(), mistaken()]))
    document = json.loads(texts["canvas-comments.json"])
    validate(document, "canvas-grade-data.json")
    assert set(document["grade_data"]) == {"4711", "4712"}
    assert "You were asked for σ" in document["grade_data"]["4712"]["text_comment"]
    assert {"untouched", "ADA"} <= set(held)
    (file,) = canvas.files(entries(), assignment="Noise")
    assert isinstance(file, File)
    (notice,) = [one for one in file.pieces if isinstance(one, Notice)]
    assert "untouched, ADA" in notice.says
    assert "--roster" in notice.says


def test_blackboard_gets_every_cell_in_quotation_marks_and_feedback() -> None:
    title = "Noise [Total Pts: 110 Score] |4711"
    texts, held = written(blackboard.files(entries(), assignment=title))
    for line in texts["blackboard.csv"].splitlines():
        assert line.startswith('"')
    told = {one["Username"]: one for one in rows(texts["blackboard.csv"])}
    assert list(told["ada"]) == [
        *(
            "Username",
            title,
            "Grading Notes",
            "Notes Format",
            "Feedback to Learner",
            "Feedback Format",
        )
    ]
    assert told["ada"][title] == ALL
    assert told["carl"][title] == ""
    assert "It looks like" in told["'@eve"]["Feedback to Learner"]
    assert set(held) == {"untouched", "ADA"}


def test_brightspace_gets_points_alone_and_no_blank_that_it_could_misread() -> None:
    texts, held = written(brightspace.files(entries(), assignment="Noise"))
    told = rows(texts["brightspace.csv"])
    assert list(told[0]) == [
        "OrgDefinedId",
        "Username",
        "Noise Points Grade",
        "End-of-Line Indicator",
    ]
    assert [(one["Username"], one["Noise Points Grade"]) for one in told[:1]] == [("ada", ALL)]
    assert all(one["End-of-Line Indicator"] == "#" and one["Noise Points Grade"] for one in told)
    assert set(held) == {"broken.zip", "untouched", "carl", "ADA"}


def test_brightspace_gets_its_own_folders_back() -> None:
    texts, held = written(brightspace.feedback_files([mistaken(), *entries()]))
    assert list(texts) == ["5-7 - Eve/feedback.html"]
    assert len(held) == len(entries())


def test_github_gets_annotations_that_no_printed_text_can_forge() -> None:
    first, *others = mistaken().report.exercises
    forging = replace(first, output="x\n::error file=a::forged\n%0A::set-output name=result::x")
    row = ClassRow(replace(mistaken().report, exercises=(forging, *others)))
    texts, _ = written(github.files([row]))
    told = commands(texts["annotations.txt"])
    assert [kind for kind, *_ in told].count("error") <= 10
    assert told[-1][0] == "notice"
    (gaussian,) = [one for one in told if one[1]["title"] == "sample_gaussian: failed"]
    assert gaussian[1]["file"].endswith(".py")
    assert int(gaussian[1]["line"]) > 1
    assert "It looks like" in gaussian[2]
    assert "forged" in told[0][2]
    assert "<script>" not in texts["summary.md"]
    assert len(texts["summary.md"].encode()) < 1 << 20


def test_github_classrooms_reporter_adds_up_what_we_say() -> None:
    late = replace(
        reports()["solutions"],
        mark=Mark(
            earned=COURSE.max_score,
            penalty=4.5,
            penalty_because="Late.",
            final=COURSE.max_score - 4.5,
        ),
    )
    for report in (reports()["mistaken"], reports()["solutions"], late):
        texts, _ = written(github.files([ClassRow(report)]))
        name, _, packed = texts["output.txt"].strip().partition("=")
        document = json.loads(base64.b64decode(packed, validate=True))
        validate(document, "github-autograding.json")
        assert (name, document) == ("result", json.loads(texts["autograding.json"]))
        points = report.score if report.mark is None else report.mark.final
        assert sum(test["score"] for test in document["tests"]) == pytest.approx(points)
        assert (document["status"] == "pass") == (points == COURSE.max_score)


def test_github_gets_no_score_for_what_is_not_graded() -> None:
    for entry in (ClassRow(ungraded(reports()["solutions"])), entries()[0]):
        texts, held = written(github.files([entry]))
        assert (set(texts), len(held)) == ({"summary.md", "annotations.txt"}, 1)
        assert "Not graded" in texts["annotations.txt"]
    with pytest.raises(UsageError, match="one submission at a time"):
        written(github.files(entries()))


def test_a_persons_points_and_words_go_back_too() -> None:
    first, *others = reports()["solutions"].exercises
    amendment = Amendment(points=1.0, because="=copied", who="Prof", at="2026-05-01T10:00:00+00:00")
    report = replace(
        reports()["solutions"],
        exercises=(replace(first, amendments=(amendment,)), *others),
        mark=Mark(earned=90.0, penalty=9.0, penalty_because="Two days late: −9.", final=81.0),
    )
    row = ClassRow(report, replace(ADA, login="ada"))
    ((_, grade, says),) = moodles_own_reading(
        written(moodle.worksheet([row]))[0]["moodle-worksheet.csv"]
    )
    assert grade == "81"
    assert "Two days late" in says
    assert "because =copied" in says
    (cell,) = rows(written(blackboard.files([row], assignment="N"))[0]["blackboard.csv"])
    assert cell["N"] == "81"

"""JUnit XML: a suite a submission, a case an exercise, for CI systems and their viewers.

A learner's mistake is a *failure*; what could not be graded or read is an *error*, which is what
JUnit calls a fault of the test itself.

Source: junit-10.xsd of Jenkins' xUnit plugin (jenkinsci/xunit-plugin).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from noisegrade.model import ExerciseReport, Verdict
from noisegrade.report.formats.cells import number
from noisegrade.report.formats.files import Entry, Export, File
from noisegrade.report.formats.words import feedback
from noisegrade.report.people import ClassRow, RefusedSubmission
from noisegrade.report.points import final_points
from noisegrade.untrusted_text import for_xml

__all__ = ["files"]

_ELEMENTS = {
    Verdict.FAILED: "failure",
    Verdict.NOT_ATTEMPTED: "failure",
    Verdict.CRASHED: "failure",
    Verdict.OUT_OF_LIMITS: "failure",
    Verdict.NOT_REACHED: "skipped",
    Verdict.UNGRADED: "error",
}


def files(entries: Iterable[Entry]) -> Export:
    """Return the one file."""
    yield File("junit.xml", _pieces(entries))


def _pieces(entries: Iterable[Entry]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="noisegrade">\n'
    for entry in entries:
        yield _refused(entry) if isinstance(entry, RefusedSubmission) else _suite(entry)
    yield "</testsuites>\n"


def _suite(row: ClassRow) -> str:
    report = row.report
    counts = Counter(_ELEMENTS.get(one.verdict, "") for one in report.exercises)
    properties = {
        "learner": row.learner.name,
        "score": number(final_points(report)),
        "max_score": number(report.max_score),
        "seed": str(report.seed),
        "identical_to": row.identical_to or "",
    }
    told = "".join(
        f"<property{_attributes(name=name, value=value)}/>" for name, value in properties.items()
    )
    cases = "".join(_case(report.submission, one) for one in report.exercises)
    opening = _attributes(
        name=report.submission,
        tests=len(report.exercises),
        failures=counts["failure"],
        errors=counts["error"],
        skipped=counts["skipped"],
        time=f"{report.cpu_seconds:.3f}",
    )
    return f"<testsuite{opening}>\n<properties>{told}</properties>\n{cases}</testsuite>\n"


def _case(submission: str, one: ExerciseReport) -> str:
    opening = f"<testcase{_attributes(classname=submission, name=one.exercise)}"
    if one.verdict is Verdict.PASSED:
        return f"{opening}/>\n"
    element = _ELEMENTS[one.verdict]
    what = _attributes(type=one.misconception or one.verdict.value, message=one.says)
    return f"{opening}><{element}{what}>{for_xml(feedback(one))}</{element}></testcase>\n"


def _refused(refusal: RefusedSubmission) -> str:
    name = refusal.submission
    opening = _attributes(name=name, tests=1, failures=0, errors=1, skipped=0)
    what = _attributes(type="refused", message=refusal.reason)
    case = f"<testcase{_attributes(classname=name, name='submission')}><error{what}/></testcase>"
    return f"<testsuite{opening}>\n{case}\n</testsuite>\n"


def _attributes(**values: str | int) -> str:
    written = {name: for_xml(str(value)).replace("\n", "&#10;") for name, value in values.items()}
    return "".join(f' {name}="{value}"' for name, value in written.items())

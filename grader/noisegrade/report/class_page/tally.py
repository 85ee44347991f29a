"""Count a class while it streams by: of each submission only a line is kept."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from noisegrade.model import Verdict
from noisegrade.report.delay import delay
from noisegrade.report.failure_groups import FailureGroup, FailureGroups
from noisegrade.report.failure_signature import is_unnamed
from noisegrade.report.people import ClassRow, RefusedSubmission
from noisegrade.report.points import final_points
from noisegrade.report.text import summary as terms_of

__all__ = ["CopyLine", "Line", "Mistake", "Tally"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A named misconception, in the words that its learners read."""

    exercise: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the list of learners shows of one submission.

    Parameters
    ----------
    page : the file name of its own page; "" for a refused submission
    points : what it earned; None where it is not graded
    verdicts : of every exercise, in order; empty for a refused submission
    mistakes : that its report names, as numbers into `Tally.mistakes`
    refused : why it could not be read
    late : by how much it was late, and what that costs; "" where it was not, or nobody knows
    groups : of failures without a name, that its own are in
    """

    name: str
    submission: str
    page: str = ""
    points: float | None = None
    verdicts: tuple[Verdict, ...] = ()
    mistakes: tuple[int, ...] = ()
    identical_to: str | None = None
    refused: str = ""
    late: str = ""
    groups: tuple[FailureGroup, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class CopyLine:
    """Two submissions that agree on too much, and on what."""

    first: str
    second: str
    says: str


class Tally:
    """The counts of a class; give it every submission once.

    Parameters
    ----------
    absent : names of those in the roster of whom no submission was found
    unfinished : submissions that are listed and wait to be graded
    """

    def __init__(self, *, absent: Sequence[str] = (), unfinished: int = 0) -> None:
        self.absent = absent
        self.unfinished = unfinished
        self.account: Sequence[tuple[str, str, str]] = ()  # what there was, its fate, the reason
        self.lines: list[Line] = []
        self.max_score = 0.0
        self.terms: Counter[str] = Counter()  # on what terms so many were graded
        self.verdicts: dict[str, Counter[Verdict]] = {}  # by exercise, in the order of the course
        self.sections: dict[str, str] = {}  # the title of each exercise's section
        self.shown: Counter[Mistake] = Counter()
        self.advice: dict[Mistake, str] = {}  # what its learners are told to do next
        self.copies: Sequence[CopyLine] | None = None  # None where nobody looked for them
        self._numbers: dict[Mistake, int] = {}
        self._unnamed = FailureGroups()
        self._twins: defaultdict[str, list[str]] = defaultdict(list)

    def add_row(self, row: ClassRow, page: str) -> None:
        """Count a submission whose own page has this file name."""
        report = row.report
        self.max_score = max(self.max_score, report.max_score)
        self.terms[terms_of(report)] += 1
        mistakes: list[int] = []
        groups: list[FailureGroup] = []
        for one in report.exercises:
            self.verdicts.setdefault(one.exercise, Counter())[one.verdict] += 1
            self.sections.setdefault(one.exercise, one.section)
            if one.looks_like:
                mistake = Mistake(one.exercise, one.looks_like)
                self.advice.setdefault(mistake, one.next_step or "")
                mistakes.append(self._number(mistake))
            if is_unnamed(one):
                groups.append(self._unnamed.add(report.submission, one))
        if row.identical_to is not None:
            self._twins[row.identical_to].append(row.shown)
        line = Line(
            name=row.shown,
            submission=report.submission,
            page=page,
            points=final_points(report),
            verdicts=tuple(one.verdict for one in report.exercises),
            mistakes=tuple(mistakes),
            identical_to=row.identical_to,
            late=delay(report.mark),
            groups=tuple(groups),
        )
        self.lines.append(line)

    def add_refusal(self, refusal: RefusedSubmission) -> None:
        """Count a submission that could not be read."""
        name = refusal.learner.name or refusal.submission
        self.lines.append(Line(name=name, submission=refusal.submission, refused=refusal.reason))

    @property
    def mistakes(self) -> Sequence[Mistake]:
        """Every misconception that was named, in the order of its number."""
        return list(self._numbers)

    @property
    def unnamed(self) -> Sequence[FailureGroup]:
        """The failures without a name, grouped by their evidence, the largest group first."""
        return self._unnamed.listed()

    @property
    def late(self) -> Sequence[Line]:
        """The submissions that came late."""
        return [line for line in self.lines if line.late]

    @property
    def points(self) -> Sequence[float]:
        """What every graded submission earned, least first."""
        return sorted(line.points for line in self.lines if line.points is not None)

    @property
    def refused(self) -> Sequence[Line]:
        """The submissions that could not be read."""
        return [line for line in self.lines if line.refused]

    @property
    def ungraded(self) -> Sequence[Line]:
        """The submissions with an exercise that the grader failed on."""
        return [
            line for line in self.lines if Verdict.UNGRADED in line.verdicts and line.points is None
        ]

    @property
    def twins(self) -> Mapping[Line, Sequence[str]]:
        """The first submission of each code that came more than once, and whose else it is."""
        firsts = {line.submission: line for line in self.lines if line.identical_to is None}
        return {firsts[first]: names for first, names in self._twins.items() if first in firsts}

    def quartiles(self) -> tuple[float, float, float]:
        """Return the points that a quarter, half and three quarters of the graded stay below."""
        points = self.points
        if len(points) == 1:
            return (points[0],) * 3
        low, middle, high = statistics.quantiles(points, n=4, method="inclusive")
        return low, middle, high

    def _number(self, mistake: Mistake) -> int:
        self.shown[mistake] += 1
        return self._numbers.setdefault(mistake, len(self._numbers))

"""The values that travel: a submission goes out, a report comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "HISTOGRAM_EDGES",
    "Amendment",
    "Chunk",
    "Evidence",
    "ExerciseReport",
    "Finding",
    "FloatArray",
    "HandedIn",
    "Isolation",
    "Mark",
    "Report",
    "Source",
    "Submission",
    "TestKind",
    "TimeSource",
    "Verdict",
]

FloatArray = NDArray[np.float64]

HISTOGRAM_EDGES = tuple(round(0.2 * step - 4.0, 1) for step in range(41))
"""In units of σ from the mean asked for. A histogram has one more count at each end."""


class Verdict(StrEnum):
    """What was found out about an exercise, or about one claim of it."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_ATTEMPTED = "not_attempted"  # the stub's NotImplementedError, or no such function
    CRASHED = "crashed"  # the learner's own exception, or a dead process
    OUT_OF_LIMITS = "out_of_limits"  # time, memory, or a forbidden act
    NOT_REACHED = "not_reached"  # an earlier claim failed
    UNGRADED = "ungraded"  # our fault: never a zero


class Isolation(StrEnum):
    """How the learner's code was confined; stamped in every report."""

    STRONG = "strong"  # Landlock, seccomp, rlimits and namespaces of its own
    CONTAINER = "container"  # Landlock, seccomp, rlimits
    LIMITS = "limits"  # a process with rlimits and a deadline
    BROWSER = "browser"  # a worker of a web page: for learning, never for grades
    NONE = "none"  # a live function, checked in its own notebook kernel


class TimeSource(StrEnum):
    """Where it is known from when a submission was handed in; the surest first."""

    ROSTER = "roster"  # a column of times: Moodle's worksheet, Gradescope's list
    GRADESCOPE = "gradescope"
    BLACKBOARD = "blackboard"
    BRIGHTSPACE = "brightspace"
    NBGRADER = "nbgrader"
    GIT = "git"  # the last commit's
    CANVAS = "canvas"  # its mark alone: late or not, never by how much
    FILE = "file"  # the newest file's own, or that of its entry in the archive


class TestKind(StrEnum):
    """What a statistical test looks at; `Evidence.axis` tells along which axis, if along any."""

    __test__ = False  # pytest collects classes that are called so

    MEAN = "mean"
    VARIANCE = "variance"
    SKEW = "skew"
    KURTOSIS = "kurtosis"
    DISTRIBUTION = "distribution"  # Kolmogorov's distance
    BEYOND_1_SIGMA = "beyond_1_sigma"
    BEYOND_2_SIGMA = "beyond_2_sigma"
    BEYOND_3_SIGMA = "beyond_3_sigma"
    BEYOND_4_SIGMA = "beyond_4_sigma"
    MAXIMUM = "maximum"
    SMALL_MAXIMUM = "small_maximum"
    AUTOCORRELATION = "autocorrelation"  # of neighbours: lag 1
    AUTOCORRELATION_2 = "autocorrelation_2"
    AUTOCORRELATION_3 = "autocorrelation_3"
    AUTOCORRELATION_4 = "autocorrelation_4"
    ABS_AUTOCORRELATION = "abs_autocorrelation"
    SIGN_MAGNITUDE = "sign_magnitude"  # the sign of a value, the magnitude of the next
    MAGNITUDE_SIGN = "magnitude_sign"
    THREE_SIGNS = "three_signs"
    LATTICE = "lattice"  # the planes of RANDU
    GROUP_MEANS = "group_means"  # of calls, rows, columns: one-way analysis of variance
    GROUP_VARIANCES = "group_variances"
    COLLISIONS = "collisions"
    REPEATED_RUNS = "repeated_runs"
    REPEAT_PLACES = "repeat_places"  # whether values repeat within calls, too
    UNKNOWN = "unknown"  # in results that were written before kinds were


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one statistical test found, and what it can promise.

    `p_value` is exact or a proved upper bound: for right code P(p_value <= a) <= a for all a.
    """

    test: str  # for people; `kind` and `axis` say the same for programs
    kind: TestKind
    axis: str | None = None  # along which neighbours or groups were compared
    statistic: float
    p_value: float
    law: str  # the distribution or theorem that the p-value rests on
    n: int  # draws
    false_fail: float  # error budget spent on this test
    estimate: float | None = None
    interval: tuple[float, float] | None = None  # holds `estimate`'s truth but for `false_fail`
    expected: float | None = None
    min_detectable_effect: float | None = None  # caught but for one in a billion
    alternatives: str = ""  # the class of laws for which `min_detectable_effect` is proved
    promise: Callable[[], float | None] | None = field(default=None, repr=False, compare=False)

    @property
    def rejects(self) -> bool:
        """Right code gives such a p-value at most `false_fail` of the time; NaN rejects."""
        return not self.p_value > self.false_fail

    def resolved(self) -> Evidence:
        """Return the evidence with its promise computed: that can take as long as the test."""
        if self.promise is None:
            return self
        return replace(self, min_detectable_effect=self.promise(), promise=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of one claim."""

    claim: str
    verdict: Verdict
    says: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What a person says of a graded exercise: other points, or a comment alone."""

    points: float | None  # None: a comment alone
    because: str
    who: str
    at: str  # ISO 8601, with its offset


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """When a submission was handed in, and where that is known from."""

    source: TimeSource
    at: str | None = None  # ISO 8601, with its offset; None where a mark alone is known
    late: bool | None = None  # what the system itself says, where it says it


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a submission is worth in the end: a layer over the verdicts, which it never changes.

    Each number has the sentence that says why it is so; "" where it goes without saying. None is
    for a submission that has an exercise without points.
    """

    earned: float | None  # with amendments, and without the exercises that a learner is excused
    earned_because: str = ""
    penalty: float = 0.0
    penalty_because: str = ""
    final: float | None
    final_because: str = ""
    deadline: str | None = None  # this learner's; ISO 8601
    handed_in: HandedIn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseReport:
    """What became of one exercise.

    `says`, `coverage`, `luck`, `looks_like` and `next_step` are the sentences that every renderer
    shows: what was asked and what was returned; the chapter's own check; whether it can be luck;
    the named mistake; what to do next. A score of None is for an exercise that we could not grade.
    """

    exercise: str
    verdict: Verdict
    score: float | None
    max_score: float
    says: str
    misconception: str | None = None
    where: str | None = None  # "sampling.py:12"
    coverage: str | None = None  # "Within 5 ± 3: expected 68 %, got 26 %."
    luck: str | None = None
    looks_like: str | None = None
    next_step: str | None = None
    histogram: tuple[int, ...] = ()  # of the draws: see `HISTOGRAM_EDGES`; empty where none came
    output: str = ""  # what the learner's code printed, bounded and escaped
    findings: tuple[Finding, ...] = ()
    section: str = ""  # the title of the section it belongs to
    call: str | None = None  # that failed, as it can be typed
    line: str | None = None  # of the learner's own, where it stopped
    amendments: tuple[Amendment, ...] = ()  # by people, the oldest first: the last points count
    excused: str | None = None  # why it does not count for this learner
    graded_by: str | None = None  # the fingerprint, where others were graded again and it wasn't


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The grading of one submission: all exercises of the course, always.

    The score is None while an exercise is ungraded: our fault must not look like a zero.
    """

    schema: int
    submission: str
    score: float | None
    max_score: float
    isolation: Isolation
    course: str
    fingerprint: str  # of all that can change a grade; see `noisegrade.course.fingerprint`
    versions: tuple[tuple[str, str], ...]  # of noisegrade, NumPy and SciPy
    false_fail: float  # a right submission fails at most this often
    effect: float
    seed: int
    cpu_seconds: float
    notes: tuple[str, ...]  # about the submission as a whole: files left out, double functions
    exercises: tuple[ExerciseReport, ...]
    assignment: str | None = None  # its name, where it was graded by one
    mark: Mark | None = None  # where there is an assignment, or something was amended
    hidden: tuple[str, ...] = ()  # what its learner may not see; see `report.learner_view`


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of source that is run as a whole: a file, or one notebook cell."""

    text: str
    label: str  # how a message names it: "sampling.py", "week3.ipynb cell 4"


@dataclass(frozen=True, slots=True)
class Source:
    """Chunks that share one namespace, and the sections whose functions they may define."""

    module: str  # the name that the learner's other files may import it by
    chunks: tuple[Chunk, ...]
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Submission:
    """One learner's work: what is run, and what could not be read."""

    name: str
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()  # sentences about files that were left out or defined twice
    unreadable: tuple[tuple[str, str], ...] = ()  # (section, sentence): its exercises crash with it

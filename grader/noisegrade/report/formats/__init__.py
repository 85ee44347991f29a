"""A class in the formats of others: a module a format, each from submissions to files of text.

Submissions stream through, so that a class of any size needs no memory. What could not be graded
is never a zero: each module says at its top what its format has for it instead.
"""

from noisegrade.report.formats import (
    blackboard,
    brightspace,
    canvas,
    classroom50,
    csv_rows,
    github,
    gradescope,
    junit,
    mail_merge,
    moodle,
    prairielearn,
)

__all__ = [
    "blackboard",
    "brightspace",
    "canvas",
    "classroom50",
    "csv_rows",
    "github",
    "gradescope",
    "junit",
    "mail_merge",
    "moodle",
    "prairielearn",
]

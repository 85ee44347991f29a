"""A folder, a .py or an .ipynb becomes source per section; nothing of it is run or parsed here."""

from noisegrade.submission.assembly import (
    fingerprint,
    functions_written,
    read,
    read_files,
)
from noisegrade.submission.matching import natural, section_named
from noisegrade.submission.reachable_code import Reach, reach
from noisegrade.submission.scan import Definition, definitions

__all__ = [
    "Definition",
    "Reach",
    "definitions",
    "fingerprint",
    "functions_written",
    "natural",
    "reach",
    "read",
    "read_files",
    "section_named",
]

"""A learner's progress: one small plain file in the workbook, never worth an error."""

from noisegrade.progress.ledger import FILE_NAME, Ledger, load
from noisegrade.progress.recollection import Recollection
from noisegrade.progress.records import NOTHING, Progress, Record

__all__ = ["FILE_NAME", "NOTHING", "Ledger", "Progress", "Recollection", "Record", "load"]

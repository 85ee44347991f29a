"""The class on a page: one file that needs no network, and a page for every learner beside it."""

from noisegrade.report.class_page.learner import to_learner_page
from noisegrade.report.class_page.page import to_page
from noisegrade.report.class_page.tally import CopyLine, Tally

__all__ = ["CopyLine", "Tally", "to_learner_page", "to_page"]

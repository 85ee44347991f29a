"""A course: its value, where it is found, and how it is loaded."""

from noisegrade.course.loader import BUILT_IN, SETTINGS, load_course
from noisegrade.course.solution_file import BEGIN, END, Function, SolutionFile, parse
from noisegrade.course.value import Course, Section

__all__ = [
    "BEGIN",
    "BUILT_IN",
    "END",
    "SETTINGS",
    "Course",
    "Function",
    "Section",
    "SolutionFile",
    "load_course",
    "parse",
]

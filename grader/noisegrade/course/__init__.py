"""A course: its value, where it is found, and how it is loaded."""

from noisegrade.course.loader import BUILT_IN, Place, load_course, locate
from noisegrade.course.selection import Choice, Selection
from noisegrade.course.settings import SETTINGS, CourseFiles, course_files
from noisegrade.course.solution_file import BEGIN, END, Function, SolutionFile, parse
from noisegrade.course.value import Course, Section

__all__ = [
    "BEGIN",
    "BUILT_IN",
    "END",
    "SETTINGS",
    "Choice",
    "Course",
    "CourseFiles",
    "Function",
    "Place",
    "Section",
    "Selection",
    "SolutionFile",
    "course_files",
    "load_course",
    "locate",
    "parse",
]

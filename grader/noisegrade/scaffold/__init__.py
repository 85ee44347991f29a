"""New courses and new exercises: files that load, with a sentence wherever an author must write."""

from noisegrade.scaffold.assignment_scaffold import new_assignment
from noisegrade.scaffold.course_scaffold import new_course
from noisegrade.scaffold.exercise_scaffold import Kind, Scaffolded, new_exercise
from noisegrade.scaffold.gaps import GAP, gaps

__all__ = ["GAP", "Kind", "Scaffolded", "gaps", "new_assignment", "new_course", "new_exercise"]

"""A course as a frozen value: everything above asks it, and nothing keeps one of its own."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from noisegrade.course.fingerprint import parts
from noisegrade.course.selection import Choice, Selection, derived_fingerprint, reweighed
from noisegrade.course.solution_file import Function, SolutionFile
from noisegrade.errors import CourseError, UsageError
from noisegrade.exercise import Exercise, Implementations

__all__ = ["Course", "Section"]

_LENGTH = 16  # hexadecimal digits of a digest


@dataclass(frozen=True, slots=True)
class Section:
    """One file of the workbook, and the exercises in it."""

    solution: SolutionFile
    exercises: tuple[Exercise, ...]

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.solution.name

    @property
    def title(self) -> str:
        """A heading: the first line of the solution file's docstring."""
        return self.solution.title


@dataclass(frozen=True, eq=False, kw_only=True)
class Course:
    """Sections of exercises, in order.

    A course travels to other processes by its origin, and is loaded there again.

    Parameters
    ----------
    name : short, without spaces
    title : for people
    sections : in the order of the course
    fingerprint : a digest of all that can change a grade; equal courses have equal fingerprints
    origin : what `load_course` takes to load it again
    package : of the declarations: each exercise has a subpackage of its name
    solutions, declarations : the folders that it was loaded from
    packages : that submissions may import, beside NumPy and SciPy
    selection : what was made of the course that `origin` leads to; None for the course itself
    ending : what a learner reads when all is passed: where the subject goes from here
    """

    name: str
    title: str
    sections: tuple[Section, ...]
    fingerprint: str
    origin: str
    package: str
    solutions: Path
    declarations: Path
    packages: tuple[str, ...] = ()
    selection: Selection | None = None
    ending: str = ""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Course):
            return NotImplemented
        return (self.name, self.fingerprint) == (other.name, other.fingerprint)

    def __hash__(self) -> int:
        return hash((self.name, self.fingerprint))

    def __reduce__(self) -> tuple[Any, ...]:
        from noisegrade.course.loader import load_course  # noqa: PLC0415 - which needs this module

        if self.selection is None:
            return load_course, (self.origin,)
        return _derived_again, (self.origin, self.selection)

    def derive(self, selection: Selection) -> Course:
        """Return the course of a selection: its exercises in the order of this course.

        Raises
        ------
        CourseError, UsageError
            Where an exercise or a claim is unknown, none is chosen or one is chosen twice, or
            where points or weights can't be; and of a course that was derived already.
        """
        if self.selection is not None:
            raise CourseError(f"{self.title} is a selection already: derive from the course.")
        chosen = {each.name: reweighed(self.find(each.name), each) for each in selection.choices}
        if not chosen or len(chosen) < len(selection.choices):
            raise CourseError("Choose at least one exercise, and each once.")
        names = [each.name for each in self.exercises]
        return replace(
            self,
            sections=tuple(filter(None, (_chosen(each, chosen) for each in self.sections))),
            fingerprint=derived_fingerprint(self.fingerprint, selection, names),
            packages=tuple(dict.fromkeys((*self.packages, *selection.packages))),
            selection=selection,
        )

    def select(self, names: Iterable[str]) -> Course:
        """Return the course with these exercises alone; raises as `derive`."""
        return self.derive(Selection(tuple(map(Choice, names))))

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """All exercises, in order."""
        return tuple(each for section in self.sections for each in section.exercises)

    @property
    def section_names(self) -> tuple[str, ...]:
        """The names of the sections, in order."""
        return tuple(section.name for section in self.sections)

    @property
    def functions(self) -> dict[str, tuple[str, ...]]:
        """The names of the functions that each section asks for."""
        return {
            section.name: tuple(each.name for each in section.exercises)
            for section in self.sections
        }

    @property
    def max_score(self) -> float:
        """What all exercises together are worth."""
        return float(sum(exercise.points for exercise in self.exercises))

    def parts(self) -> dict[str, str]:
        """Return a digest of each part that can change a grade, by what people call it."""
        functions = {name: function.text for name, (_, _, function) in self._places.items()}
        made = repr(self.selection)
        selection = hashlib.sha256(made.encode()).hexdigest()[:_LENGTH]
        return {**parts(self.declarations, functions), "what the assignment asks for": selection}

    def find(self, name: str) -> Exercise:
        """Look an exercise up by the name of its function.

        Raises
        ------
        UsageError
            Where there is none of that name; the message offers the nearest.
        """
        exercise, _, _ = self._places[self._known(name)]
        return exercise

    def section_of(self, name: str) -> Section:
        """Return the section that an exercise belongs to; raises as `find`."""
        _, section, _ = self._places[self._known(name)]
        return section

    def function(self, name: str) -> Function:
        """Return an exercise's task, stub and solution; raises as `find`."""
        _, _, function = self._places[self._known(name)]
        return function

    def implementations(self, name: str) -> Implementations:
        """Return the wrong and right implementations of an exercise; none where none are given."""
        module = self._part(name, "implementations")
        found = Implementations() if module is None else module.IMPLEMENTATIONS
        if not isinstance(found, Implementations):
            raise CourseError(
                f"{name}/implementations.py: IMPLEMENTATIONS must be made by implementations(…)."
            )
        return found

    def picture(self, name: str) -> object | None:
        """Return the declared picture of an exercise; None where it has none of its own."""
        module = self._part(name, "picture")
        return None if module is None else module.PICTURE

    def _part(self, name: str, part: str) -> Any:
        module = f"{self.package}.{self._known(name)}.{part}"
        return import_module(module) if find_spec(module) is not None else None

    @cached_property
    def _places(self) -> dict[str, tuple[Exercise, Section, Function]]:
        return {
            exercise.name: (exercise, section, function)
            for section in self.sections
            for exercise, function in zip(
                section.exercises, section.solution.functions, strict=True
            )
        }

    def _known(self, name: str) -> str:
        if name in self._places:
            return name
        near = difflib.get_close_matches(name, self._places, n=1)
        offer = f"Did you mean {near[0]}?" if near else "`noisegrade list` shows them all."
        raise UsageError(f"There is no exercise named {name}. {offer}")


def _derived_again(origin: str, selection: Selection) -> Course:
    from noisegrade.course.loader import load_course  # noqa: PLC0415 - which needs this module

    return load_course(origin).derive(selection)


def _chosen(section: Section, chosen: dict[str, Exercise]) -> Section | None:
    """Return a section with the exercises that are chosen; None where none is."""
    functions = tuple(each for each in section.solution.functions if each.name in chosen)
    if not functions:
        return None
    exercises = tuple(chosen[each.name] for each in functions)
    return Section(replace(section.solution, functions=functions), exercises)

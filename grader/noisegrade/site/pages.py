"""The pages of a site: one for the course, one for each exercise; they work from any folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from string import Template

from markdown_it import MarkdownIt

from noisegrade.coaching import LEVELS, hints, question
from noisegrade.course import Course, Section
from noisegrade.exercise import Exercise
from noisegrade.grading.requests import explain_failure
from noisegrade.model import ExerciseReport
from noisegrade.picture import to_page
from noisegrade.report import html
from noisegrade.sandbox.calls import Death, Outcome
from noisegrade.site.work import beginning
from noisegrade.untrusted_text import for_html, for_script
from noisegrade.workbook import to_markdown

__all__ = ["content_policy", "course_page", "exercise_page", "style_sheet"]

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_CSP = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
_SOURCES = re.compile(r"(script-src|style-src) ('sha256-[\w+/=]+')")


def content_policy(further: str) -> str:
    """Return what a page may load: its own files, and the picture's one script and style.

    The worker is made by the page, so the same holds for a learner's code: it reaches no host but
    the site's own and the one that Python comes from.

    Parameters
    ----------
    further : the origin of the runtime, where that is another's; else empty
    """
    found = _CSP.search(to_page(()))
    picture = dict(_SOURCES.findall(found.group(1))) if found else {}
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src 'self' data:; "
        f"connect-src 'self' {further}; manifest-src 'self'; worker-src 'self' blob:; "
        f"script-src 'self' blob: 'wasm-unsafe-eval' {further} {picture.get('script-src', '')}; "
        f"style-src 'self' {picture.get('style-src', '')}"
    )


def style_sheet() -> str:
    """Return the style of all pages, and that of the verdicts."""
    return f"{_asset('site.css')}\n{html.STYLE}\n"


def course_page(course: Course, policy: str) -> str:
    """Return the page that lists the course."""
    names = [each.name for each in course.exercises]
    listed = "\n".join(
        _listed(section, names.index(section.exercises[0].name) + 1) for section in course.sections
    )
    main = Template(_asset("course.html")).substitute(title=for_html(course.title), sections=listed)
    return _page(course.title, main, policy, course, "course")


def exercise_page(course: Course, name: str, policy: str) -> str:
    """Return the page of an exercise."""
    exercise, section = course.find(name), course.section_of(name)
    names = [each.name for each in course.exercises]
    place = names.index(name)
    function = course.function(name)
    main = Template(_asset("exercise.html")).substitute(
        name=for_html(name),
        section=for_html(section.title),
        place=place + 1,
        count=len(names),
        points=_points(exercise.points),
        about=_about(section) if function is section.solution.functions[0] else "",
        task=_MARKDOWN.render(to_markdown(function.docstring)),
        prediction=_prediction(exercise),
        hints="\n".join(_hints(exercise)),
        neighbours=_neighbours(names, place),
        endless=html.fragment(_endless(exercise)),
        start=for_script({"exercise": name, "code": beginning(function)}),
    )
    return _page(f"{name} – {course.title}", main, policy, course, "exercise")


def _page(title: str, main: str, policy: str, course: Course, kind: str) -> str:
    return Template(_asset("page.html")).substitute(
        title=for_html(title),
        main=main,
        policy=" ".join(policy.split()),
        course=for_html(course.title),
        key=for_html(course.name),
        kind=kind,
    )


def _listed(section: Section, first: int) -> str:
    rows = "\n".join(
        f'<li><a href="{each.name}.html"><code>{each.name}</code></a> '
        f'<span class="state" data-exercise="{each.name}"></span><br>'
        f"<small>{for_html(function.docstring.partition(chr(10))[0])}</small></li>"
        for each, function in zip(section.exercises, section.solution.functions, strict=True)
    )
    return f'<h2>{for_html(section.title)}</h2>\n<ol start="{first}">{rows}</ol>'


def _about(section: Section) -> str:
    text = section.solution.docstring.partition("\n")[2].strip()
    return f'<div class="about">{_MARKDOWN.render(text)}</div>' if text else ""


def _prediction(exercise: Exercise) -> str:
    asked = question(exercise)
    if asked is None:
        return ""
    return Template(_asset("prediction.html")).substitute(question=for_html(asked))


def _hints(exercise: Exercise) -> Sequence[str]:
    found = []
    for number, (level, text) in enumerate(hints(exercise, len(LEVELS)), 1):
        hidden = "" if number == 1 else " hidden"
        worked = number == len(LEVELS)
        shown = f"<pre>{for_html(text)}</pre>" if worked else f"<p>{for_html(text)}</p>"
        found.append(
            f'<details class="hint"{hidden}><summary>Hint {number}: {level}</summary>'
            f"{shown}</details>"
        )
    return found


def _neighbours(names: Sequence[str], place: int) -> str:
    before = names[place - 1] if place else None
    after = names[place + 1] if place + 1 < len(names) else None
    links = []
    if before:
        links.append(f'<a rel="prev" href="{before}.html">← {before}</a>')
    links.append('<a href="index.html">All exercises</a>')
    if after:
        links.append(f'<a rel="next" href="{after}.html">{after} →</a>')
    return " ".join(links)


def _points(points: float) -> str:
    return "1 point" if points == 1 else f"{points:g} points"


def _endless(exercise: Exercise) -> ExerciseReport:
    """Return what is said when the page had to end the worker."""
    failure = explain_failure(
        Outcome(replies=(), cpu_seconds=0.0, death=Death.CPU), exercise, asked=1
    )
    if failure is None:
        raise AssertionError("a death is a failure")
    return ExerciseReport(
        exercise=exercise.name,
        verdict=failure.finding.verdict,
        score=0.0,
        max_score=float(exercise.points),
        says=failure.finding.says,
    )


def _asset(name: str) -> str:
    return (files("noisegrade.site") / "assets" / name).read_text(encoding="utf-8")

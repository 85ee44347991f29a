"""The commands on every page run as they stand there."""

from __future__ import annotations

import os
import re
import subprocess
from itertools import chain
from pathlib import Path

import click
import pytest

from docs.pages import OWN_TESTS, PAGES, ROOT, commands, inline
from noisegrade.cli import main

ELSEWHERE = {  # what isn't run here: the reason, or where it is
    r"(python -m )?pip |python -m venv|\. \.venv": ".ci/run installs, and installs the wheel",
    r"python -m pytest|pytest": "the suite itself; paths are looked at below",
    r"ruff|mypy|lint-imports|git": ".ci/run",
    r"python -m sphinx|python docs/failure": "tests/docs/test_site.py, tests/docs/test_failure.py",
    r"python tests/golden/regenerate": "it changes the repository",
    r"(MUTANTS=\d+ )?python benchmarks/": "minutes to hours; paths are looked at below",
    r"openssl|dask|noisegrade grade .*--scheduler": "tests/batch/test_cluster.py",
    r"nbgrader|noisegrade nbgrader|cd my-course": "tests/nbgrader",
    r"noisegrade new exercise NAME": "tests/scaffold",
    r"noisegrade grade noise-submissions": "tests/report/formats/test_command.py",
    r"noisegrade export results --to moodle-": "tests/report/formats/test_command.py",
    r"noisegrade groups results k3vq7a": "tests/cli/test_groups_and_copies.py",
    r"helm|kubectl|curl": "they need Kubernetes, or Canvas",
    r"python grade_on_slurm": "tests/docs/test_examples.py",
    r"noisegrade site|python -m http\.server": "tests/site",
}
LESS = {  # what takes long is run on less
    r"noisegrade verify\b.*": " --seeds 1 --no-mutants",
    r"noisegrade power .*": " --gradings 0",
}
ONE = " --only bell_curve"  # of the exercises that the built-in course has
NAMES = {
    "SUBMISSION": "ada",
    "PATH": ".",
    "/grade/student": "submissions/ada",
    "/tmp/results": "run",  # noqa: S108 - as a page has it
    "/grade/results": "graded",
}
GRADED = ["noisegrade grade submissions --out results --effect 0.5"]
BEFORE = {"class-page": GRADED, "exports": GRADED}
UNSOLVED = "noisegrade"  # watch mode without a terminal: it checks once, and nothing is solved yet


def runnable(page: str) -> list[str]:
    """Return what is run here. Blocks begin in the first folder, but for those that follow on."""
    back = [] if page == "courses" else ['cd "$START"']
    found = [
        [one for one in block if not any(re.match(pattern, one) for pattern in ELSEWHERE)]
        for block in commands(page)
    ]
    return [command for block in found if block for command in [*back, *block]]


def as_run(page: str, command: str) -> str:
    for written, meant in NAMES.items():
        command = command.replace(written, meant)
    if page == "courses":  # it goes into the course's folder, and stays there
        return command.replace("submissions", "solutions") + less(command)
    return command + less(command) + (ONE if "verify" in command else "")


def less(command: str) -> str:
    return next((more for pattern, more in LESS.items() if re.fullmatch(pattern, command)), "")


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=() if page == "README" else pytest.mark.slow)
        for page in PAGES
        if page not in OWN_TESTS and runnable(page)
    ],
)
def test_the_commands_of_a_page_run(page: str, clone: Path) -> None:
    said = [*BEFORE.get(page, []), *(as_run(page, command) for command in runnable(page))]
    script = "\n".join(f"{command}\necho @$?" for command in said)
    done = subprocess.run(  # noqa: S603 - our own pages
        ["/bin/bash", "-c", script],
        cwd=clone,
        env=os.environ | {"START": str(clone)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    codes = [int(code) for code in re.findall(r"^@(\d+)$", done.stdout, re.MULTILINE)]
    expected = [int(command == UNSOLVED) for command in said]
    assert codes == expected, (said, done.stdout, done.stderr)


@pytest.mark.parametrize("page", PAGES)
def test_commands_and_options_in_sentences_exist(page: str) -> None:
    for code in [*chain(*commands(page)), *inline(page)]:
        words = code.split()
        if words[:1] != ["noisegrade"] or len(words) == 1:
            continue
        group: click.Command = main
        rest = words[1:]
        while isinstance(group, click.Group) and rest and rest[0][0] not in "-[":
            found = group.get_command(click.Context(group), rest.pop(0))
            assert found is not None, code
            group = found
        known = {name for each in group.params for name in (*each.opts, *each.secondary_opts)}
        said = {word.split("=")[0] for word in rest if word.startswith("--")}
        assert said - {"--help", "--version"} <= known, code


@pytest.mark.parametrize("page", PAGES)
def test_paths_that_are_named_exist(page: str) -> None:
    named = " ".join([*chain(*commands(page)), *inline(page)])
    for path in re.findall(r"\b(?:tests|docs|grader|benchmarks)/[\w/.]+", named):
        assert (ROOT / path.rstrip(".")).exists() or "NAME" in path, path

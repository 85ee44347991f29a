"""A course outside the repository, begun with a fresh wheel, through all that one does with it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow

Noisegrade = Callable[..., "subprocess.CompletedProcess[str]"]

WRITTEN = {
    "solutions/bells.py": {
        "Write here: what the function draws, in one sentence.": "Draw from the bell curve.",
        "Write here: what the learner needs to know, such as the formula and why it is so.": (
            "Box and Muller: √(−2·ln u)·cos(2πv) is N(0, 1), where u and v are uniform."
        ),
        'raise NotImplementedError("Write here: the solution.")': (
            "radius = np.sqrt(-2 * np.log(1 - rng.random(count)))\n"
            "    return radius * np.cos(2 * np.pi * rng.random(count))"
        ),
    },
    "declarations/box_muller/declaration.py": {
        "Write here: the idea, in one sentence.": "An angle and a radius make two bells.",
        "Write here: where to look, in one sentence.": "The radius is the root of two logarithms.",
        "Write here: the line that does it.": "radius * np.cos(2 * np.pi * v)",
    },
    "declarations/box_muller/implementations.py": {},
    "solutions/waits.py": {
        "Write here: what the function draws, in one sentence.": "Draw waiting times.",
        "Write here: what the learner needs to know, such as the formula and why it is so.": (
            "A Poisson process with two events an hour waits −ln(u)/2 hours for the next."
        ),
        'raise NotImplementedError("Write here: the solution.")': (
            "return -np.log(1 - rng.random(count)) / 2"
        ),
    },
    "declarations/waiting_times/declaration.py": {
        "stats.norm(0, 1)": "stats.expon(scale=1 / 2)",
        '"flat-from-zero-to-one"': '"rate-for-scale"',
        "lambda count, rng: stats.uniform(0, 1)": "lambda count, rng: stats.expon(scale=2)",
        "the draws are flat between 0 and 1.": "the rate was used as the mean.",
        "look at which method of the rng your draws come from.": (
            "ask how long one waits for two events an hour."
        ),
        "Write here: the idea, in one sentence.": "Waiting has no memory.",
        "Write here: where to look, in one sentence.": "Turn the distribution function around.",
        "Write here: the line that does it.": "-np.log(1 - u) / 2",
    },
    "declarations/waiting_times/implementations.py": {
        ".standard_normal(count)": ".exponential(0.5, count)",
        '"flat-from-zero-to-one": "return rng.random(count)"': (
            '"rate-for-scale": "return rng.exponential(2, count)"'
        ),
        '"exponential": "return rng.exponential(size=count) - 1"': (
            '"flat": "return rng.random(count)"'
        ),
        "rng.standard_normal() for": "rng.exponential(0.5) for",
    },
}


@pytest.fixture(scope="module")
def noisegrade(tmp_path_factory: pytest.TempPathFactory) -> Noisegrade:
    """Install a fresh wheel beside the libraries that are here, and run its command."""
    place = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip"]
    subprocess.run([*pip, "wheel", "-q", "--no-deps", "-w", str(place), str(ROOT)], check=True)  # noqa: S603
    (wheel,) = place.glob("*.whl")
    site = place / "site"
    install = [*pip, "install", "-q", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(install, check=True)  # noqa: S603 - our own wheel
    environment = {**os.environ, "PYTHONPATH": str(site), "COLUMNS": "100"}

    def run(*words: str, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(  # noqa: S603 - as above
            [sys.executable, "-m", "noisegrade", *words],
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, (words, done.stdout[-2000:], done.stderr[-2000:])
        return done

    return run


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, noisegrade: Noisegrade) -> Path:
    """Make a course with the two commands, and write what they leave to write."""
    place = tmp_path_factory.mktemp("courses")
    noisegrade("new", "course", "chance", cwd=place)
    folder = place / "chance"
    noisegrade("new", "exercise", "box_muller", "--section", "bells", cwd=folder)
    noisegrade("new", "exercise", "waiting_times", "--section", "waits", cwd=folder)
    unwritten = noisegrade("verify", "--seeds", "1", "--json", cwd=folder, code=1)
    left = [one["says"] for one in json.loads(unwritten.stdout)["checks"] if not one["holds"]]
    assert "declarations/waiting_times/declaration.py:20: the distribution" in " ".join(left)
    for name, texts in WRITTEN.items():
        path = folder / name
        text = path.read_text(encoding="utf-8")
        for before, after in texts.items():
            assert before in text, before
            text = text.replace(before, after)
        lines = [line for line in text.splitlines() if "# Write here: " not in line]
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    noisegrade("stubs", cwd=folder)
    return folder


@pytest.fixture
def learner(tmp_path: Path, course: Path, noisegrade: Noisegrade) -> Path:
    started = noisegrade("init", "--course", str(course), cwd=tmp_path)
    assert "written     exercises/waits.py" in started.stdout
    assert "written     noisegrade.toml" in started.stdout
    return tmp_path


def solve(learner: Path, course: Path) -> None:
    for path in (course / "solutions").glob("*.py"):
        shutil.copy(path, learner / "exercises")


def test_the_course_verifies(course: Path, noisegrade: Noisegrade) -> None:
    done = noisegrade("verify", "--no-mutants", "--seeds", "3", "--json", cwd=course)
    told = json.loads(done.stdout)
    assert told["holds"]
    assert f"Course: Chance ({course})" in done.stderr
    assert [one["exercise"] for one in told["certificate"]] == [
        "roll_die",
        "box_muller",
        "waiting_times",
    ]


def test_a_learner_works_through_it(learner: Path, course: Path, noisegrade: Noisegrade) -> None:
    for command in ("check", "watch"):  # without a terminal, watch checks once
        assert "0 of 3 passed." in noisegrade(command, cwd=learner, code=1).stdout
    wrong = (course / "solutions/waits.py").read_text(encoding="utf-8").replace(") / 2", ") * 2")
    (learner / "exercises/waits.py").write_text(wrong, encoding="utf-8")
    said = " ".join(noisegrade("check", "waiting_times", cwd=learner, code=1).stdout.split())
    assert "You were asked for mean 0.5; your" in said
    assert "the rate was used as the mean." in said
    assert "bell" not in said
    solve(learner, course)
    assert "3 of 3 passed." in noisegrade("watch", cwd=learner).stdout
    listed = noisegrade("list", cwd=learner).stdout
    assert listed.count("passed") == 3
    assert "no memory" in noisegrade("hint", "waiting_times", cwd=learner).stdout
    assert (
        "What is the mean" in noisegrade("predict", "roll_die", "--answer", "3", cwd=learner).stdout
    )
    noisegrade("reset", "roll_die", "--yes", cwd=learner)
    assert "rng.integers" in noisegrade("solution", "roll_die", cwd=learner).stdout


def test_a_learner_sees_it(learner: Path, course: Path, noisegrade: Noisegrade) -> None:
    solve(learner, course)
    noisegrade("show", "--no-open", "--out", "page.html", cwd=learner)
    page = (learner / "page.html").read_text(encoding="utf-8")
    for name in ("roll_die", "box_muller", "waiting_times"):
        assert name in page


def test_notebooks_are_made(tmp_path: Path, course: Path, noisegrade: Noisegrade) -> None:
    noisegrade("init", "--notebooks", "--course", str(course), cwd=tmp_path)
    assert {path.name for path in (tmp_path / "notebooks").iterdir()} == {
        "dice.ipynb",
        "bells.ipynb",
        "waits.ipynb",
    }


def test_a_class_is_graded(learner: Path, course: Path, noisegrade: Noisegrade) -> None:
    shutil.copytree(learner / "exercises", learner / "class/ada")
    solve(learner, course)
    shutil.copytree(learner / "exercises", learner / "class/bo")
    noisegrade("grade", "class", "--course", str(course), "--out", "grades", cwd=learner)
    lines = (learner / "grades/results.jsonl").read_text(encoding="utf-8").splitlines()
    scores = {one["submission"]: one["score"] for one in map(json.loads, lines)}
    assert scores == {"ada": 0, "bo": 15}
    noisegrade("report", "grades", cwd=learner)
    assert (learner / "grades/report/learners/bo.html").is_file()
    noisegrade("export", "grades", "--to", "canvas", cwd=learner)
    (table,) = (learner / "grades/export/canvas").iterdir()
    assert "Chance" in table.read_text(encoding="utf-8")
    elsewhere = learner / "elsewhere"
    elsewhere.mkdir()
    replayed = noisegrade("replay", "../grades", "bo", cwd=elsewhere)
    assert "It comes out as it was recorded." in replayed.stdout


def test_a_replay_says_that_the_course_has_changed(
    learner: Path, course: Path, noisegrade: Noisegrade, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(course, copy)
    solve(learner, course)
    noisegrade("grade", "exercises", "--course", str(copy), "--out", "grades", cwd=learner)
    path = copy / "declarations/waiting_times/declaration.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("scale=1 / 2", "scale=1 / 3"), encoding="utf-8")
    replayed = noisegrade("replay", "grades", "exercises", cwd=learner, code=1)
    said = " ".join(replayed.stdout.split())
    assert "It differs from the record in waiting_times. The course's fingerprint was" in said
    assert "NumPy" not in said
    shutil.rmtree(copy)
    gone = noisegrade("replay", "grades", "exercises", cwd=learner, code=1)
    assert "say where it is with --course" in " ".join(gone.stderr.split())


def test_power_is_told(course: Path, noisegrade: Noisegrade) -> None:
    done = noisegrade("power", "waiting_times", "--gradings", "2", cwd=course)
    assert "on the scale on which right draws are a bell" in " ".join(done.stdout.split())


def test_nbgrader_and_gradescope_take_it(
    tmp_path: Path, course: Path, noisegrade: Noisegrade
) -> None:
    noisegrade("nbgrader", "made", "--course", str(course), cwd=tmp_path)
    assert list((tmp_path / "made/source").rglob("waits.ipynb"))
    noisegrade("gradescope", "autograder.zip", "--course", str(course), cwd=tmp_path)
    assert (tmp_path / "autograder.zip").stat().st_size > 10_000


def test_the_course_can_be_installed(tmp_path: Path, course: Path) -> None:
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path)]
    subprocess.run([*pip, str(course)], check=True)  # noqa: S603 - our own
    (wheel,) = tmp_path.glob("noisegrade_chance-*.whl")
    site = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(site)]
    subprocess.run([*install, str(wheel)], check=True)  # noqa: S603 - our own
    code = "import sys; sys.path.insert(0, sys.argv[1]); from noisegrade import load_course; "
    code += "print(load_course().origin, load_course('chance').max_score)"
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", code, str(site)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["chance", "15.0"]

"""The Python, settings and listings on every page are as the pages say."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import noisegrade
from docs.pages import OWN_TESTS, PAGES, ROOT, Block, blocks
from noisegrade.scaffold import Kind, new_course, new_exercise

RUN_BELOW = {"cluster": 1, "courses": 5, "exports": 1, "learners": 1, "peers": 1}
HERE = [page for page in PAGES if page not in OWN_TESTS]
MEAN_WAIT = '''
def mean_wait(rate):
    """Give how long one waits on average for what happens rate times in an hour.

    Examples
    --------
    >>> mean_wait(2.0)
    0.5
    """
    ### BEGIN SOLUTION
    return 1 / rate
    ### END SOLUTION
'''


def python(page: str) -> list[str]:
    return [each.text for each in blocks(page) if each.language == "python"]


def test_all_python_is_run_below() -> None:
    counts = {page: len(python(page)) for page in HERE if page != "README"}
    assert {page: count for page, count in counts.items() if count} == RUN_BELOW


def test_the_python_of_the_readme_runs() -> None:
    for code in python("README"):
        exec(code, {})  # noqa: S102 - our own page


def test_a_notebook_checks_a_function(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    session: dict[str, Any] = {"np": np}
    right = noisegrade.load_course("noisegrade.what_noise_is").implementations("sample_static")
    exec(next(iter(right.right.values())), session)  # noqa: S102 - the course's own
    (code,) = python("learners")
    first, *asked = filter(None, code.splitlines())
    exec(first, session)  # noqa: S102 - our own page
    shown = [repr(eval(each, session)) for each in asked]  # noqa: S307 - our own page
    words = ["✓ sample_static", "idea", "Answer with a number", "picture of sample_static", "def "]
    assert all(word in said for word, said in zip(words, shown, strict=True))


def test_assertions_of_other_graders_hold_for_the_solutions() -> None:
    names: dict[str, Any] = {}
    for section in ("sampling", "shift_and_scale", "forward"):
        exec((ROOT / "solutions" / f"{section}.py").read_text(encoding="utf-8"), names)  # noqa: S102
    (code,) = python("peers")
    exec(code.replace("default_rng()", "default_rng(2)"), names)  # noqa: S102 - they fail at times


@pytest.mark.slow
def test_an_autograder_writes_its_result(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = python("exports")
    for name in ("CLASSROOM", "ASSIGNMENT", "OWNER", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL"):
        monkeypatch.setenv(name, f"https://example.org/{name}")  # what its runner tells
    monkeypatch.chdir(clone / "submissions" / "ada")
    with pytest.raises(SystemExit) as ended:
        exec(code.replace("/tmp/results", str(clone / "run")), {})  # noqa: S102, S108 - our own page
    assert ended.value.code == 0
    assert Path("result.json").exists()


@pytest.fixture
def chance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the course that the page writes."""
    monkeypatch.chdir(tmp_path)
    new_course(tmp_path / "chance")
    return tmp_path / "chance"


def test_the_listing_of_a_course_names_what_is_there(chance: Path) -> None:
    (listing,) = (each.text for each in blocks("courses") if each.text.startswith("chance/"))
    named = re.findall(r"^ +([\w./]+)(?= {2}|$)", listing, re.MULTILINE)
    assert len(named) > 6
    folder = chance
    for name in named:
        inside = re.match(r"declaration.py|implementations.py|picture.py", name)
        found = chance / "declarations/roll_die" / name if inside else folder / name
        assert found.exists() or name == "picture.py", name


def test_the_examples_of_a_course_grade(chance: Path) -> None:
    task, waiting_times, mean_wait, film, from_python = python("courses")
    new_exercise("waiting_times", section="waits", where=chance)
    new_exercise("mean_wait", section="waits", kind=Kind.EXACT, where=chance)
    solution = chance / "solutions" / "waits.py"
    head = '"""Waits.\n"""\n\nimport numpy as np\n\n\n'
    solution.write_text(f"{head}{task}\n\n{MEAN_WAIT.lstrip()}", "utf-8")
    for name, code in {"waiting_times": waiting_times, "mean_wait": mean_wait}.items():
        (chance / "declarations" / name / "declaration.py").write_text(code, "utf-8")
        (chance / "declarations" / name / "implementations.py").write_text(EMPTY, "utf-8")
    picture = chance / "declarations" / "waiting_times" / "picture.py"
    picture.write_text(film, "utf-8")
    ada = Path("submissions/ada")
    ada.mkdir(parents=True)
    (ada / "waits.py").write_bytes(solution.read_bytes())
    names: dict[str, Any] = {}
    exec(from_python, names)  # noqa: S102 - our own page
    verdicts = {each.exercise: each.verdict.value for each in names["report"].exercises}
    assert verdicts == {
        "roll_die": "not_attempted",
        "waiting_times": "passed",
        "mean_wait": "passed",
    }
    assert noisegrade.load_course(chance).picture("waiting_times") is not None


EMPTY = """from noisegrade import Implementations

IMPLEMENTATIONS = Implementations(misconceptions={})
"""


def other(page: str) -> list[Block]:
    return [each for each in blocks(page) if each.language == ""]


def test_a_course_can_name_packages(chance: Path) -> None:
    settings = chance / "noisegrade.toml"
    (packages,) = (each.text for each in other("courses") if each.text.startswith("packages"))
    packages = packages.replace("pandas", "click")  # what is installed wherever this runs
    settings.write_text(packages + settings.read_text("utf-8"), "utf-8")
    assert tomllib.loads(settings.read_text("utf-8"))["packages"] == ["click"]
    assert noisegrade.load_course(chance).packages == ("click",)


def test_settings_for_nbgrader_exist() -> None:
    preprocessor = pytest.importorskip("noisegrade.nbgrader.grade_preprocessor")
    (settings,) = (each.text for each in other("nbgrader"))
    names = re.findall(r"c\.Grade\.(\w+) =", settings)
    assert names
    assert set(names) <= set(preprocessor.Grade.class_trait_names(config=True))


def test_the_map_of_the_code_names_what_is_there() -> None:
    (tree,) = (each.text for each in other("architecture"))
    package = ROOT / "grader/noisegrade"
    for line in tree.splitlines():
        within = package if line.startswith("  ") else ROOT
        names = re.findall(r"[\w/]+(?= |$)", line.strip().split("  ")[0])
        for name in names:
            place = within / name.rstrip("/")
            assert place.exists() or place.with_suffix(".py").exists(), name


def test_nothing_else_stands_in_a_block() -> None:
    heads = {page: [each.text.split()[0] for each in other(page)] for page in HERE}
    assert {page: head for page, head in heads.items() if head} == {
        "architecture": ["solutions/"],
        "courses": ["chance/", "packages"],
        "learners": ["✗"],
        "nbgrader": ["c.Grade.effect"],
    }


LOCAL_CLUSTER = """
from distributed import LocalCluster

class SLURMCluster(LocalCluster):
    def __init__(self, *, cores, processes, memory, walltime, security):
        super().__init__(
            n_workers=0, threads_per_worker=cores // processes, security=security, protocol="tls://",
            dashboard_address=None,
        )

    def scale(self, workers=None, *, jobs=None):
        return super().scale(2 if jobs else workers)
"""


@pytest.mark.slow
def test_the_script_for_a_queue_grades_on_dasks_local_cluster(clone: Path) -> None:
    """It is the script of the page, with Dask's cluster of this machine in place of Slurm's."""
    from batch.test_cluster import make_certificates

    (code,) = python("cluster")
    (clone / "dask_jobqueue.py").write_text(LOCAL_CLUSTER, encoding="utf-8")
    (clone / "grade_on_slurm.py").write_text(code, encoding="utf-8")
    make_certificates(clone)
    done = subprocess.run(
        [sys.executable, "grade_on_slurm.py", "submissions/", "--out", "results"],
        cwd=clone,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "2 graded" in done.stderr
    assert (clone / "results" / "results.jsonl").read_text(encoding="utf-8").count("\n") == 2

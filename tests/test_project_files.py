"""What stands around the code says the same as the code: workflows, hooks, forms, citation."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOW = ROOT / ".github/workflows/check.yml"
FORMS = ROOT / ".github/ISSUE_TEMPLATE"


def read(path: Path) -> Any:
    import yaml

    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_the_gate_runs_on_every_python_that_is_declared() -> None:
    classifiers = (each.rpartition(" :: ") for each in PROJECT["classifiers"])
    declared = [
        version
        for name, _, version in classifiers
        if name == "Programming Language :: Python" and "." in version
    ]
    jobs = read(WORKFLOW)["jobs"]
    assert jobs["gate"]["strategy"]["matrix"]["python"] == declared
    assert set(jobs["learners"]["strategy"]["matrix"]["python"]) <= set(declared)
    assert PROJECT["requires-python"] == f">={declared[0]}"


def test_a_workflow_names_files_that_are_there() -> None:
    runs = [
        step["run"]
        for job in read(WORKFLOW)["jobs"].values()
        for step in job["steps"]
        if "run" in step
    ]
    named = re.findall(r"(?:tests|\.ci)/\w+", "\n".join(runs))
    assert len(named) > 5
    assert [each for each in named if not (ROOT / each).exists()] == []


def test_hooks_before_a_commit_are_those_of_the_gate() -> None:
    (local,) = read(ROOT / ".pre-commit-config.yaml")["repos"]
    assert local["repo"] == "local"
    assert {hook["language"] for hook in local["hooks"]} == {"system"}
    hooked = [hook["name"] for hook in local["hooks"]]
    gate = (ROOT / ".ci/run").read_text(encoding="utf-8")
    stage = gate.partition('step "Lint')[2].partition("\n\n")[0].splitlines()[1:]
    linted = [re.sub(r" (--check )?\.$", "", line) for line in stage]
    assert hooked == linted


@pytest.mark.parametrize("form", ["fault", "proposal", "wrong_verdict"])
def test_a_form_can_be_filled_in(form: str) -> None:
    asked = read(FORMS / f"{form}.yml")
    assert asked["name"]
    assert asked["description"]
    fields = [one for one in asked["body"] if one["type"] != "markdown"]
    assert all(one["type"] in {"input", "textarea"} for one in fields)
    assert len({one["id"] for one in fields}) == len(fields)
    assert all(one["attributes"]["label"] for one in fields)
    assert any(one.get("validations", {}).get("required") for one in fields)


def test_the_citation_is_that_of_this_version() -> None:
    cited = read(ROOT / "CITATION.cff")
    assert str(cited["version"]) == PROJECT["version"]
    assert cited["license"] == PROJECT["license"]
    assert {"cff-version", "message", "title", "authors"} <= set(cited)

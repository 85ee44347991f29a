"""The course folder, and what the learner gets out of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from handing_in import handed_in, right
from instructor import ASSIGNMENT, run

from built_in import COURSE, SECTIONS
from noisegrade.cli import main
from noisegrade.errors import WorkbookError
from noisegrade.nbgrader.course_folder import assignment_of, create

FILES = len(SECTIONS) + 1  # the notebooks and nbgrader's settings


def test_the_assignment_is_called_what_instructors_type() -> None:
    assert assignment_of(COURSE) == ASSIGNMENT


@pytest.mark.parametrize("section", SECTIONS)
def test_source_notebooks_are_valid(section: str, released: Path) -> None:
    path = released / "source" / ASSIGNMENT / f"{section}.ipynb"
    import nbformat
    from nbgrader.nbgraderformat import MetadataValidator

    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    points = [cell.metadata.get("nbgrader", {}).get("points", 0) for cell in notebook.cells]
    (here,) = (one for one in COURSE.sections if one.name == section)
    assert sum(points) == sum(one.points for one in here.exercises)


@pytest.mark.parametrize("section", SECTIONS)
def test_released_notebooks_hold_no_solution(section: str, released: Path) -> None:
    text = (released / "release" / ASSIGNMENT / f"{section}.ipynb").read_text(encoding="utf-8")
    assert "SOLUTION" not in text
    assert "HIDDEN" not in text
    (here,) = (one for one in COURSE.sections if one.name == section)
    for function in here.solution.functions:
        code = [c["source"] for c in json.loads(text)["cells"] if c["cell_type"] == "code"]
        assert function.body.strip() not in "\n".join(map("".join, code))


def test_making_it_again_changes_nothing(tmp_path: Path) -> None:
    assert len(create(COURSE, tmp_path).written) == FILES
    assert len(create(COURSE, tmp_path).unchanged) == FILES


def test_an_edited_file_is_left_alone_and_a_lost_one_comes_back(tmp_path: Path) -> None:
    create(COURSE, tmp_path)
    config, lost = (
        tmp_path / "nbgrader_config.py",
        tmp_path / "source" / ASSIGNMENT / "forward.ipynb",
    )
    config.write_text("# mine\n", encoding="utf-8")
    lost.unlink()
    made = create(COURSE, tmp_path)
    beside = tmp_path / "noisegrade_config.py"
    assert (made.written, made.left_alone) == ((beside, lost), ())
    assert made.line == 'load_subconfig("noisegrade_config.py")'
    assert config.read_text(encoding="utf-8") == "# mine\n"


def test_a_course_of_someone_else_is_told_the_line_until_it_is_there(tmp_path: Path) -> None:
    config = tmp_path / "nbgrader_config.py"
    config.write_text("# theirs, without noisegrade.nbgrader.\n", encoding="utf-8")
    line = create(COURSE, tmp_path).line
    assert config.read_text(encoding="utf-8").startswith("# theirs")
    config.write_text(f"c = get_config()\n{line}\n", encoding="utf-8")
    assert create(COURSE, tmp_path).line == ""


def test_settings_of_ours_that_were_edited_stay(tmp_path: Path) -> None:
    create(COURSE, tmp_path)
    config = tmp_path / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8") + "c.Grade.seed = 1\n", encoding="utf-8")
    assert create(COURSE, tmp_path).left_alone == (config,)
    assert not (tmp_path / "noisegrade_config.py").exists()


def test_a_folder_that_cant_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(WorkbookError, match="can't be written to"):
        create(COURSE, tmp_path / "file")


@pytest.mark.slow
def test_assignment_is_released(released: Path, tmp_path: Path) -> None:
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    run(released, "release_assignment", ASSIGNMENT, f"--Exchange.root={exchange}")
    assert len(list(exchange.rglob("*.ipynb"))) == len(SECTIONS)


@pytest.mark.slow
def test_validate_passes_the_instructors_notebook(released: Path) -> None:
    said = run(released, "validate", f"source/{ASSIGNMENT}/coverage.ipynb")
    assert "Success! Your notebook passes all the tests." in said
    assert "WARNING" not in said
    assert len([line for line in said.splitlines() if "Validate" not in line]) <= 2


@pytest.mark.slow
def test_validate_says_what_the_block_says(released: Path, tmp_path: Path) -> None:
    code = {
        **right("bell_curve"),
        "sample_static": "def sample_static(height, width, channels, rng):\n    return 7",
    }
    path = tmp_path / "sampling.ipynb"
    path.write_bytes(handed_in(released / "release" / ASSIGNMENT, "sampling", code))
    said = run(released, "validate", str(path))
    assert "VALIDATION FAILED ON 1 CELL(S)!" in said
    assert "✗ sample_static  failed" in said
    assert "Traceback" not in said


def test_command_makes_a_course_and_says_what_it_left_alone(tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["nbgrader", str(tmp_path)]).output
    assert said.count("written") == FILES
    (tmp_path / "nbgrader_config.py").write_text("# mine\n", encoding="utf-8")
    said = CliRunner().invoke(main, ["nbgrader", str(tmp_path)]).output
    assert 'load_subconfig("noisegrade_config.py")' in said
    assert said.count("up to date") == FILES - 1
    (tmp_path / "source" / ASSIGNMENT / "forward.ipynb").write_text("{}", encoding="utf-8")
    assert "left alone" in CliRunner().invoke(main, ["nbgrader", str(tmp_path)]).output


AS_0_1_WROTE_IT = """\
c = get_config()
c.CourseDirectory.course_id = "what_noise_is"
c.Autograde.exporter_class = "noisegrade.nbgrader.reading.ReadsAnything"
c.Autograde.sanitize_preprocessors = ["noisegrade.nbgrader.restoring.Restore"]
c.Autograde.autograde_preprocessors = [
    "noisegrade.nbgrader.grading.Grade",
    "noisegrade.nbgrader.saving.SaveGrades",
]
"""


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["", AS_0_1_WROTE_IT], ids=["new", "of version 0.1"])
def test_an_assignment_of_another_kind_is_run_in_a_kernel_as_ever(
    settings: str, tmp_path: Path
) -> None:
    import nbformat

    create(COURSE, tmp_path)
    if settings:
        (tmp_path / "nbgrader_config.py").write_text(settings, encoding="utf-8")
    role = {"locked": False, "schema_version": 3, "task": False}
    solution = {**role, "grade": False, "solution": True, "grade_id": "two"}
    test = {**role, "grade": True, "solution": False, "grade_id": "test", "points": 2}
    cells = [
        nbformat.v4.new_code_cell("two = 2", metadata={"nbgrader": solution}),
        nbformat.v4.new_code_cell("assert two == 2", metadata={"nbgrader": test}),
    ]
    source, submitted = tmp_path / "source/other", tmp_path / "submitted/ann/other"
    for folder in (source, submitted):
        folder.mkdir(parents=True)
        nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "sums.ipynb")
    run(tmp_path, "generate_assignment", "other")
    run(tmp_path, "autograde", "other")
    run(tmp_path, "export")
    exported = (tmp_path / "grades.csv").read_text(encoding="utf-8")
    assert exported.rstrip().endswith(",2.0,0.0,2.0,2.0")

"""What a learner wrote acts on no page: the real form grader and the real feedback, in Chromium."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import handing_in as h
import pytest
from classroom import Pupil
from instructor import ASSIGNMENT, hand_in, run
from payloads import ATTACHMENTS, MARKDOWN, OUTPUTS, RAW, picture
from served import PATIENCE, TOKEN, served, submission

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

STEALS = """<img src=x onerror="
const id = location.pathname.split('/').filter(Boolean).pop();
const xsrf = document.cookie.match(/_xsrf=([^;]+)/)[1];
fetch('/formgrader/api/grades?submission_id=' + id).then(r => r.json()).then(grades =>
  grades.forEach(grade => fetch('/formgrader/api/grade/' + grade.id, {method: 'PUT',
    headers: {'X-XSRFToken': xsrf, 'Content-Type': 'application/json'},
    body: JSON.stringify({...grade, manual_score: grade.max_score})})))">"""
OURS = ("/formgrader", "/static", "/files")  # what the pages themselves load
BLOCKS = 2  # exercises in sampling.ipynb
ACTS = """() => [
  [window, ...[...document.querySelectorAll('iframe')].map(f => f.contentWindow)]
    .filter(w => { try { return w.owned !== undefined } catch { return true } }).length,
  document.getElementById('notebook').querySelectorAll(
    'script, iframe, object, embed, base, meta, link, form, math, textarea:not(.comment)').length,
  [...document.querySelectorAll('#notebook *')].filter(one => [...one.attributes].some(
    a => /^on/i.test(a.name) || /^\\s*(javascript|data:(text|image.svg))/i.test(a.value))).length,
]"""
AFTER = "<section id=after class=ng-block>ours</section>"
SEEN = """() => [...document.querySelectorAll('section.ng-block')].map(block => {
  block.scrollIntoView({block: 'center'});
  const box = block.getBoundingClientRect();
  return block.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
})"""


def texts(*cells: dict[str, object]) -> h.Change:
    """Put cells of text before, between and after those of the course."""

    def change(notebook: h.Notebook) -> None:
        there = notebook["cells"]
        half = len(cells) // 2
        there[1:1] = cells[:half]
        there.extend(cells[half:])

    return change


def text(source: str, kind: str = "markdown", **more: object) -> dict[str, object]:
    return {"cell_type": kind, "metadata": {}, "source": source, **more}


def pasted(name: str, shown: object) -> dict[str, object]:
    return text(f"![{name}](attachment:{name})", attachments={name: shown})


PUPILS = {
    "acts": texts(*map(text, MARKDOWN.values()), *(text(one, "raw") for one in RAW.values())),
    "pastes": texts(
        pasted("image.png", {"image/png": picture()}),
        *(pasted(f"{at}.png", shown) for at, shown in enumerate(ATTACHMENTS.values())),
        text("![lost](attachment:lost.png)"),
    ),
    "steals": texts(text(STEALS)),
    "writes": texts(text("# On σ\n\nIt is $\\sqrt{\\sigma^2}$, *not* <b>σ²</b>.\n\n- [x] done")),
}


@pytest.fixture(scope="module")
def course(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Grade notebooks whose functions are wrong and whose texts act, and write their feedback."""
    course = Path(shutil.copytree(released, tmp_path_factory.mktemp("texts") / "course"))
    for name, change in PUPILS.items():
        raw = h.handed_in(released / "release" / ASSIGNMENT, "sampling", {}, change)
        hand_in(course, name, Pupil({"sampling": raw}))
    run(course, "autograde", ASSIGNMENT)
    run(course, "generate_feedback", ASSIGNMENT)
    return course


@pytest.fixture(scope="module")
def address(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(course, tmp_path_factory.mktemp("home")) as answering:
        yield answering


@pytest.fixture
def asked(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Open an empty page; the list holds every address that it asks for."""
    with browser.new_context(viewport={"width": 1400, "height": 1000}) as context:
        page = context.new_page()
        addresses: list[str] = []
        page.on("request", lambda request: addresses.append(request.url))
        page.route("**/cdnjs.cloudflare.com/**", lambda route: route.abort())
        yield page, addresses


def strange(addresses: list[str]) -> list[str]:
    """Give what no page of nbgrader's would ask for."""
    paths = [urlsplit(one) for one in addresses if not one.startswith(("data:", "blob:", "file:"))]
    return [one.geturl() for one in paths if one.hostname == "127.0.0.1" if not _ours(one.path)]


def _ours(path: str) -> bool:
    return path.startswith(OURS) or path in {"/tree", "/lab", "/favicon.ico"}


def kept(course: Path, name: str) -> NotebookNode:
    import nbformat

    path = course / "autograded" / name / ASSIGNMENT / "sampling.ipynb"
    return nbformat.read(path, as_version=4)


@pytest.mark.parametrize("name", PUPILS)
def test_nothing_acts_in_the_form_grader(
    name: str, course: Path, address: str, asked: tuple[Page, list[str]]
) -> None:
    from nbgrader.api import Gradebook

    page, addresses = asked
    page.goto(f"{address}/tree?token={TOKEN}", wait_until="commit")  # the token becomes a cookie
    page.goto("about:blank")
    addresses.clear()
    page.goto(f"{address}/formgrader/submissions/{submission(course, name)}/")
    page.locator("input.score").first.wait_for(timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(ACTS) == [0, 0, 0]
    assert strange(addresses) == []
    assert page.evaluate(SEEN) == [True] * BLOCKS
    for exercise in ("bell_curve", "sample_static"):
        assert page.locator(f"#check_{exercise}").count() == 1
        assert page.locator(f"input.score#check_{exercise}").is_editable()
        assert page.locator(f"textarea.comment#{exercise}-comment").count() == 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy's, about nbgrader
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
            handed_in = gradebook.find_submission(ASSIGNMENT, name)
            assert handed_in.score == 0
            assert all(
                grade.manual_score is None for one in handed_in.notebooks for grade in one.grades
            )


@pytest.mark.parametrize("name", PUPILS)
def test_nothing_acts_in_the_feedback(
    name: str, course: Path, asked: tuple[Page, list[str]]
) -> None:
    page, addresses = asked
    feedback = course / "feedback" / name / ASSIGNMENT / "sampling.html"
    page.goto(feedback.as_uri())
    page.wait_for_load_state("networkidle")
    assert page.title() == "sampling"
    assert page.evaluate(ACTS) == [0, 0, 0]
    assert [one for one in addresses if one.startswith("file:")] == [feedback.as_uri()]
    assert page.evaluate(SEEN) == [True] * BLOCKS
    assert page.locator(".nbgrader_cell").count() == 2 * BLOCKS
    assert page.locator(".ng-green").count() == 0


def test_pasted_picture_is_seen_and_what_is_none_is_a_sentence(
    course: Path, asked: tuple[Page, list[str]]
) -> None:
    page, _ = asked
    page.goto((course / "feedback" / "pastes" / ASSIGNMENT / "sampling.html").as_uri())
    widths = page.eval_on_selector_all(
        ".text_cell_render img", "all => all.map(one => one.naturalWidth)"
    )
    assert widths == [1]
    missing = page.get_by_text("A picture that was pasted here is missing.")
    assert missing.count() == len(ATTACHMENTS) + 1


def test_text_that_is_inert_stays_byte_for_byte(course: Path, released: Path) -> None:
    raw = h.handed_in(released / "release" / ASSIGNMENT, "sampling", {}, PUPILS["writes"])
    wrote = [one["source"] for one in json.loads(raw)["cells"] if one["cell_type"] == "markdown"]
    stays = [one.source for one in kept(course, "writes").cells if one.cell_type == "markdown"]
    assert stays == ["".join(one) for one in wrote]
    (picture_cell,) = [one for one in kept(course, "pastes").cells if one.get("attachments")]
    assert picture_cell.source == "![image.png](attachment:image.png)"


def test_outputs_of_a_kernel_act_on_no_page(tmp_path: Path, asked: tuple[Page, list[str]]) -> None:
    import nbformat
    from nbconvert import HTMLExporter

    from noisegrade.nbgrader.untrusted_cells import inert_outputs

    page, addresses = asked
    outputs = [
        nbformat.v4.new_output("display_data", shown, metadata={"isolated": True})
        for shown in OUTPUTS.values()
    ]
    cell = nbformat.v4.new_code_cell("1", outputs=inert_outputs(outputs))
    for form in ("classic", "lab"):
        whole, _ = HTMLExporter(template_name=form).from_notebook_node(
            nbformat.v4.new_notebook(cells=[cell])
        )
        path = tmp_path / f"{form}.html"
        path.write_text(whole.replace("<body", '<body id="notebook"'), encoding="utf-8")
        page.goto(path.as_uri())
        assert page.evaluate("window.owned") is None
        assert page.locator(".ng-block, .ng-green").count() == 0
        assert page.get_by_text("the table").is_visible()
    assert [one for one in addresses if "owned" in one] == []


def test_most_of_them_act_where_nothing_is_done_about_them(
    tmp_path: Path, browser: Browser
) -> None:
    from nbconvert.filters import markdown2html

    """Not all: some need a visitor who clicks, or MathJax, which is not on this machine."""
    path = tmp_path / "stock.html"
    act = []
    for name, source in MARKDOWN.items():
        shown = markdown2html(source)
        path.write_text(f"<body><div id=notebook>{shown}</div>{AFTER}", encoding="utf-8")
        if _acts(browser, path):
            act.append(name)
    assert len(act) >= 40, sorted(set(MARKDOWN) - set(act))


def _acts(browser: Browser, path: Path) -> bool:
    """Tell whether a page runs, loads, hides or imitates something."""
    with browser.new_context() as context:
        page = context.new_page()
        addresses: list[str] = []
        page.on("request", lambda request: addresses.append(request.url))
        page.goto(path.as_uri())
        after = page.locator("#after")
        return (
            page.url != path.as_uri()
            or page.locator("#notebook").count() != 1
            or page.evaluate(ACTS) != [0, 0, 0]
            or not (after.count() == 1 and after.is_visible())
            or page.evaluate(SEEN) != [True]
            or len(addresses) > 1
        )

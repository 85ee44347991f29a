"""The site as a learner meets it: Chromium, a server on loopback, and no other host."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import noisegrade
from built_in import COURSE
from noisegrade import grading
from noisegrade.model import Chunk, Source, Submission
from noisegrade.sandbox.client import Sandbox
from noisegrade.site.builder import build
from noisegrade.site.work import without_docstring
from served_site import ask, forget, pyodide, served, wait_for, wait_until_ready, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

SEED = 3
SOLVED = {each.name: COURSE.function(each.name).solution for each in COURSE.exercises}
RIGHT = (
    "def sample_gaussian(mean, std, shape, rng):\n    return mean + std * rng.normal(size=shape)\n"
)
LOOP = "def sample_gaussian(mean, std, shape, rng):\n    while True:\n        pass\n"
HOG = (
    "def sample_gaussian(mean, std, shape, rng):\n    kept = []\n    while True:\n"
    "        kept.append(np.ones(8_000_000))\n"
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site") / "course"
    with served(build(COURSE, folder, pyodide()).folder) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, base: str) -> Iterator[Page]:
    context = browser.new_context(accept_downloads=True)
    opened, asked, errors = context.new_page(), [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("dialog", lambda dialog: dialog.accept())
    opened.goto(f"{base}sample_gaussian.html")
    wait_until_ready(opened)
    yield opened
    assert not [url for url in asked if not url.startswith((base, "blob:", "data:"))]
    assert not errors, errors
    context.close()


def test_every_solution_passes_and_a_mistake_of_each_is_named_as_on_the_command_line(
    page: Page,
) -> None:
    with Sandbox() as sandbox:
        for exercise in COURSE.exercises:
            name = exercise.name
            solved = ask(page, "check", exercise=name, codes=SOLVED)
            assert solved["verdict"] == "passed", (name, solved["says"])
            mistakes = list(COURSE.implementations(name).misconceptions.values())[:1]
            for code in mistakes:
                here = ask(page, "check", exercise=name, codes={name: code}, seed=SEED)
                there = on_the_command_line(sandbox, name, code)
                assert (here["verdict"], here["misconception"]) == there, (name, code)


def on_the_command_line(sandbox: Sandbox, name: str, code: str) -> tuple[str, str | None]:
    section = COURSE.section_of(name)
    chunks = (Chunk(section.solution.preamble, "head"), Chunk(code, "your code"))
    work = Submission("one", (Source(section.name, chunks, (section.name,)),))
    settings = grading.Settings(course=COURSE, seed=SEED)
    report = grading.grade(work, sandbox, settings=settings, only={name})
    (found,) = [each for each in report.exercises if each.exercise == name]
    return found.verdict.value, found.misconception


def test_a_memory_hog_and_a_loop_end_in_a_sentence_and_the_next_check_works(page: Page) -> None:
    for code, says in ((HOG, "more memory"), (LOOP, "loop without an end")):
        forget(page)
        write(page, code)
        page.keyboard.press("ControlOrMeta+Enter")
        wait_for(page, "out_of_limits")
        assert says in page.inner_text("#verdict")
    write(page, RIGHT)
    page.keyboard.press("ControlOrMeta+Enter")
    wait_for(page, "passed")


def test_keys_alone_lead_from_the_task_to_the_pass_and_to_the_next_exercise(page: Page) -> None:
    page.locator("a[rel=prev]").click()
    page.wait_for_selector("h1:has-text('standardize')")
    page.locator("h1").focus()
    for _ in range(12):
        if page.evaluate("document.activeElement.id") == "editor":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("def standardize(x, mean, std):\n    return (x - mean) / std\n")
    page.keyboard.press("ControlOrMeta+Enter")
    wait_for(page, "passed")
    page.keyboard.press("Escape")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Next: sample_gaussian":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('sample_gaussian')")
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_pages_are_accessible_and_fit_a_phone_in_both_colours(page: Page, axe: str) -> None:
    page.locator("#check").click()
    wait_for(page, "passed")
    page.locator("#draw").click()
    picture = page.frame_locator("iframe")
    picture.locator("input").first.fill("68")
    picture.get_by_role("button", name="Show the picture").click(timeout=60_000)
    picture.locator("canvas").first.wait_for(timeout=60_000)
    page.set_viewport_size({"width": 390, "height": 800})
    for place in ("sample_gaussian", "index"):
        if place == "index":
            page.locator("header a").click()
            page.wait_for_selector("#erase")
        for colours in ("light", "dark"):
            page.emulate_media(color_scheme=colours)
            page.evaluate(axe)
            found = page.evaluate("axe.run({ iframes: false })")
            assert not [each["id"] for each in found["violations"]], (place, colours)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) == 0
    page.set_viewport_size({"width": 1200, "height": 900})


def test_saved_work_is_graded_by_the_command_line_and_opened_again(
    page: Page, tmp_path: Path
) -> None:
    page.locator("header a").click()
    page.wait_for_selector("#save-files")
    with page.expect_download() as saving:
        page.locator("#save-files").click()
    path = tmp_path / "work.zip"
    saving.value.save_as(path)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    report = noisegrade.grade(tmp_path / "exercises", course=COURSE, accept_unsafe=True)
    passed = {each.exercise for each in report.exercises if each.verdict.value == "passed"}
    assert passed == {"standardize", "sample_gaussian"}
    page.locator("#erase").click()
    page.locator("#open").set_input_files(path)
    page.wait_for_selector(f"#work-told:has-text('Opened: {len(COURSE.exercises)} exercises')")
    page.goto(page.url.replace("index", "standardize"))
    page.wait_for_selector("#editor .cm-content:has-text('(x - mean) / std')")


def test_without_a_network_the_site_still_works(page: Page) -> None:
    page.wait_for_selector("html[data-ready]", state="attached", timeout=120_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    page.goto(page.url.replace("standardize", "scale_gaussian"))
    wait_until_ready(page)
    name = "scale_gaussian"
    code = without_docstring(COURSE.function(name).solution)
    assert ask(page, "check", exercise=name, codes={name: code})["verdict"] == "passed"
    page.context.set_offline(False)


def test_a_load_that_is_blocked_ends_in_a_sentence(browser: Browser, base: str) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    context.route("**/*numpy.zip", lambda route: route.abort())
    page.goto(f"{base}index.html")
    page.wait_for_selector("#engine-again", timeout=60_000)
    assert "could not be loaded" in page.inner_text("#engine-told")
    context.close()

"""The site in a real Chromium, beside the command line: the same seeds must give the same verdicts.

python benchmarks/browser.py FOLDER_OF_PYODIDE [--course PATH] prints how long a first and a second
visit take until Python is ready, the bytes served, the time of a check, and a table: of each
exercise the right and wrong implementations, and how many of them got on the page the verdict, the
mistake and the score that `noisegrade grade` gives. Exit code 1 where one differs.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from noisegrade import grading
from noisegrade.course import Course, load_course
from noisegrade.model import Chunk, Source, Submission
from noisegrade.sandbox.client import Sandbox
from noisegrade.site.builder import build

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SEED = 20_26
ASK = """async ([exercise, code, seed]) => {
  const { ask } = await import("./assets/engine.js"), started = performance.now();
  const ended = () => ({ verdict: "out_of_limits", misconception: null, score: 0 });
  const codes = { [exercise]: code };
  const answer = await ask("check", { exercise, codes, seed }).catch(ended);
  return { ...answer, milliseconds: performance.now() - started };
}"""


class Served(SimpleHTTPRequestHandler):
    """Serves a folder, and counts the bytes."""

    size = 0

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file."""
        raw = source.read()
        Served.size += len(raw)
        outputfile.write(raw)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a port that the system chooses."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Served, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def kinds(course: Course, name: str) -> Iterator[tuple[str, str]]:
    """Return the implementations of an exercise, each with its kind."""
    yield "solution", course.function(name).solution
    known = course.implementations(name)
    for kind in ("right", "misconceptions", "unnamed", "slips"):
        for text in getattr(known, kind).values():
            yield kind, text


def on_the_command_line(course: Course, sandbox: Sandbox, name: str, code: str) -> tuple[Any, ...]:
    """Grade one exercise in the sandbox."""
    section = course.section_of(name)
    chunks = (
        Chunk(section.solution.preamble, f"{section.name}.py"),
        *(
            Chunk(code if each.name == name else each.stub, f"{each.name}.py")
            for each in section.solution.functions
        ),
    )
    submission = Submission("one", (Source(section.name, chunks, (section.name,)),))
    settings = grading.Settings(course=course, seed=SEED)
    report = grading.grade(submission, sandbox, settings=settings, only={name})
    (found,) = [each for each in report.exercises if each.exercise == name]
    return found.verdict.value, found.misconception, found.score


def measured(page: Page, address: str) -> str:
    """Open a page; return what it says of how long Python took."""
    before = Served.size
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached", timeout=120_000)
    return f"{page.get_attribute('html', 'data-ready')} s, {(Served.size - before) / 1e6:.1f} MB"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("pyodide")
    parser.add_argument("--course", default="noisegrade.what_noise_is")
    given = parser.parse_args()
    course = load_course(given.course)
    times, differing = [], 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        built = build(course, Path(folder) / "site", given.pyodide)
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = chromium.new_page()
        first = course.exercises[0].name
        with served(built.folder) as base, Sandbox(packages=course.packages) as sandbox:
            print("first visit:", measured(page, f"{base}{first}.html"))
            page.wait_for_timeout(5000)
            print("second visit:", measured(page, f"{base}{first}.html"))
            for exercise in course.exercises:
                same = total = 0
                for kind, code in kinds(course, exercise.name):
                    answer = page.evaluate(ASK, [exercise.name, code, SEED])
                    here = tuple(answer[each] for each in ("verdict", "misconception", "score"))
                    there = on_the_command_line(course, sandbox, exercise.name, code)
                    times.append(answer["milliseconds"])
                    total += 1
                    same += here == there
                    if here != there:
                        print(
                            f"  {exercise.name}, {kind}: page {here}, command line {there}\n{code}"
                        )
                differing += total - same
                print(f"{exercise.name:24}{same:4} of {total}", flush=True)
        chromium.close()
    print(f"check: median {statistics.median(times):.0f} ms, longest {max(times):.0f} ms")
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main())

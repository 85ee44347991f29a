"""What grading a class costs: `python benchmarks/batch.py [speed] [overhead] [many] [kills]`.

Every part grades classes by the real command; ratios are within one run. Without arguments all
parts are run: about ten minutes on two quiet cores.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from measuring import spent

from noisegrade import grading, submission
from noisegrade.course import BUILT_IN, load_course
from noisegrade.grading import Settings
from noisegrade.sandbox.client import Sandbox

ROOT = Path(__file__).parents[1]
COURSE = load_course(BUILT_IN)
SPEED, TURNS = 96, 3
OVERHEAD, MANY, STORMY, KILLS = 24, 5000, 400, 100
COARSE = ("--effect", "0.5", "--seed", "7")
SMALL = """import numpy as np


def sample_static(height, width, channels, rng):
    return {factor} * rng.standard_normal((height, width, channels))


# learner {learner}
"""


def main() -> None:
    """Run the parts that were asked for."""
    parts: dict[str, Callable[[Path], None]] = {
        "speed": _speed,
        "overhead": _overhead,
        "many": _many,
        "kills": _kills,
    }
    for name in sys.argv[1:] or parts:
        with tempfile.TemporaryDirectory(prefix="noisegrade-") as folder:
            parts[name](Path(folder))


def _speed(folder: Path) -> None:
    """Compare the throughput of two workers with that of one, in turns, by the best of each."""
    work = _whole(folder, SPEED)
    walls: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(TURNS):
        for jobs in (1, 2):
            out = folder / f"{jobs}-{turn}"
            begin = time.perf_counter()
            _quietly(_words(work, out, "--jobs", str(jobs), "--seed", "7"))
            walls[jobs].append(time.perf_counter() - begin)
    one, two = min(walls[1]), min(walls[2])
    print(
        f"{SPEED} right submissions: {one:.1f} s with one worker, {two:.1f} s with two, "
        f"start included, best of {TURNS}: {one / two:.2f} times the throughput"
    )


def _overhead(folder: Path) -> None:
    """Compare what a batch spends with what the gradings alone spend."""
    work = _whole(folder, OVERHEAD)
    read = [submission.read(one, COURSE.functions) for one in sorted(work.iterdir())]
    with Sandbox() as sandbox:
        grading.grade(read[0], sandbox, settings=Settings(course=COURSE, seed=7))
        before = spent()
        for one in read:
            grading.grade(one, sandbox, settings=Settings(course=COURSE, seed=7))
        alone = spent() - before
    start = _cpu(_words(work / "learner00000", folder / "one", "--seed", "7"))
    whole = _cpu(_words(work, folder / "all", "--jobs", "1", "--seed", "7"))
    batch = (whole - start) * OVERHEAD / (OVERHEAD - 1)
    print(
        f"{OVERHEAD} right submissions: gradings alone {alone:.2f} CPU-s, in a batch {batch:.2f} "
        f"less its start: {batch / alone - 1:+.0%}"
    )


def _many(folder: Path) -> None:
    """Watch the master's memory over thousands of submissions; then go on with a finished run."""
    work = _small(folder, MANY)
    run = _start(_words(work, folder / "out", "--jobs", "2", *COARSE))
    begin = time.perf_counter()
    at_500 = highest = 0.0
    while run.poll() is None:
        graded = _graded(folder / "out")
        if graded >= MANY // 10:
            resident = _resident(run.pid)
            at_500 = at_500 or resident
            highest = max(highest, resident)
        time.sleep(0.2)
    wall = time.perf_counter() - begin
    print(
        f"{MANY} small submissions in {wall:.0f} s: the master had {at_500:.0f} MB after "
        f"{MANY // 10}, {highest:.0f} MB at most from then on: {highest - at_500:+.0f} MB"
    )
    begin = time.perf_counter()
    _quietly(_words(work, folder / "out", "--jobs", "2", *COARSE))
    resumed = time.perf_counter() - begin
    size = sum(one.stat().st_size for one in (folder / "out").iterdir()) / MANY
    print(f"the finished run again: {resumed:.1f} s; {size / 1e3:.1f} kB on disk a submission")


def _kills(folder: Path) -> None:
    """Kill the master, a worker or a warm parent at random moments, until the run is through."""
    work = _small(folder, STORMY)
    _quietly(_words(work, folder / "calm", "--jobs", "2", *COARSE))
    chance = random.Random(1)  # noqa: S311 - when to kill, no secret
    killed = finished = 0
    while killed < KILLS:
        out = folder / f"stormy{finished}"
        run = _start(_words(work, out, "--jobs", "2", *COARSE))
        while killed < KILLS and run.poll() is None:
            time.sleep(chance.uniform(0.2, 1.5))
            victims = [run.pid, *_below(run.pid)]
            killed += _kill(chance.choice(victims), run)
        if run.wait() == 0:
            finished += 1
    last = folder / f"stormy{finished}"
    _quietly(_words(work, last, "--jobs", "2", *COARSE))
    calm = _timeless(folder / "calm")
    runs = [_timeless(folder / f"stormy{at}") for at in range(finished + 1)]
    lost = sum(len(set(calm) - set(one)) for one in runs)
    double = sum(len(one) - len(set(one)) for one in runs)
    different = sum(one != calm for one in runs)
    print(
        f"{killed} kills over {finished + 1} runs of {STORMY}: {lost} lost or changed, "
        f"{double} double, {different} runs different"
    )


def _whole(folder: Path, count: int) -> Path:
    """Write a class of right submissions, no two alike."""
    for learner in range(count):
        own = folder / "class" / f"learner{learner:05d}"
        own.mkdir(parents=True)
        for section in (ROOT / "solutions").glob("*.py"):
            text = section.read_text(encoding="utf-8") + f"\n# {learner}\n"
            (own / section.name).write_text(text, encoding="utf-8")
    return folder / "class"


def _small(folder: Path, count: int) -> Path:
    """Write a class with one function each, no two alike; every other one is right."""
    (folder / "class").mkdir()
    for learner in range(count):
        text = SMALL.format(factor=1 + learner % 2, learner=learner)
        (folder / "class" / f"learner{learner:05d}.py").write_text(text, encoding="utf-8")
    return folder / "class"


def _words(work: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "noisegrade", "grade", str(work), "--out", str(out), *more]


def _quietly(words: list[str]) -> None:
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - our own command


def _start(words: list[str]) -> subprocess.Popen[bytes]:
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(words, stdout=nowhere, stderr=nowhere)  # noqa: S603 - our own command


def _cpu(words: list[str]) -> float:
    before = os.times()
    _quietly(words)
    after = os.times()
    user = after.children_user - before.children_user
    return user + after.children_system - before.children_system


def _graded(out: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{out / 'journal.sqlite'}?mode=ro", uri=True)) as file:
            return int(file.execute("SELECT count(*) FROM result").fetchone()[0])
    except sqlite3.Error:
        return 0


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _below(pid: int) -> Iterator[int]:
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            listed = children.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in map(int, listed):
            yield child
            yield from _below(child)


def _kill(victim: int, run: subprocess.Popen[bytes]) -> bool:
    try:
        os.kill(victim, signal.SIGKILL)
    except ProcessLookupError:
        return False
    if victim == run.pid:
        run.wait()
    return True


def _timeless(out: Path) -> list[str]:
    text = (out / "results.jsonl").read_text(encoding="utf-8")
    lines = re.sub(r'"cpu_seconds":[\d.e-]+', '"cpu_seconds":0', text).splitlines()
    return [json.dumps(json.loads(line), sort_keys=True) for line in lines]


if __name__ == "__main__":
    if sys.platform != "linux":
        sys.exit("it looks into /proc")
    main()

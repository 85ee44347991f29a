"""A real scheduler and real workers, over TLS on this machine's loopback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from batch.conftest import COARSE, Command, HandIn, results, timeless, words
from batch.killing import LOOP, kill_what_loops

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="certificates need openssl")

AUTHORITY = ("-x509", "-subj", "/CN=noisegrade test authority", "-days", "2", "-nodes")
PATIENCE = 60.0


@dataclass
class DaskCluster:
    folder: Path
    stack: ExitStack
    deaths: int  # of workers that the scheduler allows a chunk
    address: str = ""
    scheduler: subprocess.Popen[bytes] = field(init=False)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    plain: bool = False

    @property
    def tls(self) -> list[str]:
        ca, cert, key = (str(self.folder / f"{name}.pem") for name in ("ca", "cert", "key"))
        return ["--tls-ca-file", ca, "--tls-cert", cert, "--tls-key", key]

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603 - dask's own commands
            [sys.executable, "-m", "distributed.cli.dask_" + command[0], *command[1:]]
            + ([] if self.plain else self.tls),
            cwd=self.folder,
            env={**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(self.deaths)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.stack.callback(process.wait)
        self.stack.callback(process.kill)
        return process

    def start_scheduler(self) -> None:
        where = self.folder / "scheduler.json"
        options = (
            "--protocol",
            "tcp" if self.plain else "tls",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
        )
        self.scheduler = self.start("scheduler", *options, "--scheduler-file", str(where))
        deadline = time.monotonic() + PATIENCE
        while not where.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        self.address = json.loads(where.read_text())["address"]

    def start_plain(self) -> None:
        """Start another scheduler and its worker, without TLS."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()
        (self.folder / "scheduler.json").unlink()
        self.plain = True
        self.start_scheduler()
        self.start_worker("--no-nanny")

    def start_worker(self, *more: str) -> None:
        options = ("--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", *more)
        self.workers.append(self.start("worker", self.address, *options))


def make_certificates(folder: Path) -> None:
    def openssl(*command: str) -> None:
        subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True)  # noqa: S603, S607 - the system's openssl

    openssl("req", "-newkey", "rsa:2048", "-keyout", "ca.key", "-out", "ca.pem", *AUTHORITY)
    openssl(
        *("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.csr"),
        *("-subj", "/CN=noisegrade test"),
    )
    openssl(
        *("x509", "-req", "-in", "cert.csr", "-CA", "ca.pem", "-CAkey", "ca.key"),
        *("-CAcreateserial", "-out", "cert.pem", "-days", "2"),
    )


@pytest.fixture
def cluster(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[DaskCluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    make_certificates(folder)
    with ExitStack() as stack:
        made = DaskCluster(folder, stack, getattr(request, "param", 3))
        made.start_scheduler()
        made.start_worker("--no-nanny")
        made.start_worker("--no-nanny")
        yield made


@pytest.mark.slow
def test_a_class_is_graded_by_a_cluster_of_which_one_worker_dies(
    cluster: DaskCluster, command: Command, hand_in: HandIn, tmp_path: Path
) -> None:
    folder = hand_in(48)
    run = subprocess.Popen(  # noqa: S603 - our own command
        words(
            *("grade", folder, "--out", "there", *COARSE),
            *("--scheduler", cluster.address, *cluster.tls),
        ),
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + PATIENCE
    while _graded(tmp_path / "there") < 8 and time.monotonic() < deadline and run.poll() is None:
        time.sleep(0.05)
    os.kill(cluster.workers[0].pid, signal.SIGKILL)
    assert run.wait(timeout=240) == 0
    command("grade", folder, "--out", "here", *COARSE)
    assert timeless(tmp_path / "there") == timeless(tmp_path / "here")
    assert len(results(tmp_path / "there")) == 48


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")
@pytest.mark.parametrize("cluster", [0], indirect=True)
def test_a_submission_that_kills_workers_is_ungraded_and_the_rest_of_its_chunk_is_graded(
    cluster: DaskCluster, hand_in: HandIn, tmp_path: Path
) -> None:
    cluster.start_worker()  # with a nanny, which starts it anew
    for lasting in cluster.workers[:2]:
        lasting.kill()
        lasting.wait()
    folder = hand_in(4)
    (folder / "loop.py").write_text(LOOP, encoding="utf-8")
    run = subprocess.Popen(  # noqa: S603 - our own command
        words(
            *("grade", folder, "--out", "there", *COARSE),
            *("--scheduler", cluster.address, *cluster.tls),
        ),
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert kill_what_loops(run, [cluster.workers[2].pid], 1) >= 3
    assert "Ungraded, through a fault of the grader: loop.py." in run.communicate()[1]
    assert run.returncode == 1
    graded = results(tmp_path / "there")
    assert graded["loop.py"]["score"] is None
    assert [graded[f"learner{at:03d}"]["score"] for at in range(4)] == [5, 0, 5, 0]


@pytest.mark.slow
def test_a_scheduler_that_dies_is_told_and_loses_nothing(
    cluster: DaskCluster, command: Command, hand_in: HandIn, tmp_path: Path
) -> None:
    folder = hand_in(96)
    run = subprocess.Popen(  # noqa: S603 - our own command
        words(
            *("grade", folder, "--out", "there", *COARSE),
            *("--scheduler", cluster.address, *cluster.tls),
        ),
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + PATIENCE
    while _graded(tmp_path / "there") < 8 and time.monotonic() < deadline and run.poll() is None:
        time.sleep(0.05)
    cluster.scheduler.kill()
    _, told = run.communicate(timeout=120)
    assert run.returncode == 1
    assert "The scheduler is gone. What was graded is kept" in told
    assert "Traceback" not in told
    assert _graded(tmp_path / "there") >= 8
    assert command("grade", folder, "--out", "there", *COARSE).returncode == 0
    assert len(results(tmp_path / "there")) == 96


@pytest.mark.slow
def test_a_scheduler_that_is_not_there_is_told_and_loses_nothing(
    cluster: DaskCluster, command: Command, hand_in: HandIn
) -> None:
    folder = hand_in(4)
    wrong = command(
        *("grade", folder, "--out", "out", *COARSE),
        *("--scheduler", "tls://127.0.0.1:9", *cluster.tls),
    )
    assert "can't be reached" in wrong.stderr
    assert "Traceback" not in wrong.stderr
    assert command("grade", folder, "--out", "out", *COARSE).returncode == 0


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1", "localhost", "[::1]"])
def test_a_scheduler_without_tls_is_refused_without_a_word(
    host: str, command: Command, hand_in: HandIn
) -> None:
    done = command("grade", hand_in(1), "--out", "out", "--scheduler", f"tcp://{host}:8786")
    assert "anybody who reaches the scheduler, every user of its machine included" in done.stderr
    assert "--insecure-scheduler" in done.stderr
    assert done.returncode == 1


@pytest.mark.slow
def test_a_scheduler_without_tls_is_used_by_who_says_so(
    cluster: DaskCluster, command: Command, hand_in: HandIn
) -> None:
    cluster.start_plain()
    folder = hand_in(2)
    where = ("--scheduler", cluster.address)
    assert command("grade", folder, "--out", "out", *COARSE, *where).returncode == 1
    word = "--insecure-scheduler"
    assert command("grade", folder, "--out", "out", *COARSE, *where, word).returncode == 0


def test_certificates_go_together(command: Command, hand_in: HandIn, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").touch()
    done = command("grade", hand_in(1), "--out", "out", "--tls-ca-file", "ca.pem")
    assert "go together" in done.stderr


def _graded(folder: Path) -> int:
    try:
        journal = sqlite3.connect(f"file:{folder / 'journal.sqlite'}?mode=ro", uri=True)
        return int(journal.execute("SELECT count(*) FROM result").fetchone()[0])
    except sqlite3.Error:
        return 0

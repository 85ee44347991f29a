"""The engine for many machines: dask.distributed, used as it is.

Whoever reaches a scheduler can run code on its workers; on the loopback that is every user of the
machine. So one is only spoken to over TLS, with certificates on both sides, unless the instructor
says that it may do without.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from noisegrade.batch.engines import WorkerLostError
from noisegrade.batch.tasks import CompletedTask, GradingSettings, Task, work
from noisegrade.errors import UsageError

if TYPE_CHECKING:
    from distributed import Client, Security

__all__ = ["Certificates", "Cluster", "Scheduler"]

_AHEAD = 2  # chunks for each thread of the cluster
_PATIENCE = 30  # seconds until the first worker must be there
_FRESH = 5.0  # seconds for which the number of workers is taken as known


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files in PEM format, as `dask scheduler` takes them."""

    authority: Path
    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class Scheduler:
    """Where a cluster is reached, and how."""

    address: str
    certificates: Certificates | None = None
    accept_insecure: bool = False  # whether one without TLS will do


class Cluster:
    """Grades on the workers of a scheduler; workers may come and go.

    A worker that dies over a chunk costs nothing: the scheduler gives the chunk to another. A chunk
    that its workers keep dying over comes back as lost.

    Raises
    ------
    UsageError
        Where dask is not installed, the scheduler can't be reached, or it has no TLS and nobody
        said that this is accepted.
    """

    chunk = 8  # a few seconds of work: nothing beside it for the network, little to lose

    def __init__(self, scheduler: Scheduler) -> None:
        try:
            from distributed import Client  # noqa: PLC0415 - an extra, and heavy
        except ImportError as error:
            raise UsageError(
                "To grade on a cluster, install Dask: python -m pip install distributed"
            ) from error
        security = _security(scheduler)
        address = scheduler.address
        _hush()
        try:
            self._client = Client(address, security=security, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"The scheduler at {address} can't be reached, or has no workers: {error}."
            ) from error
        self._executor = self._client.get_executor(pure=False)
        self._threads, self._counted = 1, 0.0

    @property
    def room(self) -> int:
        """Twice as many chunks as there are threads at work now."""
        if time.monotonic() - self._counted > _FRESH:
            self._threads = max(1, sum(_threads(self._client).values()))
            self._counted = time.monotonic()
        return _AHEAD * self._threads

    def submit(self, tasks: Sequence[Task], terms: GradingSettings) -> Future[list[CompletedTask]]:
        """Send a chunk to the scheduler; its result is released there as soon as it is here."""
        told: Future[list[CompletedTask]] = Future()

        def pass_on(sent: Future[list[CompletedTask]]) -> None:
            if sent.cancelled():
                told.set_exception(_gone())
                return
            error = sent.exception()
            if error is None:
                told.set_result(sent.result())
            else:
                told.set_exception(_translated(error))

        self._executor.submit(work, tuple(tasks), terms).add_done_callback(pass_on)
        return told

    def close(self) -> None:
        """Let go of what is under way; scheduler and workers go on without us."""
        self._executor.shutdown(wait=False)
        self._client.close(timeout=_PATIENCE)


def _hush() -> None:
    """Keep dask's log off the screen: what it has to say, we say in our words."""
    for handler in logging.getLogger("distributed").handlers:
        handler.setLevel(logging.CRITICAL)


def _threads(client: Client) -> dict[str, int]:
    threads: dict[str, int] = client.nthreads()
    return threads


def _security(scheduler: Scheduler) -> Security | None:
    certificates = scheduler.certificates
    if urlsplit(scheduler.address).scheme == "tls":
        from distributed import Security  # noqa: PLC0415 - as above

        if certificates is None:
            raise UsageError(
                "A tls:// scheduler asks for certificates: name them with --tls-ca-file, "
                "--tls-cert and --tls-key."
            )
        return Security(
            tls_ca_file=str(certificates.authority),
            tls_client_cert=str(certificates.certificate),
            tls_client_key=str(certificates.key),
            require_encryption=True,
        )
    if not scheduler.accept_insecure:
        raise UsageError(
            f"{scheduler.address} is not a tls:// address: without TLS anybody who reaches the "
            "scheduler, every user of its machine included, can run code on its workers and read "
            "every submission. Give it certificates, or say --insecure-scheduler."
        )
    return None


def _translated(error: BaseException) -> BaseException:
    """Say in our words what happened on the cluster."""
    name = type(error).__name__
    if name == "KilledWorker":
        return WorkerLostError("workers of the cluster died over it")
    if isinstance(error, ModuleNotFoundError):
        return UsageError(f"The workers lack a package ({error}): install noisegrade on them all.")
    if name in {"CommClosedError", "FutureCancelledError", "CancelledError"}:
        return _gone()
    return error


def _gone() -> UsageError:
    return UsageError(
        "The scheduler is gone. What was graded is kept: start it again and repeat the command."
    )

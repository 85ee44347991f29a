"""`noisegrade grade`: submissions in, a journal, results.jsonl and a table out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from noisegrade.cli import assignments, options, output

if TYPE_CHECKING:
    from noisegrade.assignment import Assignment
    from noisegrade.batch.cluster import Certificates, Scheduler
    from noisegrade.batch.engines import Engine
    from noisegrade.course import Course

__all__ = ["command", "engine_for"]

_KEPT = (
    "Without a PATH, or with --only or --dry-run, --regrade grades what --out has kept, on this "
    "machine: leave out PATH, --roster, --classes, --json and --scheduler."
)
_EACH = 8  # submissions that are worth the start of a worker
_IGNORED = 20  # that are named on stderr
_ROWS = 200  # of the table on the screen; results.jsonl has them all
_file = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("grade")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder for the results; an interrupted run resumes there.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Gradings at a time; all cores if many.")
@click.option(
    "--effect",
    type=click.FloatRange(min=0.002, max=0.5),
    help="The smallest effect to detect; a finer one takes more draws.",
)
@click.option("--seed", type=click.IntRange(min=0), help="Repeat a run with its seed.")
@click.option("--roster", type=_file, help="A CSV roster of the learners.")
@click.option("--scheduler", help="Grade on a Dask cluster: tls://HOST:PORT.")
@click.option(
    "--insecure-scheduler",
    is_flag=True,
    help="Speak to a scheduler without TLS: whoever reaches it can run code on its workers.",
)
@click.option("--tls-ca-file", type=_file, help="For the scheduler: the authority, as PEM.")
@click.option("--tls-cert", type=_file, help="For the scheduler: our certificate, as PEM.")
@click.option("--tls-key", type=_file, help="For the scheduler: our key, as PEM.")
@options.course
@assignments.option
@click.option(
    "--regrade",
    is_flag=True,
    help="Grade all again where an earlier run here differs. Without a PATH, or with --only or "
    "--dry-run: what the folder has kept, and a table comes first of who would gain or lose.",
)
@click.option("--only", multiple=True, metavar="EXERCISE", help="For --regrade: just these.")
@click.option("--dry-run", is_flag=True, help="For --regrade: show the table, write nothing.")
@click.option("--yes", is_flag=True, help="For --regrade: write without asking.")
@click.option("--accept-unsafe", is_flag=True, help="Grade others' code without confinement.")
@click.option("--classes", is_flag=True, help="Each PATH is a class, not one learner's work.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON lines.")
def command(
    paths: tuple[Path, ...],
    out: Path,
    jobs: int | None,
    effect: float | None,
    seed: int | None,
    roster: Path | None,
    scheduler: str | None,
    insecure_scheduler: bool,
    tls_ca_file: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    where: str | None,
    assignment_file: Path | None,
    regrade: bool,
    only: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    accept_unsafe: bool,
    classes: bool,
    as_json: bool,
) -> None:
    """Grade submissions: each PATH is one, or a folder, a .zip or a .tar.gz of many.

    A submission is a folder with the exercises in any files, a .py, an .ipynb, a .zip or a .tar.gz.
    What Canvas, Moodle, Gradescope, Blackboard, Brightspace, GitHub Classroom and nbgrader export
    is understood, if it is the only PATH or with --classes. What became of each file and folder
    there is written to account.json. An interrupted run resumes with the same command.
    """
    if regrade and (only or dry_run or not paths):
        from noisegrade.cli.regrade import Wanted, regrade_kept

        if paths or roster or scheduler or classes or as_json:
            raise click.UsageError(_KEPT)
        asked = Wanted(where, assignment_file, only, dry_run=dry_run, yes=yes)
        regrade_kept(out, asked, effect=effect, seed=seed, jobs=jobs, accept_unsafe=accept_unsafe)
        raise SystemExit(_warn(out))
    if only or dry_run or yes:
        raise click.UsageError("--only, --dry-run and --yes belong to --regrade.")
    if not paths:
        raise click.UsageError("Missing argument 'PATHS...'.")
    from contextlib import closing

    from noisegrade.batch.discovery import Search
    from noisegrade.batch.journal import Journal
    from noisegrade.batch.progress import ProgressDisplay
    from noisegrade.batch.roster import enrolled, read_roster
    from noisegrade.batch.run import grade_all
    from noisegrade.batch.tasks import GradingSettings
    from noisegrade.batch.times import timed
    from noisegrade.errors import UsageError
    from noisegrade.report.terminal import TerminalConsole

    course, assignment = _course(where, assignment_file, out)
    options.tell(course, assignment)
    if assignment is not None and effect is None:
        effect = assignment.effect
    people = read_roster(roster)
    certificates = _certificates(tls_ca_file, tls_cert, tls_key)
    journal_of_run = Journal(out, course, seed=seed, effect=effect, regrade=regrade)
    attempts = None if assignment is None else assignment.attempts
    searched = Search(course.functions, classes=classes, attempts=attempts)
    with closing(searched) as search, journal_of_run as journal:
        journal.note_assignment(assignment)
        places = enrolled(search.find(paths), people)
        count = journal.list_places(places if assignment is None else timed(places, assignment))
        journal.list_ignored(search.ignored)
        journal.list_absent(people.absent())
        terms = GradingSettings(
            journal.settings, accept_unsafe=accept_unsafe, fingerprint=course.fingerprint
        )
        telling = ProgressDisplay(count, TerminalConsole(stderr=True))
        reached = _scheduler(scheduler, certificates, accept_insecure=insecure_scheduler)
        with closing(engine_for(count, jobs, reached)) as engine, telling:
            try:
                grade_all(journal, engine, terms, telling)
            except KeyboardInterrupt as stop:
                kept = "what was graded is kept, and the same command resumes there."
                raise UsageError(f"Stopped: {kept}") from stop
    _write(out, as_json=as_json)
    raise SystemExit(_warn(out))


def _course(where: str | None, given: Path | None, out: Path) -> tuple[Course, Assignment | None]:
    """Return course and assignment: what is named or here, or else what `out` was graded by."""
    from noisegrade.batch.discovery import JOURNAL
    from noisegrade.batch.marks import read_recorded

    course, assignment = assignments.chosen(where, given)
    if assignment is not None or not (out / JOURNAL).is_file():
        return course, assignment
    return assignments.recorded(out, where) if read_recorded(out) else (course, None)


def engine_for(count: int, jobs: int | None, scheduler: Scheduler | None = None) -> Engine:
    """Choose what grades: a cluster, workers on this machine, or for a few this very process."""
    import os

    from noisegrade.batch.cluster import Cluster
    from noisegrade.batch.engines import InProcessEngine
    from noisegrade.batch.workers import Children

    if scheduler is not None:
        return Cluster(scheduler)
    if jobs is None:
        jobs = max(1, min(os.cpu_count() or 1, count // _EACH))
    return InProcessEngine() if jobs == 1 else Children(jobs)


def _scheduler(
    address: str | None, certificates: Certificates | None, *, accept_insecure: bool
) -> Scheduler | None:
    from noisegrade.batch.cluster import Scheduler

    return None if address is None else Scheduler(address, certificates, accept_insecure)


def _certificates(
    authority: Path | None, certificate: Path | None, key: Path | None
) -> Certificates | None:
    from noisegrade.batch.cluster import Certificates

    if authority is None and certificate is None and key is None:
        return None
    if authority is None or certificate is None or key is None:
        raise click.UsageError("--tls-ca-file, --tls-cert and --tls-key go together.")
    return Certificates(authority, certificate, key)


def _write(out: Path, *, as_json: bool) -> None:
    from noisegrade.batch.account import write_account
    from noisegrade.batch.jsonl import to_lines, write_lines

    written = write_lines(out)
    write_account(out)
    if as_json:
        for line in to_lines(out):
            output.echo_json(line)
    else:
        _show(out)
        output.echo(f"Written to {written}.")


def _show(out: Path) -> None:
    """Show the first submissions as a table, and on what terms all were graded."""
    from itertools import islice

    from noisegrade.batch.results import count_graded, read_results
    from noisegrade.report import text
    from noisegrade.report.people import ClassRow
    from noisegrade.report.terminal import TerminalConsole

    graded = (entry for entry in read_results(out) if isinstance(entry, ClassRow))
    rows = list(islice(graded, _ROWS))
    more = count_graded(out) - len(rows)
    if not rows:
        return
    console = TerminalConsole(highlight=False)
    console.print(text.table([row.report for row in rows]))
    if more:
        console.print(f"… and {more} more.")
    for row in rows:
        if row.identical_to is not None:
            name = row.report.submission
            console.print(f"{name} has the same code as {row.identical_to}.", markup=False)
    console.print(text.summary(rows[0].report), markup=False)


def _warn(out: Path) -> int:
    """Say on stderr what became of all that was there; give the exit code."""
    from noisegrade.batch.marks import unsettled
    from noisegrade.batch.results import read_missing, read_not_graded

    code = 0
    for says in unsettled(out):
        output.warn(says)
    for name, reason in read_not_graded(out):
        if reason is None and _marked_by_hand(out, name):
            continue
        code = 1
        if reason is None:
            output.warn(f"Ungraded, through a fault of the grader: {name}.")
        else:
            output.warn(f"Not graded: {name}: {reason}")
    _account(out)
    absent = read_missing(out)
    if absent:
        output.warn(f"In the roster, without a submission: {', '.join(absent)}.")
    return code


def _marked_by_hand(out: Path, name: str) -> bool:
    """Tell whether somebody gave the points that the grader could not."""
    from noisegrade.batch.results import read_results
    from noisegrade.report.people import ClassRow
    from noisegrade.report.points import final_points

    row = next(read_results(out, [name]), None)
    return isinstance(row, ClassRow) and final_points(row.report) is not None


def _account(out: Path) -> None:
    """Add up what was there, and name what belongs to no submission."""
    from collections import Counter

    from noisegrade.batch.account import ACCOUNT, Fate, read_account

    counts: Counter[Fate] = Counter()
    ignored: list[str] = []
    for entry in read_account(out):
        counts[entry.fate] += 1
        if entry.fate is Fate.IGNORED and len(ignored) <= _IGNORED:
            ignored.append(f"Ignored: {entry.name}: {entry.reason}.")
    for says in ignored[:_IGNORED]:
        output.warn(says)
    if len(ignored) > _IGNORED:
        output.warn(f"… and {counts[Fate.IGNORED] - _IGNORED} more: see {ACCOUNT}.")
    told = ", ".join(f"{counts[fate]} {fate.value}" for fate in Fate if counts[fate])
    total = counts.total()
    output.warn(f"{total} {'file or folder' if total == 1 else 'files and folders'}: {told}.")

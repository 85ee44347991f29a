"""`noisegrade try`: the call that failed, as a script to run and to play with."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import options, output

__all__ = ["command"]


@click.command("try")
@click.argument("exercise", required=False)
@options.course
@options.workbook
@click.option("--seed", type=click.IntRange(min=0), help="Of another check whose call you want.")
@click.option("--open", "opens", is_flag=True, help="Run the script, and stay in Python.")
@click.pass_context
def command(
    ctx: click.Context,
    exercise: str | None,
    where: str | None,
    folder: Path | None,
    seed: int | None,
    *,
    opens: bool,
) -> None:
    """Print the call that failed, as a script to run.

    It holds every number of the arguments. Without EXERCISE it is the current one; without --seed,
    the call of the last check. With --open the script is run in
    Python on your own machine, unconfined, and Python stays open, with the arguments at hand.
    """
    import subprocess
    import sys
    import tempfile

    from noisegrade import grading, progress, submission, workbook
    from noisegrade.errors import UsageError
    from noisegrade.grading.typed_call import script
    from noisegrade.model import Verdict
    from noisegrade.sandbox.client import Sandbox

    course, folder = options.open_workbook(where, folder)
    known = progress.load(folder)
    asked = options.current(course, known, exercise)
    workbook.require(folder)
    work = submission.read(folder, course.functions)
    seed = known.of(asked.name).seed if seed is None else seed
    seed = grading.fresh_seed() if seed is None else seed
    settings = grading.Settings(course=course, seed=seed)
    with Sandbox(packages=course.packages) as sandbox, sandbox.open(work) as session:
        report, args = grading.examine_with_call(asked, session, settings)
    if args is None:
        passed = report.verdict is Verdict.PASSED
        why = (
            f"No call of {asked.name} failed."
            if passed
            else f"There is no call to try: {report.says}"
        )
        raise UsageError(why)
    section = course.section_of(asked.name).name
    text = script(asked.name, asked.parameters, args, seed=seed, module=section)
    if not opens:
        title = f"# noisegrade try {asked.name} --seed {seed}: save it beside {section}.py"
        output.echo(f"{title}\n{text.rstrip()}")
        return
    home = folder if folder.is_dir() else folder.parent
    with tempfile.TemporaryDirectory(prefix="noisegrade-") as scratch:
        path = Path(scratch) / f"try_{asked.name}.py"
        head = f"import sys\nsys.path.insert(0, {str(home.resolve())!r})\n"
        path.write_text(head + text, encoding="utf-8")
        python = [sys.executable, "-i", str(path)]
        ctx.exit(subprocess.run(python, check=False).returncode)  # noqa: S603 - the learner's own

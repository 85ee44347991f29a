"""The command line: arguments, progress, exit codes; one module a command.

Modules here import nothing heavy at their top: `noisegrade --help` must not wait for NumPy.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import IO, Any

import click

from noisegrade.cli.lazy_group import LazyGroup
from noisegrade.errors import NoisegradeError
from noisegrade.transliteration import printable_streams
from noisegrade.untrusted_text import for_terminal

__all__ = ["main"]

_COMMANDS = {
    "watch": "noisegrade.cli.watch",
    "check": "noisegrade.cli.check",
    "try": "noisegrade.cli.try_",
    "show": "noisegrade.cli.show",
    "list": "noisegrade.cli.list_",
    "hint": "noisegrade.cli.hint",
    "predict": "noisegrade.cli.predict",
    "reset": "noisegrade.cli.reset",
    "solution": "noisegrade.cli.solution",
    "init": "noisegrade.cli.init",
    "grade": "noisegrade.cli.grade",
    "report": "noisegrade.cli.report",
    "groups": "noisegrade.cli.groups",
    "copies": "noisegrade.cli.copies",
    "export": "noisegrade.cli.export",
    "amend": "noisegrade.cli.amend",
    "explain": "noisegrade.cli.explain",
    "replay": "noisegrade.cli.replay",
    "gradescope": "noisegrade.cli.gradescope",
    "nbgrader": "noisegrade.cli.nbgrader",
    "new": "noisegrade.cli.new",
    "verify": "noisegrade.cli.verify",
    "power": "noisegrade.cli.power",
    "site": "noisegrade.cli.site",
    "stubs": "noisegrade.cli.stubs",
}


class _RefusedError(click.ClickException):
    """One sentence, in characters that the terminal has."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it on stderr itself: click would write UTF-8 on one that says ASCII."""
        click.echo(f"Error: {self.format_message()}", file=file or sys.stderr)


class _Commands(LazyGroup):
    """Their errors are one sentence, not a traceback."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does, on as many lines as that takes."""
        rows = [(name, _summary(self.get_command(ctx, name))) for name in self.modules]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def main(self, *args: Any, **settings: Any) -> Any:
        """Run a command; no encoding of the terminal can end it."""
        printable_streams()
        return super().main(*args, **settings)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except NoisegradeError as error:
            raise _RefusedError(for_terminal(str(error))) from error


def _summary(command: click.Command | None) -> str:
    """Return the first paragraph of a command's help."""
    text = command.help if command is not None else None
    return " ".join((text or "").partition("\n\n")[0].split())


@click.group(
    cls=_Commands,
    modules=_COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="noisegrade")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Exercises on what noise really is, and a grader with a proven error rate.

    Without a command: watch.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(import_module(_COMMANDS["watch"]).command)

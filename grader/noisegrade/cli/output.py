"""What a command says in plain lines: on stdout, or beside it on stderr."""

from __future__ import annotations

import sys

import click

from noisegrade.untrusted_text import for_terminal

__all__ = ["echo", "echo_json", "warn"]


def echo(text: str) -> None:
    """Say something on stdout; nothing in it can act on the terminal."""
    click.echo(for_terminal(text), file=sys.stdout)


def echo_json(text: str) -> None:
    """Say JSON that `untrusted_text.for_json` wrote, as it is: its escapes are JSON's own."""
    click.echo(text, file=sys.stdout)


def warn(text: str) -> None:
    """Say something on stderr."""
    click.echo(for_terminal(text), file=sys.stderr)

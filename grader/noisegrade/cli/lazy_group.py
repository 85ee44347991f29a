"""A group of commands that are loaded when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

__all__ = ["LazyGroup"]


class LazyGroup(click.Group):
    """Imports the module of a command when that is asked for; its `command` is the command.

    Parameters
    ----------
    modules : of the commands, by their names, in the order in which they are listed
    """

    def __init__(self, *args: Any, modules: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name them."""
        del ctx
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one."""
        del ctx
        if cmd_name not in self.modules:
            return None
        command = import_module(self.modules[cmd_name]).command
        return command if isinstance(command, click.Command) else None

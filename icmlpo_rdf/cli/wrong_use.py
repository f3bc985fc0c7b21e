"""Wrong use of the command line: what is wrong, and what was probably meant."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["unknown_command", "wrong_use"]

_OUTPUT = frozenset({"-o", "--output"})


def wrong_use(error: click.UsageError) -> str:
    """Return an error of click's as a line: what is wrong, and what to do instead."""
    where = error.ctx.command_path if error.ctx else "icmlpo-rdf"
    what = error.format_message().rstrip(".")
    if isinstance(error, click.NoSuchOption) and error.ctx:
        what = f"No such option {error.option_name!r}{_instead(error.option_name, error.ctx)}"
    return f"{what}; see {where} --help"


def unknown_command(name: str, context: click.Context, known: list[str]) -> click.UsageError:
    """Return the error for a command that there is not."""
    from difflib import get_close_matches  # noqa: PLC0415 - keeps a start quick

    near = get_close_matches(name, known)
    if near:
        instead = f", perhaps {' or '.join(near)} is meant"
    elif "://" in name or Path(name).exists():
        instead = f": a command comes first, as in {context.command_path} convert {name}"
    else:
        instead = ""
    return click.UsageError(f"No such command {name!r}{instead}", context)


def _instead(option: str, context: click.Context) -> str:
    own = [name for one in context.command.params if isinstance(one, click.Option) for name in one.opts]
    from difflib import get_close_matches  # noqa: PLC0415

    near = get_close_matches(option, [name for name in own if name.startswith("--")])
    if near:
        return f", perhaps {' or '.join(near)} is meant"
    if option in _OUTPUT:
        return f": {context.info_name} writes to standard output, so write > FILE"
    others = _commands_with(option, context)
    return f", but {' and '.join(others)} {'has' if len(others) == 1 else 'have'} it" if others else ""


def _commands_with(option: str, context: click.Context) -> list[str]:
    """The other commands that have an option of that name."""
    group = context.parent.command if context.parent else None
    if not isinstance(group, click.Group):
        return []
    commands = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return [
        name
        for name, command in commands.items()
        if command and any(option in one.opts for one in command.params if isinstance(one, click.Option))
    ]

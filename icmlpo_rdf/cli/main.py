"""The command `icmlpo-rdf`: its sub-commands, loaded when they are called, and one place for errors."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import NoReturn

import click

from icmlpo_rdf.cli.standard_streams import open_closed_streams, output_error, use_utf8
from icmlpo_rdf.cli.terminal import Exit, say
from icmlpo_rdf.cli.wrong_use import unknown_command, wrong_use
from icmlpo_rdf.errors import IcmlpoError

__all__ = ["main"]

# Command to module; each module has a click command of the same name. Importing them all at start
# would cost more than `--help` may take, so each says its line of help here.
_COMMANDS = {
    "convert": ("converting", "Turn pages into linked data."),
    "inspect": ("inspecting", "Show what was understood on a page, and what was not."),
    "validate": ("validating", "Check data against the shapes."),
    "query": ("querying", "Ask data a SPARQL query, your own or one that ships."),
    "explain": ("explaining", "Show each fact about a thing with the lines that state it."),
    "verify": ("verifying", "Find every fact's evidence again in the source."),
    "cite": ("citing", "Say how to cite a fact, a page or the dataset."),
    "link": ("linking", "Find who is meant in Wikidata."),
    "export": ("exporting", "Write tables, networks, or what Wikidata lacks."),
    "agree": ("agreeing", "Compare what several pages say of one meeting or body."),
    "diff": ("diffing", "Say what changed from one dataset or revision to another."),
    "load": ("loading", "Send data to a running triplestore and compare what it then holds."),
    "serve": ("serving", "Show data in a browser, and answer SPARQL and linked-data clients."),
    "site": ("site_writing", "Write the pages of serve as files, for any server."),
    "report": ("reporting", "Write who attended what as an HTML page or a picture."),
}


class _Commands(click.Group):
    """A group whose commands are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"icmlpo_rdf.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in _COMMANDS and not args[0].startswith("-"):
            raise unknown_command(args[0], ctx, list(_COMMANDS))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\b\nExample: icmlpo-rdf convert page.md -o page.ttl\nEach command has its own --help.",
)
@click.version_option(package_name="icmlpo-rdf", prog_name="icmlpo-rdf")
def command() -> None:
    """Turn Wikipedia pages that say who took part in what into linked data.

    Every fact says which lines of the page state it.
    """


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    open_closed_streams()
    use_utf8()
    try:
        code = _run()
        if sys.stdout is not None:  # a command that could not write to it has said so and dropped it
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing to say, and nowhere to say it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = Exit.FINDINGS
    except OSError as error:
        say(str(output_error(error)))
        code = Exit.USAGE
    # The process ends and gives back its memory at once: no object need be looked through for cycles before that.
    gc.freeze()
    sys.exit(code)


def _run() -> int:
    try:
        result = command.main(prog_name="icmlpo-rdf", standalone_mode=False)
    except IcmlpoError as error:
        for line in (
            str(error),
            *getattr(error, "__notes__", ()),
        ):  # of several inputs that are damaged a line each
            say(line)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return Exit.USAGE
    except click.UsageError as error:
        say(wrong_use(error))
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        say("stopped; nothing half-written was left behind")
        return Exit.INTERRUPTED
    return result if isinstance(result, int) else Exit.DONE

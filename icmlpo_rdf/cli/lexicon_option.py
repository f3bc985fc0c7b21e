"""`--lexicon`: words of one's own, for every command that reads pages."""

from __future__ import annotations

from pathlib import Path

import click

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.options import NO_WORDS, WordOptions

__all__ = ["lexicon_file", "lexicon_option"]

_FILE = "icmlpo_rdf.lexicon_file"


def lexicon_file() -> str | None:
    """Return the file that the command which runs was given, None for none."""
    name = click.get_current_context().meta.get(_FILE)
    return None if name is None else str(name)


def _read(context: click.Context, _parameter: click.Parameter, path: str | None) -> WordOptions:
    if path is None:
        return NO_WORDS
    context.meta[_FILE] = path
    from icmlpo_rdf.facts.words.user_lexicon import parse_words  # noqa: PLC0415 - keeps --help quick

    try:
        text = Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SourceError("it is not UTF-8 text", mend="convert it to UTF-8", origin=path) from error
    except OSError as error:
        raise SourceError(
            f"it cannot be read: {error.strerror}", mend="check the path", origin=path
        ) from error
    return parse_words(text, path)


lexicon_option = click.option(
    "--lexicon",
    "words",
    metavar="FILE",
    callback=_read,
    help="Words by which your own pages say what they mean (TOML), beside those that ship.",
)

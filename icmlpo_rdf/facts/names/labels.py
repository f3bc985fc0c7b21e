"""What stands before a colon and is nobody: a word for whoever is named behind it, or how many came from where."""

from __future__ import annotations

from msgspec import Struct

from icmlpo_rdf.facts.names.chunks import TRIM, Token, text_of
from icmlpo_rdf.facts.names.name_reader import NameReader
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.names.things import kind_of_name
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link

__all__ = ["Label", "country_of_some", "labelled"]

_PERSON = lazy_pattern(r"[A-Z\u00c0-\u00de]\S*+(?: \S++){0,2} [A-Z\u00c0-\u00de]\S*+")


class Label(Struct, frozen=True):
    """What stands before a colon and is nobody."""

    behind: tuple[Entry, ...] | None
    """The names behind it; None where it is not told which of both are the names."""


def labelled(head: list[Token], tail: list[Token], reader: NameReader) -> Label | None:
    """Writer: [X](…): what stands before a colon without a link is nobody where those behind it are linked."""
    text = text_of(head).strip(TRIM)
    if (
        not text
        or any(isinstance(token, Link) for token in head)
        or kind_of_name(text, None, reader.lexicon) is not None
    ):
        return None
    behind = reader.names(tail) or ()
    if not behind or any(kind_of_name(one.name.text, None, reader.lexicon) for one in behind):
        return None
    unlinked = [one.name.text for one in behind if one.name.link is None]
    if not all(map(_PERSON.fullmatch, unlinked)):
        return None
    return Label(behind if len(unlinked) < len(behind) else None)


def country_of_some(head: list[Token], reader: NameReader) -> PrintedName | None:
    """The country of seven from the United States, and of Delegates of Norway: where those behind the colon came from."""
    text = text_of(head).strip(TRIM)
    *before, last = reader.lexicon.matcher.tokens(text) or (None,)
    at = next((at for at in range(len(before) - 1, -1, -1) if before[at].classes != {"free"}), None)
    if last is None or at is None or "place" not in last.classes or "before_tail" not in before[at].classes:
        return None
    said = text[: before[at].start]
    came = any(token.classes & {"participant", "member", "person"} for token in before[:at])
    if not came and not said[:1].isdigit() and reader.lexicon.cardinal.match(said) is None:
        return None
    link = next((one for one in head if isinstance(one, Link) and one.text == last.text), None)
    return reader.place([link or last.text])

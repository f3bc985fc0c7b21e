"""What stands before a colon and is nobody: a word for whoever is named behind it, how many came from where, or a country that is told as what it was there."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.names.chunks import TRIM, Token, has_links, text_of
from icmlpo_rdf.facts.names.name_reader import NameReader
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.names.statuses import tells_standing
from icmlpo_rdf.facts.names.things import kind_of_name
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.language import matcher
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link

__all__ = ["Label", "country_of_some", "for_remarked", "labelled", "represented"]

_PERSON = lazy_pattern(r"[A-Z\u00c0-\u00de]\S*+(?: \S++){0,2} [A-Z\u00c0-\u00de]\S*+")


class Label(Struct, frozen=True):
    """What stands before a colon and is nobody."""

    behind: tuple[Entry, ...] | None
    """The names behind it; None where it is not told which of both are the names."""


def labelled(head: list[Token], tail: list[Token], reader: NameReader) -> Label | None:
    """Writer: [X](…): what stands before a colon without a link is nobody where those behind it are linked."""
    text = text_of(head).strip(TRIM)
    if not text or has_links(head) or kind_of_name(text, None, reader.lexicon) is not None:
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
    if not _tells_some(text[: before[at].start], before[:at], reader):
        return None
    link = next((one for one in head if isinstance(one, Link) and one.text == last.text), None)
    return reader.place([link or last.text])


def _tells_some(said: str, tokens: Sequence[matcher.Token], reader: NameReader) -> bool:
    """True for words that begin with a number, and for those that call somebody."""
    if said[:1].isdigit() or reader.lexicon.cardinal.match(said):
        return True
    return any(token.classes & {"participant", "member", "person"} for token in tokens)


def represented(tokens: list[Token], reader: NameReader) -> tuple[list[Token], list[Token]] | None:
    """Return a country, and who stood for it, of [Chad](…), represented by [X](…); None of a text that says anything else."""
    if not reader.lexicon.is_head_first:
        return None
    for at, token in enumerate(tokens):
        told = reader.lexicon.stood_in.search(token) if isinstance(token, str) else None
        if told is None or not isinstance(token, str):
            continue
        before = token[: told.start()].rstrip(f"{TRIM},")
        head, tail = [*tokens[:at], before.rstrip("(")], [token[told.end() :], *tokens[at + 1 :]]
        if before.endswith("(") and isinstance(tail[-1], str):
            tail[-1] = tail[-1].rstrip(TRIM).removesuffix(")")
        country = next((one for one in head if isinstance(one, Link)), text_of(head).strip(TRIM))
        is_sent = has_links(tail) and text_of([country]) == text_of(head).strip(TRIM)
        return (head, tail) if is_sent and reader.place([country]) else None
    return None


def for_remarked(head: list[Token], tail: list[Token], reader: NameReader) -> tuple[Entry, ...]:
    """Return who came for a country that is told as what it was there: Russia (observer) – [X](…); nobody where it is no country, or is not told so."""
    named = reader.names(head) or ()
    if len(named) != 1 or place_kind(named[0].name.text, reader.lexicon) is not PlaceKind.COUNTRY:
        return ()
    told = tuple(one for one in named[0].statuses if tells_standing(one, reader.lexicon))
    behind = reader.names(tail) or () if told else ()
    return tuple(
        replace(one, place=named[0].name, statuses=(*told, *one.statuses))
        for one in behind
        if one.place is None
    )

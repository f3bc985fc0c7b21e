"""What stands behind flags: what is told of the country, or the names beside which they stand."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.names.chunks import TRIM
from icmlpo_rdf.facts.names.flags import place_by_flag
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.names.remarks import tells_of_flag
from icmlpo_rdf.facts.names.single_names import BRACKETS
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, Text
from icmlpo_rdf.spans import Span

__all__ = ["GOES_ON", "beside_flags", "remarked_flags", "told_of_flag"]

_AROUND = TRIM + "-–—,，;；:："
GOES_ON = lazy_pattern(r"[a-z]{4,}\s")
"""How a sentence goes on behind a country, joined the AFC; no particle of a name."""


def told_of_flag(content: Text, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what a text behind a flag says of the country, in brackets and behind them; nothing where it names somebody."""
    aside = BRACKETS.match(content.text)
    rest = content.text[aside.end() :] if aside else content.text
    may_go_on = not content.links or GOES_ON.match(rest.strip(_AROUND))
    if not may_go_on or not tells_of_flag(rest, lexicon):
        return ()
    return tuple(one.strip(_AROUND) for one in ((aside[1],) if aside else ()) + (rest,))


def remarked_flags(told: tuple[str, ...], flags: Sequence[Link], span: Span) -> tuple[Entry, ...]:
    """Return the countries of {{flag|Poland}} since 2001, with what is said of the one whose flag stands there last."""
    return tuple(Entry(_of_flag(flag, span), statuses=told if flag is flags[-1] else ()) for flag in flags)


def _of_flag(flag: Link, span: Span) -> PrintedName:
    return PrintedName(flag.text, flag if flag.target else None, span)


def beside_flags(
    entries: tuple[Entry, ...] | None, flags: Sequence[Link], span: Span, language: str
) -> tuple[Entry, ...] | None:
    """Return names with the country whose flag stands beside them; several flags tell no one country."""
    if not entries or len({flag.target for flag in flags}) != 1:
        return entries
    place = _of_flag(flags[0], span)
    return tuple(replace(one, place=place_by_flag(one.place, place, language)) for one in entries)

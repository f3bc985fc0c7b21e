"""Headings of a league's page over the clubs that play in it."""

from __future__ import annotations

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.meeting_headings import standing_in
from icmlpo_rdf.facts.headings.plain_words import numbered
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Text

__all__ = ["clubs_under"]

_LISTED = 2.0
_OF_CLUBS = frozenset(
    {"club", "free", "former", "candidate", "associate", "founding", "member", "number", "list"}
)


def clubs_under(text: str, content: Text, above: Context, lexicon: Lexicon) -> Context | None:
    """Return what Current teams or Former clubs says on the page of a league: who plays in it is its member; None for another heading."""
    tokens = [numbered(token, lexicon) for token in lexicon.matcher.tokens(text)]
    if not tokens or "club" not in tokens[-1].classes or not all(one.classes & _OF_CLUBS for one in tokens):
        return None
    return replace(
        above,
        members=True,
        standing=standing_in(text, lexicon) or Standing.MEMBER,
        kind=Kind.ORGANIZATION,
        words=_LISTED,
        said_at=(content.span,),
    )

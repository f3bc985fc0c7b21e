"""Pages of leagues, and their headings over the clubs that play in them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.meeting_headings import standing_in
from icmlpo_rdf.facts.headings.plain_words import numbered
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.words.dates import find_year
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.page import Infobox, PageDocument, Text, label_of

__all__ = ["clubs_under", "counts_clubs", "is_league"]

_LISTED = 2.0
_REACH = 160
_OF_CLUBS = frozenset(
    {"club", "free", "former", "candidate", "associate", "founding", "member", "number", "list", "joint"}
)


def clubs_under(text: str, content: Text, above: Context, lexicon: Lexicon) -> Context | None:
    """Return what Current teams or Former clubs says on the page of a league: who plays in it is its member; None for another heading."""
    tokens = [numbered(token, lexicon) for token in lexicon.matcher.tokens(text)]
    if not tokens or "club" not in tokens[-1].classes or not _tell_which(tokens):
        return None
    told = Standing.MEMBER
    if any("former" in token.classes and "free" not in token.classes for token in tokens):
        told = Standing.FORMER
    elif any("candidate" in token.classes for token in tokens):
        told = Standing.CANDIDATE  # Future teams
    return replace(
        above,
        members=True,
        standing=standing_in(text, lexicon) or told,
        kind=Kind.ORGANIZATION,
        words=_LISTED,
        said_at=(content.span,),
    )


def _tell_which(tokens: Sequence[Token]) -> bool:
    """True where each word tells which clubs, and one that no class knows is joined to a word for those that left: Defunct and relocated teams."""
    classes = frozenset[str]().union(*(token.classes for token in tokens))
    may_be_unknown = {"joint", "former"} <= classes
    return all(token.classes & _OF_CLUBS or (may_be_unknown and not token.classes) for token in tokens)


def is_league(document: PageDocument, head: Token | None, sentence: str, lexicon: Lexicon) -> bool:
    """Return whether the title is a league's, and no season's; a conference is one where its box or its lead speaks of clubs."""
    if head is None or "league" not in head.classes or find_year(label_of(document.title)) is not None:
        return False
    if "meeting" not in head.classes:
        return True
    speaks = any("club" in token.classes for token in lexicon.matcher.tokens(sentence[:_REACH]))
    return speaks or counts_clubs(document, lexicon)


def counts_clubs(document: PageDocument, lexicon: Lexicon) -> bool:
    """Return whether the infobox tells how many clubs there are: teams = 16."""
    fields = (
        field for block in document.sections[0].blocks if isinstance(block, Infobox) for field in block.fields
    )
    return any(
        any(map(str.isdigit, field.content.text))
        and any("club" in token.classes for token in lexicon.matcher.tokens(field.label or field.name))
        for field in fields
    )

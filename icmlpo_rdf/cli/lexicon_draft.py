"""The draft of a lexicon file: what a page says that no class knows, for a person to fill in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from icmlpo_rdf.errors import counted

if TYPE_CHECKING:
    from icmlpo_rdf.facts.proposals import Proposal

__all__ = ["lexicon_draft"]

_CLASSES = {
    "member": "those who belong to a body",
    "participant": "those who took part",
    "attend": "taking part",
    "seat": "members of a parliament or court by their title: senators",
    "founding, former, candidate, observer, associate, guest, host": "as what they belong or took part",
    "absent": "those who did not come",
    "country, organization, person": "what they are",
    "body": "what has members: union, league, senate",
    "meeting": "what is attended: congress",
    "thing, contest": "what has neither: band, championship",
    "topic": "a heading about something else: history",
    "free": "says nothing by itself: current, the",
    "list": "list, table",
    "joint": "and",
    "before_tail": "a preposition: of, in",
    "article": "the, a",
    "copula": "is, was, before what the lead says that the page is about",
    "held": "was held, beside the date of a meeting that the page is about",
    "recurring": "annual, of meetings that are held again and again",
    "countries, regions": "the name of one",
}
_COLUMNS = {
    "name": "who it is, of whatever kind",
    "country, organization, person, party": "who it is, of that kind",
    "start, end, term": "since when, until when, from when until when",
    "office, status, district, region": "as what, and for where",
    "meeting, ordinal, year, date, city, participants": "of a table of meetings",
    "note, other": "of no interest",
}
_MAX_WHERE = 100


def lexicon_draft(proposals: Sequence[Proposal], language: str, title: str, *, is_new: bool) -> str:
    """Return the TOML.

    Args:
        proposals: the words, the most telling first.
        language: the language's code, without a variant.
        title: the page's.
        is_new: no words ship for the language.
    """
    if not proposals:
        return f"# {title}: no word stands over anything that was not understood and is in no class.\n"
    lines = [f"# What no class knows on {title}; what stands over the most entries comes first.", _HOW]
    lines += ["#", "# Classes, for words:", *_explained(_CLASSES)]
    lines += ["#", "# Columns, for headers:", *_explained(_COLUMNS)]
    if is_new:
        first = proposals[0].word[0]
        place = "before prepositions" if first < "\u1100" else "last"
        lines += ["", f"[{language}]", _HEAD_NOUN, f'head_noun = "{place}"']
    for section, is_header in (("words", False), ("headers", True)):
        told = [one for one in proposals if one.is_header is is_header]
        if told:
            lines += ["", f"[{language}.{section}]", *map(_line, told)]
    return "\n".join(lines) + "\n"


_HOW = """\
# Write between the empty quotes what a word is, or ["…", "…"] where it is several; leave empty what you do not know.
# Give the file to `convert` or `inspect` with --lexicon. docs/languages.md walks through it."""
_HEAD_NOUN = """\
# Where the noun stands that a phrase is about: "before prepositions" (current Members of the League), "first" (Pays membres
# de la Ligue), "last" (as in Chinese). Look whether this guess is right."""


def _explained(names: dict[str, str]) -> Iterable[str]:
    return (f"#   {name}: {meaning}" for name, meaning in names.items())


def _line(proposal: Proposal) -> str:
    where = " ".join("".join(filter(_printed, "; ".join(proposal.found_in))).split())
    shown = where if len(where) <= _MAX_WHERE else where[: _MAX_WHERE - 1] + "…"
    told = counted(proposal.unlocks, "row" if proposal.is_header else "item")
    key = json.dumps(proposal.word, ensure_ascii=False)
    return f'{key} = ""  # {told}: {shown}'


def _printed(character: str) -> bool:
    """False for what a comment may not hold."""
    return character.isprintable() or character.isspace()

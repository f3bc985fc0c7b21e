"""What tells that a page is about a body with members where the nouns of its title and lead are not known: Junta, Rada, Majlis.

Its box of facts does, or a lead that counts its members and says that they rule, decide or are elected.
"""

from __future__ import annotations

from msgspec import Struct

from icmlpo_rdf.facts.contexts.infobox_fields import is_of_body
from icmlpo_rdf.facts.contexts.subject import opening
from icmlpo_rdf.facts.headings.plain_words import is_chamber
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Infobox, PageDocument

__all__ = ["BodyClue", "body_clue"]

_BOXED, _COUNTED = 2.0, 1.0
_REACH, _NEAR = 300, 5
"""Characters of the lead; words before that for members."""
_NUMBER = lazy_pattern(r"\d{1,3}")


class BodyClue(Struct, frozen=True):
    """A clue besides head nouns that the page is about a body."""

    weight: float
    what: str
    """What the report shows."""
    of_persons: bool
    """True where it tells that the members are persons."""


def body_clue(document: PageDocument, lexicon: Lexicon) -> BodyClue | None:
    """Return the clue that a page's box or lead gives; None where neither does."""
    boxes = (block for block in document.sections[0].blocks if isinstance(block, Infobox))
    box = next((box.name.replace("_", " ") for box in boxes if is_of_body(box)), "")
    if box:
        return BodyClue(_BOXED, f"box: {box}", of_persons=is_chamber(box, lexicon))
    text = opening(document)[:_REACH]
    counted = _counted(text, lexicon)
    if counted is None or lexicon.ruling.search(text) is None:
        return None
    return BodyClue(_COUNTED, f"lead: {counted.text}, counted", of_persons="seat" in counted.classes)


def _counted(text: str, lexicon: Lexicon) -> Token | None:
    """The word for members close behind their number: made up of five elected members; not those of its board of five members."""
    tokens = lexicon.matcher.tokens(text)
    for at, token in enumerate(tokens):
        if not token.classes & {"member", "seat"}:
            continue
        near = tokens[max(0, at - _NEAR) : at]
        is_counted = any(_NUMBER.fullmatch(one.text) or lexicon.cardinal.fullmatch(one.text) for one in near)
        if is_counted and not any(one.classes & {"body", "organ"} for one in near):
            return token
    return None

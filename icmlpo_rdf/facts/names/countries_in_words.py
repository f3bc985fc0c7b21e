"""Countries that a text of words lists without links: Chad, Niger, and Trinidad and Tobago."""

from __future__ import annotations

from icmlpo_rdf.facts.names.articles import without_article
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["ASIDE", "PLAIN_NAME", "countries_in", "is_country"]

ASIDE = lazy_pattern(r"[（(][^（）()]{0,60}[）)]", needs="（(")
PLAIN_NAME = lazy_pattern(
    r"[\u3005\u4e00-\u9fff]{2,4}|[\uac00-\ud7a3]{2,4}|[\u30a1-\u30fe]{4,20}|"
    r"[A-Z\u00c0-\u00de\u0410-\u042f][\w.'’-]*+(?: (?:[a-z]{1,3} )?[A-Z\u00c0-\u00de\u0410-\u042f][\w.'’-]*+){1,4}"
)
"""As names of persons look: some letters of one script, or words that begin with capitals."""
_COMMA = lazy_pattern(r"[,;](?![^()]*\))", needs=",;")


def countries_in(text: str, lexicon: Lexicon) -> list[str]:
    """Return the countries that a text lists, each with its bracket; none where it holds anything else."""
    found: list[str] = []
    for part in _COMMA.split(text):
        rest = _at_name(part, lexicon)
        # Chad and Niger, and Trinidad and Tobago: a country may hold the joint.
        while rest:
            ends = [match.start() for match in lexicon.joiners.finditer(rest)]
            end = next((at for at in (len(rest), *reversed(ends)) if is_country(rest[:at], lexicon)), None)
            if end is None and PLAIN_NAME.fullmatch(rest):
                end = len(rest)  # a country by a name that no list has, among those that are known
            if end is None:
                return []
            found.append(rest[:end].strip())
            rest = _at_name(rest[end:], lexicon)
    return found


def _at_name(text: str, lexicon: Lexicon) -> str:
    """A text from its first name on, behind a word that joins it to others and its article."""
    text = f" {text.strip()}"
    joint = lexicon.joiners.match(text)
    return without_article((text[joint.end() :] if joint else text).strip(), lexicon)


def is_country(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text is a country, with no more than a bracket behind it."""
    return place_kind(ASIDE.sub("", text).strip(), lexicon) is PlaceKind.COUNTRY

"""Names without a link that tell by themselves that they are some."""

from __future__ import annotations

from icmlpo_rdf.facts.names.chunks import BETWEEN_DOTS
from icmlpo_rdf.facts.names.countries_in_words import PLAIN_NAME
from icmlpo_rdf.facts.names.regions import is_municipality
from icmlpo_rdf.facts.names.things import kind_of_name
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["is_known", "is_plain_name"]

_MAX_NAME = 16
_DOTS = lazy_pattern(f"[{BETWEEN_DOTS}]", needs=BETWEEN_DOTS)


_SAID = frozenset(
    {"candidate", "former", "leave", "join", "joining", "attend", "absent", "observer", "request"}
)


def is_known(name: str, lexicon: Lexicon) -> bool:
    """Return whether a name tells by itself that a country, a body or a municipality bears it."""
    return kind_of_name(name, None, lexicon) is not None or is_municipality(name, lexicon)


def is_plain_name(name: str, lexicon: Lexicon) -> bool:
    """Return whether a text looks like a person's name, or ends as names of bodies do: 王五, 约翰·史密斯, 国际船工联盟."""
    if all(PLAIN_NAME.fullmatch(part) for part in _DOTS.split(name)):
        # 申请加入 has a name's length, and is none.
        return lexicon.is_head_first or not all(one.classes & _SAID for one in lexicon.matcher.tokens(name))
    return len(name) <= _MAX_NAME and not lexicon.is_head_first and is_known(name, lexicon)

"""Names that hold a country's, or its adjective: Norwegian Dockers, Kingdom of Italy, 瑞典船夫. Those of persons rarely do."""

from __future__ import annotations

from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language import is_alphabetic
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["has_dots", "is_called_after"]

_STEM = 4
"""Letters that a country and its adjective begin with: Norway, Norwegian."""
_WORDS = lazy_pattern(r"[^\W\d_]+")
_DOTS = lazy_pattern(r"[·・･•‧]", needs="·・･•‧")


def has_dots(name: str) -> bool:
    """Return whether dots stand in a name as between those of a person: 奥拉·贝里."""
    return _DOTS.search(name) is not None


def is_called_after(name: str, country: str, lexicon: Lexicon) -> bool:
    """Return whether a name holds a country's name or its adjective; in scripts without blanks any country's."""
    if has_dots(name):
        return False
    if not is_alphabetic(name[0]):
        return any("place" in token.classes for token in lexicon.matcher.tokens(name))
    stems = tuple(word[:_STEM].lower() for word in _WORDS.findall(country) if len(word) >= _STEM)
    stems += lexicon.words["demonyms"]
    return any(word.lower().startswith(stems) for word in _WORDS.findall(name))

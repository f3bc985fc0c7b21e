"""Headings that name an organ of the page's subject, or another body: 理事会, Executive Committee."""

from __future__ import annotations

from collections.abc import Sequence

from icmlpo_rdf.facts.headings.plain_words import has_topic, is_of_organ, numbered
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.folding import fold_characters

__all__ = ["names_organ"]

_PLAIN = frozenset({"free", "organization", "joint", "number", "list", "country", "person", "member"})


def names_organ(text: str, names: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether a heading names a body, and not the page's own.

    Args:
        text: the heading.
        names: how the page calls its subject, its title first.
        lexicon: the words of the page's language.
    """
    if has_topic(text, lexicon):
        return False
    if lexicon.is_head_first:
        return is_of_organ(text, names[0], lexicon)
    plain = fold_characters(text)
    if any(plain in own or own in plain for own in map(fold_characters, names)):
        return False
    if lexicon.matcher.ends_in(text, "council"):
        return True
    ending = lexicon.organization_ending(text)
    tokens = [numbered(token, lexicon) for token in lexicon.matcher.tokens(text)]
    # 组织 and 加盟団体 are no names.
    return 0 < len(ending) < len(text) and not all(token.classes & _PLAIN for token in tokens)

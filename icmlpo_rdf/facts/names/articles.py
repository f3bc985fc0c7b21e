"""Articles before names, in languages of an alphabet: the [Netherlands](…), l'[Autriche](…)."""

from __future__ import annotations

from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.small_words import small_words

__all__ = ["without_article", "without_last_article"]

_MAX_WORD = 12


def without_article(text: str, lexicon: Lexicon) -> str:
    """Return a text without the article that it begins with, or a word in small letters that says nothing by itself: the Netherlands."""
    for article in small_words("articles"):
        rest = text[len(article) :]
        if text[: len(article)] == article and (rest[:1].isspace() or not article.isalpha()):
            return rest.strip()
    first = next(iter(lexicon.matcher.tokens(text[:_MAX_WORD])), None)
    is_silent = first is not None and first.classes == {"free"} and first.text.islower()
    return text[first.end :].strip() if first and is_silent else text


def without_last_article(text: str, lexicon: Lexicon) -> str:
    """Return what stands before a name without the name's article at its end: , and the."""
    if not lexicon.is_head_first:
        return text
    before, _, last = text.rstrip().rpartition(" ")
    return f"{before} " if last.lower() in small_words("articles") else text

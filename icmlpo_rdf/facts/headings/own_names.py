"""The page's own name in its headings, whole or in part, which says nothing of those under them: 中央人民政府委员, on the page 中央人民政府委员会."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import takewhile

from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language import fold
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["without_beginning_of", "without_names"]

_LEAST_BEGINNING, _LEAST_END = 3, 4
_BEFORE_END = f" {letters('possessives')}"
_MAX_TEXT = 200
_BRACKETS = lazy_pattern(r"[（(][^（）()]{0,40}[）)]|[:：]\s*+$")


def without_names(text: str, names: Sequence[str], lexicon: Lexicon) -> str:
    """Return a text in plain letters, without its brackets and the names of the page's subject.

    A word for members stays whole where a name ends in its first letter: 青風隊士, on the page 青風隊.
    """
    plain = unicodedata.normalize("NFKC", text)[:_MAX_TEXT].replace("(s)", "s")
    plain = _BRACKETS.sub(" ", plain).strip()
    for name in names:
        if name and name in plain and name != plain:
            plain = plain.replace(_own_part(name, plain, lexicon), " ")
    return _without_end_of(names[0], plain) if names else plain


def _own_part(name: str, text: str, lexicon: Lexicon) -> str:
    """The name as far as no word for members begins in it, of those that a text goes on with behind it."""
    end = text.find(name) + len(name)
    if lexicon.is_head_first:
        return name
    over = next((one for one in lexicon.matcher.tokens(text) if one.start < end < one.end), None)
    is_shared = over is not None and end - len(name) < over.start and over.classes & _MEMBERS
    return name[: over.start - end] if over and is_shared else name


_MEMBERS = frozenset({"member", "seat"})


def _without_end_of(title: str, text: str) -> str:
    """The text without the end of the page's title: 現在の政策委員会審議委員, on the page 日本銀行政策委員会."""
    if title[-1:] < "\u1100":
        return text
    for begin in range(1, len(title) - _LEAST_END + 1):
        at = text.find(title[begin:])
        if at >= 0:
            end = at + len(title) - begin
            own = end < len(text) and (at == 0 or text[at - 1] in _BEFORE_END)
            return f"{text[:at]} {text[end:]}" if own else text
    return text


def without_beginning_of(title: str, text: str, lexicon: Lexicon) -> str:
    """Return a heading without the letters with which the page's title begins too: 中央人民政府委员, on the page 中央人民政府委员会.

    What the title goes on with must be no more than a noun for a body. Those with seats must be called by that noun:
    who sits in 中央委员会 need not sit in 中央委员会常务委员会.
    """
    both = zip(fold(title), fold(text), strict=False)
    shared = sum(1 for _ in takewhile(lambda letters_of: letters_of[0] == letters_of[1], both))
    if shared < _LEAST_BEGINNING or title[-1:] < "\u1100":
        return text
    begin = next((one.start for one in reversed(lexicon.matcher.tokens(text)) if one.start <= shared), 0)
    own, rest = text[begin:], title[begin:]
    if shared > begin:
        is_body = lexicon.matcher.ends_in(rest, "council") == len(rest)
    else:
        seats = any("seat" in token.classes for token in lexicon.matcher.tokens(own))
        is_body = not seats and lexicon.organization_ending(rest) == rest.lower() != ""
    return own if rest and is_body else text

"""Lines that introduce what follows: their last sentence, and the clause of it that says who follows."""

from __future__ import annotations

from icmlpo_rdf.facts.headings.meeting_headings import LEAST
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Text

__all__ = ["COUNTED_PARTS", "PART", "introducing_line", "last_clause"]

PART = lazy_pattern(r"[（(][^（）()]{0,12}[）)]")
# 381名会员（包括：基本会员348名，附属会员33名）: its numbers are those of parts of the list.
COUNTED_PARTS = lazy_pattern(r"[（(][^（）()\d]{0,40}\d[^（）()]{0,80}[）)]", needs="（(")
_MAX_INTRO, _MAX_ALPHABETIC, _MAX_BEHIND, _MAX_LABEL = 120, 240, 2, 30
_SENTENCES = lazy_pattern(
    r"[。！？]|[.!?](?=\s+[A-Z])|(?<=[\uac00-\ud7a3])\.(?:\[\d{1,3}\]){0,5}(?=\s+[\uac00-\ud7a3])"
)
_FOOTNOTES = lazy_pattern(r"(?:\[\d{1,3}\]){1,9}$")
_COMMAS = lazy_pattern(r"[，；](?![^（(]{0,80}[）)])", needs="，；")
"""No comma inside a bracket."""


def introducing_line(content: Text, lexicon: Lexicon) -> str:
    """Return the last sentence that introduces what follows, where those behind it only add to it: 以下の委員が決定した。なお、座長は互選による。"""
    text = _FOOTNOTES.sub("", clean_text(content.text)).rstrip("。．. ")
    longest = _MAX_ALPHABETIC if lexicon.is_head_first else _MAX_INTRO
    sentences: list[str] = [one.strip() for one in _SENTENCES.split(text)]
    if len(sentences[-1]) <= longest and sentences[-1].endswith(("：", ":")):
        return sentences[-1]
    for sentence in reversed(sentences[-_MAX_BEHIND:]):
        if len(sentence) <= longest and _says_who_follow(sentence, lexicon):
            return sentence
    return ""


def _says_who_follow(sentence: str, lexicon: Lexicon) -> bool:
    """True for one with 如下, and for one that ends in 包括: 范围包括东部。 lists itself what it holds."""
    listing = lexicon.words["listing"]
    told = lexicon.introduces.finditer(sentence)
    return any(word[0] not in listing or word.end() == len(sentence) for word in told)


def last_clause(line: str, lexicon: Lexicon) -> str:
    """Return the last clause of a long sentence that says who follows by itself: …，其成员包括：; else the whole."""
    clause = _COMMAS.split(COUNTED_PARTS.sub("", line))[-1].strip()
    if lexicon.is_head_first or len(line) <= _MAX_LABEL or clause == line:
        return line
    phrase = read_phrase(PART.sub("", clause.rstrip("：: ")), lexicon)
    says = phrase is not None and phrase.score >= LEAST and (phrase.members or phrase.attended)
    return clause if says else line

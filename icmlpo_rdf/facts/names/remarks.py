"""Whether a text beside a name is a remark on its bearer, and no name: 2004年退出, Gründungsmitglied, 登記會員735人."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from icmlpo_rdf.facts.headings.phrases import STRONG, read_phrase
from icmlpo_rdf.facts.model import Standing
from icmlpo_rdf.facts.names.denials import begins_denying, denied_by, only_applied
from icmlpo_rdf.facts.names.printed_dates import (
    FULL_YEARS,
    YEAR,
    date_pattern,
)
from icmlpo_rdf.facts.words.dates import begins_with_month, parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = [
    "counts_members",
    "holds_sentence",
    "is_clause",
    "is_mere_observer",
    "is_remark",
    "is_status",
    "tells_of_bearer",
    "tells_of_flag",
    "unknown_letters",
]

_SHORT = 40
_COUNT = lazy_pattern(r"(?<=\D)\d{1,9}\s?\w{1,2}$")
_AROUND = " -–—,，;；:：()（）"
_IN_REMARKS = frozenset(
    {
        "member",
        "founding",
        "associate",
        "candidate",
        "observer",
        "former",
        "guest",
        "free",
        "before_tail",
        "article",
    }
)
_IN_MEMBERS = _IN_REMARKS | {"country"}
_MOST_UNKNOWN = 1
"""Letters of a dated remark that no word explains, where words are not parted: 自1990年起."""


def is_status(note: str, lexicon: Lexicon) -> bool:
    """Return whether a note behind a row says what a status says: 2004年退出, 1998年－2007年, 观察员."""
    if not note or len(note) > _SHORT or "。" in note:
        return False
    text = unicodedata.normalize("NFKC", note).strip()
    if FULL_YEARS.fullmatch(text):
        return True
    told = lexicon.status.search(text)
    # 건설노동자 및 예비 건설노동자들의 노동조합: what an organization is, not how it belongs.
    describes = told and lexicon.candidate.fullmatch(told[0]) and lexicon.organization_ending(text)
    return told is not None and not describes


def tells_of_flag(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text is said of the country whose flag stands before it: since 2001, was classified as another."""
    plain = text.strip(" ,;:-–—")
    return is_remark(text, lexicon) or (lexicon.is_head_first and plain[:1].islower() and " " in plain)


def tells_of_bearer(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text behind a name says how its bearer belongs to the subject."""
    return is_status(text, lexicon) or is_remark(text, lexicon) or _denies_or_applies(text, lexicon)


def _denies_or_applies(text: str, lexicon: Lexicon) -> bool:
    """True for refused to join, applied in 2011, and 未签字; not for what begins as a name does: Future."""
    plain = text.strip(_AROUND)
    is_name = lexicon.is_head_first and not plain[:1].islower()
    told = denied_by(plain, lexicon) or only_applied(plain, lexicon) or begins_denying(plain, lexicon)
    return not is_name and told


def counts_members(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text tells how many members a body has: 登記會員735人."""
    counted = _COUNT.search(text)
    if counted is None or not lexicon.counted.fullmatch(counted[0]):
        return False
    return lexicon.member.search(text[: counted.start()]) is not None


def is_remark(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text tells of a name's bearer and is no name: since 2001, Gründungsmitglied, 2001年加入.

    Left Party and 候補同盟 are names, though a word of theirs tells of bearers elsewhere: nothing else may stand there.
    """
    text = unicodedata.normalize("NFKC", text).rstrip("。").strip(_AROUND)
    if not 0 < len(text) <= _SHORT or "。" in text:
        return False
    words = (lexicon.status, lexicon.until, lexicon.joined)
    said = [match.span() for one in words for match in one.finditer(text)]
    if lexicon.is_head_first and text[0].islower() and (said or lexicon.member.search(text)):
        return True  # since 2001, associate member of the UASB
    return (
        (bool(said) and _says_it_all(text, said, lexicon))
        or _tells_members(text, lexicon)
        or _tells_end(text, lexicon)
    )


def is_clause(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text behind a name's comma is a clause, and no name: 1999年当选, 生于1950年, 次年去世, 代表日本.

    It holds a date, ends in a verb, or says whom one came for; the names of organizations may do all of this. Where words
    are parted a name begins with a capital, and another rule tells clauses.
    """
    if lexicon.is_head_first or lexicon.organization_ending(text):
        return False
    if _DATE.search(text):
        return True
    tokens = lexicon.matcher.tokens(text)
    is_verb = bool(tokens) and bool(tokens[-1].classes & _VERBS)
    is_sent = len(tokens) > 1 and "participant" in tokens[0].classes and "place" in tokens[-1].classes
    return is_verb or is_sent


_DATE = lazy_pattern(rf"\d\s?[{letters('year')}{letters('month')}{letters('day')}]")
_VERBS = frozenset({"join", "leave", "attend"})


def _says_it_all(text: str, said: Sequence[tuple[int, int]], lexicon: Lexicon) -> bool:
    """True where the words of a status that a text has, and its dates, leave nothing that may be a name."""
    if YEAR.search(text):
        said = [*said, *(match.span() for match in date_pattern().finditer(text))]
        return unknown_letters(text, said, lexicon) <= (0 if lexicon.is_head_first else _MOST_UNKNOWN)
    return (0, len(text)) in said if lexicon.is_head_first else not unknown_letters(text, said, lexicon)


def _tells_end(text: str, lexicon: Lexicon) -> bool:
    """True for Abolished 14 December 2011."""
    first, _, behind = text.partition(" ")
    return first.lower() in lexicon.not_names and parse_date(behind) is not None


def _tells_members(text: str, lexicon: Lexicon) -> bool:
    """True for a text of words for members and nothing else, but for a mark that it explains: F Founding member."""
    text = text[2:] if text[1:2] == " " and text[0].isascii() else text
    if not all(token.classes & _IN_MEMBERS for token in lexicon.matcher.tokens(text)):
        return False
    phrase = read_phrase(text, lexicon)
    return phrase is not None and phrase.members and phrase.score >= STRONG


def unknown_letters(text: str, said: Sequence[tuple[int, int]], lexicon: Lexicon) -> int:
    """Return how many letters and digits no word explains, besides what is `said`."""
    known = ((one.start, one.end) for one in lexicon.matcher.tokens(text) if one.classes & _IN_REMARKS)
    explained = {at for begin, end in (*said, *known) for at in range(begin, end)}
    return sum(letter.isalnum() for at, letter in enumerate(text) if at not in explained)


def is_mere_observer(status: str, lexicon: Lexicon) -> bool:
    """Return whether a status says no more than the role: 观察员, オブザーバー国."""
    phrase = read_phrase(status, lexicon)
    return (
        phrase is not None
        and phrase.standing is Standing.OBSERVER
        and phrase.score >= STRONG
        and lexicon.observer.match(status) is not None
    )


def holds_sentence(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text ends as a sentence does, goes on behind one, or begins with a month: 가입돼 있다. 산하 기구로는; 1931年4月排名."""
    return begins_with_month(text) or any(
        lexicon.sentence_end.search(one) for one in text.removesuffix(".").split(". ")
    )

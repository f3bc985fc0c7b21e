"""Headings below one of members that part these: by kind, by side, or by saying how many there are of each."""

from __future__ import annotations

import unicodedata

from icmlpo_rdf.facts.headings.plain_words import behind_deputy, has_topic, is_silent_token, qualified
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.small_words import either, letters, small_words, table
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = [
    "calls_bodies",
    "counts_those",
    "ends_in_count",
    "is_one_of_each",
    "may_part",
    "names_kind_or_place",
    "parts_by_kind",
    "parts_by_number",
    "parts_persons",
    "parts_seats",
    "parts_those_called_so",
]

_COUNTED = lazy_pattern(r"[（(][^（）()\d]{0,3}\d{1,3}(?P<of>[^（）()\d]{0,8})[)）]\s*+$")
_BRACKETS = lazy_pattern(r"[（(][^（）()]{0,40}[）)]|[:：]\s*+$")
_MAX_PARTING, _MAX_UNKNOWN = 24, 4
_RELATED = frozenset(
    {
        "absent",
        "attend",
        "host",
        "associate",
        "linked",
        "former",
        "candidate",
        "observer",
        "joining",
        "member",
    }
)
_UNLIKE = _RELATED | {"leave", "successive"}


def counts_those(text: str, lexicon: Lexicon) -> bool:
    """Return whether a heading says in brackets how many stand under it: 学界（13人）."""
    counted = _COUNTED.search(text)
    told = counted is not None and counted["of"].strip() in lexicon.words["counts_of"]
    return told and not has_topic(text, lexicon)


def ends_in_count(text: str, lexicon: Lexicon) -> bool:
    """Return whether a heading below one of members ends in how many of them these are: 4月の会議に参加した14藩, 2004年加盟の10か国."""
    counted = (
        None if lexicon.is_head_first else _COUNT_AT_END.search(unicodedata.normalize("NFKC", text).strip())
    )
    if counted is None or has_topic(text, lexicon) or lexicon.left.search(text):
        return False
    tokens = lexicon.matcher.tokens(text)
    return _counts_bodies(counted["of"], lexicon) and not any(token.classes & _OTHERS for token in tokens)


def _counts_bodies(counter: str, lexicon: Lexicon) -> bool:
    return counter in {*lexicon.words["counts_of"], *lexicon.words["bodies_behind"]}


_COUNT_AT_END = lazy_pattern(r"(?<!\d)\d{1,3}\s?(?P<of>[^\d\s（）()]{1,6})$")
_OTHERS = frozenset(
    {"absent", "former", "candidate", "observer", "associate", "linked", "guest", "successive"}
)


def parts_by_number(text: str, lexicon: Lexicon) -> bool:
    """Return whether a heading below one of members only numbers some of them: 1部, 4部Aブロック, B조, 第二届, 第一选区."""
    if lexicon.is_head_first or has_topic(text, lexicon):
        return False
    plain = unicodedata.normalize("NFKC", text).strip()
    if lexicon.ordinal.match(plain) and "time" in lexicon.matcher.tokens(plain)[-1].classes:
        return True  # 第二届委员会时期
    return lexicon.ordinal.fullmatch(plain) is not None or _DIVISION.fullmatch(plain) is not None


_BY_DIVISION = either("divisions")
_NUMERALS = table("numerals")["in_dates"]
_DIVISION = lazy_pattern(
    rf"[{letters('ordinal_before')}{letters('ordinal_before_korean')}]?+\s?+(?:\d{{1,2}}|[A-Z]|[{_NUMERALS}]{{1,3}})\s?+(?:{_BY_DIVISION})"
    rf"(?:\s?+\w{{0,6}}?(?:{_BY_DIVISION}))?",
    needs=small_words("divisions"),
)


def parts_by_kind(text: str, lexicon: Lexicon) -> bool:
    """Return whether a heading below one of members may part these: 中立国的政党, 全国性工会组织; or counts them: 学界（13人）."""
    if _COUNTED.search(text):
        return counts_those(text, lexicon)
    plain = _BRACKETS.sub(" ", text).strip()
    tokens = lexicon.matcher.tokens(plain)
    if not tokens or len(plain) > _MAX_PARTING or has_topic(plain, lexicon):
        return False
    if lexicon.contest_heading.search(plain):
        return False  # 優勝校
    head = next((token for token in reversed(tokens) if not is_silent_token(token)), None)
    told = head is not None and bool(head.classes & {"country", "organization"} - {"person"})
    unknown = sum(len(token.text) for token in tokens if not token.classes)
    return told and unknown <= _MAX_UNKNOWN and not any(token.classes & _UNLIKE for token in tokens)


def calls_bodies(text: str, lexicon: Lexicon) -> bool:
    """Return whether a heading is no more than a noun for bodies: 研究所, below persons, is about something else; a party's name is none."""
    told = [token for token in lexicon.matcher.tokens(_BRACKETS.sub(" ", text)) if not is_silent_token(token)]
    return len(told) == 1 and "organization" in told[0].classes and not told[0].classes & {"party", "person"}


def is_one_of_each(text: str, above: str, lexicon: Lexicon) -> bool:
    """Return whether a heading names one of those whose members the one above it speaks of: 东欧组, below 各地区组的成员."""
    tokens = lexicon.matcher.tokens(above) if above[:1] in _EACH else []
    if not tokens or not tokens[-1].classes & _BELONGING:
        return False
    noun = above[1 : tokens[-1].start].strip().rstrip(letters("possessives"))
    return (
        1 < len(noun) <= _MAX_UNKNOWN
        and noun != text
        and text.endswith(noun[-1])
        and not has_topic(text, lexicon)
    )


_EACH = tuple(letters("each"))
_BELONGING = frozenset({"member", "seat"})


def names_kind_or_place(label: str, lexicon: Lexicon) -> bool:
    """Return whether a label only says which of the members follow, by a kind or a place and hardly anything else: 大学部."""
    tokens = lexicon.matcher.tokens(label)
    unknown = sum(len(token.text) for token in tokens if not token.classes)
    is_told = any(token.classes & _KINDS for token in tokens)
    return is_told and unknown <= 1 and may_part(label, lexicon)


_KINDS = frozenset({"organization", "place", "anybody"})


def may_part(text: str, lexicon: Lexicon) -> bool:
    """Return whether a heading below one of members tells of nothing else, so that these may be parted by it: 北海道・東北, 種植業.

    Its words may be any: what stands under it must look like names.
    """
    plain = _BRACKETS.sub(" ", text).strip()
    tokens = lexicon.matcher.tokens(plain)
    if lexicon.is_head_first or not tokens or len(plain) > _MAX_PARTING or any(map(str.isdigit, plain)):
        return False  # 主な戦い3件 counts what it is about
    patterns = (
        lexicon.other_topics,
        lexicon.not_introduced,
        lexicon.contest_heading,
        lexicon.left,
        lexicon.other_event,
    )
    words = [token for token in tokens if "meeting" not in token.classes]  # 国家安全保障会議
    # 数 ends 人数, which is a measure, and begins 数学.
    told = any(token.classes & _TELLING for token in words) or "measure" in tokens[-1].classes
    told = told or any(one.search(plain) for one in patterns)
    counted = _COUNT_AT_END.search(plain)
    if counted and not _counts_bodies(counted["of"], lexicon):
        return False  # 主な戦い3件
    return not told and lexicon.sentence_end.search(plain) is None


_TELLING = _RELATED | frozenset(
    {
        "non",
        "guest",
        "participant",
        "join",
        "leave",
        "hold",
        "signing",
        "successive",
        "office",
        "seat",
        "council",
        "person",
        "section",
        "topic",
        "name",
        "foreign",
        "time",
        "where",
        "subsidiary",
        "thing",
        "contest",
    }
)
"""Classes of words by which a heading says something besides whom it parts."""


def parts_persons(text: str, lexicon: Lexicon, *, with_offices: bool) -> bool:
    """Return whether a heading below one of members may part these where they are persons: 閣僚, 有識者, 부위원장.

    Args:
        text: the heading.
        lexicon: the words of the page's language.
        with_offices: they are known to be persons, so that an office is theirs; else 会長 may be of members that are bodies.
    """
    plain = _BRACKETS.sub(" ", text).strip()
    tokens = behind_deputy(lexicon.matcher.tokens(plain))
    if not tokens or len(plain) > _MAX_PARTING or has_topic(plain, lexicon):
        return False
    told = all(token.classes & _PERSONS or is_silent_token(token) for token in tokens)
    if not with_offices and any("office" in token.classes for token in tokens):
        return False
    return told and not any(token.classes & (_RELATED | {"successive"}) for token in tokens)


def parts_seats(text: str, above: str, lexicon: Lexicon) -> bool:
    """Return whether a heading tells where those sit of whom the one above speaks: 衆議院, below 所属議員."""
    sits = any("seat" in token.classes for token in lexicon.matcher.tokens(above))
    return sits and all("council" in token.classes for token in lexicon.matcher.tokens(text))


def parts_those_called_so(text: str, above: str, lexicon: Lexicon) -> bool:
    """Return whether a heading has the noun of the one above it, behind one more word: Lutheran churches, below Churches of the union."""
    if not lexicon.is_head_first or lexicon.is_noun_first:
        return False
    words = qualified(text, above, lexicon)
    if words is None or not words[1].classes & _BODIES:
        return False
    left = lexicon.left.search(text) or lexicon.status.search(text)
    return not left and not words[0].classes & _RELATED and not has_topic(text, lexicon)


_BODIES = frozenset({"country", "organization"})
_PERSONS = frozenset({"person", "office", "seat"})

"""What single words of a heading or title tell: its head noun, whether it has one of a topic, whether it says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile, takewhile

from icmlpo_rdf.facts.headings.head_nouns import HEADS, SILENT, WHO, head_phrase
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.non_members import without_non_members
from icmlpo_rdf.facts.words.numerals import parse_numeral
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = [
    "behind_deputy",
    "behind_participants",
    "calls_nobody",
    "ends_in_seat",
    "has_topic",
    "is_chamber",
    "is_of_organ",
    "is_silent",
    "is_silent_token",
    "numbered",
    "qualified",
    "tells_absence",
    "tells_joining",
    "tells_of_others",
    "title_head",
    "trailing_participants",
]

_MAX_TEXT, _STEM = 200, 5
_BRACKETS = lazy_pattern(r"[（(][^（）()]{0,40}[）)]|[:：]\s*+$", needs="（(:：")
_ATTENDING = frozenset({"attend", "participant", "guest"})
_ABSENT = frozenset({"absent", "non"})
_PARTING = SILENT | {"place", "body", "country"}


def numbered(token: Token, lexicon: Lexicon) -> Token:
    """Return a token as a number where it is one: 2, 第十九."""
    digits = not token.classes and (
        any(map(str.isdigit, token.text))
        or (token.text[0] in _ORDINAL_SIGNS and parse_numeral(token.text[1:]) is not None)
        or (lexicon.numbers.own and lexicon.ordinal.fullmatch(token.text) is not None)
    )
    return Token(token.text, token.start, token.end, frozenset({"number"})) if digits else token


_ORDINAL_SIGNS = letters("ordinal_before") + letters("ordinal_before_korean")


def is_silent_token(token: Token) -> bool:
    """Return whether a word says nothing by itself: 的, 名单, and."""
    return bool(token.classes) and token.classes <= SILENT


def behind_deputy(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the words of an office without the letter that makes it a deputy's, which no class knows: 副主席, 부위원장."""
    is_deputy = len(tokens) > 1 and not tokens[0].classes and len(tokens[0].text) == 1
    return tokens[is_deputy:]


def is_silent(text: str, lexicon: Lexicon) -> bool:
    """Return whether a heading only parts those of the heading above it: a place, a letter, a year, a chamber."""
    tokens = [numbered(token, lexicon) for token in lexicon.matcher.tokens(text[:_MAX_TEXT])]
    return bool(tokens) and all(
        (token.classes and token.classes & _PARTING) or (not token.classes and len(token.text) == 1)
        for token in tokens
    )


def is_of_organ(text: str, title: str, lexicon: Lexicon) -> bool:
    """Return whether a heading names a part of the page's subject: Board members, Members of the Organising Committee."""
    organs = (token for token in lexicon.matcher.tokens(text[:_MAX_TEXT]) if "organ" in token.classes)
    return any(token.text.lower()[:_STEM] not in title.lower() for token in organs)


def ends_in_seat(text: str, lexicon: Lexicon) -> bool:
    """Return whether a label calls those behind it by their seat: 조사위원, 组员."""
    tokens = lexicon.matcher.tokens(_BRACKETS.sub("", text[:_MAX_TEXT]))
    return bool(tokens) and "seat" in tokens[-1].classes


def is_chamber(name: str, lexicon: Lexicon) -> bool:
    """Return whether a body's name says that its members are persons."""
    return any("chamber" in token.classes for token in lexicon.matcher.tokens(name[:_MAX_TEXT]))


def has_topic(text: str, lexicon: Lexicon) -> bool:
    """Return whether a heading has a word for what is told of a subject besides who belongs to it: History."""
    return any("topic" in token.classes for token in lexicon.matcher.tokens(text[:_MAX_TEXT]))


def tells_absence(text: str, lexicon: Lexicon) -> bool:
    """Return whether a heading has a word for those who did not come or are no members: Cooperating Non-Members."""
    tokens = without_non_members(lexicon.matcher.tokens(text[:_MAX_TEXT]), lexicon)
    return any(token.classes & _ABSENT for token in tokens)


def tells_of_others(tokens: Sequence[Token]) -> bool:
    """Return whether a label is nothing but words for others than those who belong to the subject: 工作人员, 関連団体, Staff."""
    return all(token.classes for token in tokens) and any("topic" in token.classes for token in tokens)


def calls_nobody(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Return whether a text in a name's place only says what those behind it are, or others: 수행원, 工作人员, 职员名单."""
    is_list = bool(tokens) and "list" in tokens[-1].classes and not lexicon.is_head_first
    if tells_of_others(tokens) or (is_list and any(token.classes & _LISTED for token in tokens)):
        return True
    told = len(tokens) == 1 or any(
        not token.classes <= {"free"} for token in tokens
    )  # 이현재 is a person's name
    return told and all(token.classes and token.classes <= _CALLED for token in tokens)


_CALLED = frozenset({"participant", "attend", "member", "guest", "observer", "anybody", "free", "list"})
_LISTED = frozenset({"topic", "office", "participant", "member", "person"})


def tells_joining(text: str, lexicon: Lexicon) -> bool:
    """Return whether only a word for joining tells of membership: 가입 국제기구, not 회원 국제기구."""
    classes = [token.classes for token in lexicon.matcher.tokens(text)]
    return any("joining" in one for one in classes) and not any("member" in one for one in classes)


def title_head(label: str, lexicon: Lexicon) -> Token | None:
    """Return the head noun of a title: 会议 of 波茨坦会议, Congress of "Congress of Vienna"."""
    plain = _BRACKETS.sub(" ", label)[:_MAX_TEXT]
    if lexicon.numbers.own:
        plain = lexicon.ordinal.sub(" ", plain)
    head, tail, _ = head_phrase(lexicon.matcher.tokens(plain), lexicon, plain)
    if lexicon.is_noun_first:
        nouns = [token for token in head if token.classes & HEADS]
        # Conferencia Internacional: the adjective may be a noun by itself.
        return next((token for token in nouns if "free" not in token.classes), nouns[0] if nouns else None)
    subject = _without_year(head)
    named = _without_year(tail)
    if subject and len(named) > 1 and "meeting" in named[-1].classes and not _calls_others(subject, named):
        return named[-1]
    return subject[-1] if subject else None


def _without_year(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without the year at its end: Blueland general election, 1905; Quebec Conference, 1864."""
    end = len(tokens)
    while end and (tokens[end - 1].text.isdigit() or tokens[end - 1].text == ","):
        end -= 1
    return tokens[:end]


def _calls_others(head: Sequence[Token], tail: Sequence[Token]) -> bool:
    """False for Council of Europe Summit, which a body with a preposition in its name held; not for Members of the Ghent Congress."""
    is_of_body = bool(head[-1].classes & _HOLDING) and not head[-1].classes & (WHO | {"topic"})
    return not is_of_body or any(token.classes & _BEFORE_NAMES for token in tail)


_HOLDING = frozenset({"body", "chamber", "council", "organ", "organization", "league", "meeting"})
_BEFORE_NAMES = frozenset({"before_tail", "article", "free"})


def qualified(text: str, noun_of: str, lexicon: Lexicon) -> tuple[Token, Token] | None:
    """Return the word and the noun of a text that is one word before the head noun of another: Outer ministry, of Second ministry."""
    head, tokens = title_head(noun_of, lexicon), lexicon.matcher.tokens(text)
    if head is None or len(tokens) != _WORD_AND_NOUN or tokens[1].text.lower() != head.text.lower():
        return None
    return tokens[0], tokens[1]


_WORD_AND_NOUN = 2


def trailing_participants(text: str, lexicon: Lexicon) -> int | None:
    """Return where the words for those who took part begin at a heading's end: 第十次会议 | 与会政党; None without such."""
    tokens = lexicon.matcher.tokens(_BRACKETS_AT_END.sub("", text))
    begin: int | None = None
    while tokens and "list" in tokens[-1].classes:
        tokens = tokens[:-1]
    if not tokens or not tokens[-1].classes & WHO:
        return None
    for token in reversed(tokens):
        if token.classes & _ABSENT:
            return None
        if not token.classes or "meeting" in token.classes:
            return begin
        if token.classes & _ATTENDING:
            begin = token.start
    return begin


_BRACKETS_AT_END = lazy_pattern(r"[:：]\s*+$", needs=":：")


def behind_participants(text: str, lexicon: Lexicon) -> int | None:
    """Return where what they took part in begins behind the words for those who did: Participants of the | second meeting; None without such."""
    tokens = lexicon.matcher.tokens(text) if lexicon.is_head_first else []
    who = [*takewhile(lambda token: "before_tail" not in token.classes, tokens)]
    rest = [*dropwhile(lambda token: "before_tail" in token.classes, tokens[len(who) :])]
    if len(rest) > 1 and (rest[0].classes == {"free"} or "article" in rest[0].classes):
        is_number = lexicon.ordinal.fullmatch(rest[0].text) is not None
        rest = rest if is_number else rest[1:]  # the second meeting
    came = any(token.classes & {"attend", "participant"} for token in who)
    told = all(token.classes & (WHO | SILENT | {"attend"}) and not token.classes & _ABSENT for token in who)
    return rest[0].start if came and told and rest and len(who) < len(tokens) else None

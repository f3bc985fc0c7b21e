"""Headings and sentences that say by the subject's own name, or by its noun, whose roster follows: 1944년 한국독립당 명단, States of the union."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from icmlpo_rdf.facts.headings.head_nouns import SILENT
from icmlpo_rdf.facts.headings.noun_phrases import STRONG, Phrase
from icmlpo_rdf.facts.headings.plain_words import is_silent_token, numbered, qualified, title_head
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.numerals import parse_numeral
from icmlpo_rdf.language.folding import fold_characters
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.language.small_words import either, letters, small_words
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = [
    "OWN_ROSTER",
    "OWN_TERM",
    "heads_own_chamber",
    "heads_own_roster",
    "heads_own_seats",
    "heads_own_term",
    "introduces_own",
    "names_part_of_own",
    "those_of_own",
]

OWN_ROSTER = Phrase(2.0, members=True, standing=Standing.MEMBER, kind=Kind.PERSON)
"""What the subject's name and a word for a roster say together."""
OWN_TERM = Phrase(1.0, members=True, standing=Standing.MEMBER, kind=Kind.PERSON)
"""What a council's own name and the number of a term say together, where offices stand under them."""
_TERM = lazy_pattern(
    rf"[{letters('ordinal_before')}{letters('ordinal_before_korean')}]?+\s?+"
    rf"(?P<number>[^\s{letters('ordinal_before')}]{{1,4}}?)\s?+(?:{either('term_counters')})\s*+"
)
_BRACKETS = lazy_pattern(r"[（(][^（）()]{0,40}[）)]", needs="（(")
_PERSONS = frozenset({"person", "anybody", "roster"})
_NEARER = SILENT | {"affiliated"}
_TOLD_OF = frozenset({"absent", "topic", "associate", "candidate", "leave", "relative", "non"})
_OTHERS = frozenset({"absent", "former", "candidate", "topic", "successive", "office", "relative", "non"})


def heads_own_roster(text: str, names: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether a heading is the subject's name and a word for a roster, with no more than a year besides."""
    before, behind = _around_name(text, names, lexicon)
    if not before and not behind and names:
        end = _end_of_short_name(text, names[0], lexicon) or _end_of_title(text, names[0], lexicon)
        behind = text[end:]
    tokens = lexicon.matcher.tokens(behind)
    told = any("roster" in token.classes for token in tokens)
    if tokens and behind != text and _is_calling(tokens[-1], lexicon):
        told, tokens = True, tokens[:-1]
    return (
        told
        and all(token.classes & SILENT for token in tokens)
        and all(map(_is_year, lexicon.matcher.tokens(before)))
    )


def _is_calling(token: Token, lexicon: Lexicon) -> bool:
    """True for 作家 of 硯友社の作家: what those are called who belong to it; not for 選手, of whom a contest's table tells."""
    is_known = bool(token.classes) or token.text in lexicon.blocking or len(token.text) < _LEAST_CALLING
    return not is_known and token.text.endswith(lexicon.words["callings"])


_LEAST_CALLING = 2


def heads_own_seats(text: str, title: str, lexicon: Lexicon) -> bool:
    """Return whether a heading is the end of the title and the noun for its seats, of a term too: 第三屆行政會委員, on the page 澳門特別行政區行政會."""
    plain = _BRACKETS.sub("", text).strip()
    term = _TERM.match(plain)
    own = plain[term.end() :] if term else plain
    end = _end_of_title(own, title, lexicon)
    tokens = lexicon.matcher.tokens(own[end:]) if end else []
    return any("seat" in token.classes for token in tokens) and all(
        token.classes & (SILENT | {"seat", "roster"}) for token in tokens
    )


_LEAST_OWN = 3


def _end_of_title(text: str, title: str, lexicon: Lexicon) -> int:
    """Where an end of the title ends that a text begins with: 特別調査委員會 of one of 反民族行為特別調査委員會; 0 without one."""
    if lexicon.is_head_first or title[-1:] < "\u1100":
        return 0
    ends = (title[begin:] for begin in range(len(title) - _LEAST_OWN + 1))
    return next((len(one) for one in ends if text.startswith(one)), 0)


def heads_own_term(text: str, title: str, lexicon: Lexicon) -> bool:
    """Return whether a heading of a council's page is a term of it: 1기 국무위원회(2016–2019), 第3期（2001年）審議会."""
    plain = _BRACKETS.sub("", text).strip()
    term = None if lexicon.is_head_first else _TERM.match(plain)
    if term is None or not (
        term["number"] in small_words("first_terms") or parse_numeral(term["number"]) is not None
    ):
        return False
    name = plain[term.end() :]
    council = lexicon.matcher.ends_in(name, "council")
    before = title.removesuffix(name)
    return bool(council) and title.endswith(name) and (council == len(name) or before[-1:] in {"", " "})


def heads_own_chamber(text: str, lexicon: Lexicon) -> bool:
    """Return whether a heading of a cabinet's page is no more than a word for one: 现任内阁; not 历届内阁, 内阁总理."""
    *before, last = lexicon.matcher.tokens(_BRACKETS.sub("", text)) or (None,)
    return (
        last is not None
        and "chamber" in last.classes
        and not lexicon.is_head_first
        and all(token is not None and is_silent_token(token) for token in before)
    )


def introduces_own(text: str, names: Sequence[str], lexicon: Lexicon) -> Phrase | None:
    """Return what a sentence says behind the subject's name: that persons follow, or what it is made up of.

    삼월회에는 다음과 같은 사람들이 있다; 西湖联盟由10个政党组成，包括. Nothing else may be said of them: who opposed the subject, or
    left it, is another. A sentence that begins with the word for by whom leaves its subject out: 由29间工会组成.
    """
    before, behind = ("", text) if text[:1] in letters("by") else _around_name(text, names, lexicon)
    clause = _CLAUSES.split(behind.rstrip("：: "))[-1]
    begins = not before or before[-1] in _COMMAS
    if begins and (_is_made_up(behind, lexicon) or (clause != behind and _is_made_up(clause, lexicon))):
        return _OWN_PARTS
    if _belong(before, behind, lexicon):
        return _OWN_PARTS
    return OWN_ROSTER if _are_persons(before, behind, lexicon) else None


def _belong(before: str, behind: str, lexicon: Lexicon) -> bool:
    """True for 以下の政党が…に加盟している and 다음 정당들이 …에 소속되어 있다: those who follow, and that they belong to the subject."""
    follows = next(lexicon.introduces.finditer(before), None)
    if follows is None:
        return False
    called = lexicon.matcher.tokens(before[follows.end() :])
    told = lexicon.matcher.tokens(behind)
    if not any(token.classes & _BODIES for token in called) or not any(one.classes & _BELONG for one in told):
        return False
    return not any(token.classes & (_OTHERS | {"leave"}) for token in (*called, *told))


_BODIES = frozenset({"organization", "country", "party"})
_BELONG = frozenset({"affiliated", "joining"})
_COMMAS = "，,；;、"
_CLAUSES = lazy_pattern(r"[，,；;]", needs="，,；;")


def _is_made_up(behind: str, lexicon: Lexicon) -> bool:
    """True for 由10个政党组成，包括, with no word that none knows, and none for others."""
    if behind[:1] not in letters("by"):
        return False
    told = lexicon.introduces.sub(" ", behind[1:])
    tokens = [numbered(token, lexicon) for token in lexicon.matcher.tokens(told)]
    is_told = told != behind[1:] or any("joining" in token.classes for token in tokens)
    if not is_told or not tokens:
        return False
    plain = all(token.classes & _PARTS and not token.classes & _OTHERS for token in tokens)
    return plain or _are_bodies(tokens)


def _are_bodies(tokens: Sequence[Token]) -> bool:
    """True for 10個泛民主派政黨或組織及獨立候選人組成: bodies, by the noun of a part before the verb that makes them up to the subject."""
    at = next((at for at, token in enumerate(tokens) if "joining" in token.classes), 0)
    if not all(token.classes & SILENT for token in tokens[at + 1 :]):
        return False
    ends = [end for end in range(at) if end + 1 == at or "joint" in tokens[end + 1].classes]
    return any(tokens[end].classes & _BODIES for end in ends)


_OWN_PARTS = Phrase(2.0, members=True, standing=Standing.MEMBER)
_PARTS = SILENT | {"organization", "country", "party", "anybody", "joining", "member", "seat"}


def _are_persons(before: str, behind: str, lexicon: Lexicon) -> bool:
    if not lexicon.introduces.search(behind):
        return False
    tokens = lexicon.matcher.tokens(lexicon.introduces.sub(" ", behind))
    told = any(token.classes & _PERSONS for token in tokens)
    others = any(token.classes & _OTHERS for token in lexicon.matcher.tokens(before))
    return told and not others and all(_tells_no_more(token, lexicon) for token in tokens)


def those_of_own(text: str, title: str, definition: str, told: Phrase, lexicon: Lexicon) -> Phrase | None:
    """Return what Churches of the communion says on the page of a communion of churches: the noun that the lead calls its members by.

    Args:
        text: the heading.
        title: the page's title, whose head noun stands last in the heading.
        definition: the first sentence of the lead.
        told: what the heading says by itself: of which kind those are.
        lexicon: the words of the page's language.
    """
    own = title_head(title, lexicon) if lexicon.is_head_first and told.kind is not None else None
    if own is None:
        return None
    before, behind = _around_preposition(_behind_list(lexicon.matcher.tokens(text)))
    if (
        _stands_in(text, lexicon)
        or behind not in ([], [own.text.lower()])
        or not before
        or not all(map(_may_be_own, before))
    ):
        return None
    tokens = lexicon.matcher.tokens(definition)
    called = {token.text.lower() for token in (tokens if behind else _of_which(tokens))}
    if before[-1].text.lower() not in called:
        return None  # Schools of the council, on the page of a council of no schools
    former = any("former" in token.classes for token in before)
    return Phrase(
        STRONG, members=True, standing=Standing.FORMER if former else Standing.MEMBER, kind=told.kind
    )


def _stands_in(text: str, lexicon: Lexicon) -> bool:
    """True for Churches in full communion: in it, and not of it."""
    tokens = lexicon.matcher.tokens(text)
    first = next((token for token in tokens if "before_tail" in token.classes), None)
    return first is not None and first.text.lower() in lexicon.words["before_place"]


def _behind_list(tokens: Sequence[Token]) -> Sequence[Token]:
    """What is listed: universities, of List of universities."""
    head = list(takewhile(lambda token: "before_tail" not in token.classes, tokens))
    is_list = bool(head) and all(token.classes & SILENT for token in head)
    return tokens[len(head) + 1 :] if is_list else tokens


def _of_which(definition: Sequence[Token]) -> Sequence[Token]:
    """What the definition says that the body is one of: 38 European universities, of a network of these in Europe."""
    body = next((at for at, token in enumerate(definition) if "auxiliary" in token.classes), len(definition))
    rest = definition[body:]
    at = next((at for at, token in enumerate(rest) if "before_tail" in token.classes), len(rest))
    return list(takewhile(lambda token: not token.classes & _ENDS_PHRASE, rest[at + 1 :]))


_ENDS_PHRASE = frozenset({"before_tail", "relative", "auxiliary"})


def _around_preposition(tokens: Sequence[Token]) -> tuple[list[Token], list[str]]:
    """What stands before the first preposition of a phrase, and the words behind it that say something: Churches | of the communion."""
    before = list(takewhile(lambda token: "before_tail" not in token.classes, tokens))
    return before, [token.text.lower() for token in tokens[len(before) :] if not is_silent_token(token)]


def _may_be_own(token: Token) -> bool:
    return bool(token.classes) and not token.classes & _TOLD_OF


def names_part_of_own(text: str, title: str, lexicon: Lexicon) -> bool:
    """Return whether a heading is the subject's own noun behind one word that no class knows: Outer ministry, on the page of a ministry."""
    words = qualified(text, title, lexicon)
    return words is not None and not words[0].classes and words[0].text.isalpha()


def _around_name(text: str, names: Sequence[str], lexicon: Lexicon) -> tuple[str, str]:
    """What stands before the last mention of the subject by name, and behind it."""
    if lexicon.is_head_first:
        return "", ""
    folded = fold_characters(text)
    places = [(folded.rfind(fold_characters(name)), len(name)) for name in names if len(name) > 1]
    at, length = max(places, default=(-1, 0))
    return (text[:at], text[at + length :]) if at >= 0 else ("", "")


def _end_of_short_name(text: str, title: str, lexicon: Lexicon) -> int:
    """Where a shorter form of the title ends that a text begins with: 香港基本法起草委员会, of the title with 特别行政区; 0 without one."""
    if lexicon.is_head_first or title[-1:] < "\u1100":
        return 0
    end = text.rfind(title[-_LEAST_END:]) + _LEAST_END
    rest = iter(title[_LEAST_BEGINNING:])
    begins = end > _LEAST_BEGINNING + _LEAST_END and text.startswith(title[:_LEAST_BEGINNING])
    return end if begins and all(letter in rest for letter in text[_LEAST_BEGINNING:end]) else 0


_LEAST_BEGINNING, _LEAST_END = 2, 4


def _is_year(token: Token) -> bool:
    return any(map(str.isdigit, token.text)) or bool(token.classes & (SILENT | {"time"}))


def _tells_no_more(token: Token, lexicon: Lexicon) -> bool:
    if token.classes:
        return bool(token.classes & (_PERSONS | _NEARER)) and not token.classes & _OTHERS
    return _are_particles(token.text, lexicon) or lexicon.sentence_end.fullmatch(token.text) is not None


def _are_particles(text: str, lexicon: Lexicon) -> bool:
    """True for 에는, which is two of them."""
    for particle in lexicon.words["particles"]:
        text = text.replace(particle, "")
    return not text

"""Texts that hold nothing but names, most of them linked: 甲、乙（代表）和丙等; Chad, the [Netherlands](…) and [Togo](…)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from msgspec.structs import replace

from icmlpo_rdf.facts.contexts.plain_names import is_plain_name
from icmlpo_rdf.facts.names.articles import without_last_article
from icmlpo_rdf.facts.names.chunks import BETWEEN_DOTS
from icmlpo_rdf.facts.names.countries_in_words import ASIDE, countries_in, is_country
from icmlpo_rdf.facts.names.lined import part_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, Text, label_of

__all__ = [
    "BETWEEN",
    "DOTS_TOO",
    "END",
    "around_links",
    "is_kind",
    "linked_names",
    "names_between",
    "names_in_words",
    "without_asides",
    "without_end",
    "without_others",
]

END = " \n。."
BETWEEN = lazy_pattern(r"[、，,；;\n]", needs="、，,；;\n")
DOTS_TOO = lazy_pattern(rf"[、，,；;\u3000\n{BETWEEN_DOTS}]")
_LEAST_TOLD = 2
_COMMAS = f"、，,；; \u3000\n{BETWEEN_DOTS}"
_FOOTNOTE = lazy_pattern(r"\[\d{1,3}\]$", needs="[")
_FOOTNOTES = lazy_pattern(r"\[\d{1,3}\]", needs="[")
_MAX_MARK = 5
_MAX_KIND = 3


def names_in_words(text: Text, lexicon: Lexicon) -> tuple[Text, ...]:
    """Return the names of a text of words that holds nothing else: linked ones, as one text, or countries; none of another.

    Beside a linked name its office, title and country may stand: President [X](…) of [Chad](…), [Y](…) (Mali) and [Z](…).
    """
    plain = replace(text, text=without_end(text.text))
    if text.links:
        are_called = all(link.text[:1].isupper() for link in text.links)  # not: full members, observers
        are_named = (
            are_called
            and len(text.links) >= _LEAST_TOLD
            and (_only_offices_around(plain, lexicon) or linked_names(plain, lexicon))
        )
        return (_between_commas(plain, lexicon),) if are_named else ()
    words = " ".join(plain.text.split())
    found = countries_in(words, lexicon) or countries_in(words[:1].lower() + words[1:], lexicon)  # L'Autriche
    known = found if len(found) >= _LEAST_TOLD and all(is_country(one, lexicon) for one in found) else []
    return tuple(Text(name, (), (), text.span) for name in known)


def _only_offices_around(content: Text, lexicon: Lexicon) -> bool:
    """True where nothing stands around the links but commas, brackets, words that join, and offices with their countries."""
    first, *around = (
        lexicon.matcher.tokens(without_last_article(text, lexicon)) for text in around_links(content)
    )
    tokens = (token for text in around for token in text)
    return all(token.classes & _BEFORE_NAME for token in first) and all(
        token.classes & _BESIDE_NAME for token in tokens
    )


_BEFORE_NAME = frozenset({"office", "honorific", "place", "joint", "portfolio"})
_BESIDE_NAME = _BEFORE_NAME | {"before_tail"}


def without_end(text: str) -> str:
    """A text without its full stop and the footnote marks behind it."""
    text = text.rstrip(END)
    while mark := _FOOTNOTE.search(text, max(len(text) - _MAX_MARK, 0)):
        text = text[: mark.start()].rstrip(END)
    return text


def _between_commas(names: Text, lexicon: Lexicon) -> Text:
    """Linked names with commas for the words that join them: [Chad](…) as well as the [Gambia](…)."""
    text, links, end = "", list[Link](), 0
    for link in names.links:
        gap = names.text[end : link.start]
        text += _parting(gap, lexicon) if links else gap
        links.append(replace(link, start=len(text), end=len(text) + len(link.text)))
        text, end = text + link.text, link.end
    return replace(names, text=text + names.text[end:], links=tuple(links), bold=(), pictures=())


def _parting(gap: str, lexicon: Lexicon) -> str:
    """What stands between two links, with a comma for the word that joins them at its end: (Mali) and."""
    if _joins(gap, lexicon):
        return ", "
    words = without_last_article(gap, lexicon).rstrip()
    joiner = next((one.strip() for one in lexicon.words["joiners"] if words.endswith(one.rstrip())), "")
    return f"{words.removesuffix(joiner).rstrip(_COMMAS)}, " if joiner else gap


def linked_names(content: Text, lexicon: Lexicon) -> Text | None:
    """The text of a list of names, at least half of them linked, and nothing else: 甲、乙（代表）、丙等."""
    content = _without_kind(content, lexicon)
    first, *rest = around_links(content)
    if not rest:
        return None  # the links stand in its label, or in brackets
    *between, last = rest
    unlike = [text for text in between if not text or not _joins(text, lexicon)]
    if last := without_others(last.rstrip(END), lexicon).strip():
        unlike.append(f"{last}、")
    if first := without_last_article(first, lexicon).strip():
        unlike.append(first)  # 全労連、, before linked names
    named = [name for text in unlike for name in names_between(text, lexicon)]
    is_list = all(named) and len(named) <= len(content.links)
    are_kinds = all(is_kind(link.text, lexicon) for link in content.links)
    return content if is_list and not are_kinds else None


def is_kind(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text is 正式成员, 观察员: as what somebody may belong, and nobody."""
    tokens = lexicon.matcher.tokens(text)
    return bool(tokens) and all(token.classes & _AS_WHAT for token in tokens)


_AS_WHAT = frozenset({"member", "associate", "observer", "candidate", "founding", "guest", "free"})


def _joins(text: str, lexicon: Lexicon) -> bool:
    """True for what stands between two linked names, and is none: commas, words that join, the second one's article."""
    words = without_last_article(text, lexicon).strip(_COMMAS).lower()
    return not words or any(words == joiner.strip() for joiner in lexicon.words["joiners"])


def _without_kind(content: Text, lexicon: Lexicon) -> Text:
    """The text without what those are whom it names, behind a link that has swallowed the word for others: [丙等](丙)[党员](…)."""
    others = tuple(filter(None, lexicon.words["and_others"]))
    ending = (link for link in content.links if link.text.endswith(others))
    last = next(
        (one for one in ending if one.target and not label_of(one.target.title).endswith(others)), None
    )
    behind = lexicon.matcher.tokens(content.text[last.end :]) if last else []
    tells_kind = bool(behind) and "person" in behind[-1].classes and len(behind) <= _MAX_KIND
    return part_of(content, 0, last.end) if last and tells_kind else content


def around_links(content: Text) -> Iterator[str]:
    """What stands before, between and behind the links of a text, without brackets and footnotes."""
    asides = [match.span() for match in ASIDE.finditer(content.text)]
    end = 0
    for link in content.links:
        aside = bisect_right(asides, link.start, key=itemgetter(0)) - 1
        if aside < 0 or link.start >= asides[aside][1]:
            yield without_asides(content.text[end : link.start])
            end = link.end
    yield without_asides(content.text[end:])


def without_asides(text: str) -> str:
    """A text without brackets and footnote marks."""
    return ASIDE.sub("", _FOOTNOTES.sub("", text))


def without_others(text: str, lexicon: Lexicon) -> str:
    """A text without the word for others at its end."""
    return text.removesuffix(
        next((one for one in lexicon.words["and_others"] if one and text.endswith(one)), "")
    )


def names_between(text: str, lexicon: Lexicon) -> list[str]:
    """The names without a link among linked ones, 、王五、赵六、, and the end of a linked one, 教会、; an empty one where it holds anything else."""
    # Between commas a dot stands in a name: 、约翰·史密斯、
    *parts, rest = (part.strip() for part in (BETWEEN if BETWEEN.search(text) else DOTS_TOO).split(text))
    names = [part for part in parts if part]
    if rest or not names:
        return [""]
    return [name if is_plain_name(name, lexicon) else "" for name in names]

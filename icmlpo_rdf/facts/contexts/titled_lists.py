"""Pages that are lists of a body's members, as their titles say: 东南亚国家联盟成员国列表, 国際連合加盟国の一覧."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import dropwhile, takewhile

from msgspec import Struct

from icmlpo_rdf.facts.headings.head_nouns import SILENT
from icmlpo_rdf.facts.headings.meeting_headings import MembersHeading, parse_members_heading
from icmlpo_rdf.facts.headings.phrases import Phrase, read_phrase
from icmlpo_rdf.facts.headings.plain_words import title_head
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import place_kind
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, PageDocument, Paragraph, Text, label_of

__all__ = ["TitledList", "delegated_chambers", "find_titled_list"]

_MAX_TITLE = 40


class TitledList(Struct, frozen=True):
    """Whose members a page lists."""

    body: PrintedName | None
    """None where the page does not link it."""
    members: MembersHeading


_PARTICLES = " " + letters("particles")


def find_titled_list(document: PageDocument, lexicon: Lexicon) -> TitledList | None:
    """Return the body whose members the page lists by its title, or None.

    The title is the body's name and words for members; the page links the body, so that it is a thing of its own and
    the list is none. Members whose kind is not told are taken for those of an organization only.
    """
    label = label_of(document.title)
    if lexicon.is_head_first:
        return _members_of(document, label, lexicon)
    if len(label) > _MAX_TITLE or not _may_name_members(label, lexicon):
        return None
    said = {
        label[:end].strip(_PARTICLES): members
        for end in range(2, len(label))
        if (members := parse_members_heading(label[end:].strip(_PARTICLES), lexicon))
    }
    named = [
        (name, link)
        for link, title in (_other_pages(document.links, document, lexicon) if said else ())
        for name in (title, link.text)
        if name in said
    ]
    if not named:
        return None
    name, link = max(named, key=lambda one: len(one[1].text))
    members = said[name]
    is_told = members.kind is not None or lexicon.organization_ending(link.text)
    if members.standing is None or not is_told:
        return None
    return TitledList(PrintedName(link.text, link, link.span), members)


def _may_name_members(label: str, lexicon: Lexicon) -> bool:
    """True for a title with a word for members, or for those who have a seat: 东南亚国家联盟成员国列表, 中央研究院院士列表."""
    if lexicon.member.search(label):
        return True
    return any("seat" in token.classes for token in lexicon.matcher.tokens(label))


def _other_pages(
    links: Iterable[Link], document: PageDocument, lexicon: Lexicon
) -> Iterator[tuple[Link, str]]:
    """The links to other pages, with their titles."""
    for link in links:
        thing = thing_of(link, lexicon)
        if thing is not None and thing.title != document.title:
            yield link, label_of(thing.title)


def delegated_chambers(document: PageDocument, lexicon: Lexicon) -> dict[str, PrintedName]:
    """Return the chambers that the lead of a page on delegations links, by their titles: a heading that is one says whose members follow.

    Congressional delegations from Eastreed, to the Senate of Norland.
    """
    head = title_head(label_of(document.title), lexicon) if lexicon.is_head_first else None
    if head is None or not head.text.lower().startswith(lexicon.words["delegation"]):
        return {}
    links = (link for content in _lead(document) for link in content.links)
    return {
        title: PrintedName(link.text, link, link.span)
        for link, title in _other_pages(links, document, lexicon)
        if _heads_chamber(title, lexicon)
    }


_WORDS = lazy_pattern(r"[^\W\d_]{2,}")
_STEM = 5
_CASE_ENDING, _LEAST_STEM = 1, 3
_LEAST_PHRASE, _SURE = 0.5, 2.5
_BRACKETS = lazy_pattern(r"[（(][^（）()]{0,40}[）)]")
_CALLED = frozenset({"member", "country", "organization"})


def _members_of(document: PageDocument, label: str, lexicon: Lexicon) -> TitledList | None:
    """Return the body of a title such as "Members of the Senate, 1951–1954" or "List of New York State Senators".

    The body is a page that this one links, all of whose title's words stand in this page's title.
    """
    phrase = _phrase_of(label, lexicon)
    if phrase is None or phrase.attended or phrase.score < _LEAST_PHRASE:
        return None
    body = (
        _named_by_title(document.links, document, label, lexicon)
        or (_named_behind(phrase.tail, document, lexicon) if _calls_members(phrase, lexicon) else None)
        or _linked_in_lead(document, label, lexicon, is_of_seats=phrase.kind is Kind.PERSON)
        or _members_told(document, lexicon)
        or (_elected_to(document, lexicon) if phrase.kind is Kind.PERSON else None)
        or _named_by_title(document.beside, document, label, lexicon)
    )
    is_told = body is not None or (phrase.score >= _SURE and bool(phrase.tail))
    return TitledList(body, _heading_of(phrase)) if is_told else None


def _phrase_of(label: str, lexicon: Lexicon) -> Phrase | None:
    """What a title says of those whom the page lists: members of a body, Lake Union member states by population."""
    phrase = read_phrase(label, lexicon)
    if phrase is not None and phrase.members:
        return phrase
    tokens = lexicon.matcher.tokens(_BRACKETS.sub("", label))
    ends = [at for at, token in enumerate(tokens) if "before_tail" in token.classes]
    for end in (*ends, len(tokens)):
        called = list(takewhile(lambda token: token.classes & _CALLED, reversed(tokens[:end])))
        if any("member" in token.classes for token in called):
            return read_phrase(label[called[-1].start : called[0].end], lexicon)
    return None


def _named_by_title(
    links: Iterable[Link], document: PageDocument, label: str, lexicon: Lexicon
) -> PrintedName | None:
    """The linked page that is a body all of whose title's words stand in this page's title; of several the longest."""
    words = _words(label)
    named: list[tuple[int, Link]] = []
    for link, title in _other_pages(links, document, lexicon):
        other = read_phrase(title, lexicon)
        # One of members is a list of those of another term.
        if (other is None or not other.members) and _body_words(title, lexicon):
            own = _words(title)
            if own and all(_is_among(word, words, is_inflected=lexicon.is_inflected) for word in own):
                named.append((len(own), link))
    if not named:
        return None
    link = max(named, key=lambda one: one[0])[1]
    title = label_of(link.target.title) if link.target else ""
    return PrintedName(link.text or title, link, link.span)


def _calls_members(phrase: Phrase, lexicon: Lexicon) -> bool:
    """False for Representatives from Norland, whom a word for their seats calls so: what stands behind is where they are from."""
    return any("member" in token.classes for token in lexicon.matcher.tokens(phrase.noun))


def _named_behind(tail: str, document: PageDocument, lexicon: Lexicon) -> PrintedName | None:
    """The linked page whose title is all that the title names behind the words for members, whatever such a body is called.

    List of members of the Great Gathering, 1951–1954.
    """
    if not tail:
        return None
    silent = takewhile(lambda token: token.classes and token.classes <= SILENT, lexicon.matcher.tokens(tail))
    begins = {0, *(token.end for token in silent)}
    named = {_BEHIND_NAME.sub("", tail[begin:]).strip().lower() for begin in begins}
    for link, title in _other_pages(document.links, document, lexicon):
        is_other = _is_contest(title, lexicon) or place_kind(title, lexicon)
        if title.lower() in named and not is_other:
            return PrintedName(link.text, link, link.span)
    return None


_BEHIND_NAME = lazy_pattern(r"[,(（:].*", needs=",(（:")


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(text)]


def _is_among(word: str, words: Iterable[str], *, is_inflected: bool) -> bool:
    return any(_alike(word, other, is_inflected=is_inflected) for other in words)


def _lead(document: PageDocument) -> list[Text]:
    """The paragraphs above the first heading."""
    return [block.content for block in document.sections[0].blocks if isinstance(block, Paragraph)]


def _linked_in_lead(
    document: PageDocument, label: str, lexicon: Lexicon, *, is_of_seats: bool
) -> PrintedName | None:
    """The first page that the lead links and that is such a body as the title names: the Dáil of the 17th Dáil."""
    named = _body_words(label, lexicon)
    is_list = is_of_seats and any("list" in token.classes for token in lexicon.matcher.tokens(label))
    links = [link for content in _lead(document) for link in content.links]
    for link, title in _other_pages(links, document, lexicon):
        listed = read_phrase(title, lexicon)
        # MPs for constituencies in the north, on a page that links their chamber.
        sits = is_list and _heads_chamber(title, lexicon)
        shared = any(
            _is_among(word, named, is_inflected=lexicon.is_inflected) for word in _body_words(title, lexicon)
        )
        is_body = (sits or shared) and not _is_contest(title, lexicon)
        if is_body and not (listed and listed.members):
            return PrintedName(link.text, link, link.span)
    return None


def _members_told(document: PageDocument, lexicon: Lexicon) -> PrintedName | None:
    """The page that the lead links right behind words for its members, whatever it is called: lists the members of the Great Gathering."""
    for content in _lead(document):
        for link, title in _other_pages(content.links, document, lexicon):
            before = reversed(lexicon.matcher.tokens(content.text[: link.start]))
            told = list(
                dropwhile(lambda token: token.classes == {"free"} or "article" in token.classes, before)
            )
            is_of = len(told) > 1 and "before_tail" in told[0].classes and "member" in told[1].classes
            if is_of and not _is_contest(title, lexicon) and place_kind(title, lexicon) is None:
                return PrintedName(link.text, link, link.span)
    return None


def _elected_to(document: PageDocument, lexicon: Lexicon) -> PrintedName | None:
    """The page that the lead links as the body whose seats those listed have, whatever it is called.

    This is a list of MPs elected to the Great Gathering.
    """
    for content in _lead(document):
        for link, _ in _other_pages(content.links, document, lexicon):
            before = reversed(lexicon.matcher.tokens(content.text[: link.start]))
            told = dropwhile(lambda token: token.classes == {"free"}, before)
            # No other name between those listed and the link.
            said = list(takewhile(lambda token: token.classes, told))
            classes = {one for token in said for one in token.classes}
            if said and "seated" in said[0].classes and {"seat", "list"} <= classes:
                return PrintedName(link.text, link, link.span)
    return None


def _body_words(text: str, lexicon: Lexicon) -> set[str]:
    """The words of a text that name a body."""
    tokens = lexicon.matcher.tokens(text)
    return {word.lower() for token in tokens if "body" in token.classes for word in token.text.split()}


def _heads_chamber(title: str, lexicon: Lexicon) -> bool:
    """True for the House of Commons of Norland; not for a Government agency."""
    head = title_head(title, lexicon)
    return head is not None and "chamber" in head.classes


def _is_contest(title: str, lexicon: Lexicon) -> bool:
    """True for the election of a parliament."""
    return any("contest" in token.classes for token in lexicon.matcher.tokens(title))


def _alike(one: str, other: str, *, is_inflected: bool) -> bool:
    """Senate is the body of Senators."""
    if one == other or (len(one) >= _STEM and one[:_STEM] == other[:_STEM]):
        return True
    # Дума is the body of members of the Думы.
    least = max(len(one), len(other)) - _CASE_ENDING
    return is_inflected and least >= _LEAST_STEM and one[:least] == other[:least]


def _heading_of(phrase: Phrase) -> MembersHeading:
    return MembersHeading(phrase.standing, phrase.kind)

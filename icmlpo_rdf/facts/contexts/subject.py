"""What the page is about: its names in the lead, what it is not to be confused with, its categories."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from icmlpo_rdf.facts.contexts.leads_of_lists import lists_meetings
from icmlpo_rdf.facts.headings.meeting_headings import TitleKind, kind_of_title
from icmlpo_rdf.facts.headings.plain_words import title_head
from icmlpo_rdf.facts.model import Name, PageLink, Subject, WikiThing
from icmlpo_rdf.facts.names.single_names import MAX_NAME_BYTES
from icmlpo_rdf.facts.names.things import linked_thing
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language import fold
from icmlpo_rdf.language.small_words import either, letters, small_words
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import ItemList, Link, Mark, PageDocument, Paragraph, Section, Text, label_of
from icmlpo_rdf.spans import Span

__all__ = [
    "FOUNDED_THERE",
    "announced_names",
    "called",
    "find_subject",
    "first_sentence",
    "is_held_again",
    "kind_of_page",
    "may_be_contest",
    "opening",
]

_SENTENCE_END = lazy_pattern(r"[。！？.!?]")
# What stands before a mark is looked at behind it, for both kinds then begin with letters that are looked for at once.
_STOP = lazy_pattern(r"[。！？]|[.?!](?<!\s\d.)(?<!\s\d\d.)(?:\s|$)")
"""The end of a whole sentence: a picture before it may be called IMT.png."""
_ASIDE = lazy_pattern(r"\([^()]{0,300}\)", needs="(")
_REACH = 40
_MAX_OPENING = 6
_MOST_OF_TITLE = 0.7
_NOT_PROSE = lazy_pattern(r"[\[\]{}|。\n]|\.\w{3,4}\b")
# What may stand between two names of one list: “甲”或“乙”.
_BETWEEN_NAMES = lazy_pattern(
    rf"[“”「」『』\"'\s、，,（）(){letters('or_letters')}{letters('joint_letters')}／/]*"
)


def find_subject(
    document: PageDocument, links: Iterable[PageLink], lexicon: Lexicon, *, is_series: bool
) -> Subject:
    """Return what the page is about. The page has a title.

    Args:
        document: the page.
        links: every distinct thing that it links to.
        lexicon: the words of its language.
        is_series: the page is about meetings.
    """
    thing = WikiThing(document.language, document.title)
    label = label_of(document.title)
    lead = [block.content for block in document.sections[0].blocks if isinstance(block, Paragraph)]
    names = _names(lead, lexicon, label)
    return Subject(
        thing=thing,
        label=label,
        names=names,
        span=names[0].spans[0] if names else _first_lines(lead),
        is_series=is_series,
        is_body=False,
        different_from=tuple(_unique(_different_from(lead, lexicon, thing, label))),
        see_also=tuple(_unique(_see_also(document, lexicon))),
        categories=tuple(link.thing for link in links if link.thing.is_category),
    )


def opening(document: PageDocument) -> str:
    """Return the lead from where it names the subject in bold: what stands before it are pictures and notices."""
    label = fold(label_of(document.title))
    paragraphs = [
        block.content
        for block in document.sections[0].blocks
        if isinstance(block, Paragraph) and not block.quoted
    ]
    for content in paragraphs[:_MAX_OPENING]:
        for mark in content.bold:
            if fold(mark.text) in {label, *(label.split(",")[:1])} or fold(mark.text).startswith(label):
                return content.text[_sentence_begin(content.text, mark.start) :]
    for content in paragraphs:
        if content.bold or len(content.text) > _REACH:
            return content.text
    return paragraphs[0].text if paragraphs else ""


def called(document: PageDocument, lexicon: Lexicon) -> tuple[str, ...]:
    """Return how the page calls its subject: its title, the initials of it, and what else its lead has in bold (약칭 **국보위**).

    A name that is made of the language's own words only says what these say.
    """
    title = label_of(document.title)
    initials = "".join(word[0] for word in title.split() if word[0].isupper())
    lead = next(
        (
            block.content
            for block in document.sections[0].blocks
            if isinstance(block, Paragraph) and not block.quoted and block.content.bold
        ),
        None,
    )
    bold = [one.strip() for mark in lead.bold[:_MAX_NAMES] for one in mark.text.split(",")] if lead else []
    bold += _quoted_names(lead.text, lexicon) if lead else []
    others = [
        name
        for name in (initials, *bold)
        if len(name) > 1 and not all(token.classes for token in lexicon.matcher.tokens(name))
    ]
    return tuple(dict.fromkeys((title, *others)))


_MAX_NAMES = 6
_QUOTED = lazy_pattern(r"[“「『]([^“”「」『』]{2,20})[”」』]", needs="“「『")
_BEFORE_NAME = 10


def _quoted_names(text: str, lexicon: Lexicon) -> list[str]:
    """What the first sentence says that the subject is called for short, in quotation marks: 简称“中革军委”."""
    quoted = list(_QUOTED.finditer(text))
    first = _STOP.split(text, maxsplit=1)[0] if quoted else ""
    return [
        match[1]
        for match in quoted
        if match.end() <= len(first)
        and lexicon.announcement.search(first[max(0, match.start() - _BEFORE_NAME) : match.start() + 1])
    ]


def _sentence_begin(text: str, place: int) -> int:
    """Where the sentence begins that holds a place: 1943年11月，日本召开**大东亚会议**; not at the pictures before it."""
    before = text[max(0, place - _REACH) : place]
    if place > _REACH or _NOT_PROSE.search(before):
        return place
    return 0


def first_sentence(document: PageDocument) -> str:
    """Return the first sentence of the lead, which says what the subject is."""
    text = opening(document)
    hidden = _ASIDE.sub(lambda match: "_" * len(match[0]), text)
    stop = _STOP.search(hidden)
    return text[: stop.start()] if stop else text


def is_held_again(sentence: str, lexicon: Lexicon) -> bool:
    """Return whether a sentence says that its subject is held again and again, or was founded: annual.

    Not as part of the series of congresses; nor at which something else was founded: 連盟が設立された会議.
    """
    matches = lexicon.recurring.finditer(sentence)
    if not lexicon.is_head_first:
        others = {max(match.end("verb"), match.end("made")) for match in FOUNDED_THERE.finditer(sentence)}
        return any(match.end() not in others for match in matches)
    return any(not _stands_behind_preposition(sentence[: match.start()], lexicon) for match in matches)


FOUNDED_THERE = lazy_pattern(
    rf"(?:{either('object_marks')})\s?(?P<verb>\w{{2}})(?:{either('did')})(?=\s?\w)"
    rf"|(?:{either('subject_marks')})\s?(?P<made>\w{{2}})(?:{either('was_done')})",
    needs=(*small_words("object_marks"), *small_words("subject_marks")),
)
"""What was founded at a meeting: 連盟が設立された会議."""


def _stands_behind_preposition(before: str, lexicon: Lexicon) -> bool:
    last = next(
        (token for token in reversed(lexicon.matcher.tokens(before)) if token.classes != {"free"}), None
    )
    return last is not None and "before_tail" in last.classes


def kind_of_page(document: PageDocument, lexicon: Lexicon, sentence: str) -> TitleKind:
    """Return what a page is about as far as meetings go, by its title and the first sentence of its lead."""
    label = label_of(document.title)
    about = kind_of_title(label, lexicon)
    if about is TitleKind.MEETINGS and _heads_other(label, lexicon):
        about = TitleKind.OTHER
    either = may_be_contest(label, lexicon)
    if about is TitleKind.CONTESTS or (lexicon.organization_ending(label) and not either):
        return about
    if lexicon.contests.search(sentence):
        return TitleKind.CONTESTS
    headings = [section.heading.content.text for section in document.sections if section.heading]
    if either and any(lexicon.contest_heading.search(heading) for heading in headings):
        return TitleKind.CONTESTS
    if about is TitleKind.OTHER and lists_meetings(label, sentence, lexicon):
        return TitleKind.MEETINGS
    return about


def _heads_other(label: str, lexicon: Lexicon) -> bool:
    """True for the Lake Forum Fisheries Agency, which is no forum, and 教会協議会: the head noun is known, and is no meeting's."""
    head = title_head(label, lexicon)
    return head is not None and bool(head.classes & _BODIES) and "meeting" not in head.classes


_BODIES = frozenset({"body", "council"})


def may_be_contest(label: str, lexicon: Lexicon) -> bool:
    """Return whether a title's noun is one of contests too: 第46回全国ダンス大会, not 代表大会."""
    nouns = [match for match in lexicon.meeting_noun.finditer(label) if match.end() == len(label)]
    return bool(nouns) and nouns[-1][0].lower() in lexicon.words["contests_too"]


def _first_lines(lead: list[Text]) -> Span:
    return lead[0].span if lead else Span(0, 0)


def _names(lead: list[Text], lexicon: Lexicon, label: str) -> tuple[Name, ...]:
    """Bold names and abbreviations of the lead, each once, with every place that prints it so."""
    places: dict[str, list[Span]] = {}
    for index, paragraph in enumerate(lead):
        for mark in announced_names(paragraph, lexicon, label):
            places.setdefault(mark.text, []).append(mark.span)
        # Only the paragraph that names the subject abbreviates it, in its first sentence.
        if index == 0 and paragraph.bold:
            sentence = _SENTENCE_END.split(paragraph.text, maxsplit=1)[0]
            for match in lexicon.abbreviation.finditer(sentence):
                places.setdefault(match["name"], []).append(_between(paragraph, match.end()))
    return tuple(Name(text, tuple(dict.fromkeys(spans))) for text, spans in places.items())


def _between(paragraph: Text, end: int) -> Span:
    """Where an abbreviation stands: behind the first name in bold, before what of known place follows it in the text."""
    first = paragraph.bold[0].span.begin
    behind = [mark.span.begin for mark in paragraph.bold if mark.start >= end]
    behind += [link.span.begin for link in paragraph.links if link.start >= end]
    return Span(first, max(first, min(behind, default=paragraph.span.end)))


def announced_names(paragraph: Text, lexicon: Lexicon, label: str) -> Iterator[Mark]:
    """Yield the bold texts of a paragraph that name the page's subject: the title, what the paragraph begins with, or what a word such as 称为 leads to.

    Bold text elsewhere is emphasis: 列出了**目前**所有… (page 有欧洲议会席位的共产主义政党列表).
    """
    last_name_end = 0
    for mark in paragraph.bold:
        # Two names of one list, or a name and its announcement, stand next to each other.
        before = paragraph.text[max(last_name_end, mark.start - _REACH) : mark.start]
        announced = _BETWEEN_NAMES.fullmatch(before) or lexicon.announcement.search(before)
        if not announced and mark.text != label and not _is_title(mark.text, label):
            continue
        if len(mark.text.encode()) <= MAX_NAME_BYTES and mark.text.isprintable():
            last_name_end = mark.end
            yield mark


def _is_title(text: str, label: str) -> bool:
    """True for most of the title's characters in its order: 2009年二十国集团峰会 of 2009年二十国集团伦敦峰会."""
    rest = iter(fold(label))
    return len(text) >= _MOST_OF_TITLE * len(label) and all(character in rest for character in fold(text))


def _different_from(lead: list[Text], lexicon: Lexicon, thing: WikiThing, label: str) -> Iterator[WikiThing]:
    """Things of the subject's own name, linked in a sentence that warns not to confuse them."""
    for paragraph in lead:
        warnings = [warning.start() for warning in lexicon.confusion.finditer(paragraph.text)]
        if not warnings:
            continue
        ends = [end.start() for end in _SENTENCE_END.finditer(paragraph.text)]
        for link in paragraph.links:
            other = linked_thing(link, thing.wiki)
            if not other or other == thing or other.is_category or label_of(other.title) != label:
                continue
            after = bisect_left(warnings, link.start)
            end = bisect_left(ends, link.start)
            sentence_end = ends[end] if end < len(ends) else len(paragraph.text)
            if after < len(warnings) and warnings[after] < sentence_end:
                yield other


def _see_also(document: PageDocument, lexicon: Lexicon) -> Iterator[WikiThing]:
    for section in document.sections:
        if section.heading and section.heading.content.text.strip().lower() in lexicon.see_also:
            for link in _item_links(section):
                thing = linked_thing(link, document.language)
                if thing and not thing.is_category:
                    yield thing


def _item_links(section: Section) -> Iterator[Link]:
    for block in section.blocks:
        if isinstance(block, ItemList):
            for item in block.items:
                yield from item.content.links


def _unique(things: Iterator[WikiThing]) -> Iterator[WikiThing]:
    return iter(dict.fromkeys(things))

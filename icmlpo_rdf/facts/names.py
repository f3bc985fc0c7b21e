"""Text as names: one or several, each with what is said of its bearer before and behind it.

A cell or an item holds a name, names joined by 、 or line breaks, a country before a colon, a status in
brackets behind a link, footnote marks and leaked markup (docs/pages.md, 12, 13, 15, 16 and 24).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.dates import parse_date
from icmlpo_rdf.facts.delegations import Head, is_office, only_link, read_head, unlinked_person, without_brackets
from icmlpo_rdf.facts.flags import part_flags
from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.facts.phrases import STRONG, read_phrase
from icmlpo_rdf.facts.pieces import (
    TRIM,
    Token,
    clean_text,
    cut,
    open_bracket,
    split,
    split_at_colon,
    text_of,
    tokens_of,
    visible,
)
from icmlpo_rdf.facts.places import PlaceKind, place_kind
from icmlpo_rdf.facts.statuses import is_status
from icmlpo_rdf.facts.things import thing_of
from icmlpo_rdf.page import Link, Text, label_of
from icmlpo_rdf.spans import Span

__all__ = ["MAX_NAME_BYTES", "Entry", "PrintedName", "parted", "printed_in", "read_names"]

MAX_NAME_BYTES = 255
"""MediaWiki's limit for a title; what is longer is a sentence, not a name."""

_MAX_TEXT = 2_000
"""Longer ones are prose; the limit also keeps the patterns from long runs of one character."""

_NOT_IN_NAMES = re.compile(r"[<>{}。！？\[\]]|--|(?<!\w)\||\|(?!\w)")
# What parts a country from a name, or a name from what is told of it.
_PARTED = re.compile(r"[^\w ]")
_HEAD = re.compile(r"[：:]|\s[-–—]\s|——")
_DOTS = re.compile(r"[・·･]")
_BRACKETS = re.compile(r"\s*+[（(]([^（）()]*+(?:[（(][^（）()]*+[）)][^（）()]*+)*+)[）)]")
_LAST_BRACKETS = re.compile(r"(?<!\s)\s*+[（(]([^（）()]*+)[）)]$")
_DIGIT = re.compile(r"\d")
_DAY_COMMA = re.compile(r"(?<=[a-z] \d),\s+(?=\d{4})|(?<=[a-z] \d\d),\s+(?=\d{4})")
_SENTENCE = re.compile(r"[。！？]|.{120}")


class PrintedName(Struct, frozen=True):
    """A name where it is printed."""

    text: str
    link: Link | None
    """None for plain text, and for a link that identifies nothing: another wiki, a file, a disambiguation page."""
    span: Span


class Entry(Struct, frozen=True):
    """One name with what stands around it."""

    name: PrintedName
    place: PrintedName | None = None
    """The country before it or in brackets behind it."""
    statuses: tuple[str, ...] = ()
    """What is said of its bearer, as printed, without brackets."""
    rest: str = ""
    """Text behind a colon or dash that tells more than we read."""
    behind: tuple[Entry, ...] = ()
    """The names that this text holds, where it holds nothing else."""
    has_sent: bool = False
    """True where an office stands beside those behind it, so that it is whom they came for."""
    is_body: bool = False
    """True for what sent those behind it, by its place before their office: 世界银行行长——X."""


def read_names(content: Text, lexicon: Lexicon, span: Span) -> tuple[Entry, ...] | None:
    """Return the names that a cell or item holds, or None when it holds anything else.

    Args:
        content: the cell's or item's text.
        lexicon: the words of the wiki's language.
        span: where it stands.

    An empty text has no names. A colon or dash parts a country from the names behind it, or a name from what is
    told of it; in both cases only a text of which every part is understood gives names.
    """
    if len(content.text) > _MAX_TEXT:
        return None
    if content.pictures:
        rest, flags = part_flags(content, lexicon.language)
        if not rest.pictures:
            return _flagged(read_names(rest, lexicon, span), flags, span)
        content = rest
    reader = _NameReader(lexicon, span)
    # Most cells and items are one link or one word: what follows would find nothing to part.
    if len(content.links) == 1 and content.links[0].text == content.text:
        linked = reader.linked(content.links[0])
        return (linked,) if linked else None
    if not content.links and not _PARTED.search(content.text):
        plain = reader.plain(content.text) if content.text.strip(TRIM) else None
        return (plain,) if plain else None if content.text.strip(TRIM) else ()
    tokens = tokens_of(content)
    if tokens is None:
        return None
    head, tail = split_at_colon(tokens)
    if tail is None:
        return reader.names(tokens)
    place = reader.place(head)
    if place is None and (said := read_head(head, lexicon)) and (sent := reader.sent(said, tail)):
        return sent
    if (
        place
        and not any(isinstance(token, Link) for token in tail)
        and is_status(text_of(tail).strip(), lexicon)
    ):
        # ペルー：2003年に分担金未払いのため脱退: the country is the name, and this is said of it.
        return (Entry(place, statuses=(text_of(tail).strip(),)),)
    if place or not text_of(head).strip(TRIM + "（）()"):
        found = reader.names(tail) or (reader.came(tail) if place else None)
        if not found:
            return (Entry(place, rest=text_of(tail).strip()),) if place else None
        return tuple(replace(one, place=one.place or place) for one in found)
    found = reader.names(head)
    if not found:
        return None
    if len(found) > 1:
        return (*found[:-1], replace(found[-1], rest=text_of(tail).strip()))
    behind = reader.names(tail) or reader.came(tail) or ()
    # 滿洲國：國務總理張景惠: whoever stands before an office and a name sent them.
    sent = bool(behind) and not reader.is_office(text_of(tail)) and reader.has_office(tail)
    return (replace(found[0], rest=text_of(tail).strip(), behind=behind, has_sent=sent),)


def _flagged(
    entries: tuple[Entry, ...] | None, flags: Sequence[Link], span: Span
) -> tuple[Entry, ...] | None:
    """Names with the country whose flag stands beside them; several flags tell no one country."""
    if not entries or len({flag.target for flag in flags}) != 1:
        return entries
    place = PrintedName(flags[0].text, flags[0] if flags[0].target else None, span)
    return tuple(one if one.place else replace(one, place=place) for one in entries)


def printed_in(link: Link, lexicon: Lexicon) -> tuple[str, str]:
    """Return the name in a link's label, and what the label swallowed behind it (docs/pages.md, 1).

    普京总统 that leads to 普京 is 普京 and 总统; a label that does not begin with its target's name is a name of its own.
    """
    text = clean_text(link.text)
    own = label_of(link.target.title) if link.target else ""
    behind = text.removeprefix(own) if own and text.startswith(own) else ""
    if not behind or len(behind) > _MAX_OFFICE:
        return text, ""
    core = _without_particle(behind, lexicon)
    swallowed = (
        not core
        or core in lexicon.words["and_others"]
        or core in lexicon.words["delegation"]
        or behind in lexicon.words["behind_place"]
        or lexicon.office_ending.search(behind) is not None
        or (core != behind and is_status(core, lexicon))
    )
    return (own, behind) if swallowed else (text, "")


def _without_particle(text: str, lexicon: Lexicon) -> str:
    """What a label swallowed, without the word that joins it to the name: 的代表团, 为观察员."""
    particle = next((one for one in lexicon.particles if one and text.startswith(one)), "")
    return text.removeprefix(particle)


def parted(content: Text) -> tuple[str, Text] | None:
    """Return what stands before the first colon, where it holds no link, and the text behind it."""
    first = min((link.start for link in content.links), default=len(content.text))
    match = _HEAD.search(content.text, 0, first)
    if match is None:
        return None
    at = match.end()
    links = tuple(replace(link, start=link.start - at, end=link.end - at) for link in content.links)
    bold = tuple(
        replace(mark, start=mark.start - at, end=mark.end - at) for mark in content.bold if mark.start >= at
    )
    return content.text[: match.start()].strip(TRIM), Text(content.text[at:], links, bold, content.span)


def _is_title(link: Link | None, text: str) -> bool:
    """True for the very title of the page that is linked: 一起！ (docs/pages.md, 7)."""
    return link is not None and link.target is not None and link.target.title.replace("_", " ") == text


def _is_gloss(remark: str, name: str) -> bool:
    """True for a name's spelling in another script: 왕광야(王光亞), 红旗（Rote Fahne）; not for 共产党（马列）."""
    inside = {_script(character) for character in remark} - {""}
    return bool(inside) and not inside & {_script(character) for character in name}


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0] if character.isalpha() else ""


def _with_whole_brackets(part: list[Token], first: int) -> list[Token]:
    """A bracket behind a name is one text, whatever it links: [X](…)（议长、[法国总统](…)）."""
    whole: list[Token] = list(part[: first + 1])
    for token in part[first + 1 :]:
        text = token.text if isinstance(token, Link) else token
        if whole and isinstance(whole[-1], str) and open_bracket(whole[-1]) is not None:
            whole[-1] += text
        else:
            whole.append(token)
    return whole


class _NameReader:
    """Reads the parts of one cell or item."""

    def __init__(self, lexicon: Lexicon, span: Span) -> None:
        self._lexicon = lexicon
        self._span = span

    def place(self, tokens: list[Token]) -> PrintedName | None:
        """A text that is just the name of a country or region."""
        text = text_of(tokens).strip(TRIM + "（）()")
        links = [token for token in tokens if isinstance(token, Link)]
        if len(links) > 1 or not (links or text):
            return None
        link = links[0] if links and links[0].text.strip() == text else None
        if links and link is None and text.startswith(links[0].text):
            # [中国](…)代表团团长
            of_country = text.removeprefix(links[0].text).strip(TRIM + "的の").lower()
            link = links[0] if of_country in self._lexicon.words["delegation"] else None
            text = links[0].text if link else text
        label = label_of(link.target.title) if link and link.target else text
        if place_kind(text, self._lexicon) or place_kind(label, self._lexicon):
            text = printed_in(link, self._lexicon)[0] if link else text
            return PrintedName(text, self._known(link), self._span)
        return None

    def sent(self, head: Head, tail: list[Token]) -> tuple[Entry, ...] | None:
        """Those behind a country, an organization or an office, for which they came."""
        came = self.names(tail) or self.came(tail)
        if head.body is not None:
            body = self._printed(head.body)
            persons = tuple(replace(one, place=None) for one in came or ())
            return (Entry(body, rest=text_of(tail).strip(), behind=persons, is_body=True),) if came else None
        if head.place is None:
            # The chair of what is not told: that they are prime ministers besides sends no country.
            return tuple(replace(one, place=None) for one in came or ()) or None
        place = self._printed(head.place)
        if not came:
            return (Entry(place, statuses=head.remarks, rest=text_of(tail).strip()),)
        return tuple(replace(one, place=place) for one in came)

    def _printed(self, name: Link | str) -> PrintedName:
        if isinstance(name, str):
            return PrintedName(name, None, self._span)
        return PrintedName(printed_in(name, self._lexicon)[0], self._known(name), self._span)

    def came(self, tokens: list[Token]) -> tuple[Entry, ...] | None:
        """The persons behind a country's colon, whose offices and circumstances stand before them."""
        found: list[Entry] = []
        for part in self._parts(tokens):
            text = text_of(part).strip(TRIM)
            if _SENTENCE.search(text):
                return None
            link = only_link(part, self._lexicon)
            entry = self.linked(link) if link else None
            if link is None and not any(isinstance(token, Link) for token in part):
                name = unlinked_person(text, self._lexicon)
                entry = self._checked(name, None, None, []) if name else None
            if entry is not None:
                found.append(entry)
            elif not is_office(without_brackets(text), self._lexicon):
                return None
        return tuple(found) or None

    def names(self, tokens: list[Token]) -> tuple[Entry, ...] | None:
        found: list[Entry] = []
        plain = [token if isinstance(token, Link) else _DAY_COMMA.sub(" ", token) for token in tokens]
        parts = list(self._parts(plain))
        for part in parts:
            text = text_of(part).strip(TRIM)
            if len(parts) > 1 and is_office(text, self._lexicon):
                # 总统、总书记[甲](…): an office is nobody.
                continue
            if found and self._is_remark(part, text):
                remark = text[1:-1] if text[0] in "（(" else text
                found[-1] = replace(found[-1], statuses=(*found[-1].statuses, remark.strip()))
                continue
            if found and not any(isinstance(token, Link) for token in part) and self._is_office(text):
                # 王毅，外交部副部长: the office of the one before it.
                continue
            entry = self._entry(part)
            if entry is None:
                return None
            found.append(entry)
        return tuple(found) if found or not parts else None

    def _parts(self, tokens: list[Token]) -> Iterator[list[Token]]:
        """The parts between separators; 日本・韓国・ロシア are three, since each of them is a country."""
        for part in split(tokens):
            pieces = cut(part, _DOTS)
            if len(pieces) > 1 and all(self.place(piece) for piece in pieces):
                yield from pieces
            else:
                yield part

    def _is_remark(self, part: list[Token], text: str) -> bool:
        """A part that tells of the name before it: （观察员） on a line of its own, 2010年加入 behind a comma."""
        if _BRACKETS.fullmatch(text):
            return True
        if any(isinstance(token, Link) for token in part) or not _DIGIT.search(text):
            return False
        said = self._lexicon.status.search(text) or self._lexicon.until.match(text)
        return said is not None or parse_date(text) is not None

    def _entry(self, part: list[Token]) -> Entry | None:
        first = next((index for index, token in enumerate(part) if isinstance(token, Link)), None)
        if first is None:
            return self.plain(text_of(part))
        part = _with_whole_brackets(part, first)
        place: PrintedName | None = None
        before = text_of(part[:first])
        if (bracket := open_bracket(before)) is not None and before[:bracket].strip(TRIM):
            return self._remarked(text_of(part), bracket)
        before = before.strip(TRIM + "（）()")
        title = before if before and self._is_honorific(before) else ""
        if before and not title and (place := self.place([before])) is None and not self._is_office(before):
            return None
        if title and isinstance(link := part[first], Link):
            named = self.linked(link, text_of(part[first + 1 :]))
            whole = PrintedName(f"{title} {named.name.text}", named.name.link, self._span) if named else None
            return replace(named, name=whole) if named and whole else None
        # 俄罗斯总统普京, each a link or a word: the last link is the name, before it stand its country and office.
        link = part[first]
        index = first + 1
        if (delegate := self._delegate(part, first, place)) is not None:
            return delegate
        if (of := self._of_place(part, first)) is not None or (of := self._with_office(part, first)) is not None:
            return of
        while isinstance(link, Link) and (following := self._next_link(part, index)) is not None:
            if as_place := self.place([link]):
                place = as_place
            elif not (
                self._is_honorific(link.text)
                or self._is_office(link.text)
                or self._is_office(label_of(link.target.title if link.target else ""))
            ):
                return None
            link, index = part[following], following + 1
        return self.linked(link, text_of(part[index:]), place) if isinstance(link, Link) else None

    def _of_place(self, part: list[Token], first: int) -> Entry | None:
        """Prime Minister [MacDonald] of the [United Kingdom]: the country behind the name."""
        if len(part) < first + 3:
            return None
        link, between, behind = part[first], part[first + 1], part[first + 2]
        if not isinstance(link, Link) or not isinstance(behind, Link) or isinstance(between, Link):
            return None
        words = self._lexicon.matcher.tokens(between)
        if not words or not all(token.classes & {"before_tail", "free"} for token in words):
            return None
        place = self.place([behind])
        if place is None or self.place([link]) or any(text_of([one]).strip(TRIM) for one in part[first + 3 :]):
            return None
        return self.linked(link, "", place)

    def _with_office(self, part: list[Token], first: int) -> Entry | None:
        """[卢卡申科](…)[白俄罗斯总统](…): the name before its office."""
        link, following = part[first], self._next_link(part, first + 1)
        if not isinstance(link, Link) or following is None or self.place([link]) or self._is_office(link.text):
            return None
        office = part[following]
        if not isinstance(office, Link) or not self._is_office(office.text):
            return None
        return None if self._next_link(part, following + 1) else self.linked(link, text_of(part[following + 1 :]))

    def _delegate(self, part: list[Token], first: int, place: PrintedName | None) -> Entry | None:
        """[国际货币基金组织](…)总裁[拉加德](…): an organization, and who came for it."""
        link = part[first]
        following = self._next_link(part, first + 1)
        if not isinstance(link, Link) or place is not None or following is None:
            return None
        name, swallowed = printed_in(link, self._lexicon)
        office, person = swallowed + text_of(part[first + 1 : following]).strip(TRIM), part[following]
        names = {name, label_of(link.target.title if link.target else "")}
        if not office or not isinstance(person, Link) or self.place([link]):
            return None
        if not any(self._lexicon.organization_ending.search(name) for name in names):
            return None
        body, came = self.linked(link), self.linked(person, text_of(part[following + 1 :]))
        return replace(body, behind=(came,)) if body and came else None

    def _remarked(self, text: str, bracket: int) -> Entry | None:
        """火花（打入[奥地利社会主义青年](…)）: a name without a link, and what is told of it with one."""
        name = clean_text(text[:bracket])
        place, statuses, rest = self._remarks(text[bracket:], None)
        if rest or place_kind(name, self._lexicon):
            return None
        return self._checked(name, None, place, statuses)

    def _remarks(self, rest: str, place: PrintedName | None) -> tuple[PrintedName | None, list[str], str]:
        """What stands in brackets at the beginning of a text: a country, remarks; and the text behind them."""
        statuses: list[str] = []
        while rest and (match := _BRACKETS.match(rest)):
            remark = match[1].strip(TRIM + "，,；;：:")
            if remark and place is None and place_kind(remark, self._lexicon) is PlaceKind.COUNTRY:
                place = PrintedName(remark, None, self._span)
            elif remark:
                statuses.append(remark)
            rest = rest[match.end() :]
        return place, statuses, rest.strip(TRIM)

    def _next_link(self, part: list[Token], index: int) -> int | None:
        """The next link, when nothing stands before it but an office."""
        for following in range(index, len(part)):
            token = part[following]
            if isinstance(token, Link):
                return following
            # [法国](…)的[饶勒斯](…)
            if token.strip(TRIM + "的の") and not self._is_office(token):
                return None
        return None

    def linked(self, link: Link, behind: str = "", place: PrintedName | None = None) -> Entry | None:
        """The name that a link is, with what stands behind it."""
        text = clean_text(link.text)
        own = label_of(link.target.title) if link.target else ""
        # Only what is the whole of its part is surely the printed name; else the label may have swallowed
        # what follows (docs/pages.md, 1).
        swallowed = behind.strip()[:1] not in {"", "（", "("} and text.startswith(own)
        said = ""
        if text != own:
            text, label = (own, "") if own and swallowed else printed_in(link, self._lexicon)
            said = _without_particle(label, self._lexicon)
        place, statuses, rest = self._remarks(behind, place)
        if said and said not in self._lexicon.words["delegation"] and is_status(said, self._lexicon):
            statuses.insert(0, said)
        # 首相（議長）: the office, and what is told behind it.
        office, bracket, told = rest.partition("（" if "（" in rest else "(")
        if bracket and self._is_office(office):
            place, more, behind = self._remarks(bracket + told, place)
            statuses += more
            rest = office + behind
        if rest in self._lexicon.words["and_others"]:
            rest = ""
        # 的代表 belongs to what is represented, 总理 to the name before it.
        if rest and (not self._is_office(rest) or rest[0] in "的の의"):
            return None
        return self._checked(text, self._known(link), place, statuses)

    def plain(self, text: str) -> Entry | None:
        """The name that a text without links is."""
        text = clean_text(text)
        if text.isascii() and "," in text:
            return None
        statuses: list[str] = []
        place: PrintedName | None = None
        # 共产党（马列） is a name; 甲党（观察员） and 甲党（2008年） are a name and what is said of it.
        while match := _LAST_BRACKETS.search(text):
            remark = match[1].strip(TRIM + "，,；;：:")
            if remark and place is None and place_kind(remark, self._lexicon) is PlaceKind.COUNTRY:
                place = PrintedName(remark, None, self._span)
            elif self._lexicon.status.search(remark) or _DIGIT.search(remark):
                statuses.insert(0, remark)
            elif remark and not _is_gloss(remark, text[: match.start()]):
                break
            text = text[: match.start()].strip(TRIM)
        # 胡錦濤国家主席: where the name ends and the office begins is not told.
        if self._is_office(text):
            return None
        return self._checked(text, None, place, statuses)

    def _checked(
        self, text: str, link: Link | None, place: PrintedName | None, statuses: list[str]
    ) -> Entry | None:
        """The entry, unless its name is none."""
        text = visible(text).strip(TRIM).replace("\n", " ")
        if (
            not text
            or len(text.encode()) > MAX_NAME_BYTES
            or not text.isprintable()
            or not any(character.isalpha() for character in text)
            or text.lower() in self._lexicon.not_names
            or (_NOT_IN_NAMES.search(text) and not _is_title(link, text))
            or self._lexicon.counted.fullmatch(text)
            or self._lexicon.absent.fullmatch(text)
            or (link is None and len(text) <= _MAX_ROLE and self._says_members(text))
            or parse_date(text) is not None
            or is_office(text, self._lexicon)
        ):
            return None
        return Entry(PrintedName(text, link, self._span), place, tuple(statuses))

    def _says_members(self, text: str) -> bool:
        """True for 创始成员国 and 观察员 in a name's place."""
        phrase = read_phrase(text, self._lexicon)
        return phrase is not None and phrase.members and phrase.score >= STRONG

    def _is_honorific(self, text: str) -> bool:
        """True for what is printed before a name as a part of it: Hon, Sir, Professor."""
        tokens = self._lexicon.matcher.tokens(text)
        return bool(tokens) and all("honorific" in token.classes for token in tokens)

    def has_office(self, tokens: list[Token]) -> bool:
        """True where a piece of a text, besides the name in it, is an office."""
        pieces = [token.text if isinstance(token, Link) else token for token in tokens]
        return len([one for one in pieces if one.strip(TRIM)]) > 1 and any(map(self.is_office, pieces))

    def is_office(self, text: str) -> bool:
        """Return whether a text is the name of an office."""
        return is_office(text, self._lexicon)

    def _is_office(self, text: str) -> bool:
        return is_office(text, self._lexicon)

    def _known(self, link: Link | None) -> Link | None:
        return link if link and thing_of(link, self._lexicon) else None


_MAX_OFFICE = 30
_MAX_ROLE = 12

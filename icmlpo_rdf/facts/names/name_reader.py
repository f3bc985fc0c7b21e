"""The names of one cell or item, each with its country, its office and what is said of its bearer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from msgspec.structs import replace

from icmlpo_rdf.facts.names.chunks import TRIM, Token, has_links, text_of, with_whole_brackets
from icmlpo_rdf.facts.names.delegations import (
    Head,
    is_office,
    only_link,
    unlinked_person,
    without_brackets,
)
from icmlpo_rdf.facts.names.joined_persons import persons_apart
from icmlpo_rdf.facts.names.linked_names import LinkedNames
from icmlpo_rdf.facts.names.printed_dates import is_range
from icmlpo_rdf.facts.names.printed_names import Entry
from icmlpo_rdf.facts.names.remarks import counts_members, holds_sentence, is_clause, is_remark
from icmlpo_rdf.facts.names.single_names import BRACKETS
from icmlpo_rdf.facts.names.splitting import between_dots, cut, split
from icmlpo_rdf.facts.names.things import kind_of_name
from icmlpo_rdf.facts.names.unnamed import are_unnamed
from icmlpo_rdf.facts.words.dates import parse_date
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, label_of

__all__ = ["NameReader"]

_BODIES = frozenset({"body", "organization", "party", "country", "meeting", "organ"})
_DIGIT = lazy_pattern(r"\d")
_ABBREVIATION = lazy_pattern(r"[A-Z]{2,8}")
_GOES_ON = lazy_pattern(r"[a-z]{4,}\s(?:the|an?)\s")
_ASIDE = lazy_pattern(r"[（(]([^（）()]{1,60})[）)]")
_SENTENCE = lazy_pattern(r"[。！？]|.{120}")
_WIDE_SPACE = lazy_pattern(r"\u3000++", needs="\u3000")
_LEAST_IN_ROW = 3


class NameReader(LinkedNames):
    """Reads the parts of one cell or item."""

    def sent(self, head: Head, tail: list[Token]) -> tuple[Entry, ...] | None:
        """Those behind a country, an organization or an office, for which they came."""
        came = self.names(tail) or self.came(tail)
        came = tuple(replace(one, is_person=head.office) for one in came) if came else None
        if head.body is not None:
            body = self.printed(head.body)
            persons = tuple(replace(one, place=None) for one in came or ())
            return (Entry(body, rest=text_of(tail).strip(), behind=persons, is_body=True),) if came else None
        if head.place is None:
            # The chair of what is not told: that they are prime ministers besides sends no country.
            return tuple(replace(one, place=None) for one in came or ()) or None
        place = self.printed(head.place)
        if not came:
            return (Entry(place, statuses=head.remarks, rest=text_of(tail).strip()),)
        return tuple(replace(one, place=place) for one in came)

    def came(self, tokens: list[Token]) -> tuple[Entry, ...] | None:
        """The persons behind a country's colon, whose offices and circumstances stand before them."""
        found: list[Entry] = []
        for part in self._parts(tokens):
            text = text_of(part).strip(TRIM)
            if _SENTENCE.search(text):
                return None
            if self._tells_absence(part):
                if not found:
                    return None  # [丁党](…)未出席
                found[-1] = found[-1].told(text)
                continue
            link = only_link(part, self.lexicon)
            entry = self.linked(link) if link else None
            if link is None and not has_links(part):
                name = unlinked_person(text, self.lexicon)
                entry = self.checked(name, None, None, []) if name else None
            if entry is not None:
                found.append(entry)
            elif not is_office(without_brackets(text), self.lexicon):
                return None
        return tuple(found) or None

    def names(self, tokens: list[Token]) -> tuple[Entry, ...] | None:
        """The names between separators, each with what is said of its bearer; None where a part is anything else."""
        found: list[Entry] = []
        parts = self._up_to_telling(list(self._parts(tokens)), tokens)
        described = self.described(parts, tokens) if self.lexicon.is_head_first else frozenset[int]()
        aside = _aside_before(parts)
        described |= {0} if aside else set()
        for at, part in enumerate(parts):
            text = text_of(part).strip(TRIM)
            holds = len(parts) > 1 and self.is_office_alone(text) and not self._names_holder(part)
            is_nobody = at in described or holds
            if found and (told := self._told(found[-1], part, text, is_nobody=is_nobody)):
                found[-1] = told
            elif not is_nobody:
                entry = self._entry(part)
                if entry is None:
                    return None
                found.append(entry)
        return _with_aside(found, aside) if found or not parts else None

    def _up_to_telling(self, parts: list[list[Token]], tokens: list[Token]) -> list[list[Token]]:
        """The parts of a line up to one that tells what somebody does: behind publisher of X stands no other."""
        if not self.lexicon.is_head_first or "\n" in text_of(tokens):
            return parts
        at = next((at for at, part in enumerate(parts) if at and self.tells_what(part)), len(parts))
        return parts[: at + 1]

    def _told(self, before: Entry, part: list[Token], text: str, *, is_nobody: bool) -> Entry | None:
        """The name before a part, with what the part says of its bearer; None where it says nothing of it.

        Args:
            before: the name.
            part: what stands behind it.
            text: that of the part.
            is_nobody: the part names an office or describes: 总统、总书记[甲](…).
        """
        if is_nobody:
            aside = _ASIDE.search(text) if self.lexicon.is_head_first else None
            return before.told(aside[1]) if aside else before
        if self._is_remark(part, text, before.name.text) or self._is_styled(text, before.name.text):
            remark = text[1:-1] if text[0] in "（(" else text
            return before.told(remark.strip())
        linked = before.name.link is not None
        # (1994–2012), joined the [Russell Group](…)
        goes_on = linked and self.lexicon.is_head_first and _GOES_ON.match(text) is not None
        return before if goes_on or self._tells_of_one_before(part, text, linked=linked) else None

    def _tells_of_one_before(self, part: list[Token], text: str, *, linked: bool) -> bool:
        """True for the office of the one before it, 王毅，外交部副部长, and for others who are not named, らの首脳."""
        if has_links(part):
            return self.is_office_of_body(part)
        return (
            self.is_office_of_body(part)
            or are_unnamed(text, self.lexicon)
            or (linked and (self.ends_in_office(text) or self._is_of_something(text)))
        )

    def _names_holder(self, part: list[Token]) -> bool:
        """True for a link whose text goes on behind a person's title: [吴祖南博士](吴祖南), not [委员会主席](委员会)."""
        if self.lexicon.is_head_first:
            return False  # chair of the [Dockers of Norland](Dockers): what the office is of
        links = [token for token in part if isinstance(token, Link)]
        title = label_of(links[0].target.title) if len(links) == 1 and links[0].target else ""
        goes_on = bool(title) and links[0].text.startswith(title) and links[0].text != title
        return goes_on and kind_of_name(title, None, self.lexicon) is None

    def _is_styled(self, text: str, before: str) -> bool:
        """True for Lord Winston behind Robert Winston: how the bearer is styled besides."""
        tokens = self.lexicon.matcher.tokens(text)
        is_title = self.lexicon.is_head_first and len(tokens) > 1 and "honorific" in tokens[0].classes
        return is_title and tokens[-1].text == before.rpartition(" ")[2]

    def _is_of_something(self, text: str) -> bool:
        """True for Keeper of the Seals behind a person's name: a noun before a preposition is no name of a person, nor of a body unless it says so."""
        if not self.lexicon.is_head_first:
            return False
        tokens = self.lexicon.matcher.tokens(text)
        before = [*takewhile(lambda token: "before_tail" not in token.classes, tokens)]
        return 0 < len(before) < len(tokens) and not any(token.classes & _BODIES for token in before)

    def _parts(self, tokens: list[Token]) -> Iterator[list[Token]]:
        """The parts between separators; 日本・韓国・ロシア are three, since each of them is a country."""
        for part in self._persons(tokens):
            if pieces := between_dots(part, self.are_of_their_own):
                yield from pieces
            elif row := self._between_wide_spaces(part):
                yield from row
            elif self.lexicon.is_head_first and len(part) == 1 and isinstance(part[0], str):
                for name in self.two_bodies(part[0]):
                    yield [name]
            else:
                yield part

    def _between_wide_spaces(self, part: list[Token]) -> list[list[Token]]:
        """[甲](…)　[乙](…)　[丙](…): three links or more of one kind are names in a row; of several kinds they tell of the first, as do offices."""
        if not any(isinstance(token, str) and "\u3000" in token for token in part):
            return []
        pieces = [piece for piece in cut(part, _WIDE_SPACE) if text_of(piece).strip(TRIM)]
        return pieces if len(pieces) >= _LEAST_IN_ROW and self._are_alike(pieces) else []

    def _are_alike(self, pieces: list[list[Token]]) -> bool:
        """True where each piece is one link with what brackets say, and all are of one kind and no offices."""
        links = [token.text.strip(TRIM) for piece in pieces for token in piece if isinstance(token, Link)]
        printed = [without_brackets(text_of(piece)).strip(TRIM) for piece in pieces]
        kinds = {kind_of_name(name, None, self.lexicon) for name in printed}
        return (
            printed == links
            and len(kinds) == 1
            and not any(is_office(name, self.lexicon) for name in printed)
        )

    def _persons(self, tokens: list[Token]) -> Iterator[list[Token]]:
        for part in self.persons_joined(split(self.without_articles(tokens))):
            yield from persons_apart(part, self.lexicon) if self.lexicon.is_head_first else (part,)

    def _is_remark(self, part: list[Token], text: str, before: str) -> bool:
        """A part that tells of the name before it: （观察员） on a line of its own, 2010年加入 behind a comma."""
        if BRACKETS.fullmatch(text) or self.lexicon.stood_in.match(text) or self._tells_absence(part):
            return True
        if has_links(part):
            return self.is_renamed(part)
        if self.lexicon.is_head_first and _ABBREVIATION.fullmatch(text) and self.may_be_person(before):
            return True  # X, SPD: a party, where one with a name of several words stands before it
        return (
            self.is_apposition(text)
            or self._tells_with_number(text)
            or is_clause(without_brackets(text), self.lexicon)
        )

    def _tells_with_number(self, text: str) -> bool:
        """True for 2010年3月加入, a date, two of them, and how many members one has."""
        if not self.lexicon.is_head_first and _DIGIT.match(text) and is_remark(text, self.lexicon):
            return True
        if not _DIGIT.search(text) or holds_sentence(text, self.lexicon):
            return False
        words = (self.lexicon.status, self.lexicon.until, self.lexicon.joined)
        if any(one.search(text) for one in words) or counts_members(text, self.lexicon):
            return True
        return parse_date(text) is not None or is_range(text)

    def _tells_absence(self, part: list[Token]) -> bool:
        """因[地震](…)取消出席, whose end the label may have swallowed: the one before it did not come."""
        text = text_of(part)
        for token in part:
            if isinstance(token, Link) and token.target:
                text = text.replace(label_of(token.target.title), " ", 1)
        return self.lexicon.absent.search(text) is not None

    def _entry(self, part: list[Token]) -> Entry | None:
        part = _unquoted(part)
        first = next((index for index, token in enumerate(part) if isinstance(token, Link)), None)
        if first is None:
            return self.plain(text_of(part))
        return self.of_area(part) or self.with_link(with_whole_brackets(part, first), first)


def _unquoted(part: list[Token]) -> list[Token]:
    """A part without the marks that stand around its one link: 《[甲](…)》."""
    if len(part) != _QUOTED_LINK or not isinstance(part[0], str) or not isinstance(part[2], str):
        return part
    marks = part[0].strip(TRIM) + part[2].strip(TRIM)[:1]
    return [part[1], part[2].lstrip(TRIM)[1:]] if marks in _QUOTES else part


_QUOTED_LINK = 3
_QUOTES = frozenset({"《》", "「」", "『』", "“”", "〈〉"})


def _aside_before(parts: list[list[Token]]) -> str:
    """（主办国） on the line of a flag, before that of the person; empty where no bracket stands so."""
    aside = text_of(parts[0]).strip(TRIM) if len(parts) > 1 else ""
    behind = [one for one in parts[1] if isinstance(one, Link) or one.strip(TRIM)] if aside else []
    return aside if BRACKETS.fullmatch(aside) and isinstance(behind[-1], Link) else ""


def _with_aside(found: list[Entry], aside: str) -> tuple[Entry, ...]:
    """The names, the first of them with what the bracket before it says."""
    told = [one.told(aside[1:-1]) for one in found[:1] if aside]
    return (*told, *found[len(told) :])

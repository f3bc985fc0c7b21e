"""The names of one cell or item, each with its country, its office and what is said of its bearer."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from icmlpo_rdf.facts.names.chunks import (
    BETWEEN_DOTS,
    TRIM,
    Token,
    cut,
    open_bracket,
    split,
    text_of,
    with_whole_brackets,
)
from icmlpo_rdf.facts.names.delegations import (
    Head,
    is_office,
    only_link,
    unlinked_person,
    without_brackets,
)
from icmlpo_rdf.facts.names.placed_names import PlacedNames
from icmlpo_rdf.facts.names.printed_dates import is_range
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName, printed_in
from icmlpo_rdf.facts.names.remarks import counts_members, holds_sentence
from icmlpo_rdf.facts.names.single_names import BRACKETS
from icmlpo_rdf.facts.names.unnamed import are_unnamed
from icmlpo_rdf.facts.words.dates import parse_date
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, label_of

__all__ = ["NameReader"]

_DOTS = lazy_pattern(f"[{BETWEEN_DOTS}]", needs=BETWEEN_DOTS)
_DIGIT = lazy_pattern(r"\d")
_DAY_COMMA = lazy_pattern(r"(?<=[a-z] \d),\s+(?=\d{4})|(?<=[a-z] \d\d),\s+(?=\d{4})", needs=",")
_OF = letters("possessives")
_ABBREVIATION = lazy_pattern(r"[A-Z]{2,8}")
_ASIDE = lazy_pattern(r"[（(]([^（）()]{1,60})[）)]")
_ONE_WORD = lazy_pattern(r"[^\W\d_]{4,30}")
_NOT_WITHIN = lazy_pattern(f"[{letters('between_names')}]")
"""What begins a text between two names."""
_SENTENCE = lazy_pattern(r"[。！？]|.{120}")


def _from_bracket(text: str) -> str:
    return text[min((at for at in map(text.find, "（(") if at >= 0), default=len(text)) :]


class NameReader(PlacedNames):
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
                found[-1] = replace(found[-1], statuses=(*found[-1].statuses, text))
                continue
            link = only_link(part, self.lexicon)
            entry = self.linked(link) if link else None
            if link is None and not any(isinstance(token, Link) for token in part):
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
        plain = [token if isinstance(token, Link) else _DAY_COMMA.sub(" ", token) for token in tokens]
        parts = list(self._parts(plain))
        described = self.described(parts, plain) if self.lexicon.is_head_first else frozenset[int]()
        for at, part in enumerate(parts):
            text = text_of(part).strip(TRIM)
            if at in described or (len(parts) > 1 and self.is_office_alone(text)):
                # 总统、总书记[甲](…): an office is nobody.
                if found and self.lexicon.is_head_first and (aside := _ASIDE.search(text)):
                    found[-1] = replace(found[-1], statuses=(*found[-1].statuses, aside[1]))
                continue
            if found and self._is_remark(part, text, found[-1].name.text):
                remark = text[1:-1] if text[0] in "（(" else text
                found[-1] = replace(found[-1], statuses=(*found[-1].statuses, remark.strip()))
            elif not found or not self._tells_of_one_before(
                part, text, linked=found[-1].name.link is not None
            ):
                entry = self._entry(part)
                if entry is None:
                    return None
                found.append(entry)
        return tuple(found) if found or not parts else None

    def _tells_of_one_before(self, part: list[Token], text: str, *, linked: bool) -> bool:
        """True for the office of the one before it, 王毅，外交部副部长, and for others who are not named, らの首脳."""
        if any(isinstance(token, Link) for token in part):
            return self.is_office_of_body(part)
        return (
            self.is_office_of_body(part)
            or are_unnamed(text, self.lexicon)
            or (linked and self.ends_in_office(text))
        )

    def _parts(self, tokens: list[Token]) -> Iterator[list[Token]]:
        """The parts between separators; 日本・韓国・ロシア are three, since each of them is a country."""
        for part in self.persons_joined(split(tokens)):
            pieces = cut(part, _DOTS)
            if len(pieces) > 1 and (self.are_of_their_own(pieces) or self.are_persons(pieces)):
                yield from pieces
            elif self.lexicon.is_head_first and len(part) == 1 and isinstance(part[0], str):
                for name in self.two_bodies(part[0]):
                    yield [name]
            else:
                yield part

    def _is_remark(self, part: list[Token], text: str, before: str) -> bool:
        """A part that tells of the name before it: （观察员） on a line of its own, 2010年加入 behind a comma."""
        if BRACKETS.fullmatch(text) or self.lexicon.stood_in.match(text) or self._tells_absence(part):
            return True
        if any(isinstance(token, Link) for token in part):
            return self.is_renamed(part)
        if self.lexicon.is_head_first and _ABBREVIATION.fullmatch(text) and self.may_be_person(before):
            return True  # X, SPD: a party, where one with a name of several words stands before it
        if self.is_apposition(text):
            return True
        if not _DIGIT.search(text) or holds_sentence(text, self.lexicon):
            return False
        words = (self.lexicon.status, self.lexicon.until, self.lexicon.joined)
        said = next((found for one in words if (found := one.search(text))), None)
        told = said is not None or parse_date(text) is not None or is_range(text)
        return told or counts_members(text, self.lexicon)

    def _tells_absence(self, part: list[Token]) -> bool:
        """因[地震](…)取消出席, whose end the label may have swallowed: the one before it did not come."""
        text = text_of(part)
        for token in part:
            if isinstance(token, Link) and token.target:
                text = text.replace(label_of(token.target.title), " ", 1)
        return self.lexicon.absent.search(text) is not None

    def _entry(self, part: list[Token]) -> Entry | None:
        first = next((index for index, token in enumerate(part) if isinstance(token, Link)), None)
        if first is None:
            return self.plain(text_of(part))
        return self.of_area(part) or self._with_link(with_whole_brackets(part, first), first)

    def _with_link(self, part: list[Token], first: int) -> Entry | None:
        """The name of a part whose first link is its token `first`."""
        before = text_of(part[:first])
        if (bracket := open_bracket(before)) is not None and before[:bracket].strip(TRIM):
            return self.remarked(text_of(part), bracket)
        in_brackets = BRACKETS.fullmatch(before.strip(TRIM)) is not None
        before = before.strip(TRIM + "（）()")
        if before and self.is_honorific(before):
            return self._titled(before, part, first)
        place = self.place([before.rstrip(_OF)]) if before else None
        if before and place is None and not self.is_office(before):
            # （株）[甲放送](…): said of the bearer as well before the name as behind it.
            named = self._with_link(part[first:], 0) if in_brackets else None
            return replace(named, statuses=(before, *named.statuses)) if named else self._partly_linked(part)
        return (
            self._delegate(part, first, place)
            or self._of_place(part, first)
            or self._with_office(part, first)
            or self._before_office(part, first, place)
            or self._last_linked(part, first, place)
        )

    def _titled(self, title: str, part: list[Token], first: int) -> Entry | None:
        """Sir [X](…): what is printed before a name is a part of it."""
        link = part[first]
        named = self.linked(link, text_of(part[first + 1 :])) if isinstance(link, Link) else None
        if named is None:
            return None
        return replace(named, name=PrintedName(f"{title} {named.name.text}", named.name.link, self.span))

    def _before_office(self, part: list[Token], first: int, place: PrintedName | None) -> Entry | None:
        """[甲](…)[陸軍](…)[元帥](…)（議長）: the name before an office with links of its own."""
        link, behind = part[first], part[first + 1 :]
        if not isinstance(link, Link) or not any(isinstance(token, Link) for token in behind):
            return None
        if self.place([link]) or not (self.is_office_of_body(behind) or self.is_held_in_body(link, behind)):
            return None
        return self.linked(link, _from_bracket(text_of(behind)), place)

    def _last_linked(self, part: list[Token], first: int, place: PrintedName | None) -> Entry | None:
        """俄罗斯总统普京, each a link or a word: the last link is the name, before it stand its country and office."""
        link, index = part[first], first + 1
        while isinstance(link, Link) and (following := self._next_link(part, index)) is not None:
            if as_place := self.place([link]):
                place = as_place
            elif not self._stands_before_name(link):
                return None
            link, index = part[following], following + 1
        named = self.linked(link, text_of(part[index:]), place) if isinstance(link, Link) else None
        return named or self._partly_linked(part)

    def _stands_before_name(self, link: Link) -> bool:
        """True for an office or a title by its label or its page."""
        title = label_of(link.target.title if link.target else "")
        return self.is_honorific(link.text) or self.is_office(link.text) or self.is_office(title)

    def _partly_linked(self, part: list[Token]) -> Entry | None:
        """[キリスト教](…)民主運動, 全[開発局](…)労働組合（全開発）: the name of an organization, one of whose words is linked."""
        texts = [token for token in part if isinstance(token, str)]
        text = text_of(part).strip(TRIM)
        behind = _from_bracket(text)
        whole = text.removesuffix(behind).rstrip(TRIM)
        if isinstance(part[-1], Link) or not _ONE_WORD.fullmatch(whole):
            return None
        if any(_NOT_WITHIN.match(one) for one in texts) or part[-1].strip(TRIM) == behind:
            return None
        return self.plain(text) if self.lexicon.organization_ending.search(whole) else None

    def _of_place(self, part: list[Token], first: int) -> Entry | None:
        """Prime Minister [MacDonald] of the [United Kingdom]: the country behind the name."""
        if len(part) < first + 3:
            return None
        link, between, behind = part[first], part[first + 1], part[first + 2]
        if not isinstance(link, Link) or not isinstance(behind, Link) or isinstance(between, Link):
            return None
        words = self.lexicon.matcher.tokens(between)
        if not words or not all(token.classes & {"before_tail", "free"} for token in words):
            return None
        place = self.place([behind])
        if (
            place is None
            or self.place([link])
            or any(text_of([one]).strip(TRIM) for one in part[first + 3 :])
        ):
            return None
        return self.linked(link, "", place)

    def _with_office(self, part: list[Token], first: int) -> Entry | None:
        """[卢卡申科](…)[白俄罗斯总统](…): the name before its office."""
        link, following = part[first], self._next_link(part, first + 1)
        if not isinstance(link, Link) or following is None or self.place([link]) or self.is_office(link.text):
            return None
        office = part[following]
        if not isinstance(office, Link) or not self.is_office(office.text):
            return None
        return (
            None
            if self._next_link(part, following + 1)
            else self.linked(link, text_of(part[following + 1 :]))
        )

    def _delegate(self, part: list[Token], first: int, place: PrintedName | None) -> Entry | None:
        """[国际货币基金组织](…)总裁[拉加德](…): an organization, and who came for it."""
        link = part[first]
        following = self._next_link(part, first + 1)
        if not isinstance(link, Link) or place is not None or following is None:
            return None
        name, swallowed = printed_in(link, self.lexicon)
        office, person = swallowed + text_of(part[first + 1 : following]).strip(TRIM), part[following]
        names = {name, label_of(link.target.title if link.target else "")}
        if not office or not isinstance(person, Link) or self.place([link]):
            return None
        if not self.is_office(office) and not any(
            self.lexicon.organization_ending.search(one) for one in names
        ):
            return None
        body, came = self.linked(link), self.linked(person, text_of(part[following + 1 :]))
        return replace(body, behind=(came,)) if body and came else None

    def _next_link(self, part: list[Token], index: int) -> int | None:
        """The next link, when nothing stands before it but an office."""
        for following in range(index, len(part)):
            token = part[following]
            if isinstance(token, Link):
                return following
            # [法国](…)的[饶勒斯](…)
            if token.strip(TRIM + _OF) and not self.is_office(token):
                return None
        return None

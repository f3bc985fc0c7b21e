"""A name in a part that holds links: which of them is the name, and what the others and the words between say of it."""

from __future__ import annotations

from itertools import dropwhile

from msgspec.structs import replace

from icmlpo_rdf.facts.names.articles import without_article
from icmlpo_rdf.facts.names.chunks import (
    TRIM,
    Token,
    has_links,
    open_bracket,
    text_of,
)
from icmlpo_rdf.facts.names.placed_names import PlacedNames
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName, printed_in
from icmlpo_rdf.facts.names.single_names import BRACKETS
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, label_of

__all__ = ["LinkedNames"]

_OF = letters("possessives")
_MAX_SEE = 5
_OF_WORDS = frozenset({"before_tail", "free"})
_ONE_WORD = lazy_pattern(r"[^\W\d_]{4,30}|(?=[^ ]{2,} )[\uac00-\ud7a3]{2,20}(?: [\uac00-\ud7a3]{2,10}){1,3}")
_NOT_WITHIN = lazy_pattern(f"[{letters('between_names')}]")
"""What begins a text between two names."""


def _from_bracket(text: str) -> str:
    return text[min((at for at in map(text.find, "（(") if at >= 0), default=len(text)) :]


class LinkedNames(PlacedNames):
    """Reads parts that hold links: which is the name, and which a country, an office or a body beside it."""

    def with_link(self, part: list[Token], first: int) -> Entry | None:
        """Return the name of a part whose first link is its token `first`."""
        before = text_of(part[:first])
        if (bracket := open_bracket(before)) is not None and before[:bracket].strip(TRIM):
            return self.remarked(text_of(part), bracket)
        in_brackets = BRACKETS.fullmatch(before.strip(TRIM)) is not None
        before = before.strip(TRIM + "（）()")
        if before and self.is_honorific(before):
            return self._titled(without_article(before, self.lexicon), part, first)
        place = self.place([before.rstrip(_OF)]) if before else None
        if before and place is None and not self.is_office(before):
            return self._behind_words(part, first, before if in_brackets else "")
        return (
            self._delegate(part, first, place)
            or self._of_place(part, first)
            or self._with_office(part, first)
            or self._before_office(part, first, place)
            or self._last_linked(part, first, place)
            or self._behind_office(part)
        )

    def _behind_words(self, part: list[Token], first: int, aside: str) -> Entry | None:
        """（株）[甲放送](…): said of the bearer as well before the name as behind it; else words that tell of one behind an office."""
        if aside and (named := self.with_link(part[first:], 0)):
            return replace(named, statuses=(aside, *named.statuses))
        return self._behind_office(part) or self._partly_linked(part)

    def _behind_office(self, part: list[Token]) -> Entry | None:
        """[洲联盟](…)主席国[总统](…)[甲](…): who stands last, right behind the office; what stands before tells of the country."""
        tokens = [token for token in part if not isinstance(token, str) or token.strip(TRIM)]
        told = [token for token in tokens[:-2] if isinstance(token, str)]
        office, name = tokens[-2:] if len(tokens) > 1 else ("", "")
        if not isinstance(office, Link) or not isinstance(name, Link) or self.place([name]):
            return None
        of_country = bool(told) and told[-1].strip(TRIM).endswith(self.lexicon.words["country_words"])
        return self.linked(name) if of_country and self.is_office(office.text) else None

    def _titled(self, title: str, part: list[Token], first: int) -> Entry | None:
        """Sir [X](…): what is printed before a name is a part of it."""
        link = part[first]
        if not isinstance(link, Link):
            return None
        behind = text_of(part[first + 1 :])
        named = self.linked(link, behind) or self._of_place(part, first) or self._of_see(link, behind)
        if named is None:
            return None
        return replace(named, name=PrintedName(f"{title} {named.name.text}", named.name.link, self.span))

    def _of_see(self, link: Link, behind: str) -> Entry | None:
        """Bishop [X](…) of [Hill Town](…): behind a title, of what its bearer has it."""
        tokens = self.lexicon.matcher.tokens(behind)
        is_of = bool(tokens) and "before_tail" in tokens[0].classes and len(tokens) <= _MAX_SEE
        named = self.linked(link) if is_of else None
        return named.told(behind.strip(TRIM)) if named else None

    def _before_office(self, part: list[Token], first: int, place: PrintedName | None) -> Entry | None:
        """[甲](…)[陸軍](…)[元帥](…)（議長）: the name before an office with links of its own."""
        link, behind = part[first], part[first + 1 :]
        if not isinstance(link, Link) or not has_links(behind):
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
        """The name of an organization, one of whose words is linked: [キリスト教](…)民主運動, 全[開発局](…)労働組合, [교육대학교](…) 총학생회."""
        texts = [token for token in part if isinstance(token, str)]
        text = text_of(part).strip(TRIM)
        behind = _from_bracket(text)
        whole = text.removesuffix(behind).rstrip(TRIM)
        if isinstance(part[-1], Link) or not _ONE_WORD.fullmatch(whole):
            return None
        if any(_NOT_WITHIN.match(one) for one in texts) or part[-1].strip(TRIM) == behind:
            return None
        return self.plain(text) if self.lexicon.organization_ending(whole) else None

    def _of_place(self, part: list[Token], first: int) -> Entry | None:
        """Prime Minister [MacDonald] of the [United Kingdom], [Queen Ann] of the Netherlands: the country behind the name."""
        link, behind = part[first], part[first + 1 :]
        text = text_of(behind).strip(TRIM)
        words = self.lexicon.matcher.tokens(text)
        named = [*dropwhile(lambda token: token.classes & _OF_WORDS, words)]
        if not isinstance(link, Link) or len(named) in {0, len(words)} or self.place([link]):
            return None
        printed = text[named[0].start :]
        place = self.place(
            [next((one for one in behind if isinstance(one, Link) and one.text == printed), printed)]
        )
        return self.linked(link, "", place) if place else None

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
        if not self.is_office(office) and not any(self.lexicon.organization_ending(one) for one in names):
            return None
        body, came = self.linked(link), self.linked(person, text_of(part[following + 1 :]))
        if body is None or came is None:
            return None
        # [联合国秘书长](联合国)[潘基文](…): what an office is printed with as one is no person.
        return replace(body, behind=(came,), is_body=bool(swallowed) and self.is_office(swallowed))

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

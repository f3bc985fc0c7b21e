"""How an item of a language of an alphabet joins names, and tells of one behind a comma: two persons with an office each, an office's house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest

from icmlpo_rdf.facts.names.articles import without_last_article
from icmlpo_rdf.facts.names.chunks import GENERATION, TRIM, Token, has_links, joins_only, text_of
from icmlpo_rdf.facts.names.countries_in_words import countries_in, is_country
from icmlpo_rdf.facts.names.delegations import is_office, without_brackets
from icmlpo_rdf.facts.names.joined_persons import is_formed_as_person, may_be_person
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.names.single_names import SingleNames
from icmlpo_rdf.facts.names.things import kind_of_name, thing_of
from icmlpo_rdf.facts.names.unnamed import are_unnamed
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link

__all__ = ["JoinedNames"]

_LEAST_WITH_JOINT = 2
_LEAST_DESCRIBED = 3
"""A name, an office, and what that is of."""
_SHORT_NAME = 2
_LETTERS = lazy_pattern(r"^(?:\s{1,3}[A-Z]{2,5}\b,?){1,5}(?=\s*+(?:$|\())")
_KIN = lazy_pattern(r"\w['’]s(?: [a-z]{1,20}){1,3}$", needs="'’")


class JoinedNames(SingleNames):
    """Reads how the names of one cell or item are joined."""

    def is_office_alone(self, text: str) -> bool:
        """True for a part that is an office, whatever it is of and a bracket says behind it."""
        return is_office(without_brackets(text), self.lexicon)

    def described(self, parts: Sequence[list[Token]], tokens: Sequence[Token]) -> frozenset[int]:
        """Which parts only say where one holds the office before them: X, chairman of the board, [Hill Bank](…).

        One before an office of its own is another: X, president, Y, secretary.
        """
        if len(parts) < _LEAST_DESCRIBED or any(
            "\n" in one or ";" in one for one in tokens if isinstance(one, str)
        ):
            return frozenset()
        offices = [self.is_office_alone(text_of(part).strip(TRIM)) for part in parts]
        first = offices.index(True) if True in offices[1:] and not offices[0] else len(parts)
        behind = range(first + 1, len(parts))
        return frozenset(at for at in behind if not any(offices[at + 1 :]))

    def without_articles(self, tokens: list[Token]) -> list[Token]:
        """Texts and links without the article of a linked name: Chad and the [Netherlands](…)."""
        if not self.lexicon.is_head_first or not has_links(tokens):
            return tokens
        return [
            self._without_article(one) if isinstance(one, str) and isinstance(behind, Link) else one
            for one, behind in zip_longest(tokens, tokens[1:])
        ]

    def _without_article(self, text: str) -> str:
        """What stands before a link, without an article behind which nothing but a joint or a mark stands."""
        before = without_last_article(text, self.lexicon)
        return before if before is not text and joins_only(before) else text

    def two_bodies(self, text: str) -> tuple[str, ...]:
        """Hill Stock Exchange and the Lake Bank are two; the Union of Writers and the Press is one, as far as is told."""
        if countries := self._two_countries(text):
            return countries
        tokens = self.lexicon.matcher.tokens(text)
        for joint, article in pairwise(tokens):
            if (
                "joint" not in joint.classes
                or not joint.text.isalpha()
                or not article.classes & {"free", "article"}
            ):
                continue
            before, behind = text[: joint.start].strip(), text[article.end :].strip()
            is_article = article.text.islower() and behind[:1].isupper() and before.count(" ")
            of_one = any("before_tail" in token.classes for token in tokens if token.end <= joint.start)
            if is_article and not of_one and any(map(self.lexicon.organization_ending, (before, behind))):
                return before, behind
        return (text,)

    def _two_countries(self, text: str) -> tuple[str, ...]:
        """Belgium and the Netherlands are two, Trinidad and Tobago is one."""
        found = countries_in(text, self.lexicon) if self.lexicon.joiners.search(text) else []
        return tuple(found) if all(is_country(one, self.lexicon) for one in found) else ()

    def are_persons(self, pieces: Sequence[list[Token]]) -> bool:
        """True for persons by the form of their names, 손진태·김태준·이윤재·이희승: most have three letters."""
        names = [without_brackets(text_of(piece)).strip(TRIM) for piece in pieces]
        long = sum(len(name) > _SHORT_NAME for name in names)
        return 2 * long > len(names) and all(map(is_formed_as_person, names))

    def persons_joined(self, parts: Iterable[list[Token]]) -> Iterator[list[Token]]:
        """President [X](…) and Prime Minister [Y](…) are two: behind a joint stands an office of another."""
        for part in parts:
            begin = 0
            for at in range(1, len(part) - 1) if self.lexicon.is_head_first else ():
                text = part[at]
                joint = self.joint_before_office(text) if isinstance(text, str) else 0
                if (
                    joint
                    and isinstance(text, str)
                    and isinstance(part[at - 1], Link)
                    and isinstance(part[at + 1], Link)
                ):
                    yield part[begin:at]
                    part[at] = text[joint:]
                    begin = at
            yield part[begin:]

    def joint_before_office(self, text: str) -> int:
        """Where the office or title begins in a text between two links that is a joint and one of these; 0 for another."""
        tokens = self.lexicon.matcher.tokens(text)
        if len(tokens) < _LEAST_WITH_JOINT or "joint" not in tokens[0].classes:
            return 0
        title = text[tokens[1].start :]
        return tokens[1].start if is_office(title, self.lexicon) or self.is_honorific(title) else 0

    def is_honorific(self, text: str) -> bool:
        """True for what is printed before a name as a part of it: Hon, Sir, Professor."""
        tokens = self.lexicon.matcher.tokens(text)
        titles = sum("honorific" in token.classes for token in tokens)
        return titles > 0 and all(token.classes & {"honorific", "free"} for token in tokens)

    def has_office(self, tokens: list[Token]) -> bool:
        """True where a piece of a text, besides the name in it, is an office."""
        pieces = [token.text if isinstance(token, Link) else token for token in tokens]
        return len([one for one in pieces if one.strip(TRIM)]) > 1 and any(map(self.is_office, pieces))

    def may_be_person(self, name: str) -> bool:
        """True for a name of several words that is neither a country's nor an organization's."""
        return may_be_person(name, self.lexicon)

    def linked(self, link: Link, behind: str = "", place: PrintedName | None = None) -> Entry | None:
        """The name that a link is; letters behind a person's stand for a seat, an order or a degree, or tell whose son they are: [Kevin Rudd](…) MP."""
        if self.lexicon.is_head_first and self.may_be_person(link.text):
            behind = _LETTERS.sub("", GENERATION.sub("", behind, count=1), count=1)
        return super().linked(link, behind, place)

    def is_apposition(self, text: str) -> bool:
        """True for what names nobody behind a name: auch Stellvertreterin des Präsidenten, J. R. R. Tolkien's son.

        Names begin with a capital, or with such a word as von; a genitive before a word in small letters tells whose kin they are.
        """
        if not self.lexicon.is_head_first or are_unnamed(text, self.lexicon):
            return False
        if text[0].islower():
            return text.split(maxsplit=1)[0] not in self.lexicon.words["name_particles"]
        return _KIN.search(text) is not None

    def is_renamed(self, part: Sequence[Token]) -> bool:
        """True for now [Y](…), behind a name: what became of it is told, and is no other."""
        begin = part[0]
        if not self.lexicon.is_head_first or not isinstance(begin, str):
            return False
        return self.lexicon.plain_status.fullmatch(begin.strip(TRIM)) is not None or self.tells_what(part)

    def tells_what(self, part: Sequence[Token]) -> bool:
        """True for publisher of [X](…): what somebody does or did, and whose that is."""
        text = part[0].strip(TRIM) if isinstance(part[0], str) and len(part) > 1 else ""
        tokens = self.lexicon.matcher.tokens(text) if text[:1].islower() else []
        is_of = len(tokens) > 1 and "before_tail" in tokens[-1].classes
        return is_of and text.split(maxsplit=1)[0] not in self.lexicon.words["name_particles"]

    def ends_in_office(self, text: str) -> bool:
        """True for Colonial Secretary, behind a person whose name is linked."""
        tokens = self.lexicon.matcher.tokens(text)
        return self.lexicon.is_head_first and len(tokens) > 1 and "office" in tokens[-1].classes

    def is_office_of_body(self, part: list[Token]) -> bool:
        """True for an office and whatever it links besides: [외교통상부](…) 차관보; not for a person before their office."""
        links = [token.text.strip() for token in part if isinstance(token, Link)]
        return self.is_office(without_brackets(text_of(part))) and all(
            self.is_office(text)
            or self.place([text])
            or text.endswith(self.lexicon.words["ministry_endings"])
            for text in links
        )

    def is_held_in_body(self, name: Link, part: list[Token]) -> bool:
        """True for an office in an organization, behind the name of no other: [최휘](…) [조선로동당 중앙위원회](…) 부위원장."""
        if self.lexicon.is_head_first or kind_of_name(name.text, thing_of(name, self.lexicon), self.lexicon):
            return False
        links = [token for token in part if isinstance(token, Link)]
        is_body = len(links) == 1 and self.lexicon.organization_ending(links[0].text) != ""
        return is_body and isinstance(part[-1], str) and self.is_office(without_brackets(part[-1]))

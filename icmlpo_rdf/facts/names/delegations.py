"""Who came for whom: the country, organization or office before a colon or dash, and the persons behind it.

An office is nobody: of 阿根廷总统——X the person came, for the country. `国家：职务 人` and `人：职务` are told apart by what stands
before the colon, item by item.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from icmlpo_rdf.facts.names.chunks import TRIM, Token, clean_text
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import place_kind
from icmlpo_rdf.language import is_alphabetic, is_kanji
from icmlpo_rdf.language.small_words import either, letters, small_words
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, label_of

__all__ = [
    "Head",
    "calls_persons",
    "is_ministry",
    "is_office",
    "only_link",
    "person_behind",
    "read_head",
    "unlinked_person",
    "without_brackets",
]

_MAX_HEAD = 60
_MAX_ASIDE = 10
_BRACKETS = lazy_pattern(r"[（(][^（）()]{0,60}[）)]", needs="（(")
_SAID = frozenset({"place", "office", "free", "participant", "joint", "section", "former"})
_IN_OFFICES = frozenset({"office", "place", "free", "before_tail", "joint", "portfolio", "body", "country"})
_DOT = lazy_pattern(r"[·・]", needs="·・")
"""Between the parts of a person's name: 旺·威泰耶康亲王 is no office."""
_MAX_OFFICE = 60
_IN_NAMES = lazy_pattern(r"[\w·・･.\-\s]{2,20}")


class Head(Struct, frozen=True):
    """What stands before a colon or dash, where it is no name of a person."""

    place: Link | str | None
    """A country or region; text for one without a link."""
    body: Link | None
    """An organization."""
    office: bool
    remarks: tuple[str, ...] = ()
    """What brackets say of it."""


_STOPS = "\u3002\uff0e"
"""The full stops of the scripts without blanks: an item may end in one."""


def is_office(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text is the name of an office: 加拿大总理, Prime Minister of Japan; not Stephen King."""
    text = text.strip(TRIM + _STOPS)
    if not text or len(text) > _MAX_OFFICE or _DOT.search(text):
        return False
    if not is_alphabetic(text[-1]):
        return text.endswith(lexicon.words["office_endings"])
    tokens = lexicon.matcher.tokens(text)
    first = next((index for index, token in enumerate(tokens) if "office" in token.classes), None)
    if first is None:
        return False
    # President of the Lake Council: whatever it is that the office is of.
    of_all = lexicon.is_head_first and len(tokens) > first + 1 and "before_tail" in tokens[first + 1].classes
    return all(token.classes & _IN_OFFICES for token in (tokens[:first] if of_all else tokens))


def calls_persons(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text is an office, or ends in a word for those who come: 外相, 随員."""
    tokens = lexicon.matcher.tokens(text)
    return is_office(text, lexicon) or (bool(tokens) and "participant" in tokens[-1].classes)


def is_ministry(name: str) -> bool:
    """Return whether a name ends as those of ministries and agencies do, and no person's: 교육부, 外務省."""
    return _MINISTRY.search(name) is not None


_MINISTRY = lazy_pattern(rf".{{2}}(?:{either('ministries')})$", needs=small_words("ministries"))


def read_head(tokens: Sequence[Token], lexicon: Lexicon) -> Head | None:
    """Return the country, organization or office that stands before a colon, or None where a name or anything else does."""
    if sum(len(token.text if isinstance(token, Link) else token) for token in tokens) > _MAX_HEAD:
        return None
    reader = _HeadReader(lexicon, several=len(tokens) > 1)
    for token in tokens:
        if isinstance(token, Link):
            reader.link(token)
        elif not reader.text(token):
            return None
    return reader.head()


class _HeadReader:
    """Reads the pieces before a colon in their order."""

    def __init__(self, lexicon: Lexicon, *, several: bool) -> None:
        self._lexicon = lexicon
        self._several = several
        self._place: Link | str | None = None
        self._body: Link | None = None
        self._office = False
        self._aside = False
        self._sits = False
        """True for an office that is more than to be sent."""
        self._remarks: list[str] = []

    def link(self, link: Link) -> None:
        """A link names a country, an office, an organization, or tells of the country behind it."""
        text, label = clean_text(link.text), label_of(link.target.title) if link.target else ""
        if self._names_place(text, label):
            self._place, self._body, self._aside = link, None, False
        elif is_office(without_brackets(text), self._lexicon) or (
            is_office(label, self._lexicon) and text in label
        ):
            self._take_office(link, text, label)
        elif (of := _of_delegation(text, self._lexicon)) is not None:
            self._place, self._office = self._place or of, True
        elif any(map(self._lexicon.organization_ending, (text, label))):
            # [人民委員会議議長](…)・[共産党](…)書記長: of several offices none tells for whom one came.
            self._body = self._body or (None if self._sits else link)
        elif self._is_first_of_several and label and text == label:
            # [联合国](…)[秘书长](…): what the office behind it belongs to.
            self._body = link
        else:
            # [欧盟轮值主席国](…)[捷克](…): what stands before a country tells of it.
            self._aside = True

    def _names_place(self, text: str, label: str) -> bool:
        """True for a country by its name or page; not for [苏丹](文莱苏丹)."""
        if label != text and is_office(label, self._lexicon):
            return False
        return bool(place_kind(text, self._lexicon) or place_kind(label, self._lexicon))

    @property
    def _is_first_of_several(self) -> bool:
        return self._several and self._body is None and self._place is None

    def _take_office(self, link: Link, text: str, label: str) -> None:
        self._office = self._sits = True
        whose = _before_office(text, self._lexicon)
        if whose and whose == label:
            self._body = self._body or link
        elif whose and place_kind(whose, self._lexicon):
            self._place = self._place or whose

    def text(self, text: str) -> bool:
        """Take a text; return False where it says anything else than countries and offices."""
        self._remarks += [match[0][1:-1] for match in _BRACKETS.finditer(text)]
        words = self._lexicon.matcher.tokens(_BRACKETS.sub(" ", text))
        posted = self._lexicon.words["posted_to"]
        before = ""
        of_somebody = bool(words) and bool(words[-1].classes & {"participant", "office"})
        for word in words:
            if not word.classes & _SAID:
                # 上海代表: those behind the colon came, from wherever that is.
                if of_somebody and not word.classes:
                    before = word.text
                    continue
                return False
            # 駐ソ連大使 came for another country.
            if "place" in word.classes and self._place is None and not before.endswith(posted):
                self._place = word.text
            before = word.text
            self._office = self._office or bool(word.classes & {"office", "participant"})
            self._sits = self._sits or ("office" in word.classes and "participant" not in word.classes)
        return True

    def head(self) -> Head | None:
        """What all of them say together."""
        told = Head(self._place, self._body, self._office, tuple(self._remarks))
        mere_office = Head(None, None, office=True, remarks=told.remarks) if self._office else None
        is_told = self._place is not None or self._body is not None
        if self._aside:
            return None if is_told else mere_office
        if self._body is not None and self._place is not None and not self._office:
            return None
        if self._body is not None and self._is_no_participant(self._body.text):
            return mere_office
        return told if is_told or self._office else None

    def _is_no_participant(self, body: str) -> bool:
        """True for the ministry of [合衆国艦隊](…)司令長官, and the city of [北京](…)代表."""
        if body.endswith(self._lexicon.words["ministry_endings"]):
            return True
        return bool(body) and not self._sits and not self._lexicon.organization_ending(clean_text(body))


def _before_office(text: str, lexicon: Lexicon) -> str:
    """东盟 of 东盟主席."""
    tokens = lexicon.matcher.tokens(text)
    begin = next((token.start for token in reversed(tokens) if "office" in token.classes), None)
    return text[:begin].strip(TRIM + letters("particles")) if begin else ""


def _of_delegation(text: str, lexicon: Lexicon) -> str | None:
    """苏联 of 苏联代表."""
    tokens = lexicon.matcher.tokens(text)
    if len(tokens) > 1 and "place" in tokens[0].classes:
        rest = tokens[1:]
        if all(token.classes & {"participant", "free", "office"} for token in rest):
            return tokens[0].text
    return None


def only_link(part: Sequence[Token], lexicon: Lexicon) -> Link | None:
    """The person of a part such as 刚刚就任[总统](…)[哈里·杜鲁门](…): the one link that is no office and no place.

    What stands before it without a link is short.
    """
    found: list[Link] = []
    for token in part:
        if isinstance(token, Link):
            text, label = clean_text(token.text), label_of(token.target.title) if token.target else ""
            office = is_office(text.rstrip(letters("particles")), lexicon) or is_office(label, lexicon)
            office = office or (len(part) > 1 and text.endswith(lexicon.words["office_signs"]))
            office = office or (len(part) > 1 and is_ministry(text))
            if not office and not place_kind(text, lexicon) and not place_kind(label, lexicon):
                found.append(token)
        elif not found and len(_BRACKETS.sub("", token).strip()) > _MAX_ASIDE:
            return None
    return found[0] if len(found) == 1 else None


def without_brackets(text: str) -> str:
    """Return a text without its short brackets."""
    return _BRACKETS.sub("", text)


def unlinked_person(text: str, lexicon: Lexicon) -> str:
    """The name that is left of 外交部长王毅 without its offices; nothing where what is left may be anything."""
    plain = _BRACKETS.sub("", text).strip(TRIM)
    tokens = lexicon.matcher.tokens(plain)
    offices = [token for token in tokens if "office" in token.classes]
    if not offices or offices[-1].end >= len(plain):
        return ""
    rest = plain[offices[-1].end :].strip(TRIM)
    return rest if _IN_NAMES.fullmatch(rest) and not any(map(str.isdigit, rest)) else ""


def person_behind(text: str, lexicon: Lexicon) -> str:
    """The name behind an office that tells of what it is, where no blank parts them: 宣传部部长顾作霖; nothing of 总理衙门."""
    name = "" if lexicon.is_head_first else unlinked_person(text, lexicon)
    last = lexicon.matcher.tokens(text)[-2:]
    of_office = len(last) > 1 and "office" in last[0].classes and last[0].start > 0
    if not of_office or name != last[1].text or len(name) not in _PERSON or not is_kanji(name):
        return ""
    return "" if lexicon.organization_ending(name) else name


_PERSON = range(3, 5)

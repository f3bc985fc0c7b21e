"""One name of a cell or item, with what is said of its bearer behind it: a link, or text without one."""

from __future__ import annotations

from icmlpo_rdf.facts.names.abbreviations import is_gloss
from icmlpo_rdf.facts.names.bearer_brackets import is_about_bearer
from icmlpo_rdf.facts.names.chunks import (
    GENERATION,
    PICTURE_LABEL,
    TRIM,
    Token,
    clean_text,
    text_of,
    visible,
)
from icmlpo_rdf.facts.names.delegations import is_ministry, is_office, person_behind
from icmlpo_rdf.facts.names.no_names import is_no_name
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName, printed_in, without_particle
from icmlpo_rdf.facts.names.remarks import is_remark, is_status
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.names.unnamed import closes_enumeration, without_others
from icmlpo_rdf.facts.words.dates import parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.language.small_words import letters, small_words
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, label_of
from icmlpo_rdf.spans import Span

__all__ = ["BRACKETS", "MAX_NAME_BYTES", "SingleNames"]

MAX_NAME_BYTES = 255
"""MediaWiki's limit for a title; what is longer is a sentence, not a name."""

BRACKETS = lazy_pattern(
    r"[\s*＊∗]*+[（(]([^（）()]*+(?:[（(][^（）()]*+[）)][^（）()]*+)*+)[）)]", needs="（("
)
_NOT_IN_NAMES = lazy_pattern(
    r"[<>{}。！？∟└\[\]]|--|(?<!\w)\||\|(?!\w)|[\uac00-\ud7a3]\.$", needs="<>{}。！？∟└[]-|."
)
_LAST_BRACKETS = lazy_pattern(r"(?<!\s)\s*+[（(]([^（）()]*+)[）)]$", needs="（(")
_WIDE_SPACE = "\u3000"
"""Parts a name from a bracket about its bearer; what is a part of the name stands close to it: 共产党（马列）."""
_FOREIGN = lazy_pattern(
    r"[\u30a1-\u30fa\u30fc]+(?:[\u30fb\uff1d][\u30a1-\u30fa\u30fc]+)+(?=[\u4e00-\u9fff])",
    needs="\u30fb\uff1d",
)
"""A name in the letters for those from elsewhere, before an office in others."""
_AROUND_REMARKS = TRIM + "，,；;：:"


def _is_title(link: Link | None, text: str) -> bool:
    """True for the very title of the page that is linked: 一起！ (docs/pages.md, 7)."""
    return link is not None and link.target is not None and link.target.title.replace("_", " ") == text


def _may_be_name(text: str, link: Link | None) -> bool:
    """True for a text with letters that is no longer than a title, and has no sign that no name has."""
    if not text.isprintable() or not any(map(str.isalpha, text)) or len(text.encode()) > MAX_NAME_BYTES:
        return False
    return not _NOT_IN_NAMES.search(text) or _is_title(link, text)


def _own_label(link: Link) -> str:
    """The name of the page that is linked."""
    return label_of(link.target.title) if link.target else ""


def _names_ministry(text: str, link: Link) -> bool:
    """True for [교육부](…) and [경제기획원](기획재정부), before the word for a minister."""
    return is_ministry(text) or (link.target is not None and is_ministry(label_of(link.target.title)))


class SingleNames:
    """Reads the single names of one cell or item."""

    def __init__(self, lexicon: Lexicon, span: Span) -> None:
        self.lexicon = lexicon
        self.span = span

    def place(self, tokens: list[Token]) -> PrintedName | None:
        """A text that is just the name of a country or region."""
        text = text_of(tokens).strip(TRIM + "（）()")
        links = [token for token in tokens if isinstance(token, Link)]
        if len(links) > 1 or not (links or text):
            return None
        link = self._of_country(links[0], text) if links else None
        text = link.text.strip() if link else text
        label = label_of(link.target.title) if link and link.target else text
        if label != text and self.is_office(label):
            return None  # [苏丹](文莱苏丹)
        if place_kind(text, self.lexicon) or place_kind(label, self.lexicon):
            return self.printed(link or text)
        return None

    def _is_state(self, link: Link, behind: str) -> bool:
        """True for a country whose link ends before the word for a state: [挪威](…)王国."""
        is_country = place_kind(link.text, self.lexicon) is PlaceKind.COUNTRY
        return is_country and behind in small_words("states")

    def _of_country(self, link: Link, text: str) -> Link | None:
        """The link that is all of a text but for a word for a state or for a delegation: [挪威](…)王国, [中国](…)代表团团长."""
        if link.text.strip() == text or self._is_state(link, text.removeprefix(link.text)):
            return link
        behind = text.removeprefix(link.text).strip(TRIM + letters("particles")).lower()
        is_delegation = text.startswith(link.text) and behind in self.lexicon.words["delegation"]
        return link if is_delegation else None

    def printed(self, name: Link | str) -> PrintedName:
        """Return the name that a link or a text prints."""
        if isinstance(name, str):
            return PrintedName(name, None, self.span)
        return PrintedName(printed_in(name, self.lexicon)[0], self.known(name), self.span)

    def remarked(self, text: str, bracket: int) -> Entry | None:
        """火花（打入[奥地利社会主义青年](…)）: a name without a link, and what is told of it with one."""
        name = clean_text(text[:bracket])
        place, statuses, rest = self._remarks(text[bracket:], None)
        if rest or place_kind(name, self.lexicon):
            return None
        return self.checked(name, None, place, statuses)

    def _remarks(self, rest: str, place: PrintedName | None) -> tuple[PrintedName | None, list[str], str]:
        """What stands in brackets at the beginning of a text: a country, remarks; and the text behind them."""
        statuses: list[str] = []
        while rest and (match := BRACKETS.match(rest)):
            remark = match[1].strip(_AROUND_REMARKS)
            if remark and place is None and place_kind(remark, self.lexicon) is PlaceKind.COUNTRY:
                place = PrintedName(remark, None, self.span)
            elif remark:
                statuses.append(remark)
            rest = rest[match.end() :]
        told = rest.strip(TRIM + "。")
        if place is None and rest[:1] == " " and place_kind(told, self.lexicon) is PlaceKind.COUNTRY:
            return PrintedName(told, None, self.span), statuses, ""  # [甲](…) 中華民國
        return place, statuses, told

    def linked(self, link: Link, behind: str = "", place: PrintedName | None = None) -> Entry | None:
        """The name that a link is, with what stands behind it."""
        text, said = self._label(link, behind)
        if not behind:
            return self.checked(text, self.known(link), place, said)
        place, statuses, rest = self._remarks(behind, place)
        statuses = [*said, *statuses]
        # 首相（議長）: the office, and what is told behind it.
        office, bracket, told = rest.partition("（" if "（" in rest else "(")
        if bracket and self.is_office(office):
            place, more, behind = self._remarks(bracket + told, place)
            statuses += more
            rest = office + behind
        if self._is_state(link, rest):
            rest = ""
        if self.is_office(rest) and _names_ministry(text, link):
            return None  # an office is nobody, whoever holds it
        if not rest or closes_enumeration(rest, self.lexicon) or self._is_own_office(rest):
            return self.checked(text, self.known(link), place, statuses)
        if self.is_office(rest) or not (is_remark(rest, self.lexicon) or parse_date(rest)):
            return None
        return self.checked(text, self.known(link), place, [*statuses, rest])

    def _label(self, link: Link, behind: str) -> tuple[str, list[str]]:
        """The name in a link's label, and the status that the label swallowed behind it."""
        text = clean_text(link.text)
        own = _own_label(link)
        if text == own:
            return text, []
        # Only what is the whole of its part is surely the printed name; else the label may have swallowed
        # what follows (docs/pages.md, 1).
        if own and text.startswith(own) and behind.strip()[:1] not in {"", "（", "("}:
            return own, []
        text, swallowed = printed_in(link, self.lexicon)
        said = without_particle(swallowed, self.lexicon)
        return text, [said] if said != swallowed and is_status(said, self.lexicon) else []

    def _is_own_office(self, text: str) -> bool:
        """True for 总理, of the name before it; 的代表 belongs to what is represented, 没有派代表 ends as an office does."""
        own = text[0] not in letters("possessives") and not self.lexicon.absent.search(text)
        return own and self.is_office(text)

    def plain(self, text: str) -> Entry | None:
        """The name that a text without links is."""
        text = clean_text(text)
        text = without_others(text, self.lexicon)
        if text.isascii() and "," in GENERATION.sub("", text):
            return None
        if text.endswith(".") and self.lexicon.is_head_first and place_kind(text[:-1], self.lexicon):
            text = text[:-1]  # the last one of a list that ends as a sentence does
        text, place, statuses = self._without_brackets(text)
        if place is None and (parts := self._before_country(text)):
            text, place = parts
        if name := person_behind(text, self.lexicon):
            return self.checked(name, None, place, [text.removesuffix(name), *statuses])
        if (foreign := _FOREIGN.match(text)) and self.is_office(text[foreign.end() :]):
            return self.checked(foreign[0], None, place, [text[foreign.end() :], *statuses])
        if self.is_office(text):
            return None  # 胡錦濤国家主席: where the name ends and the office begins is not told
        return self.checked(text, None, place, statuses)

    def _before_country(self, text: str) -> tuple[str, PrintedName] | None:
        """Mary Sutherland 英國: a name in letters of another script, and behind a blank its bearer's country."""
        name, _, last = text.rpartition(" ")
        if self.lexicon.is_head_first or not name.isascii() or last[:1] < "\u1100":
            return None
        is_state = (
            last.endswith(tuple(small_words("states"))) or place_kind(last, self.lexicon) is PlaceKind.COUNTRY
        )
        return (
            (name, PrintedName(last, None, self.span)) if is_state and any(map(str.isalpha, name)) else None
        )

    def _without_brackets(self, text: str) -> tuple[str, PrintedName | None, list[str]]:
        """A name without the brackets at its end that are no part of it: a country, and remarks.

        共产党（马列） and 共产党（ML） are names; 甲党（观察员） and 甲党（2008年） are a name and what is said of it.
        """
        place: PrintedName | None = None
        statuses: list[str] = []
        while match := _LAST_BRACKETS.search(text):
            remark, name = match[1].strip(_AROUND_REMARKS), text[: match.start()]
            if remark.upper() in small_words("wings"):
                break
            if remark and place is None and place_kind(remark, self.lexicon) is PlaceKind.COUNTRY:
                place = PrintedName(remark, None, self.span)
            elif match[0][0] == _WIDE_SPACE or is_about_bearer(remark, name, self.lexicon):
                statuses.insert(0, remark)
            elif remark and not is_gloss(remark, name):
                break
            text = name.strip(TRIM)
        return text, place, statuses

    def checked(
        self, text: str, link: Link | None, place: PrintedName | None, statuses: list[str]
    ) -> Entry | None:
        """The entry, unless its name is none."""
        text = visible(text).strip(TRIM).replace("\n", " ")
        if not _may_be_name(text, link) or PICTURE_LABEL.fullmatch(text) or self._says_something_else(text):
            return None
        is_body = link is not None and self.lexicon.organization_ending(text)  # 도로공사
        if (not is_body and self.is_office(text)) or (link is None and is_no_name(text, self.lexicon)):
            return None
        return Entry(PrintedName(text, link, self.span), place, tuple(statuses))

    def _says_something_else(self, text: str) -> bool:
        """True for a text, linked or not, that is a placeholder, a sum, a date, or says that nobody came."""
        return (
            text.lower() in self.lexicon.not_names
            or (len(text) == 1 and text.isascii())  # v, t, e: the marks of a navbox
            or self.lexicon.counted.fullmatch(text) is not None
            or self.lexicon.absent.fullmatch(text) is not None
            or parse_date(text) is not None
        )

    def is_office(self, text: str) -> bool:
        """Return whether a text is the name of an office."""
        return is_office(text, self.lexicon)

    def known(self, link: Link | None) -> Link | None:
        """Return a link that identifies something."""
        return link if link and thing_of(link, self.lexicon) else None

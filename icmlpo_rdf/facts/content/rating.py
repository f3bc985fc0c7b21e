"""What the entries of a list or table look like: it confirms what the words above it say, or refuses it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import TypeVar

from msgspec import Struct

from icmlpo_rdf.facts.content.columns import Columns, filled_under, names_several
from icmlpo_rdf.facts.content.features import Features, features_of
from icmlpo_rdf.facts.headings.plain_words import behind_deputy
from icmlpo_rdf.facts.model import Clue
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.delegations import without_brackets
from icmlpo_rdf.facts.names.lined import years_before
from icmlpo_rdf.facts.names.regions import is_municipality
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Cell, Item, Namespace, Text, label_of

__all__ = [
    "LEAST_SCORE",
    "Rating",
    "are_ministries",
    "are_organizations",
    "is_department",
    "looks_called",
    "looks_of_items",
    "looks_of_names",
    "looks_of_table",
]

LEAST_SCORE = 4.0
"""What words, profile and content must reach together for members to be stated."""
_CONFIRMS, _HINTS, _REFUSES = 2.0, 1.5, -3.0
_MOST, _FEW = 0.5, 0.3
_WIDE, _NEARLY_ALL = 4, 0.8
_BEFORE = 3
_LABEL_ENDS = ("\u3000", ":", "：", ": ")
"""How what stands before the first of an item's names ends where it is their label: 陸士14期　小川恒三郎."""
_SAMPLE, _PROSE = 60, 160
_LEAST_OF_ROW, _LONGEST_OF_ROW = 5, 25
"""Names, and characters of a name on the average, of an item that is a row of names."""
_BETWEEN_NAMES = lazy_pattern(r"[,，、;；·・\u3000]")
_SENTENCE_END = lazy_pattern(r"[。！？]|[.!?](?=\s|$)")
_TELLING = frozenset({ColumnRole.DISTRICT, ColumnRole.PARTY})

_One = TypeVar("_One")


class Rating(Struct, frozen=True):
    """How words, profile and content agree that those who stand somewhere are members."""

    words: float
    profile: float
    entries: tuple[Clue, ...]
    """What the entries look like."""

    @property
    def content(self) -> float:
        """How much the entries look like members."""
        return sum(clue.weight for clue in self.entries)

    @property
    def clues(self) -> tuple[Clue, ...]:
        """All that was weighed."""
        return (Clue("words above", self.words), Clue("page", self.profile), *self.entries)

    @property
    def total(self) -> float:
        """All of it together."""
        return self.words + self.profile + self.content

    @property
    def is_enough(self) -> bool:
        """True where they say so together."""
        return self.total >= LEAST_SCORE

    @property
    def against(self) -> str:
        """What of the entries says that they are nobody's names."""
        told = "; ".join(clue.what for clue in self.entries if clue.weight < 0)
        return f"these cannot be participants: {told}"

    def __str__(self) -> str:
        """What the report shows."""
        told = ", ".join(f"{clue.what} {clue.weight:g}" for clue in self.clues)
        return f"too little says that these are members: {told}; together {self.total:g}, {LEAST_SCORE:g} are needed"


def looks_of_items(items: Sequence[Item], lexicon: Lexicon) -> tuple[Clue, ...]:
    """Return what makes a list look like one of members, from -3 to 2 and more, or unlike it."""
    contents = [item.content for item in items if not item.content.is_empty][:_SAMPLE]
    if not contents:
        return ()
    names = [_first_name(content) for content in contents]
    # 1000人委員会、乙会、丙会 in one item: the first name of a row tells little of the others.
    is_row = len(contents) == 1 and len(contents[0].links) >= _LEAST_OF_ROW
    if _most(names, lambda name: any(map(str.isdigit, name))) and not is_row:
        return (Clue("most items begin with something that has a number", _REFUSES),)
    if _most(contents, _is_prose):
        return (Clue("most items are prose", _REFUSES),)
    if any(lexicon.performers.search(content.text) for content in contents):
        return (Clue("an item names what somebody plays or sings", _REFUSES),)
    clues = []
    if _most(names, lambda name: _is_collective(name, lexicon)):
        clues.append(Clue("most items are countries or organizations", _CONFIRMS))
    if _most(contents, lambda content: _has_office(content, lexicon)):
        clues.append(Clue("most items tell an office", _HINTS))
    return tuple(clues)


def looks_of_names(items: Sequence[Item]) -> tuple[Clue, ...]:
    """Return that nearly all items are a linked name and little else, where they are."""
    contents = [item.content for item in items if not item.content.is_empty][:_SAMPLE]
    return (Clue("the items are names", _HINTS),) if _most(contents, _is_name, _NEARLY_ALL) else ()


def looks_called(items: Sequence[Item], noun: str) -> tuple[Clue, ...]:
    """Return that most items are of the kind that a noun calls them, by the end of their names: 堂会, over 北角堂 and 礼贤会."""
    names = [_first_name(item.content) for item in items if not item.content.is_empty][:_SAMPLE]
    is_so = _most(names, lambda name: name.endswith(tuple(noun)))
    return (Clue(f"most names end as {noun} does", _CONFIRMS),) if is_so else ()


def _is_name(content: Text) -> bool:
    text = unicodedata.normalize("NFKC", clean_text(content.text)).split("(")[0]
    linked = sum(len(link.text) for link in content.links if link.target is not None)
    return 0 < len(text) <= _LONGEST_OF_ROW and 2 * linked >= len(text)


def are_organizations(items: Sequence[Item], lexicon: Lexicon) -> bool:
    """Return whether the names of most items end as those of organizations do."""
    contents = [item.content for item in items if not item.content.is_empty][:_SAMPLE]
    return _most(contents, lambda content: lexicon.organization_ending(_first_name(content)) != "")


def are_ministries(items: Sequence[Item], lexicon: Lexicon) -> bool:
    """Return whether many items begin with a ministry before a colon, or most with a body: [외무부](…): [甲](…), 自由民主党：[甲](…)."""
    contents = [item.content for item in items if not item.content.is_empty][:_SAMPLE]
    parted = (unicodedata.normalize("NFKC", content.text).partition(":") for content in contents)
    heads = [head.strip() if colon else "" for head, colon, _ in parted]
    many = _most(heads, lambda head: is_department(head, lexicon), _FEW)
    return many or _most(heads, lambda head: lexicon.organization_ending(head) != "")


def is_department(name: str, lexicon: Lexicon) -> bool:
    """Return whether a name ends as those of ministries do: 外務部."""
    return name.endswith(lexicon.words["ministry_endings"])


def _most(those: Sequence[_One], holds: Callable[[_One], bool], share: float = _MOST) -> bool:
    """Return whether something holds for more than a share of those; never where there are none."""
    return bool(those) and sum(1 for one in those if holds(one)) * (1 / len(those)) > share


def _is_prose(content: Text) -> bool:
    """Whether an item is long, and no row of many short names without a sentence's end: KBS, MBC, SBS and 56 more."""
    if len(content.text) <= _PROSE:
        return False
    text = without_brackets(content.text)
    parts = _BETWEEN_NAMES.split(text)
    is_row = len(parts) >= _LEAST_OF_ROW and len(text) <= _LONGEST_OF_ROW * len(parts)
    return not is_row or len(content.links) < _LEAST_OF_ROW or _SENTENCE_END.search(text) is not None


def _first_name(content: Text) -> str:
    if dated := years_before(content):
        content = dated[0]
    links = [
        link for link in content.links if link.target is None or link.target.namespace is not Namespace.FILE
    ]
    before = content.links[0].end if content.links and (not links or content.links[0] is not links[0]) else 0
    if links and (links[0].start - before <= _BEFORE or content.text[: links[0].start].endswith(_LABEL_ENDS)):
        return links[0].text
    text = unicodedata.normalize("NFKC", clean_text(content.text))
    return text.split("(")[0].split(":")[0].split(",")[0].rstrip()


def _is_collective(name: str, lexicon: Lexicon) -> bool:
    if place_kind(name, lexicon) is PlaceKind.COUNTRY or lexicon.organization_ending(name):
        return True
    return is_municipality(name, lexicon)


def _has_office(content: Text, lexicon: Lexicon) -> bool:
    """A name, and an office behind it: Clement Attlee: Prime Minister and Minister of Defence; or an office before its holders.

    In Chinese, Japanese and Korean it may stand in brackets too: [浅利慶太](…)（[劇団](…)代表）.
    """
    text = unicodedata.normalize("NFKC", clean_text(content.text))
    if not lexicon.is_head_first and _names_office(text, lexicon):
        return True
    dash = None if lexicon.is_head_first else _DASH.search(text)
    behind = text[dash.end() :] if dash else text.partition(":" if ":" in text else ",")[2]
    tokens = lexicon.matcher.tokens(behind.split(",")[0][:_PROSE])
    first = takewhile(lambda token: "joint" not in token.classes, tokens)
    return any("office" in token.classes for token in first)


_DASH = lazy_pattern(r"\s[-–—]\s|-{2,}|[—―]{1,2}")


def _names_office(text: str, lexicon: Lexicon) -> bool:
    """True for 위원장: 김철수, 副主任: 甲 and 委员(按姓名笔画): 甲, for 부위원장 alone, over those who are, and for 甲野一(座長、海大学学長)."""
    before = lexicon.matcher.tokens(text.partition(":")[0].partition("(")[0][:_PROSE])
    if before and "office" in before[-1].classes and all(map(_is_of_office, behind_deputy(before))):
        return True
    bracket = _LAST_BRACKET.search(text)
    told = lexicon.matcher.tokens(bracket[1].replace(",", "、").split("、")[0]) if bracket else ()
    return bool(told) and "office" in told[-1].classes


def _is_of_office(token: Token) -> bool:
    return bool(token.classes & {"office", "seat", "free", "number", "joint", "name"})


_LAST_BRACKET = lazy_pattern(r"\(([^()]{1,80})\)$", needs="(")


def looks_of_table(
    columns: Columns, who: int, roles: Sequence[ColumnRole], lexicon: Lexicon, *, stand_right: bool
) -> tuple[Clue, ...]:
    """Return what makes a table look like one of members, from -3 to 3.5, or unlike it.

    Args:
        columns: the table's.
        who: the column that says who.
        roles: what stands in each column.
        lexicon: the words of the page's language.
        stand_right: no cell has slid, since the form kept the spans.
    """
    cells = filled_under(columns.rows[:_SAMPLE], who)
    all_features = [features_of(cell, lexicon) for cell in cells]
    if stand_right and (refused := _refused(columns, who, cells, all_features)):
        return (Clue(refused, _REFUSES),)
    if not cells:
        return ()
    if not names_several(columns, who):
        return (Clue("few names come again and again", _REFUSES),)
    clues = []
    if _most(all_features, lambda features: _is_collective_look(features, stand_right=stand_right)):
        clues.append(Clue("most names are countries or organizations", _CONFIRMS))
    if _TELLING.intersection(roles):
        clues.append(Clue("a column of parties or districts", _HINTS))
    elif _heads_seats(columns, who, lexicon):
        clues.append(Clue("the header of the names is a seat", _HINTS))
    elif ColumnRole.OFFICE in roles and roles[who] is ColumnRole.PERSON:
        clues.append(Clue("persons beside their offices", _HINTS))
    return tuple(clues)


def _heads_seats(columns: Columns, who: int, lexicon: Lexicon) -> bool:
    """True for a column of persons called by their seat: Minister, Judge."""
    header = columns.headers[who] if who < len(columns.headers) else ""
    tokens = lexicon.matcher.tokens(header)
    return bool(tokens) and all("seat" in token.classes for token in tokens)


def _is_collective_look(features: Features, *, stand_right: bool) -> bool:
    # Where rows have slid, a number or date in the column may be another's.
    return (features.country or features.organization) and (
        stand_right or not (features.number or features.date)
    )


def _refused(columns: Columns, who: int, cells: Sequence[Cell], all_features: Sequence[Features]) -> str:
    """What of a column and its table cannot be so among members; nothing where all can."""
    if not cells:
        return "the column of names is empty"
    if _most(all_features, lambda features: features.number or features.date or features.long, _FEW):
        return "numbers, dates or prose stand where the names should"
    if _is_ticked(columns, who):
        return "nearly all other cells are empty, as those of pictures are"
    return "most names hold a number" if _most(cells, _is_designation) else ""


def _is_ticked(columns: Columns, who: int) -> bool:
    """True for a matrix of pictures: which of the schools plays what."""
    others = [cell for row in columns.rows[:_SAMPLE] for index, cell in enumerate(row.cells) if index != who]
    width = max((len(row.cells) for row in columns.rows[:_SAMPLE]), default=0)
    blank = sum(1 for cell in others if cell.content.is_empty)
    return width >= _WIDE and blank > _NEARLY_ALL * len(others)


def _is_designation(cell: Cell) -> bool:
    """NGC 4486 is the name of no member."""
    link = cell.content.links[0] if cell.content.links else None
    name = label_of(link.target.title) if link and link.target else clean_text(cell.content.text)
    return any(map(str.isdigit, name.split("(")[0]))

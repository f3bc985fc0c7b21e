"""What data say, as statements that Wikidata could have: an item, a property, a value, what qualifies it, and who says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from icmlpo_rdf.export.wikidata_values import TimeValue, Value
from icmlpo_rdf.reasons import ToldReason

__all__ = [
    "COUNTRY",
    "END",
    "LOCATION",
    "MEMBER_OF",
    "NAMED_AS",
    "OBJECT_ROLE",
    "ONE_VALUE",
    "ORDINAL",
    "PARTICIPANT",
    "POINT_IN_TIME",
    "SERIES",
    "START",
    "SUBJECT_NAMED_AS",
    "SUBJECT_ROLE",
    "Cited",
    "Claim",
    "LeftOut",
    "Why",
    "counts",
    "merged",
]

PARTICIPANT, MEMBER_OF = "P710", "P463"
COUNTRY, LOCATION, POINT_IN_TIME, SERIES = "P17", "P276", "P585", "P179"
OBJECT_ROLE, SUBJECT_ROLE = "P3831", "P2868"
NAMED_AS, SUBJECT_NAMED_AS = "P1932", "P1810"
START, END, ORDINAL = "P580", "P582", "P1545"
ONE_VALUE = frozenset({COUNTRY, LOCATION, POINT_IN_TIME, SERIES})
"""Properties of a meeting that is held once: where Wikidata has another value, one of the two is wrong."""
_SEVERAL = frozenset({NAMED_AS, SUBJECT_NAMED_AS})
"""Qualifiers that may have several values."""


class Why(ToldReason):
    """Why a fact is not written."""

    NO_MEETING = ("meeting-without-item", "the meeting has no item; nothing is said of its series instead")
    NO_PARTICIPANT = ("participant-without-item", "whoever took part has no item")
    NO_BODY = ("body-without-item", "the body has no item")
    NO_MEMBER = ("member-without-item", "the member has no item")
    NO_PLACE = ("place-without-item", "the place has no item")
    NO_SERIES = ("series-without-item", "the series has no item")
    SEVERAL_ITEMS = ("several-items", "one of its ends is said to be several items")
    SAME_ITEM = ("one-item", "both of its ends are said to be one item")
    NO_ROLE = (
        "role-without-item",
        "nothing says which item the role is, and without it the statement says more than the page",
    )
    ROLE_LOST = ("role-not-written", "nothing says which item the role is; the statement stands without it")
    NO_MEMBERSHIP = ("no-membership", "observers and candidates are no members")
    NO_END = ("end-not-told", "a former member, and nothing says until when")
    NO_REVISION = ("no-revision", "nothing says of which revision of the page it is")
    DISAGREE = ("records-disagree", "several records say it, with other dates or roles")
    YEARS = ("several-years", "the meeting lay in several years")
    NOT_WRITABLE = ("value-not-writable", "the value has a character that commands cannot hold")
    THERE = ("already-there", "Wikidata has it")
    DEPRECATED = ("deprecated-there", "Wikidata has it as deprecated")
    OTHER_THERE = ("other-value-there", "Wikidata has another value")


@dataclass(frozen=True, slots=True, order=True)
class Cited:
    """A reference: an address, and when somebody looked at it; or where Wikipedia keeps the page."""

    rank: int
    """Footnotes of the row come before the page."""
    url: str
    accessed: TimeValue | None = field(default=None, compare=False)

    @property
    def is_page(self) -> bool:
        """Whether it is the page of Wikipedia itself."""
        return self.rank > 0


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that Wikidata could have."""

    item: str
    predicate: str
    value: Value
    shown: str
    """The value for people: a label, a date."""
    qualifiers: Mapping[str, frozenset[Value]]
    cited: tuple[Cited, ...]
    records: tuple[str, ...]
    """The IRIs of what says so."""

    @property
    def key(self) -> tuple[str, str, Value]:
        """What a statement is one by."""
        return self.item, self.predicate, self.value

    @property
    def order(self) -> tuple[int, int, str]:
        """What statements are sorted by."""
        return _number(self.item), _number(self.predicate), _padded(str(self.value))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fact, or one value of it, that is not written."""

    why: Why
    record: str
    """The IRI of what says so."""
    what: str
    """Of whom or what it is, for people."""


def merged(claims: Iterable[Claim]) -> tuple[list[Claim], list[LeftOut]]:
    """Return one claim for each item, property and value, in their order.

    Commands that say the same are one statement there, and the qualifiers of the second are lost. So names and references of all
    records are put together; where they disagree in dates or roles, none is written.
    """
    groups: dict[tuple[str, str, Value], list[Claim]] = {}
    for one in claims:
        groups.setdefault(one.key, []).append(one)
    found, left = list[Claim](), list[LeftOut]()
    for group in groups.values():
        together = _together(group)
        if together is None:
            left += [
                LeftOut(Why.DISAGREE, record, f"{one.item} {one.predicate} {one.shown}")
                for one in group
                for record in one.records
            ]
        else:
            found.append(together)
    return sorted(found, key=lambda one: one.order), left


def _together(group: Sequence[Claim]) -> Claim | None:
    qualifiers: dict[str, frozenset[Value]] = {}
    for name in {name for one in group for name in one.qualifiers}:
        said = [one.qualifiers.get(name, frozenset()) for one in group]
        values = frozenset[Value]().union(*said)
        if name not in _SEVERAL and len(values) > 1:
            return None
        qualifiers[name] = values
    cited = sorted({reference for one in group for reference in one.cited})
    records = tuple(dict.fromkeys(record for one in group for record in one.records))
    return replace(group[0], qualifiers=qualifiers, cited=tuple(cited), records=records)


def _number(identifier: str) -> int:
    return int(identifier[1:])


def _padded(text: str) -> str:
    """A text in whose order numbers stand by their size."""
    return re.sub(r"\d+", lambda match: match[0].zfill(12), text)


def counts(left: Iterable[LeftOut]) -> Counter[Why]:
    """Return how many facts, or values of facts, are not written, by why."""
    return Counter(one.why for one in left)

"""What people decided: which things are the same, which are different, which nobody knows; who decided it, when and why.

The file is SSSOM's table (https://mapping-commons.github.io/sssom/): `subject_id predicate_id object_id mapping_justification`,
and as far as they are there `predicate_modifier author_id mapping_date comment`. `owl:sameAs` and `skos:exactMatch` say same, with
the modifier `Not` different, as `owl:differentFrom` does; `skos:closeMatch` and `skos:relatedMatch` say that nobody is sure.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from pyoxigraph import NamedNode

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.quads.wikidata_items import ENTITY, item_of

__all__ = ["Decision", "Decisions", "Verdict", "gathered", "read_decisions"]

_OWL, _SKOS = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2004/02/skos/core#"
_PREFIXES = {"owl": _OWL, "skos": _SKOS, "wd": ENTITY}
_NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_PREFIX = lazy_pattern(r"""#\s+([\w.-]+):\s*["']?([^\s"']+)["']?\s*$""")
_CURIE = lazy_pattern(r"([\w.-]+):(.+)")
_WIKIDATA = lazy_pattern(r"https?://(?:www|m)\.wikidata\.org/(?:entity|wiki)/(Q[1-9]\d*)")
_DAY = lazy_pattern(r"\d{4}-\d\d-\d\d")


class Verdict(Enum):
    """What was decided of two things."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


_VERDICTS = {
    f"{_OWL}sameAs": Verdict.SAME,
    f"{_SKOS}exactMatch": Verdict.SAME,
    f"{_OWL}differentFrom": Verdict.DIFFERENT,
    f"{_SKOS}closeMatch": Verdict.UNSURE,
    f"{_SKOS}relatedMatch": Verdict.UNSURE,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the file."""

    thing: str
    """An IRI."""
    other: str
    """Another; of a thing and an item of Wikidata this is the item."""
    verdict: Verdict
    place: str
    """The file's name and the line."""
    who: str = ""
    when: str = ""
    why: str = ""

    @property
    def pair(self) -> frozenset[str]:
        """Both, in no order."""
        return frozenset((self.thing, self.other))

    @property
    def things(self) -> tuple[str, ...]:
        """Those of them that pages may speak of: no items of Wikidata, no terms of our ontology, such as roles."""
        ends = (self.thing, self.other)
        return tuple(one for one in ends if not item_of(one) and not one.startswith(PREFIXES["icm"]))


@dataclass(frozen=True, slots=True)
class Decisions:
    """All of a file, of which no two contradict each other."""

    every: tuple[Decision, ...] = ()
    _classes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For each thing those that it is the same as, itself among them."""

    def class_of(self, iri: str) -> frozenset[str]:
        """Return all that a thing is the same as, itself among them."""
        return self._classes.get(iri, frozenset((iri,)))

    def item_of(self, iri: str) -> str:
        """Return the item that a thing was decided to be; empty where there is none."""
        return next((item for one in self.class_of(iri) if (item := item_of(one))), "")

    def forbids(self, iri: str, other: str) -> Decision | None:
        """Return what keeps two things apart: that they were found different, or that nobody is sure."""
        ours, theirs = self.class_of(iri), self.class_of(other)
        for one in self.every:
            is_between = (one.thing in ours and one.other in theirs) or (
                one.thing in theirs and one.other in ours
            )
            if one.verdict is not Verdict.SAME and is_between:
                return one
        return None


def read_decisions(text: str, origin: str) -> Decisions:
    """Return what a file decides.

    Args:
        text: the file's.
        origin: its name.

    Raises:
        DataError: it is no such table, a line says nothing that is known, or lines contradict each other or say in a circle
            what others of them say.
    """
    every = tuple(_rows(text, origin))
    return Decisions(every, _checked(every, origin))


def gathered(every: Iterable[Decision]) -> Decisions:
    """Return what several files decide together; what one says that others say too is no fault.

    Raises:
        DataError: they contradict each other.
    """
    every = tuple(every)
    return Decisions(every, _checked(every, None))


def _rows(text: str, origin: str) -> Iterator[Decision]:
    lines = text.splitlines()
    begin = _begin_of_table(lines)
    prefixes = _PREFIXES | {match[1]: match[2] for match in map(_PREFIX.match, lines) if match}
    reader = csv.DictReader(io.StringIO("\n".join(lines[begin:])), delimiter="\t", strict=True)
    missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise DataError(
            f"it has no column {missing[0]}",
            mend=f"write SSSOM's table, whose first columns are {', '.join(_NEEDED)}",
            origin=origin,
            line=begin + 1,
        )
    read = reader.line_num
    try:
        for row in reader:
            read = reader.line_num
            said = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
            if any(said.values()):
                yield _decision(said, prefixes, origin, begin + read)
    except csv.Error as error:
        raise DataError(
            "a quotation mark opens there that nothing closes",
            mend="write it twice, and the whole cell between two of them",
            origin=origin,
            line=begin + read + 1,
        ) from error


def _begin_of_table(lines: Sequence[str]) -> int:
    """How many lines of metadata and blank ones stand before the table."""
    return next((at for at, line in enumerate(lines) if line and not line.startswith("#")), len(lines))


def _decision(said: Mapping[str, str], prefixes: Mapping[str, str], origin: str, line: int) -> Decision:
    def wrong(what: str, mend: str) -> DataError:
        return DataError(what, mend=mend, origin=origin, line=line)

    ids = {}
    for name in ("subject_id", "predicate_id", "object_id"):
        iri = _iri(said[name], prefixes)
        if iri is None:
            what, mend = (
                f"its {name} {said[name]!r} is no IRI",
                "write it whole, or name its prefix in the curie_map",
            )
            if " " in said[name]:
                what, mend = f"{what}: it holds a blank", "write _ in its place"
            raise wrong(what, mend)
        ids[name] = iri
    verdict = _VERDICTS.get(ids["predicate_id"])
    modifier = said.get("predicate_modifier", "").lower()
    if modifier == "not" and verdict is Verdict.SAME:
        verdict = Verdict.DIFFERENT
    elif modifier or verdict is None:
        shown = f"{said['predicate_id']} {said.get('predicate_modifier', '')}".strip()
        raise wrong(
            f"{shown!r} decides nothing",
            "write owl:sameAs, owl:differentFrom, or skos:closeMatch for what nobody is sure of",
        )
    thing, other = ids["subject_id"], ids["object_id"]
    if item_of(thing) and not item_of(other):
        thing, other = other, thing
    if thing == other:
        raise wrong("it speaks of one thing twice", "name two")
    when = said.get("mapping_date", "")
    if when and not (_DAY.fullmatch(when) and _is_day(when)):
        raise wrong(f"its mapping_date {when!r} is no day", "write it as 2026-11-01")
    place = f"{origin.rpartition('/')[2]}, line {line}"
    return Decision(thing, other, verdict, place, said.get("author_id", ""), when, said.get("comment", ""))


def _is_day(text: str) -> bool:
    """Whether it is a day of the calendar: there is no 31st of February."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _iri(written: str, prefixes: Mapping[str, str]) -> str | None:
    text = written.removeprefix("<").removesuffix(">")
    if "://" not in text:
        match = _CURIE.fullmatch(text)
        if match is None or match[1] not in prefixes:
            return None
        text = prefixes[match[1]] + match[2]
    if item := _WIKIDATA.fullmatch(text):
        return ENTITY + item[1]
    try:
        return NamedNode(text).value
    except ValueError:
        return None


def _checked(every: Iterable[Decision], origin: str | None) -> dict[str, frozenset[str]]:
    """What each thing is the same as, where nothing is said against itself, nor twice in one file; None: in several."""
    decided: dict[frozenset[str], Decision] = {}
    classes: dict[str, frozenset[str]] = {}
    for one in every:
        before = decided.setdefault(one.pair, one)
        if before is not one:
            if origin is None and before.verdict is one.verdict:
                continue
            what = "says again what is said" if before.verdict is one.verdict else "contradicts what is said"
            raise _wrong(one, f"it {what} in {before.place}", origin)
        if one.verdict is not Verdict.SAME:
            continue
        ours, theirs = (classes.get(iri, frozenset((iri,))) for iri in (one.thing, one.other))
        if ours is theirs:
            if origin is None:
                continue
            raise _wrong(
                one, "it closes a circle: other lines together say already that these are the same", origin
            )
        together = ours | theirs
        items = sorted(filter(item_of, together))
        if len(items) > 1:
            raise _wrong(
                one,
                f"with other lines it makes one thing of {item_of(items[0])} and {item_of(items[1])}",
                origin,
            )
        classes |= dict.fromkeys(together, together)
    for one in decided.values():
        if one.verdict is not Verdict.SAME and one.other in classes.get(one.thing, ()):
            raise _wrong(one, f"it says {one.verdict.value}, and other lines together say same", origin)
    return classes


def _wrong(one: Decision, what: str, origin: str | None) -> DataError:
    name, _, line = one.place.rpartition(", line ")
    number = int(line) if line.isdecimal() else None
    return DataError(what, mend="leave one of the lines out", origin=origin or name, line=number)

"""Comparing what pages say of a meeting, a series or a body.

A page tells of a meeting or series where it says that it is one, of a body where it names a member or is the body's own, of
who attended or is a member where it names anybody: only such pages are compared, so that silence is no denial.
What a page links to, and which names it prints, is compared of pages that are about the thing itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad, Store

from icmlpo_rdf.agree.claims import Claim, Comparison, Page, Said, Verdict
from icmlpo_rdf.agree.places_in_lists import instead_of
from icmlpo_rdf.quads.source_places import Evidence
from icmlpo_rdf.quads.vocab import Dcterms, Foaf, Icm, Org, Owl, Prov, Rdf, Rdfs, Schema, Skosxl
from icmlpo_rdf.store.decided import is_linked
from icmlpo_rdf.store.lookups import Lookups, Text
from icmlpo_rdf.views.attendance import Role, role_of

__all__ = ["compared", "tellers", "things_told_of"]

_KINDS = (Icm.MEETING_SERIES, Icm.MEETING)
_SINGLE = (Icm.ordinal, Icm.year, Schema.start_date, Schema.end_date)
_LINKS = (Owl.different_from, Rdfs.see_also, Dcterms.subject, Icm.wikilink)
_NAMES = (Skosxl.pref_label, Skosxl.alt_label)
_ORDER = (
    Icm.series,
    Icm.attended_by,
    Icm.has_member,
    *_SINGLE,
    Schema.location,
    Skosxl.literal_form,
    *_LINKS,
)
_VERDICTS = tuple(Verdict)


def things_told_of(store: Store) -> list[NamedNode]:
    """Return the meetings, series and bodies that several pages tell of: a series before its meetings, the newest first."""
    teller = _Teller(store)
    look = teller.look
    found = {one for kind in _KINDS for one in look.of_class(kind)}
    found |= {
        body for record in look.of_class(Icm.MEMBERSHIP) for body in look.things(record, Org.organization)
    }
    found |= {
        quad.object
        for quad in store.quads_for_pattern(None, Foaf.primary_topic, None, None)
        if isinstance(quad.object, NamedNode)
    }
    several = [one for one in found if len(teller.pages(one)) > 1]

    def key(thing: NamedNode) -> tuple[str, str, int, str]:
        series = next(iter(look.things(thing, Icm.series)), thing)
        return (
            look.label(series).value,
            series.value,
            0 if series == thing else look.order(thing),
            thing.value,
        )

    # What is no series has order 0 as a series has: its own IRI puts it first.
    return sorted(several, key=lambda one: (*key(one)[:2], look.has(one, Icm.series, None), *key(one)[2:]))


def tellers(store: Store, thing: NamedNode) -> list[str]:
    """Return the sources of the pages that tell of a meeting, series or body."""
    return _Teller(store).pages(thing)


def compared(store: Store, thing: NamedNode, came_along: Collection[str] = ()) -> Comparison:
    """Return what the pages of a store say of a thing.

    Args:
        store: as `joined_store` makes it.
        thing: the thing.
        came_along: those that are one because others are.
    """
    teller = _Teller(store)
    look = teller.look
    pages = tuple(Page(one, teller.name(one)) for one in teller.pages(thing))
    claims = [*teller.records(thing), *teller.values(thing), *teller.links(thing)]
    ranks = {predicate: rank for rank, predicate in enumerate(_ORDER)}
    claims.sort(
        key=lambda one: (_VERDICTS.index(one.verdict), ranks[one.predicate], one.label.value, str(one.shown))
    )
    return Comparison(
        iri=thing.value,
        label=look.label(thing),
        pages=pages,
        joined_by=tuple(dict.fromkeys(teller.joins(thing, came_along))),
        claims=tuple(claims),
        instead=tuple(instead_of(look, [one for one in claims if one.predicate == Icm.attended_by])),
    )


class _Teller:
    """Tells who says what in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.look = Lookups(store)

    def name(self, source: str) -> str:
        name = self.look.text(NamedNode(source), Schema.name)
        return name.value if name else source

    def pages(self, thing: NamedNode) -> list[str]:
        """The sources that tell of a thing, in the order of their IRIs."""
        found = set(self._own(thing))
        for quad in self._store.quads_for_pattern(thing, Rdf.type, None, None):
            if quad.object in _KINDS and (source := self._source(quad)):
                found.add(source)
        for predicate in (Icm.meeting, Org.organization):
            for record in self.look.subjects(predicate, thing):
                found |= {one.source for one in self.look.evidence(record)}
        return sorted(found)

    def _own(self, thing: NamedNode) -> list[str]:
        """The pages that are about a thing."""
        return [one.value for one in self.look.subjects(Foaf.primary_topic, thing)]

    def _source(self, quad: Quad) -> str | None:
        """The page that states something: its graph; without graphs the only page that speaks of the thing."""
        if is_linked(quad):
            return None
        if isinstance(quad.graph_name, NamedNode):
            return quad.graph_name.value
        told = (
            {one.source for one in self.look.evidence(quad.subject)}
            if isinstance(quad.subject, NamedNode)
            else set()
        )
        return next(iter(told)) if len(told) == 1 else None

    def records(self, thing: NamedNode) -> Iterator[Claim]:
        """Who attended it, and who is a member."""
        for predicate, whole, ends in (
            (Icm.attended_by, Icm.meeting, (Icm.organization, Icm.participant)),
            (Icm.has_member, Org.organization, (Org.member,)),
        ):
            found: defaultdict[NamedNode, list[Said]] = defaultdict(list)
            for record in self.look.subjects(whole, thing):
                for who in self.look.things(record, *ends):
                    found[who] += self._recorded(record)
            telling = {one.source for said in found.values() for one in said}
            for who, said in found.items():
                claimed = (thing, predicate, who)
                yield self._claim(claimed, who, said, telling, are_different=_roles_differ(said))

    def _recorded(self, record: NamedNode) -> Iterator[Said]:
        look = self.look
        by_source: defaultdict[str, list[Evidence]] = defaultdict(list)
        for one in look.evidence(record):
            by_source[one.source].append(one)
        roles = look.things(record, Icm.role, Org.role)
        texts = [
            ", ".join(one.value for one in look.texts(record, predicate))
            for predicate in (Icm.name_as_printed, Icm.place_as_printed, Schema.start_date, Schema.end_date)
        ]
        for source, evidence in by_source.items():
            yield Said(source, tuple(evidence), role_of(roles), *texts)

    def values(self, thing: NamedNode) -> Iterator[Claim]:
        """When and where it was, which number it has; of a series, its meetings."""
        for predicate in (*_SINGLE, Schema.location):
            found = self._values(thing, predicate)
            telling = {source for by in found.values() for source in by}
            are_different = predicate in _SINGLE and _values_differ(found)
            for value, sources in found.items():
                said = [Said(source, self._evidence(thing, source)) for source in sources]
                claimed = (thing, predicate, value)
                yield self._claim(claimed, value, said, telling, are_different=are_different)
        held: defaultdict[NamedNode, set[str]] = defaultdict(set)
        for quad in self._store.quads_for_pattern(None, Icm.series, thing, None):
            if isinstance(quad.subject, NamedNode) and (source := self._source(quad)):
                held[quad.subject].add(source)
        telling = {source for sources in held.values() for source in sources}
        for meeting, sources in held.items():
            said = [Said(source, self._evidence(meeting, source)) for source in sources]
            yield self._claim((meeting, Icm.series, thing), meeting, said, telling)

    def links(self, thing: NamedNode) -> Iterator[Claim]:
        """What its own pages link to, and which names they print for it."""
        own = set(self._own(thing))
        if len(own) < 2:
            return
        for predicate in _LINKS:
            for value, sources in self._values(thing, predicate).items():
                said = [Said(one, self._where(thing, value, one)) for one in sources if one in own]
                yield self._claim((thing, predicate, value), value, said, own)
        names: defaultdict[Literal, list[Said]] = defaultdict(list)
        for name in self.look.things(thing, *_NAMES):
            for form in self.look.texts(name, Skosxl.literal_form):
                for source in {one.source for one in self.look.evidence(name)} & own:
                    text = Literal(form.value, language=form.language or None)
                    names[text].append(Said(source, self._evidence(name, source)))
        for text, said in names.items():
            yield self._claim((thing, Skosxl.literal_form, text), text, said, own)

    def _values(self, thing: NamedNode, predicate: NamedNode) -> dict[NamedNode | Literal, set[str]]:
        found: defaultdict[NamedNode | Literal, set[str]] = defaultdict(set)
        for quad in self._store.quads_for_pattern(thing, predicate, None, None):
            if isinstance(quad.object, NamedNode | Literal) and (source := self._source(quad)):
                found[quad.object].add(source)
        return found

    def _evidence(self, thing: NamedNode, source: str) -> tuple[Evidence, ...]:
        return tuple(one for one in self.look.evidence(thing) if one.source == source)

    def _where(self, thing: NamedNode, value: NamedNode | Literal, source: str) -> tuple[Evidence, ...]:
        """Where a link stands, as far as the data say: what is linked may have lines of its own."""
        own = self._evidence(value, source) if isinstance(value, NamedNode) else ()
        return own or self._evidence(thing, source)

    def _claim(
        self,
        claimed: tuple[NamedNode, NamedNode, NamedNode | Literal],
        shown: NamedNode | Literal,
        said: Iterable[Said],
        telling: set[str],
        *,
        are_different: bool = False,
    ) -> Claim:
        ordered = tuple(sorted(said, key=lambda one: (one.source, one.evidence)))
        by = {one.source for one in ordered}
        verdict = Verdict.SOME
        if are_different:
            verdict = Verdict.DIFFERENT
        elif len(by) == 1:
            verdict = Verdict.ALONE
        elif by >= telling:
            verdict = Verdict.ALIKE
        if isinstance(shown, NamedNode):
            label = self.look.label(shown)
        else:
            label = Text(shown.value, (shown.language or "").lower())
        return Claim(*claimed, shown, label, ordered, verdict)

    def joins(self, thing: NamedNode, came_along: Collection[str]) -> Iterator[str]:
        """What says that a thing of several names is one: decisions by their lines, sources by their names."""
        if thing.value in came_along:
            series = [self.look.label(one).value for one in self.look.things(thing, Icm.series)]
            yield (
                f"its number or year in {series[0]}"
                if series
                else "the name that the pages of one thing give it"
            )
        for record in self.look.subjects(Icm.identified, thing):
            for source in self.look.things(record, Prov.was_derived_from):
                name, day = self.look.text(source, Schema.name), self.look.text(source, Dcterms.issued)
                why = self.look.text(source, Rdfs.comment)
                told = ", ".join(one.value for one in (day, why) if one)
                yield f"{name.value if name else source.value}{f' ({told})' if told else ''}"


def _roles_differ(said: Sequence[Said]) -> bool:
    """Whether pages name different roles, or dates that cannot both be; a page that names none denies none."""
    by_page: defaultdict[str, set[Role]] = defaultdict(set)
    for one in said:
        if one.role not in {None, Role.PARTICIPANT}:
            by_page[one.source].add(one.role or Role.PARTICIPANT)
    roles = list(by_page.values())
    if any(one.isdisjoint(other) for one in roles for other in roles):
        return True
    return any(
        not _are_one(left, right)
        for dates in ([one.start for one in said], [one.end for one in said])
        for left in dates
        for right in dates
    )


def _values_differ(found: Mapping[NamedNode | Literal, set[str]]) -> bool:
    """Whether different pages give values that cannot both be: 2011-05 and 2011-05-03 can."""
    pairs = ((one, other) for one in found for other in found if found[one] != found[other])
    return any(not _are_one(one.value, other.value) for one, other in pairs)


def _are_one(left: str, right: str) -> bool:
    """Whether one date or number is the other, or says no less than its beginning."""
    short, long = sorted((left, right), key=len)
    return long == short or not short or long.startswith(f"{short}-")

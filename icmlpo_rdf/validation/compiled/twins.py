"""Plain functions beside the shapes' SPARQL constraints, because a query on each page costs more than converting it.

A twin proves that a focus node is right. Where it cannot, the query itself is asked, so that a twin decides no
verdict against a page. It stands for one text: change a constraint in the shapes, and its twin is passed over (and a
test says so) until somebody has read both again and written the new digest here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Final

from pyoxigraph import NamedNode

from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.quads.vocab import Foaf, Icm, Org, Prov, Rdf, Rdfs, Schema, Skos, Skosxl
from icmlpo_rdf.validation.compiled.constraints import text_of
from icmlpo_rdf.validation.compiled.triple_index import Index, Term

__all__ = ["BACKWARDS", "TWINS", "Twin", "digest_of", "twin_of"]

Twin = Callable[[Index, Term], bool]
"""Whether a focus node is surely right; graph, focus node → True, or False where only the query can tell."""

BACKWARDS: Final[frozenset[Term]] = frozenset(
    {
        Prov.was_derived_from,
        Schema.start_date,
        Icm.has_member,
        Icm.meeting,
        Icm.organization,
        Icm.participant,
        Org.role,
        Org.member,
    }
)
"""The predicates that twins ask for their subjects."""

_SAME_AS: Final = NamedNode(f"{PREFIXES['owl']}sameAs")
_WHO: Final = (Icm.organization, Icm.participant)
_COUNTED_ROLES: Final = frozenset(
    {Icm.MEMBER_ROLE, Icm.FOUNDING_MEMBER_ROLE, Icm.ASSOCIATE_MEMBER_ROLE, Icm.FORMER_MEMBER_ROLE}
)
_MEETING_SAYS: Final = frozenset(
    {
        Rdf.type, Rdfs.label, Skos.alt_label, Skosxl.pref_label, Skosxl.alt_label, Prov.was_derived_from, Icm.series,
        Icm.ordinal, Icm.year, Schema.start_date, Schema.end_date, Icm.date_as_printed, Schema.location,
        Icm.place_as_printed, Icm.attended_by, Icm.has_participation, NamedNode(f"{PREFIXES['schema']}attendee"),
        NamedNode(f"{PREFIXES['schema']}superEvent"), _SAME_AS,
    }
)  # fmt: skip
_LINES: Final = re.compile(r"([^#]+)#line=(\d+),(\d+)")
_CAPITAL_INSIDE: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _statements(index: Index, predicate: Term) -> Iterator[tuple[Term, Term]]:
    """Each subject and value of a predicate."""
    for value, subjects in index.pairs.get(predicate, {}).items():
        for subject in subjects:
            yield subject, value


# Meetings.


def _meeting_says_no_more(index: Index, meeting: Term) -> bool:
    return "#" not in text_of(meeting) or _MEETING_SAYS.issuperset(index.by_subject[meeting])


def _attendance_has_evidence(index: Index, meeting: Term) -> bool:
    told = {
        who
        for participation in index.subjects(meeting, Icm.meeting)
        if index.values(participation, Prov.was_derived_from)
        for predicate in _WHO
        for who in index.values(participation, predicate)
    }
    return told.issuperset(index.values(meeting, Icm.attended_by))


def _evidence_is_attendance(index: Index, meeting: Term) -> bool:
    attended = set(index.values(meeting, Icm.attended_by))
    return all(
        who in attended
        for participation in index.subjects(meeting, Icm.meeting)
        for predicate in _WHO
        for who in index.values(participation, predicate)
    )


def _participations_bear_its_name(index: Index, meeting: Term) -> bool:
    iri = text_of(meeting)
    # A meeting with a page of its own is left to the query, which undoes the escapes of its title.
    return "#" in iri and all(
        text_of(participation).startswith(iri) for participation in index.subjects(meeting, Icm.meeting)
    )


def _printed_names_are_labels(index: Index, meeting: Term) -> bool:
    for participation in index.subjects(meeting, Icm.meeting):
        printed = index.values(participation, Icm.name_as_printed)
        for predicate in _WHO:
            for who in index.values(participation, predicate):
                labels = index.values(who, Rdfs.label), index.values(who, Skos.alt_label)
                if not all(name in labels[0] or name in labels[1] for name in printed):
                    return False
    return True


# Records. The focus node is the predicate owl:sameAs.


def _nothing_is_the_same(index: Index, predicate: Term) -> bool:
    return not any(predicate in said for said in index.by_subject.values())


# Evidence. The focus node is the predicate prov:wasDerivedFrom.


def _lines_hold_a_line(index: Index, predicate: Term) -> bool:
    matches = (_LINES.fullmatch(text_of(value)) for value in index.pairs.get(predicate, ()))
    return all(match and int(match[2]) < int(match[3]) for match in matches)


def _files_are_known(index: Index, predicate: Term) -> bool:
    files = {text_of(value).partition("#line=")[0] for value in index.pairs.get(predicate, ())}
    return files <= {text_of(page) for page in index.of_class.get(Icm.PAGE, ())}


def _files_speak_of_the_thing(index: Index, predicate: Term) -> bool:
    topics = {
        text_of(page): {text_of(topic) for topic in index.values(page, Foaf.primary_topic)}
        for page in index.of_class.get(Icm.PAGE, ())
    }
    for value, subjects in index.pairs.get(predicate, {}).items():
        file, _, _ = text_of(value).partition("#line=")
        if file not in topics:
            return False
        for subject in subjects:
            page, mark, _ = text_of(subject).partition("#")
            if mark and topics[file] != {page}:
                return False
    return True


# Memberships. The focus node is icm:hasMember or org:role.


def _counted(index: Index, membership: Term) -> bool:
    return not _COUNTED_ROLES.isdisjoint(index.values(membership, Org.role))


def _members_have_a_membership(index: Index, has_member: Term) -> bool:
    return all(
        any(
            body in index.values(membership, Org.organization)
            and _counted(index, membership)
            and index.values(membership, Prov.was_derived_from)
            for membership in index.subjects(member, Org.member)
        )
        for body, member in _statements(index, has_member)
    )


def _memberships_have_a_member(index: Index, has_member: Term) -> bool:
    members = set(_statements(index, has_member))
    return all(
        (body, member) in members
        for membership, member in _statements(index, Org.member)
        if _counted(index, membership)
        for body in index.values(membership, Org.organization)
    )


def _iris_bear_the_role(index: Index, predicate: Term) -> bool:
    for role, memberships in index.pairs.get(predicate, {}).items():
        name = text_of(role).rpartition("#")[2].removesuffix("Role")
        word = _CAPITAL_INSIDE.sub("-", name).lower()
        begins = tuple(f"{word}{behind}" for behind in ("/", ":", "~", "-of-"))
        for membership in memberships:
            fragment = text_of(membership).partition("#")[2]
            if not fragment.startswith(begins):
                return False
    return True


def _ends_after_start(index: Index, start_date: Term) -> bool:
    for thing, value in _statements(index, start_date):
        for end in index.values(thing, Schema.end_date):
            first, last = text_of(value), text_of(end)
            known = min(len(first), len(last))
            if first[:known] > last[:known]:
                return False
    return True


def _tags_are_small(_index: Index, _predicate: Term) -> bool:
    """Always: pyoxigraph has every language tag in lower case, so that its queries find none in capitals either."""
    return True


TWINS: Final[dict[str, tuple[Twin, str]]] = {
    "meeting-with-another-property": (_meeting_says_no_more, "0a9dcab62065528c"),
    "attendance-without-evidence": (_attendance_has_evidence, "5e9569a311d6a5c0"),
    "evidence-without-attendance": (_evidence_is_attendance, "bfa4b9ac3ace321f"),
    "participation-of-another-name": (_participations_bear_its_name, "638bff325c2e7dd4"),
    "printed-name-without-label": (_printed_names_are_labels, "74118f3f1469d4e9"),
    "language-tag-in-capitals": (_tags_are_small, "097f832bb7add0d6"),
    "record-same-as-another": (_nothing_is_the_same, "fe4da0233b901360"),
    "evidence-of-no-line": (_lines_hold_a_line, "d77edef7a47ca49e"),
    "evidence-of-unknown-file": (_files_are_known, "ee20b583ed5317f0"),
    "evidence-of-another-page": (_files_speak_of_the_thing, "506e2fd83850b959"),
    "member-without-membership": (_members_have_a_membership, "f33e2d252c613970"),
    "membership-without-member": (_memberships_have_a_member, "75ea7e9a9edf06eb"),
    "membership-of-another-role": (_iris_bear_the_role, "5120a23878e6ffa7"),
    "end-before-start": (_ends_after_start, "fad1809d716bd585"),
}
"""Each constraint's twin, and the digest of the query that it was written for, by the constraint's name."""


def digest_of(select: str) -> str:
    """Return what tells a query from another: white space aside, its first 64 bits of SHA-256."""
    return sha256(" ".join(select.split()).encode()).hexdigest()[:16]


def twin_of(name: str, select: str) -> Twin | None:
    """Return a constraint's twin, or None when it has none or its query is no longer the one that was read."""
    twin, digest = TWINS.get(name, (None, ""))
    return twin if digest == digest_of(select) else None

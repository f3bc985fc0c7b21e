"""Data in which every text tries something: markup, quotes, templates, direction marks, length, false addresses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store

from icmlpo_rdf.quads.vocab import Dcterms, Foaf, Icm, Org, Prov, Rdf, Rdfs, Schema, Xsd
from icmlpo_rdf.store.rdf_files import store_of

__all__ = ["NASTY", "SERIES", "SOURCE_NAME", "SOURCE_TEXT", "hostile_store"]

_B = "http://example.org/zh/"
_SOURCE = NamedNode("http://example.org/source/zh/页")
SERIES = f"{_B}系列"
SOURCE_NAME = "页<img src=x onerror=window.ran=1>.md"

NASTY = (
    "<script>window.ran=1</script>",
    "</style></title></script><script>window.ran=1</script>",
    "\"><img src='http://127.0.0.1:9/a.png' onerror='window.ran=1'>",
    "' onmouseover='window.ran=1' x='",
    "<svg onload=window.ran=1><a xlink:href='javascript:window.ran=1'>x</a></svg>",
    "{{ 7 * 7 }}{% for x in y %}",
    "]]><!-- --> &lt;script&gt; &#60;",
    "甲\u202e<txt.exe\u202d乙\u2066丙",
    "a\x00b\x01c\x1bd\ufffee\uffff",
    "<base href='http://127.0.0.1:9/'><meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
    "长" * 3_000,
    "W" * 3_000,
    "e" + "\u0301" * 2_000,
    "مرحبا بالعالم",
    "line\none\r\ntwo\u2028three\tfour",
)
"""What a dump may hold as a name."""

SOURCE_TEXT = "\n".join(one.replace("\n", " ").replace("\r", " ") for one in NASTY) + "\n"


def hostile_store() -> Store:
    """A store whose every label, name, place, remark and address is hostile."""
    return store_of(_quads())


def _quads() -> Iterator[Quad]:
    for subject, predicate, value in _statements():
        yield Quad(subject, predicate, value, _SOURCE)


def _statements() -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    series, false = NamedNode(SERIES), NamedNode("javascript:window.ran=1")
    yield series, Rdf.type, Icm.MEETING_SERIES
    yield series, Rdf.type, Icm.ORGANIZATION
    yield series, Rdfs.label, _text(NASTY[1])
    yield _SOURCE, Rdf.type, Icm.PAGE
    yield _SOURCE, Schema.name, Literal(SOURCE_NAME)
    yield _SOURCE, Schema.sha256, Literal(hashlib.sha256(SOURCE_TEXT.encode()).hexdigest())
    yield _SOURCE, Schema.in_language, Literal('zh"><script>window.ran=1</script>')
    yield _SOURCE, Dcterms.rights, _text(NASTY[0])
    yield _SOURCE, Dcterms.license, false
    yield (
        _SOURCE,
        Dcterms.source,
        NamedNode("data:text/html,<script>window.ran=1</script>".replace("<", "%3C").replace(">", "%3E")),
    )
    yield _SOURCE, Foaf.primary_topic, series
    for number, name in enumerate(NASTY, 1):
        meeting, who = NamedNode(f"{SERIES}#meeting-{number}"), NamedNode(f"{_B}{number}")
        record, membership = NamedNode(f"{SERIES}#p-{number}"), NamedNode(f"{SERIES}#m-{number}")
        lines = NamedNode(f"{_SOURCE.value}#line={number - 1},{number}")
        yield meeting, Rdf.type, Icm.MEETING
        yield meeting, Icm.series, series
        yield meeting, Rdfs.label, _text(name)
        yield meeting, Icm.place_as_printed, _text(name)
        yield meeting, Icm.date_as_printed, _text(name)
        yield meeting, Foaf.is_primary_topic_of, false
        yield meeting, Prov.was_derived_from, lines
        if number % 2:
            yield meeting, Icm.year, Literal(str(1900 + number), datatype=Xsd.g_year)
        yield who, Rdf.type, Icm.PERSON if number % 3 else Icm.ORGANIZATION
        yield who, Rdfs.label, _text(name)
        yield who, Foaf.is_primary_topic_of, false
        for one in {meeting, NamedNode(f"{SERIES}#meeting-1")}:
            yield one, Icm.attended_by, who
        yield record, Rdf.type, Icm.PARTICIPATION
        yield record, Icm.meeting, meeting
        yield record, Icm.participant, who
        for predicate in (Icm.name_as_printed, Icm.place_as_printed, Icm.status_as_printed):
            yield record, predicate, _text(name)
        yield record, Icm.on_behalf_of, NamedNode(f"{_B}1")
        yield record, Prov.was_derived_from, lines
        yield membership, Rdf.type, Icm.MEMBERSHIP
        yield membership, Org.organization, series
        yield membership, Org.member, who
        yield membership, Org.role, Icm.MEMBER_ROLE
        yield membership, Icm.name_as_printed, _text(f"{name}!")
        yield membership, Schema.start_date, Literal(name)
        yield membership, Prov.was_derived_from, lines


def _text(text: str) -> Literal:
    return Literal(text, language="zh")

"""What the program's quads state of a page, asked as a user asks: with SPARQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from icmlpo_rdf.convert import convert
from icmlpo_rdf.facts import Facts, WikiThing
from icmlpo_rdf.options import ConvertOptions, PageOptions
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.source import read_page_file
from tests.gate.gold import BASE, GoldPage, Key, Link

__all__ = ["Stated", "stated_by", "stated_in"]

_LINKS = """
SELECT ?thing ?in WHERE { ?page foaf:primaryTopic ?subject . ?subject icm:wikilink ?thing .
  OPTIONAL { ?thing icm:inDump ?in } }"""
_MEETINGS = """
SELECT ?meeting ?start ?end ?year (GROUP_CONCAT(DISTINCT ?printed; SEPARATOR="+") AS ?places) WHERE {
  ?meeting a icm:Meeting .
  OPTIONAL { ?meeting schema:startDate ?start } OPTIONAL { ?meeting schema:endDate ?end }
  OPTIONAL { ?meeting icm:year ?year } OPTIONAL { ?meeting icm:placeAsPrinted ?printed } }
GROUP BY ?meeting ?start ?end ?year"""
_ATTENDANCE = """
SELECT ?meeting ?who ?name ?place ?role ?for ?status ?class WHERE {
  ?one a icm:Participation ; icm:meeting ?meeting ; icm:organization|icm:participant ?who ; icm:nameAsPrinted ?name .
  OPTIONAL { ?one icm:placeAsPrinted ?place } OPTIONAL { ?one icm:role ?role }
  OPTIONAL { ?one icm:onBehalfOf ?for } OPTIONAL { ?one icm:statusAsPrinted ?status }
  OPTIONAL { ?who a ?class VALUES ?class { icm:Organization icm:Country icm:Person } } }"""
_MEMBERSHIPS = """
SELECT ?body ?who ?role ?name ?place ?start ?end ?status ?class WHERE {
  ?one a icm:Membership ; org:organization ?body ; org:member ?who ; org:role ?role ; icm:nameAsPrinted ?name .
  OPTIONAL { ?one icm:placeAsPrinted ?place } OPTIONAL { ?one icm:statusAsPrinted ?status }
  OPTIONAL { ?one schema:startDate ?start } OPTIONAL { ?one schema:endDate ?end }
  OPTIONAL { ?who a ?class VALUES ?class { icm:Organization icm:Country icm:Person } } }"""
_ROLES = {
    "MemberRole": "member",
    "FoundingMemberRole": "founding-member",
    "AssociateMemberRole": "associate-member",
    "CandidateRole": "candidate",
    "ObserverRole": "observer",
    "FormerMemberRole": "former-member",
    "GuestRole": "guest",
    "HostRole": "host",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """What the data says of one page."""

    statements: dict[Key, dict[str, str]]
    links: frozenset[Link]


def stated_by(page: GoldPage) -> Stated:
    """Convert a page, as a file of that name under `Page/`, and read its data."""
    options = ConvertOptions(PageOptions(title=page.title, language=page.language))
    converted = convert(read_page_file(str(page.page)), options)
    return stated_in(page, converted.quads, converted.facts)


def stated_in(page: GoldPage, quads: Iterable[Quad], facts: Facts | None) -> Stated:
    """Read a page's data."""
    store = Store()
    store.extend(quads)
    own = f"{BASE}{page.language}/"
    statements: dict[Key, dict[str, str]] = {}
    for row in _answers(store, _MEETINGS):
        # A year alone is icm:year; the annotation has it as the start.
        details = {"start": row["start"] or row["year"], "end": row["end"], "place": row["places"]}
        statements["meeting", row["meeting"]] = details
    for row in _answers(store, _ATTENDANCE):
        key = ("attendance", row["meeting"], row["who"])
        _add(statements, key, row, role=_ROLES.get(row["role"].rpartition("#")[2], ""))
    for row in _answers(store, _MEMBERSHIPS):
        role = _ROLES[row["role"].rpartition("#")[2]]
        _add(statements, ("membership", row["body"], row["who"], role), row, role="")
    if page.covers and facts:
        _add_lines(statements, facts)
    links = {
        (row["thing"], row["in"] or "-") for row in _answers(store, _LINKS) if row["thing"].startswith(own)
    }
    return Stated(statements, frozenset(links))


def _add_lines(statements: dict[Key, dict[str, str]], facts: Facts) -> None:
    """The first line of each membership, for pages that are annotated in part."""
    for one in facts.memberships:
        title = one.member.title if isinstance(one.member, WikiThing) else one.member.name
        line = str(facts.lines.lines(one.spans[0]).first)
        for key, details in statements.items():
            if key[0] == "membership" and unquote(key[2]).rpartition("/")[2].rpartition("#")[2] == title:
                details["line"] = line


def _add(statements: dict[Key, dict[str, str]], key: Key, row: dict[str, str], role: str) -> None:
    names = ("name", "place", "for", "status", "start", "end")
    details: dict[str, str] = {name: row[name] for name in names if name in row}
    details["kind"] = row["class"].rpartition("#")[2].lower() or "-"
    if key[0] == "attendance":
        details["role"] = role
    earlier = statements.get(key)
    if earlier and earlier.get("status") != details.get("status"):
        details["status"] = ";".join(sorted(filter(None, (earlier["status"], details["status"]))))
    statements[key] = details


def _answers(store: Store, query: str) -> list[dict[str, str]]:
    answer = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    rows = []
    for solution in answer:
        terms = [solution[name] for name in names]
        rows.append(
            {
                name: term.value if isinstance(term, NamedNode | Literal) else ""
                for name, term in zip(names, terms, strict=True)
            }
        )
    return rows

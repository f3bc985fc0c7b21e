"""Made pages that tell of one meeting: each a graph, as `convert` writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["BASE", "PREFIXES", "body_page", "meeting_page", "same_item"]

BASE = "https://w3id.org/icmlpo-rdf/"
PREFIXES = f"""@base <{BASE}> .
@prefix icm: <{BASE}ontology#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def meeting_page(thing: str, who: Mapping[str, str], dates: str = "") -> str:
    """A page about a meeting, `zh/T`, with those who attended and as what (`Observer`, `Host`; empty: plain), and its dates."""
    wiki, _, title = thing.partition("/")
    source = f"source/{thing}"
    lines = [
        f'<{source}> a icm:Page ; schema:name "{title}.md" ; schema:sha256 "{len(thing):064x}" ; foaf:primaryTopic <{thing}> .',
        f'<{thing}> a icm:Meeting ; rdfs:label "{title}"@{wiki} ; prov:wasDerivedFrom <{source}#line=0,1> .',
        f"<{thing}> {dates} ." if dates else "",
    ]
    for number, (name, role) in enumerate(who.items(), 3):
        record = f"<{thing}#meeting-{title}/{name}>"
        lines += [
            f'<{wiki}/{name}> a icm:Organization ; rdfs:label "{name}"@{wiki} ; icm:attended <{thing}> .',
            f"<{thing}> icm:attendedBy <{wiki}/{name}> .",
            f"{record} a icm:Participation ; icm:meeting <{thing}> ; icm:organization <{wiki}/{name}> ;",
            f"    icm:role icm:{role}Role ;" if role else "",
            f'    icm:nameAsPrinted "{name}"@{wiki} ; prov:wasDerivedFrom <{source}#line={number},{number + 1}> .',
        ]
    return f"<{source}> {{\n" + "\n".join(lines) + "\n}\n"


def body_page(page: str, body: str, members: Sequence[tuple[str, str, str]]) -> str:
    """A page that names members of a body: each by the end of its IRI, as what, and since when."""
    source = f"source/{page}"
    lines = [
        f'<{source}> a icm:Page ; schema:name "{page}" ; schema:sha256 "{len(page):064x}" ; foaf:primaryTopic <{page}> .'
    ]
    for number, (who, role, since) in enumerate(members, 3):
        lines += [
            f"<{page}#member/{who}> a icm:Membership ; org:organization <{body}> ; org:member <{who}> ; org:role icm:{role}Role ;",
            f'    schema:startDate "{since}"^^xsd:gYear ;' if since else "",
            f"    prov:wasDerivedFrom <{source}#line={number},{number + 1}> .",
        ]
    return f"<{source}> {{\n" + "\n".join(lines) + "\n}\n"


def same_item(**items: tuple[str, ...]) -> str:
    """A graph of links: things that are one item, as `link` writes it."""
    said = "".join(
        f"<{thing}> owl:sameAs wd:{item} .\n" for item, things in items.items() for thing in things
    )
    return f"<link/zh> {{\n{said}}}\n"

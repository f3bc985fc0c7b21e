"""Data as odd as a dump's may be: titles with every mark that means something in an address, labels with markup."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from icmlpo_rdf.quads.iris import encode_title
from icmlpo_rdf.quads.vocab import Icm, Prov, Rdf, Rdfs, Schema, Skos
from tests.serve.served import BASE

__all__ = ["SCRIPT", "TITLES", "iri_of", "odd_quads"]

SCRIPT = "\"><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">'&amp;"
TITLES = (
    "土耳其共产党/马列",
    "谁？是/什么?",
    "C#_與_F#",
    "草莓100%",
    "%E5%BE%B7",
    "党（火炬）_(2006年)",
    "\"引号\"与'撇号'",
    "Notes.ttl",
    "Notes",
    "Notes.ttl.nt",
    "Page.html",
    "a;b=c&d+e,f@g!h*i~j$k",
    "../../etc/passwd",
    ".",
    "𠮷野家",
    "A:B",
    "[x]{y}|z\\w^`",
    "\u200b零宽",
    "é",  # NFC
    "query",
)


def iri_of(title: str) -> str:
    """The IRI that the converter gives the thing of a title."""
    return f"{BASE}zh/{encode_title(title)}"


def odd_quads() -> str:
    """The data, as N-Quads."""
    graph = NamedNode(f"{BASE}source/zh/{encode_title('谁？是/什么?')}")
    quads = []
    for number, title in enumerate(TITLES):
        thing = NamedNode(iri_of(title))
        quads += [
            Quad(thing, Rdf.type, Icm.ORGANIZATION, graph),
            Quad(thing, Rdfs.label, Literal(title, language="zh"), graph),
            Quad(thing, Skos.alt_label, Literal(f"{SCRIPT}{number}", language="zh"), graph),
            Quad(thing, Prov.was_derived_from, NamedNode(f"{graph.value}#line=0,{number + 1}"), graph),
        ]
    page = NamedNode(iri_of("谁？是/什么?"))
    meeting = NamedNode(f"{page.value}#meeting-%3Cb%3E%20x")
    quads += [
        Quad(meeting, Rdf.type, Icm.MEETING, graph),
        Quad(meeting, Rdfs.label, Literal(SCRIPT, language="zh"), graph),
        Quad(meeting, Icm.series, page, graph),
        Quad(page, Rdf.type, Icm.MEETING_SERIES, graph),
        Quad(page, Rdfs.see_also, NamedNode("javascript:alert(1)"), graph),
        Quad(page, Rdfs.see_also, NamedNode("https://example.org/?a=1&b=%22"), graph),
        Quad(graph, Rdf.type, Icm.PAGE, graph),
        Quad(graph, Schema.name, Literal(f"../../../etc/{SCRIPT}"), graph),
        Quad(graph, Schema.sha256, Literal("0" * 64), graph),
    ]
    quads += [Quad(meeting, Icm.attended_by, NamedNode(iri_of(title)), graph) for title in TITLES[1:4]]
    # Enough that a product of three patterns never ends, and that each row is long.
    many = (NamedNode(f"{BASE}many#{number}") for number in range(1_500))
    quads += [Quad(one, Rdfs.see_also, Literal(f"{one.value} " * 5)) for one in many]
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()

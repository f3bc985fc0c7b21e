"""morph-kgc (RML) on the same pages; it wants older libraries than ours and so an environment of its own.

    PEERS/bin/python -m benchmarks.morph FOLDER

A mapping cannot read pages, so that their tables and links are first written to two CSV files with lxml. Prints the
seconds for all pages of the folder, and how many triples it made.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import morph_kgc
from lxml import html

from benchmarks.pieces import LINK, tables, title_of

_HEAD = """\
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix e: <https://e.example/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix schema: <http://schema.org/> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
"""
_B = "https://e.example"
_TARGET, _WIKI = f"{_B}/{{title}}", "https://zh.wikipedia.org/wiki/{title}"
_PAGE, _SOURCE = f"{_B}/{{page}}", f"{_B}/source/{{page}}#line={{line}}"
_WHO, _MEETING = f"{_B}/{{title}}", f"{_B}/{{page}}#meeting-{{heading}}"
_RECORD, _NAME, _PLACE = f"{_MEETING}/{{name}}", f"{_B}/{{page}}#name-{{name}}", f"{_B}/{{page}}#{{country}}"
# File, subject, class, and what is said of it: a template is an IRI, a column's name is a literal.
_MAPS: tuple[tuple[str, str, str | None, tuple[tuple[str, str], ...]], ...] = (
    ("links", _TARGET, "e:WikilinkTarget", (("rdfs:label", "label"), ("e:inDump", "in_dump"), ("foaf:isPrimaryTopicOf", _WIKI), ("prov:wasDerivedFrom", _SOURCE))),
    ("links", _WIKI, None, (("schema:about", _TARGET),)),
    ("links", _PAGE, None, (("e:wikilink", _TARGET),)),
    ("rows", _RECORD, "e:Participation", (("e:organization", _WHO), ("e:meeting", _MEETING), ("e:nameAsPrinted", "name"), ("e:placeAsPrinted", "country"), ("prov:wasDerivedFrom", _SOURCE))),
    ("rows", _MEETING, "e:Meeting", (("rdfs:label", "heading"), ("e:attendedBy", _WHO), ("e:hasParticipation", _RECORD))),
    ("rows", _WHO, "e:Organization", (("rdfs:label", "name"), ("e:attended", _MEETING), ("e:country", _PLACE), ("skosxl:prefLabel", _NAME), ("prov:wasDerivedFrom", _SOURCE))),
    ("rows", _NAME, "skosxl:Label", (("skosxl:literalForm", "name"), ("prov:wasDerivedFrom", _SOURCE))),
    ("rows", _PLACE, "e:Place", (("rdfs:label", "country"), ("prov:wasDerivedFrom", _SOURCE))),
    ("files", _PAGE, None, (("rdfs:label", "page"),)),
    ("files", f"{_B}/source/{{page}}", "e:Page", (("schema:sha256", "sha256"), ("foaf:primaryTopic", _PAGE))),
)  # fmt: skip


def _mapping(folder: str) -> str:
    parts = [_HEAD]
    for number, (file, subject, kind, said) in enumerate(_MAPS):
        of_class = f" ; rr:class {kind}" if kind else ""
        statements = " ,\n    ".join(
            f'[ rr:predicate {predicate} ; rr:objectMap [ {"rr:template" if "{" in value else "rml:reference"} "{value}" ] ]'
            for predicate, value in said
        )
        parts.append(
            f'<#m{number}> rml:logicalSource [ rml:source "{folder}/{file}.csv" ; rml:referenceFormulation ql:CSV ] ;\n'
            f'    rr:subjectMap [ rr:template "{subject}"{of_class} ] ;\n    rr:predicateObjectMap {statements} .\n'
        )
    return "\n".join(parts)


def convert(paths: Sequence[Path]) -> int:
    """Make triples of all pages at once; return their number."""
    with tempfile.TemporaryDirectory() as folder:
        _write_tables(paths, Path(folder))
        (Path(folder) / "mapping.ttl").write_text(_mapping(folder), encoding="utf-8")
        config = f"[CONFIGURATION]\nlogging_level: ERROR\nnumber_of_processes: 1\n[DATA]\nmappings: {folder}/mapping.ttl\n"
        triples = morph_kgc.materialize_set(config)
        (Path(folder) / "out.nt").write_text(" .\n".join(triples), encoding="utf-8")
        return len(triples)


def _write_tables(paths: Sequence[Path], folder: Path) -> None:
    with (
        (folder / "links.csv").open("w", encoding="utf-8", newline="") as links_file,
        (folder / "rows.csv").open("w", encoding="utf-8", newline="") as rows_file,
        (folder / "files.csv").open("w", encoding="utf-8", newline="") as files_file,
    ):
        links, rows, files = csv.writer(links_file), csv.writer(rows_file), csv.writer(files_file)
        links.writerow(["page", "title", "label", "in_dump", "line"])
        rows.writerow(["page", "heading", "country", "name", "title", "line"])
        files.writerow(["page", "sha256"])
        for path in paths:
            text = path.read_text(encoding="utf-8")
            files.writerow([path.stem, sha256(text.encode()).hexdigest()])
            for number, line in enumerate(text.split("\n")):
                for match in LINK.finditer(line):
                    href = match[1] or match[2]
                    title = title_of(href)
                    links.writerow([path.stem, title, title.partition("_(")[0], "../Page/" in href, number])
            for markup, heading, first in tables(text):
                for number, row in enumerate(html.fromstring(markup).iter("tr")):
                    cells = row.findall("td")
                    if len(cells) > 1:
                        country, name = (str(cells[place].xpath("string()")).strip() for place in (0, -1))
                        links_in = [title_of(link.get("href") or "") for link in cells[-1].iter("a")]
                        title = links_in[0] if links_in else f"{path.stem}#{name}"
                        rows.writerow([path.stem, heading, country, name, title, first + 4 * number])


if __name__ == "__main__":
    begin = time.perf_counter()
    triples = convert(sorted(Path(sys.argv[1]).rglob("*.md")))
    print(time.perf_counter() - begin, triples)

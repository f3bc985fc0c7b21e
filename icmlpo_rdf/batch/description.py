"""What a dataset says of itself: VoID and DCAT, and a README for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from icmlpo_rdf.options import ConvertOptions
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.sinks import OutputFormat, to_bytes
from icmlpo_rdf.source import README_TITLE

__all__ = ["describe"]

_VOID = "http://rdfs.org/ns/void#"
_DCAT = "http://www.w3.org/ns/dcat#"
_DCTERMS = "http://purl.org/dc/terms/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_N_QUADS = NamedNode("https://www.iana.org/assignments/media-types/application/n-quads")
_GZIP = NamedNode("https://www.iana.org/assignments/media-types/application/gzip")
_ONTOLOGY = NamedNode("https://w3id.org/icmlpo-rdf/ontology#")

_LICENSES = (
    "Text by the contributors of Wikipedia; the dcterms:license of each source in the data names the licence of its "
    "text and of the facts drawn from it."
)

_README = (
    f"{README_TITLE}\n"
    """
{pages:,} pages, {quads:,} quads in {shards:,} shards. Each page's facts are in a named graph of their own, the IRI of
its source; to replace a page is to replace its graph. The text that the facts are from is under {license}: each
source's `dcterms:rights` says how to name its authors.

| | |
|---|---|
| `data/part-*.nq.gz` | the data, N-Quads |
| `manifest/part-*.jsonl` | a line for each page: its file, SHA-256, title, graph, counts, status and reason, shard |
| `report/part-*.jsonl.gz` | what each table and list was taken for, and everything that gave no fact, with lines and code |
| `dataset.ttl` | this dataset described in VoID and DCAT |
| `.state/` | what the program needs to go on or to convert a changed dump; not part of the dataset |

{pages_not_done:,} pages are not in the data, or were not read whole: their lines of the manifest have a status other
than `done`. {checked:,} pages were checked against the shapes.

## Loading

    zcat data/*.nq.gz | oxigraph load --location db --format nq        # Oxigraph
    tdb2.tdbloader --loc db data/*.nq.gz                               # Apache Jena
    ld_dir('/path/to/data', '*.nq.gz', 'urn:default'); rdf_loader_run(); checkpoint;    -- Virtuoso, in isql

## Asking

    icmlpo-rdf query data/ --named meetings-per-organization
"""
)


def describe(totals: Mapping[str, int], sizes: Sequence[int], options: ConvertOptions) -> dict[str, bytes]:
    """Return the files that describe a dataset, by name: the same for the same shards.

    Args:
        totals: the sums over all shards of `pages`, `quads`, `failed` and `checked`.
        sizes: the bytes of each shard's data.
        options: how the pages were converted.
    """
    told = options.source.license
    readme = _README.format(
        pages=totals["pages"],
        quads=totals["quads"],
        shards=len(sizes),
        license=f"<{told}>" if told else "the licence that each source's `dcterms:license` names",
        pages_not_done=totals["failed"],
        checked=totals["checked"],
    )
    prefixes = {**PREFIXES, "void": _VOID, "dcat": _DCAT}
    quads = _quads(totals, sizes, options)
    return {"dataset.ttl": to_bytes(quads, OutputFormat.TURTLE, prefixes), "README.md": readme.encode()}


def _quads(totals: Mapping[str, int], sizes: Sequence[int], options: ConvertOptions) -> Iterator[Quad]:
    base = options.iris.base
    dataset = NamedNode(f"{base}dataset")
    # The pages of one dump may be of both licences, by the dates of their revisions: then each source says its own.
    told = options.source.license
    license_iri = NamedNode(told) if told else None
    yield Quad(dataset, _RDF_TYPE, NamedNode(f"{_VOID}Dataset"))
    yield Quad(dataset, _RDF_TYPE, NamedNode(f"{_DCAT}Dataset"))
    yield Quad(
        dataset,
        NamedNode(f"{_DCTERMS}title"),
        Literal("Who took part in what, from Wikipedia pages", language="en"),
    )
    if license_iri is not None:
        yield Quad(dataset, NamedNode(f"{_DCTERMS}license"), license_iri)
    else:
        yield Quad(dataset, NamedNode(f"{_DCTERMS}rights"), Literal(_LICENSES, language="en"))
    if options.source.dump:
        yield Quad(dataset, NamedNode(f"{_DCTERMS}source"), NamedNode(options.source.dump))
    yield Quad(dataset, NamedNode(f"{_VOID}vocabulary"), _ONTOLOGY)
    yield Quad(dataset, NamedNode(f"{_VOID}uriSpace"), Literal(base))
    yield Quad(dataset, NamedNode(f"{_VOID}documents"), Literal(totals["pages"]))
    yield Quad(dataset, NamedNode(f"{_VOID}triples"), Literal(totals["quads"]))
    yield Quad(dataset, NamedNode(f"{_VOID}feature"), NamedNode("http://www.w3.org/ns/formats/N-Quads"))
    for number, size in enumerate(sizes):
        part = NamedNode(f"{base}dataset/data/part-{number:05}.nq.gz")
        yield Quad(dataset, NamedNode(f"{_VOID}dataDump"), part)
        yield Quad(dataset, NamedNode(f"{_DCAT}distribution"), part)
        yield Quad(part, _RDF_TYPE, NamedNode(f"{_DCAT}Distribution"))
        yield Quad(part, NamedNode(f"{_DCAT}mediaType"), _N_QUADS)
        yield Quad(part, NamedNode(f"{_DCAT}compressFormat"), _GZIP)
        yield Quad(
            part,
            NamedNode(f"{_DCAT}byteSize"),
            Literal(str(size), datatype=NamedNode(f"{_XSD}nonNegativeInteger")),
        )
        if license_iri is not None:
            yield Quad(part, NamedNode(f"{_DCTERMS}license"), license_iri)

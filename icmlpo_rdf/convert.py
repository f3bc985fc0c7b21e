"""The one place where the stages meet: a page's bytes to linked data. Pure: same bytes in, same quads out."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.errors import WrongTypeError, described
from icmlpo_rdf.facts import Facts, Reading, find_facts
from icmlpo_rdf.notes import Notes
from icmlpo_rdf.options import ConvertOptions
from icmlpo_rdf.page import DumpFolder, PageDocument, Titles, read_page
from icmlpo_rdf.quads import PREFIXES, emit_quads
from icmlpo_rdf.short_repr import ShortRepr
from icmlpo_rdf.sinks import OutputFormat, to_bytes
from icmlpo_rdf.source import RawPage

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Quad

__all__ = ["Conversion", "Understanding", "convert", "understand"]


class Understanding(ShortRepr, Struct, frozen=True):
    """A page as written, and as meant."""

    document: PageDocument
    facts: Facts | None
    """None when the page tells no title, so that nothing can be said of it."""
    notes: Notes


class Conversion(ShortRepr, Struct, frozen=True):
    """A page as linked data."""

    origin: str
    """Where the page was found."""
    title: str
    """Normalised; empty when nothing tells it."""
    quads: tuple[Quad, ...]
    """In reading order, in the named graph of the source file; no quad twice."""
    notes: Notes
    """What was not turned into facts, and why."""
    readings: tuple[Reading, ...] = ()
    """What each table and list was taken for, in the page's order."""
    facts: Facts | None = None
    """What the page says, as the quads state it."""
    told_by: str = ""
    """What told the page's wiki and title, for people."""

    def to_bytes(self, output_format: OutputFormat = OutputFormat.TURTLE) -> bytes:
        """Return the page in an RDF syntax, UTF-8."""
        return to_bytes(self.quads, output_format, PREFIXES)

    def to_turtle(self) -> str:
        """Return the page as Turtle."""
        return self.to_bytes(OutputFormat.TURTLE).decode()

    def to_rdflib(self) -> rdflib.Graph:
        """Return the page as an rdflib graph, with our prefixes bound."""
        import rdflib  # noqa: PLC0415 - heavy, and only wanted here

        graph = rdflib.Graph(bind_namespaces="none")
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        return graph.parse(data=self.to_bytes(OutputFormat.NTRIPLES), format="nt")


def understand(
    raw: RawPage,
    options: ConvertOptions | None = None,
    titles: Titles | None = None,
    *,
    compare: bool = False,
) -> Understanding:
    """Read a page and find what it says. What is wrong with the page is in the notes, and raises nothing.

    Args:
        raw: the page, as `read` gives it.
        options: how to read it.
        titles: the titles and redirects of its dump. None: those beside its `Page/`.
        compare: look also which reader would have taken each table next.
    """
    options = options or ConvertOptions()
    _check(raw, options)
    if titles is None and raw.in_page_folder and raw.folder:
        titles = DumpFolder(Path(raw.folder).parent)
    document, notes = read_page(raw, options.page.over(raw.asked) if raw.asked else options.page, titles)
    facts = find_facts(document, options.words, compare=compare)
    return Understanding(document, facts, Notes.of(document.lines, notes, facts.notes if facts else ()))


def convert(raw: RawPage, options: ConvertOptions | None = None, titles: Titles | None = None) -> Conversion:
    """Turn a page into linked data. What is wrong with the page is in the conversion's notes, and raises nothing.

    Args:
        raw: the page, as `read` gives it.
        options: how to read it and what to write.
        titles: the titles and redirects of its dump, which tell what a link leads to. None: those beside its `Page/`.

    Raises:
        WrongTypeError: it is no page but a file's name, say.
    """
    options = options or ConvertOptions()
    page = understand(raw, options, titles)
    # What a saved page tells of its revision and its licence stands in its text.
    raw = replace(raw, revision=page.document.revision, license=page.document.license)
    quads = tuple(emit_quads(page.facts, raw, options.iris, options.source)) if page.facts else ()
    readings = page.facts.readings if page.facts else ()
    document = page.document
    return Conversion(raw.origin, document.title, quads, page.notes, readings, page.facts, document.told_by)


def _check(raw: object, options: object) -> None:
    if not isinstance(raw, RawPage):
        if isinstance(raw, str | PathLike) and "\n" not in str(raw):
            page = f"read({str(raw)[:80]!r})"
        else:
            data = "text.encode()" if isinstance(raw, str) else "data"
            page = f'RawPage("page.md", {data}, "page.md")'
        raise WrongTypeError(
            f"a page is asked for, not {described(raw)}", mend=f"call convert({page})", origin="convert"
        )
    if not isinstance(options, ConvertOptions):
        raise WrongTypeError(
            f"ConvertOptions are asked for, not {described(options)}",
            mend="call convert(page, ConvertOptions(page=PageOptions(…), iris=IriOptions(…)))",
            origin="convert",
        )

"""`icmlpo-rdf link`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.lines_of_files import read_titles
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, read_text, say, verbosity_options, write_result
from icmlpo_rdf.cli.written_files import WrittenFiles
from icmlpo_rdf.errors import DataError, UsageError, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from icmlpo_rdf.link.data_things import DataThings
    from icmlpo_rdf.link.decisions import Decisions
    from icmlpo_rdf.link.identification import Identified
    from icmlpo_rdf.link.joining import Linked
    from icmlpo_rdf.link.opening import Sources

__all__ = ["link_command"]

_WIKIDATA = "--wikidata"
_PREFIXES = {"wd": "http://www.wikidata.org/entity/"}


class _SourcesTogether(click.Command):
    """A command whose `--wikidata` takes all words up to the next option, once the data or `--titles` stand before it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, _repeated(args))


def _repeated(args: list[str]) -> list[str]:
    """Arguments with `--wikidata` before each of its words."""
    found: list[str] = []
    is_open = has_data = False
    for place, one in enumerate(args):
        before = args[place - 1] if place else ""
        if one.startswith("-") and one != "-":
            is_open = False
        elif before == _WIKIDATA:
            is_open = has_data
        elif is_open:
            found.append(_WIKIDATA)
        has_data = has_data or one == "--titles" or not (one.startswith("-") or before.startswith("-"))
        found.append(one)
    return found


@click.command(
    "link",
    cls=_SourcesTogether,
    epilog=example(
        "icmlpo-rdf link dataset/ --wikidata dumps/ -o link.nq",
        "icmlpo-rdf link --titles titles.txt --wiki zhwiki --wikidata dumps/",
    ),
)
@click.argument("data", nargs=-1, metavar="[DATA...]")
@click.option("--titles", metavar="FILE", help="A plain list of titles, one a line; - is standard input.")
@click.option("--wiki", metavar="WIKI", help="The Wikipedia that they are of: zhwiki or zh.wikipedia.org.")
@click.option(
    _WIKIDATA,
    "sources",
    multiple=True,
    metavar="SOURCE...",
    help="What knows of items: a wiki's SQL dumps, sitelinks as RDF, a SPARQL endpoint …, or a folder of such files.",
)
@click.option(
    "-o", "--output", metavar="OUT", default="-", show_default="standard output", help="The file to write."
)
@click.option(
    "-f",
    "--format",
    "format_name",
    metavar="FORMAT",
    help="The RDF syntax.  [default: by OUT's ending, else trig]",
)
@click.option(
    "--report", metavar="FILE", help="Write of each title what was found, and why not, as JSON lines."
)
@click.option(
    "--decisions",
    "decided",
    metavar="FILE",
    help="What people decided, as SSSOM's table: who is the same, who is not, and what nobody is sure of.",
)
@click.option(
    "--open", "is_open", is_flag=True, help="List who has no item, those that most facts hang on first."
)
@base_iri_option
@verbosity_options
def link_command(  # noqa: PLR0913 - one parameter per option is click's way
    *,
    data: tuple[str, ...],
    titles: str | None,
    wiki: str | None,
    sources: tuple[str, ...],
    output: str,
    format_name: str | None,
    report: str | None,
    decided: str | None,
    is_open: bool,
    base_iri: str | None,
    verbosity: Verbosity,
) -> int:
    """Find in Wikidata who meets, takes part and is a member, and where: a graph of its own, each join with its evidence.

    With --titles: the items of a list of titles, as TITLE, a tab, and the item or nothing.

    A redirect is followed, but not to a section, another wiki or a page that is no article; a disambiguation page's item is
    nobody's. Sources that do not agree give none.
    """
    written = WrittenFiles(("--output", output), ("--report", report))
    written.refuse_inputs((titles, decided, *data, *sources))
    if not sources and (titles is not None or not (is_open or decided)):
        raise UsageError("Missing option '--wikidata'", mend="say what knows of items: --wikidata dumps/")
    if titles is None:
        if not data:
            raise UsageError(
                "neither data nor titles are given", mend="give DATA, or --titles FILE and --wiki zhwiki"
            )
        if wiki is not None:
            raise UsageError("data name their wikis", mend="leave it out", origin="--wiki")
        asked = _Asked(data, base_iri, sources, decided)
        told = _Told(report, verbosity, "thing")
        return _list_open(asked, told, output) if is_open else _link_data(asked, told, output, format_name)
    if data or decided or is_open:
        what = data[0] if data else "--decisions" if decided else "--open"
        raise UsageError(
            f"titles are given, and {what}",
            mend="name sources with --wikidata, or give data without --titles",
        )
    if wiki is None:
        raise UsageError("no wiki is named", mend="say of which the titles are: --wiki zhwiki")
    if format_name is not None:
        raise UsageError("titles are answered as lines", mend="leave it out", origin="--format")
    return _link_titles(titles, wiki, sources, _Told(report, verbosity, "title"), output)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be linked, and by what."""

    data: tuple[str, ...]
    base_iri: str | None
    sources: tuple[str, ...]
    decided: str | None

    def read(self) -> tuple[DataThings, Decisions]:
        """Read data and decisions."""
        from icmlpo_rdf.link.data_things import things_in  # noqa: PLC0415 - keeps --help quick
        from icmlpo_rdf.link.decisions import Decisions, read_decisions  # noqa: PLC0415
        from icmlpo_rdf.options import IriOptions  # noqa: PLC0415
        from icmlpo_rdf.store.rdf_files import read_quads  # noqa: PLC0415

        decisions = (
            Decisions() if self.decided is None else read_decisions(read_text(self.decided), self.decided)
        )
        things = things_in(read_quads(self.data, self.base_iri), IriOptions().base)
        if not things.every:
            raise DataError(
                "it holds nobody who meets, takes part or is a member",
                mend="give data that convert made",
                origin=self.data[0],
            )
        return things, decisions

    def opened(self) -> Sources:
        """Open the sources."""
        from icmlpo_rdf.link.opening import open_sources  # noqa: PLC0415 - keeps --help quick

        return open_sources(self.sources)


def _link_data(asked: _Asked, told: _Told, output: str, format_name: str | None) -> int:
    from icmlpo_rdf.link.joining import link_things  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.link.link_quads import decision_quads, link_quads  # noqa: PLC0415
    from icmlpo_rdf.quads import PREFIXES  # noqa: PLC0415
    from icmlpo_rdf.sinks import OutputFormat, to_bytes  # noqa: PLC0415

    output_format = OutputFormat.TRIG
    if format_name is not None:
        output_format = OutputFormat.named(format_name)
    elif output != "-":
        output_format = OutputFormat.of_file(output)
    things, decisions = asked.read()
    linked: tuple[Linked, ...] = ()
    is_any_told = True
    if asked.sources:
        sources = asked.opened()
        linked = link_things(things, sources, decisions)
        is_any_told = told.tell([one.answer for one in linked], sources)
    if joined := sum(one.same is not None for one in linked):
        told.say(f"{counted(joined, 'thing')} of the data are the same as another of them")
    quads = [*link_quads(linked), *(decided := list(decision_quads(things, decisions)))]
    if records := sum(one.predicate.value.endswith("#identifiedAs") for one in decided):
        told.say(f"{counted(records, 'decision')} that things are the same")
    write_result(to_bytes(quads, output_format, {**PREFIXES, **_PREFIXES}), output)
    return Exit.DONE if is_any_told else Exit.FINDINGS


def _list_open(asked: _Asked, told: _Told, output: str) -> int:
    from icmlpo_rdf.cli.text_tables import table  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.link.joining import link_things, open_cases  # noqa: PLC0415
    from icmlpo_rdf.store.lookups import end_of  # noqa: PLC0415

    things, decisions = asked.read()
    linked = link_things(things, asked.opened(), decisions) if asked.sources else ()
    told.report_on([one.answer for one in linked])
    cases = open_cases(things, linked, decisions)
    rows = [
        (str(one.facts), things.labels.get(one.iri) or end_of(one.iri), one.reason, one.iri) for one in cases
    ]
    write_result(
        table(("facts", "who or what", "why", "IRI"), rows, right=[0]).encode() if rows else b"", output
    )
    told.say(f"{counted(len(cases), 'open case')} of {counted(len(things.every), 'thing')}")
    return Exit.DONE


def _link_titles(titles: str, wiki: str, given: tuple[str, ...], told: _Told, output: str) -> int:
    from icmlpo_rdf.link.opening import open_sources  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.link.title_lists import identify_list  # noqa: PLC0415
    from icmlpo_rdf.source.wiki_addresses import wiki_named  # noqa: PLC0415

    code = wiki_named(wiki).code
    if not code:
        raise UsageError(
            f"{wiki!r} is no Wikipedia", mend="write zhwiki or zh.wikipedia.org", origin="--wiki"
        )
    lines = list(read_titles(titles))
    opened = open_sources(given)
    found = list(identify_list(lines, code, opened))
    is_any_told = told.tell([one.answer for one in found], opened)
    write_result("".join(f"{one.written}\t{one.answer.item}\n" for one in found).encode(), output)
    return Exit.DONE if is_any_told else Exit.FINDINGS


@dataclass(frozen=True, slots=True)
class _Told:
    """How people are told of what was found."""

    report: str | None
    verbosity: Verbosity
    noun: str

    def tell(self, answers: Sequence[Identified], sources: Sources) -> bool:
        """Write the report, and say what people should know of it; False where no source knows of anything that is asked."""
        from icmlpo_rdf.link.identification import Reason  # noqa: PLC0415 - keeps --help quick
        from icmlpo_rdf.link.title_lists import summary  # noqa: PLC0415

        self.report_on(answers)
        for one in answers:
            if one.reason is Reason.DISAGREE or (one.reason and self.verbosity is Verbosity.VERBOSE):
                views = "".join(f"; {source} says {item}" for source, item in one.said)
                say(f"{one.asked.title}: {one.reason.sentence}{views}")
        if self.verbosity > Verbosity.QUIET:
            if second := sum(one.is_second_class and bool(one.item) for one in answers):
                say(
                    f"{second} of them rest on a wikimapper index alone, which follows redirects that lead elsewhere"
                )
            if any(one.item for one in answers) and not sources.tell_kinds:
                say(
                    "no source tells disambiguation pages from others; page_props does, and sitelinks with wdt:P31"
                )
            say(summary(answers, self.noun))
        if answers and all(one.reason is Reason.NOT_TOLD for one in answers):
            say("no source tells of any of them; check of which wiki the sources are")
            return False
        return True

    def report_on(self, answers: Sequence[Identified]) -> None:
        """Write the report, where one is asked for."""
        from icmlpo_rdf.link.title_lists import report_line  # noqa: PLC0415 - keeps --help quick

        if self.report is not None:
            write_result("".join(f"{report_line(one)}\n" for one in answers).encode(), self.report)

    def say(self, message: str) -> None:
        """Say what is no fault, unless nothing but faults is to be said."""
        if self.verbosity > Verbosity.QUIET:
            say(message)

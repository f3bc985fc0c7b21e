"""`icmlpo-rdf link`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.decisions_option import tell_idle
from icmlpo_rdf.cli.lines_of_files import read_titles
from icmlpo_rdf.cli.linked_answers import AskedData, ToldAnswers
from icmlpo_rdf.cli.output_option import output_option
from icmlpo_rdf.cli.red_link_tables import list_red_links
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, verbosity_options, write_result
from icmlpo_rdf.cli.written_files import WrittenFiles
from icmlpo_rdf.errors import UsageError, counted

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from icmlpo_rdf.sinks import OutputFormat

__all__ = ["link_command"]

_WIKIDATA = "--wikidata"


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
@output_option
@click.option(
    "-f",
    "--format",
    "format_name",
    metavar="FORMAT",
    help="The RDF syntax.  [default: by FILE's ending, else trig]",
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
@click.option(
    "--red-links",
    is_flag=True,
    help="List who took part and has no page or no item, by how often, with candidates. FILE may end in .csv or .tsv.",
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
    red_links: bool,
    base_iri: str | None,
    verbosity: Verbosity,
) -> int:
    """Find in Wikidata who meets, takes part and is a member, and where: a graph of its own, each join with its evidence.

    Countries get their ISO 3166 codes there, by the titles of their pages or their names, and the years in which they are spoken of; that
    takes no SOURCE.

    With --titles: the items of a list of titles, as TITLE, a tab, and the item or nothing.

    A redirect is followed, but not to a section, another wiki or a page that is no article; a disambiguation page's item is
    nobody's. Sources that do not agree give none.
    """
    written = WrittenFiles(("--output", output), ("--report", report))
    written.refuse_inputs((titles, decided, *data, *sources))
    if titles is not None:
        options = {"--decisions": decided, "--open": is_open, "--red-links": red_links}
        of_data = [*data, *(option for option, value in options.items() if value)]
        named = _wiki_of_titles(wiki, sources, of_data, format_name)
        return _link_titles(titles, named, sources, ToldAnswers(report, verbosity, "title"), output)
    if not data:
        raise UsageError(
            "neither data nor titles are given", mend="give DATA, or --titles FILE and --wiki zhwiki"
        )
    if wiki is not None:
        raise UsageError("data name their wikis", mend="leave it out", origin="--wiki")
    if is_open and red_links:
        raise UsageError("two lists are asked for", mend="leave one of them out", origin="--red-links")
    asked = AskedData(data, base_iri, sources, decided)
    told = ToldAnswers(report, verbosity, "thing")
    if red_links:
        return list_red_links(asked, told, output)
    return _list_open(asked, told, output) if is_open else _link_data(asked, told, output, format_name)


def _wiki_of_titles(
    wiki: str | None, sources: Sequence[str], of_data: Sequence[str], format_name: str | None
) -> str:
    """Return of which wiki titles are, where nothing is given that goes with data alone."""
    if not sources:
        raise UsageError("Missing option '--wikidata'", mend="say what knows of items: --wikidata dumps/")
    if of_data:
        raise UsageError(
            f"titles are given, and {of_data[0]}",
            mend="name sources with --wikidata, or give data without --titles",
        )
    if wiki is None:
        raise UsageError("no wiki is named", mend="say of which the titles are: --wiki zhwiki")
    if format_name is not None:
        raise UsageError("titles are answered as lines", mend="leave it out", origin="--format")
    return wiki


def _format_of(output: str, format_name: str | None) -> OutputFormat:
    """The format asked for, else that of the file's name, else TriG."""
    from icmlpo_rdf.sinks import OutputFormat  # noqa: PLC0415 - keeps --help quick

    if format_name is not None:
        return OutputFormat.named(format_name)
    return OutputFormat.TRIG if output == "-" else OutputFormat.of_file(output)


def _link_data(asked: AskedData, told: ToldAnswers, output: str, format_name: str | None) -> int:
    from icmlpo_rdf.link.dated_countries import code_countries  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.link.joining import link_things  # noqa: PLC0415
    from icmlpo_rdf.link.link_quads import country_quads, decision_quads, link_quads  # noqa: PLC0415
    from icmlpo_rdf.quads import PREFIXES  # noqa: PLC0415
    from icmlpo_rdf.quads.wikidata_items import ENTITY  # noqa: PLC0415
    from icmlpo_rdf.sinks import to_bytes  # noqa: PLC0415

    output_format = _format_of(output, format_name)
    things, decisions, use = asked.read()
    sources = asked.opened() if asked.sources else None
    linked = link_things(things, sources, decisions) if sources else ()
    coded = code_countries(use, things, linked)
    if sources is None and not (asked.decided or coded):
        raise UsageError(
            "the data speak of no country, and codes of countries are all that is found without --wikidata",
            mend="say what knows of items: --wikidata dumps/",
        )
    is_any_told = True
    if sources is not None:
        is_any_told = told.tell([one.answer for one in linked], sources, coded)
    else:
        told.report_on((), coded)
    told.tell_countries(coded)
    decided = list(decision_quads(things, decisions))
    _tell_same(told, sum(one.same is not None for one in linked), decided)
    idle = [one for one in decisions.every if one.things and things.every.isdisjoint(one.things)]
    tell_idle(idle, told.verbosity)
    quads = [*link_quads(linked), *country_quads(coded), *decided]
    write_result(to_bytes(quads, output_format, {**PREFIXES, "wd": ENTITY}), output)
    return Exit.DONE if is_any_told else Exit.FINDINGS


def _tell_same(told: ToldAnswers, joined: int, decided: Sequence[Quad]) -> None:
    """Say how many things of the data are the same, by what the sources tell and by what people decided."""
    if joined:
        told.say(f"{counted(joined, 'thing')} of the data are the same as another of them")
    if records := sum(one.predicate.value.endswith("#identifiedAs") for one in decided):
        told.say(f"{counted(records, 'decision')} that things are the same")


def _list_open(asked: AskedData, told: ToldAnswers, output: str) -> int:
    from icmlpo_rdf.cli.text_tables import table  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.link.joining import link_things, open_cases  # noqa: PLC0415
    from icmlpo_rdf.store.lookups import end_of  # noqa: PLC0415

    things, decisions, _ = asked.read()
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


def _link_titles(titles: str, wiki: str, given: tuple[str, ...], told: ToldAnswers, output: str) -> int:
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

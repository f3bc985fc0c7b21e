"""`icmlpo-rdf agree`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.decisions_option import data_with, decisions_option, tell_decisions
from icmlpo_rdf.cli.output_option import output_option
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, say, verbosity_options, write_result
from icmlpo_rdf.cli.written_files import WrittenFiles
from icmlpo_rdf.errors import UsageError, counted, one_line

if TYPE_CHECKING:
    from icmlpo_rdf.agree.accounts import Accounts
    from icmlpo_rdf.agree.claims import Claim, Comparison, Said
    from icmlpo_rdf.cli.answers import Shape
    from icmlpo_rdf.sinks import OutputFormat

__all__ = ["agree_command"]

_SHAPES = ("table", "csv", "tsv", "json", "xml")
_WORDS = {
    "series": "meeting", "attendedBy": "attended by", "hasMember": "member", "ordinal": "number", "year": "year",
    "startDate": "begins", "endDate": "ends", "location": "place", "literalForm": "name", "differentFrom": "not to be confused with",
    "seeAlso": "see also", "subject": "category", "wikilink": "links to",
}  # fmt: skip


@click.command(
    "agree",
    epilog=example(
        "icmlpo-rdf agree zh.ttl ja.ttl link.nq",
        "icmlpo-rdf agree old.ttl new.ttl --decisions same.sssom.tsv --thing ICMLPO",
        "icmlpo-rdf agree dataset/ -f csv -o agree.csv",
    ),
)
@click.argument("data", nargs=-1, required=True, metavar="DATA...")
@click.option(
    "--thing",
    "things",
    multiple=True,
    metavar="THING",
    help="A meeting, series or body to compare, by IRI or name; a series with its meetings.  [default: all]",
)
@click.option("--all", "is_all", is_flag=True, help="List in the table what all pages say alike, too.")
@click.option(
    "--source",
    metavar="PATH",
    help="With csv, tsv, json and xml: the source file, or the folder of the sources, to quote from.",
)
@output_option
@click.option(
    "-f",
    "--format",
    "format_name",
    metavar="FORMAT",
    help="table, csv, tsv, json or xml; or an RDF syntax: turtle, trig, nquads …  [default: table, or by FILE's ending]",
)
@decisions_option
@base_iri_option
@verbosity_options
def agree_command(  # noqa: PLR0913 - one parameter per option is click's way
    *,
    data: tuple[str, ...],
    things: tuple[str, ...],
    is_all: bool,
    source: str | None,
    output: str,
    format_name: str | None,
    decisions: str | None,
    base_iri: str | None,
    verbosity: Verbosity,
) -> int:
    """Compare what several pages say of one meeting, series or body: what all say, what only some do, where they differ.

    DATA is RDF files, folders of them, a store's folder, or -; each is one edition of its pages. Things are one by their IRI, by what `link` found, and by what people decided.
    """
    from icmlpo_rdf.agree.accounts import joined_accounts  # noqa: PLC0415 - keeps --help quick

    WrittenFiles(("--output", output)).refuse_data(data_with(data, decisions))
    shape, syntax = _form(format_name, output)
    if source is not None and (shape is None or shape.value == "table"):
        raise UsageError(
            "there is nothing to quote", mend="give -f csv, tsv, json or xml too", origin="--source"
        )
    accounts = joined_accounts(data_with(data, decisions), base_iri)
    tell_decisions(accounts.store, verbosity)
    found = _compared(accounts, things)
    if syntax is not None:
        write_result(_rdf(accounts, found, syntax), output)
    elif shape is not None and shape.value != "table":
        write_result(_rows(accounts, found, shape, source), output)
    else:
        write_result(
            "".join(f"{line}\n" for line in _tables(accounts, found, is_all=is_all)).encode(), output
        )
    if verbosity > Verbosity.QUIET:
        say(_summary(found))
    return Exit.DONE


def _form(name: str | None, output: str) -> tuple[Shape | None, OutputFormat | None]:
    """The form of rows, or the RDF syntax, that is asked for."""
    from icmlpo_rdf.cli.answers import Shape  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.sinks import OutputFormat  # noqa: PLC0415

    wanted = (name or "").strip().lower()
    if wanted in _SHAPES:
        return Shape(wanted), None
    if name is not None:
        return None, OutputFormat.named(name)
    ending = output.rpartition(".")[2].lower()
    if output == "-" or ending == "txt" or "." not in output:
        return None, None
    if ending in _SHAPES[1:4]:
        return Shape(ending), None
    try:
        return None, OutputFormat.of_file(output)
    except UsageError as error:
        endings = " ".join(f".{one}" for one in ("txt", *_SHAPES[1:4]))
        raise UsageError(
            error.what, mend=f"end it in one of {endings} for rows, or .ttl .nq .trig for RDF", origin=output
        ) from error


def _compared(accounts: Accounts, things: Sequence[str]) -> list[Comparison]:
    from icmlpo_rdf.agree.comparing import compared, things_told_of  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.quads.vocab import Icm  # noqa: PLC0415
    from icmlpo_rdf.query.name_resolution import find_thing  # noqa: PLC0415
    from icmlpo_rdf.store.lookups import Lookups  # noqa: PLC0415

    found = things_told_of(accounts.store)
    if things:
        several, look = set(found), Lookups(accounts.store)
        wanted = {find_thing(one, accounts.store, several.__contains__) for one in things}
        found = [one for one in found if one in wanted or wanted & {*look.things(one, Icm.series)}]
    return [compared(accounts.store, one, accounts.came_along) for one in found]


def _rdf(accounts: Accounts, found: Sequence[Comparison], syntax: OutputFormat) -> bytes:
    from icmlpo_rdf.agree.claim_rows import agreement_quads  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.options import IriOptions  # noqa: PLC0415
    from icmlpo_rdf.quads import PREFIXES  # noqa: PLC0415
    from icmlpo_rdf.sinks import to_bytes  # noqa: PLC0415

    return to_bytes(agreement_quads(found, accounts, IriOptions().base), syntax, PREFIXES)


def _rows(accounts: Accounts, found: Sequence[Comparison], shape: Shape, source: str | None) -> bytes:
    from icmlpo_rdf.agree.claim_rows import as_answer  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.cli.answers import proof_as  # noqa: PLC0415
    from icmlpo_rdf.evidence.source_files import SourceFiles  # noqa: PLC0415

    if source is None:
        return proof_as(as_answer(found), shape).data
    return proof_as(as_answer(found, SourceFiles(accounts.store, source).quote_if_there), shape).data


def _summary(found: Sequence[Comparison]) -> str:
    if not found:
        return (
            "no two pages tell of one meeting, series or body; give --decisions same.sssom.tsv, or what link wrote, "
            "where they have different titles, or check the IRIs of decisions"
        )
    counts = Counter(claim.verdict.value for one in found for claim in one.claims)
    said = ", ".join(f"{counts[verdict]:,} {words}" for verdict, words in (
        ("alike", "said alike by all"), ("some", "by some"), ("alone", "by one page alone"), ("different", "said differently"),
    ) if counts[verdict])  # fmt: skip
    return f"{counted(len(found), 'thing')} of which several pages tell: {said}"


# As a table ---------------------------------------------------------------------------------------


def _tables(accounts: Accounts, found: Sequence[Comparison], *, is_all: bool) -> Iterator[str]:
    names = {page.source: page.name for one in found for page in one.pages}
    numbers = {source: f"[{number}]" for number, source in enumerate(sorted(names), 1)}
    for source, number in numbers.items():
        yield f"{number} {one_line(names[source])} <{source}>"
    for one in found:
        yield ""
        yield f"{one_line(one.label.value)} <{one.iri}>"
        if one.joined_by:
            yield f"    one by {'; '.join(map(one_line, one.joined_by))}"
        yield from _table(accounts, one, numbers, is_all=is_all)
    yield from _instead(found, numbers)


def _table(accounts: Accounts, one: Comparison, numbers: Mapping[str, str], *, is_all: bool) -> Iterator[str]:
    from icmlpo_rdf.agree.claims import Verdict  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.cli.text_tables import table, width_of_output  # noqa: PLC0415

    if is_all:
        shown = list(one.claims)
        yield from _places(one, numbers)
    else:
        alike = Counter(_word(claim) for claim in one.claims if claim.verdict is Verdict.ALIKE)
        if alike:
            yield f"    alike: {', '.join(f'{word} ({number})' for word, number in alike.items())}"
        yield from _places(one, numbers)
        others = [claim for claim in one.claims if claim.verdict is not Verdict.ALIKE]
        folded = _links_to_countries(accounts, others)
        shown = [claim for claim in others if claim not in folded]
        yield from _folded_links(folded, numbers)
    if shown:
        pages = [page.source for page in one.pages]
        heads = ("said", "what", "who or what", *(numbers[source] for source in pages))
        yield from table(heads, _cells(accounts, shown, pages), width=width_of_output()).splitlines()


def _folded_links(folded: Sequence[Claim], numbers: Mapping[str, str]) -> Iterator[str]:
    """In one line, how many links to countries each page alone has."""
    alone = Counter(said.source for claim in folded for said in claim.said)
    if alone:
        told = ", ".join(f"{number} in {numbers[source]}" for source, number in sorted(alone.items()))
        yield f"    links to countries: {told} alone"


def _links_to_countries(accounts: Accounts, claims: Sequence[Claim]) -> list[Claim]:
    """Those that only say that one page links to a country: flags do, and a page that has lost its flags has none of them."""
    from pyoxigraph import NamedNode  # noqa: PLC0415 - keeps --help quick

    from icmlpo_rdf.agree.claims import Verdict  # noqa: PLC0415
    from icmlpo_rdf.quads.vocab import Icm  # noqa: PLC0415
    from icmlpo_rdf.store.lookups import Lookups  # noqa: PLC0415

    look = Lookups(accounts.store)
    alone = (one for one in claims if one.verdict is Verdict.ALONE and one.predicate == Icm.wikilink)
    return [
        one for one in alone if isinstance(one.shown, NamedNode) and look.has(None, Icm.country, one.shown)
    ]


def _cells(accounts: Accounts, claims: Sequence[Claim], pages: Sequence[str]) -> list[tuple[str, ...]]:
    """A row for each claim: the verdict, what is claimed of whom, and what each page says there."""
    from icmlpo_rdf.store.lookups import Lookups  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.views.qualifiers import qualifiers  # noqa: PLC0415

    which = qualifiers(Lookups(accounts.store), [claim.shown.value for claim in claims if _is_thing(claim)])
    return [
        (
            claim.verdict.value,
            _word(claim),
            f"{claim.label.value} {which.get(claim.shown.value, '')}".strip(),
            *(_cell(claim, source) for source in pages),
        )
        for claim in claims
    ]


def _instead(found: Sequence[Comparison], numbers: Mapping[str, str]) -> Iterator[str]:
    """Who stands where another stands, with the line of a file of decisions that would make them one."""
    lists = Counter(here for one in found for here in one.instead)
    if lists:
        yield ""
        yield "In the same place of lists, between the same neighbours; who is the same, people decide (same.sssom.tsv):"
    for here, number in lists.items():
        yield f"    {numbers[here.source]} {one_line(here.label.value)} <{here.one.value}>"
        yield f"    {numbers[here.other_source]} {one_line(here.other_label.value)} <{here.other.value}>"
        yield f"        in {counted(number, 'list')}"


def _places(one: Comparison, numbers: Mapping[str, str]) -> Iterator[str]:
    """How many rows of which page print a place or country, where some do and others do not."""
    printed = Counter(said.source for claim in one.claims for said in claim.said if said.place)
    rows = Counter(said.source for claim in one.claims for said in claim.said if said.role is not None)
    if printed and any(printed[source] != rows[source] for source in rows):
        told = (f"{printed[source]} of {rows[source]} in {numbers[source]}" for source in sorted(rows))
        yield f"    rows with a place: {', '.join(told)}"


def _is_thing(claim: Claim) -> bool:
    return str(claim.shown).startswith("<")


def _word(claim: Claim) -> str:
    end = claim.predicate.value.replace("#", "/").rpartition("/")[2]
    return _WORDS.get(end, end)


def _cell(claim: Claim, source: str) -> str:
    """What a page says there: as what, under which name, with which place, and its line."""
    return "; ".join(_said(claim, one) for one in claim.said if one.source == source) or "–"


def _said(claim: Claim, said: Said) -> str:
    parts = [said.role.value] if said.role is not None and said.role.value != "participant" else []
    if said.printed and said.printed != claim.label.value:
        parts.append(f"as {said.printed}")
    parts += [said.place] if said.place else []
    parts += [f"{said.start}–{said.end}"] if said.start or said.end else []
    parts += [str(said.evidence[-1].place)] if said.evidence else []
    return ", ".join(parts) or "yes"

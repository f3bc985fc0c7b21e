"""`/agree/…`: what several pages say of a meeting, series or body: what all say, what only some do, where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from icmlpo_rdf.agree.claims import Claim, Said, Verdict
from icmlpo_rdf.agree.comparing import compared
from icmlpo_rdf.serve.fact_groups import Reader
from icmlpo_rdf.serve.languages import code_of, marked
from icmlpo_rdf.serve.linked_data import links_of, part_of, sent_path, thing_at
from icmlpo_rdf.serve.quotations import Quote
from icmlpo_rdf.serve.responses import html, problem, site_of
from icmlpo_rdf.serve.role_names import ROLE_NAMES
from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.views.attendance import Role
from icmlpo_rdf.views.qualifiers import qualifiers

__all__ = ["agree"]

_LISTED = 400
_HEADINGS = {
    Verdict.DIFFERENT: (marked("Where they differ"), marked("They cannot all be right.")),
    Verdict.ALONE: (
        marked("What one page alone says"),
        marked("The others are silent; that is no denial."),
    ),
    Verdict.SOME: (marked("What some pages say"), marked("More than one page, but not all.")),
    Verdict.ALIKE: (marked("What all pages say"), marked("Every page that tells of it.")),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a page says of one thing."""

    words: tuple[str, ...]
    """As what, under which name, with which place, since and until when."""
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A claim."""

    what: str
    iri: str
    label: Text
    cells: tuple[tuple[Cell, ...], ...]
    """For each page what it says; nothing where it does not."""


def agree(request: Request) -> Response:
    """The page that compares what is said of the thing that the address names."""
    site = site_of(request)
    iri = thing_at(site, sent_path(request, "/agree/"), part_of(request))
    if iri is None or len(site.linked.tellers(NamedNode(iri))) < 2:
        return problem(request, 404, marked("no two pages of the data tell of that"))
    reader = site.reader(code_of(request), iri)
    accounts = site.linked.accounts(NamedNode(iri))
    found_all = compared(accounts.store, NamedNode(iri), accounts.came_along)
    pages = [one.source for one in found_all.pages]
    sections = [
        (*map(reader.words.gettext, words), lines[:_LISTED], max(0, len(lines) - _LISTED))
        for verdict, words in _HEADINGS.items()
        if (lines := [_line(reader, one, pages) for one in found_all.claims if one.verdict is verdict])
    ]
    shown = [claim.shown.value for claim in found_all.claims if isinstance(claim.shown, NamedNode)]
    values = {
        "iri": iri,
        "label": found_all.label,
        "pages": found_all.pages,
        "joined_by": found_all.joined_by,
        "sections": sections,
        "instead": found_all.instead,
        "names": {one.source: one.name for one in found_all.pages},
        "which": qualifiers(reader.look, shown),
    }
    canonical = site.addresses.agree(iri)
    return html(request, "agree.html", values, links=links_of(site, iri, canonical=canonical))


def _line(reader: Reader, claim: Claim, pages: Sequence[str]) -> Line:
    cells = tuple(
        tuple(_cell(reader, claim, said) for said in claim.said if said.source == page) for page in pages
    )
    iri = claim.shown.value if isinstance(claim.shown, NamedNode) else ""
    return Line(reader.name(claim.predicate), iri, claim.label, cells)


def _cell(reader: Reader, claim: Claim, said: Said) -> Cell:
    say = reader.words.gettext
    words = [say(ROLE_NAMES[said.role])] if said.role not in {None, Role.PARTICIPANT} and said.role else []
    if said.printed and said.printed != claim.label.value:
        words.append(say("as %(name)s") % {"name": said.printed})
    words += [said.place] if said.place else []
    words += [f"{said.start}–{said.end}"] if said.start or said.end else []
    return Cell(tuple(words), reader.quotes(said.evidence))

"""`/cite/…`: how what a page shows is cited, as text, BibTeX and CSL-JSON."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from icmlpo_rdf.errors import IcmlpoError
from icmlpo_rdf.evidence.citation import cite
from icmlpo_rdf.reports.citation_forms import CitationForm, citations_as
from icmlpo_rdf.serve.languages import marked
from icmlpo_rdf.serve.linked_data import UNKNOWN, part_of, sent_path, thing_at
from icmlpo_rdf.serve.responses import document, html, problem, site_of, words_of
from icmlpo_rdf.store.lookups import Lookups

__all__ = ["cite_page", "wanted_form"]

_MEDIA: Final = {
    CitationForm.TEXT: "text/plain",
    CitationForm.BIBTEX: "application/x-bibtex",
    CitationForm.CSL: "application/vnd.citationstyles.csl+json",
}
_NAMES: Final = {
    CitationForm.TEXT: marked("Text"),
    CitationForm.BIBTEX: "BibTeX",
    CitationForm.CSL: "CSL-JSON",
}
_NOTHING: Final = marked("no page of the data states anything of that, so that there is nothing to cite")


def cite_page(request: Request) -> Response:
    """The citation of what the address names: a page with all forms, or one form as a file."""
    site, words = site_of(request), words_of(request)
    part = part_of(request)
    iri = thing_at(site, sent_path(request, "/cite/"), part)
    if iri is None:
        return problem(request, 404, UNKNOWN)
    try:
        citations = cite(site.store, f"<{iri}>", site.options.source)
    except IcmlpoError:
        return problem(request, 404, _NOTHING)
    if form := wanted_form(request):
        return document(citations_as(citations, form).encode(), _MEDIA[form])
    here = site.addresses.cite(iri)
    sign = "&" if part else "?"
    shown = [
        (words.gettext(name), f"{here}{sign}form={one.value}", citations_as(citations, one))
        for one, name in _NAMES.items()
    ]
    values = {"iri": iri, "label": Lookups(site.store).label(NamedNode(iri)), "forms": shown}
    return html(request, "cite.html", values)


def wanted_form(request: Request) -> CitationForm | None:
    """The one form that is asked for, None for the page with all."""
    wanted = request.query_params.get("form", "")
    return next((one for one in CitationForm if one.value == wanted), None)

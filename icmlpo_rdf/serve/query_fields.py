"""What the form of the query page says: a query of one's own, or a named one with what its parameters are to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from pyoxigraph import NamedNode
from starlette.requests import Request

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.language import fold
from icmlpo_rdf.query.name_resolution import bare_iri, is_a, resolve
from icmlpo_rdf.query.named_queries import NamedQuery, Takes, named_queries
from icmlpo_rdf.serve.languages import PARAMETER, Words
from icmlpo_rdf.serve.site import Site
from icmlpo_rdf.serve.sparql_endpoint import body_of

__all__ = ["Asked", "NotMeantError", "asked_in", "bound", "fields_of"]

_SHOWN = 8


class NotMeantError(Exception):
    """What was typed names nothing, or more than one thing."""

    def __init__(self, sentence: str, parameter: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence, self.parameter, self.choices = sentence, parameter, choices


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked."""

    named: NamedQuery | None
    """None for a query of one's own."""
    text: str
    """The query that was sent; nothing where a named one is meant as it stands."""
    given: Mapping[str, str]
    """What was typed for the parameters of a named query."""

    @property
    def missing(self) -> list[str]:
        """Parameters that must be given and are not."""
        wanted = self.named.parameters if self.named else ()
        return [one.name for one in wanted if one.is_required and one.name not in self.given]

    def address(self, path: str, **other: str) -> str:
        """Where this is asked, with other values for some of the parameters."""
        if self.text.strip() or not self.named:
            return f"{path}?{urlencode({'query': self.text}, quote_via=quote)}"
        values = {f"p-{name}": value for name, value in {**self.given, **other}.items()}
        return f"{path}?{urlencode({'named': self.named.name, **values}, quote_via=quote)}"


def asked_in(fields: Mapping[str, str]) -> Asked | None:
    """Return what is asked; None where no query has the name."""
    name = fields.get("named", "")
    named = {one.name: one for one in named_queries()}.get(name)
    if name and named is None:
        return None
    typed = {one.name: fields.get(f"p-{one.name}", "").strip() for one in (named.parameters if named else ())}
    return Asked(named, fields.get("query", ""), {key: value for key, value in typed.items() if value})


async def fields_of(request: Request, site: Site) -> Mapping[str, str] | None:
    """What the form says, None where it is no form.

    Raises:
        TooLargeError: it is longer than a request may be.
    """
    if request.method != "POST":
        return {name: value for name, value in request.query_params.items() if name != PARAMETER}
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/x-www-form-urlencoded":
        return None
    body = await body_of(request, site)
    try:
        return dict(parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=100))
    except ValueError:
        return None


def bound(site: Site, words: Words, asked: Asked, *, explain: bool) -> str:
    """A named query's text for what was typed: IRIs, names of things, numbers.

    Raises:
        NotMeantError: nothing, or more than one thing, is called so; a number is none.
    """
    assert asked.named is not None  # noqa: S101 - who calls looks
    values = {}
    for name, value in asked.given.items():
        takes = asked.named.parameter(name).takes
        if takes in {Takes.NUMBER, Takes.YEAR}:
            try:
                values[name] = resolve(value, takes, site.store, name)
            except UsageError:
                told = words.gettext("%(value)s is not a number") % {"value": value}
                raise NotMeantError(told, name) from None
        else:
            values[name] = _thing(site, words, value, takes, name)
    return asked.named.bound(values, explain=explain, apart=True)


def _thing(site: Site, words: Words, called: str, takes: Takes, name: str) -> NamedNode:
    """As `find_thing`, by the index of the names: no request may look through all labels."""
    bare = bare_iri(called)
    if "://" in called or bare != called:
        try:
            return NamedNode(bare)
        except ValueError:
            told = words.gettext("%(value)s is not an IRI") % {"value": called[:200]}
            raise NotMeantError(told, name) from None
    if "/" in called and site.documents.is_known(site.base + called):
        return NamedNode(site.base + called)
    hits = site.names.find(called)
    exact = [hit for hit in hits if fold(hit.name.value) == fold(called)]
    found = [hit.iri for hit in exact or hits if is_a(takes, NamedNode(hit.iri), site.store)]
    if len(found) == 1:
        return NamedNode(found[0])
    if not found:
        told = words.gettext("Nothing of that kind is called “%(value)s”. The search may find it.")
        raise NotMeantError(told % {"value": called[:200]}, name)
    several = words.gettext("%(number)s things are called “%(value)s”. Which one is meant?")
    parts = words.gettext("%(number)s things have “%(value)s” in their names. Which one is meant?")
    told = (several if exact else parts) % {"number": len(found), "value": called[:200]}
    raise NotMeantError(told, name, tuple(found[:_SHOWN]))

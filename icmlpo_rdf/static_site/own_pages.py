"""The pages that only files need: a search that a script does, names by their first characters, how to ask queries."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from itertools import groupby

from jinja2 import ChoiceLoader, PackageLoader
from pyoxigraph import NamedNode
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from icmlpo_rdf.language import fold
from icmlpo_rdf.serve.app import create_app
from icmlpo_rdf.serve.page_numbers import page_number
from icmlpo_rdf.serve.responses import html, problem
from icmlpo_rdf.serve.site import Site
from icmlpo_rdf.store.lookups import Lookups, Text

__all__ = ["add_own_pages"]

_PER_PAGE = 400
_DOMAIN = "files"
_NOT_THERE = "there is no such page here"
"""As the site itself says it."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a thing."""

    name: Text
    iri: str


@dataclass(frozen=True, slots=True)
class Group:
    """Names that begin with one character."""

    character: str
    anchor: str
    names: list[tuple[Named, Text | None]]
    """Each with the label of the thing, where that is another one."""


def add_own_pages(site: Site, *, has_address: bool) -> Starlette:
    """Return the routes of a site with the pages that only files need; those of the same name take the place of the site's."""
    for code, environment in site.templates.items():
        loaders = [PackageLoader("icmlpo_rdf.static_site"), environment.loader]
        environment.loader = ChoiceLoader([one for one in loaders if one])
        environment.globals.update(has_address=has_address, is_files=True)
        own = gettext.translation(
            _DOMAIN, str(files("icmlpo_rdf.static_site") / "locales"), [code], fallback=True
        )
        site.words[code].catalogue.add_fallback(own)
    app = create_app(site)
    app.router.routes.insert(0, Route("/names", _names_page(site)))
    app.router.routes.insert(0, Route("/404", _not_found))
    return app


def _names_page(site: Site) -> Callable[[Request], Response]:
    known = cache(partial(_by_character, site))

    def names(request: Request) -> Response:
        """Names by their first characters, so many on a page; on the first the characters with the pages that they begin on."""
        every = known()
        number = page_number(request)
        first = (number - 1) * _PER_PAGE
        values = {
            "number": number,
            "is_last": first + _PER_PAGE >= len(every),
            "characters": list(_places(every)) if number == 1 else (),
            "groups": list(_groups(site, every[first : first + _PER_PAGE])),
        }
        return html(request, "names.html", values)

    return names


def _by_character(site: Site) -> list[tuple[str, Named]]:
    """All names of what has a page, each with the character that it begins with: 希臘 stands with 希腊."""
    named = [
        (folded, name.value, name.language, iri)
        for iri, name in site.names
        if (folded := fold(name.value)) and site.addresses.page(iri) is not None
    ]
    return [(one[0][0], Named(Text(one[1], one[2]), one[3])) for one in sorted(named)]


def _places(known: list[tuple[str, Named]]) -> Iterator[tuple[str, str, int]]:
    """Each character with its anchor, and the number of the page on which its names begin."""
    before = ""
    for place, (character, _) in enumerate(known):
        if character != before:
            yield character, _anchor(character), place // _PER_PAGE + 1
            before = character


def _groups(site: Site, known: list[tuple[str, Named]]) -> Iterator[Group]:
    look = Lookups(site.store)
    for character, found in groupby(known, key=lambda one: one[0]):
        names = []
        for _, one in found:
            label = look.label(NamedNode(one.iri))
            names.append((one, label if label.value != one.name.value else None))
        yield Group(character, _anchor(character), names)


def _anchor(character: str) -> str:
    return f"u{ord(character):04x}"


def _not_found(request: Request) -> Response:
    return problem(request, 404, _NOT_THERE)

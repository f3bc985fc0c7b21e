"""The site's parts, put together once: data, addresses, names, sources, templates, query processes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from pyoxigraph import Literal, NamedNode, Store

from icmlpo_rdf.agree.linked_things import LinkedThings
from icmlpo_rdf.quads.vocab import Rdfs
from icmlpo_rdf.reconcile.candidates import Reconciler
from icmlpo_rdf.reports.templating import clip, finalize, shown
from icmlpo_rdf.serve.addresses import Addresses
from icmlpo_rdf.serve.base_iris import base_of
from icmlpo_rdf.serve.documents import ONTOLOGY, Documents
from icmlpo_rdf.serve.fact_groups import Reader
from icmlpo_rdf.serve.languages import LANGUAGES, Words, words_in
from icmlpo_rdf.serve.query_pool import QueryPool
from icmlpo_rdf.serve.quotations import Sources
from icmlpo_rdf.serve.request_limits import Limits
from icmlpo_rdf.serve.search import Names
from icmlpo_rdf.store.lookups import Lookups, Text
from icmlpo_rdf.views.attendance import Matrix, RowOrder, Series
from icmlpo_rdf.views.country_list import Country, list_countries
from icmlpo_rdf.views.matrix import attendance_matrix, list_series
from icmlpo_rdf.views.members import Body, list_bodies
from icmlpo_rdf.views.statistics import Figures, figures

__all__ = ["Options", "Site", "bare", "open_site"]

_MATRICES = 2
"""A big one has some tens of megabytes."""
DEFAULT_BASE = "https://w3id.org/icmlpo-rdf/"


@dataclass(frozen=True, slots=True)
class Options:
    """What a site is made of."""

    store: str
    """The folder of an on-disk store, which nobody writes to."""
    source: str | None = None
    """A source file or a folder of them."""
    base: str | None = None
    """What the data's IRIs begin with; None takes what the data tells."""
    address: str = "http://127.0.0.1:7878/"
    """Where the site stands for its visitors, with a slash at its end, for what must name it whole."""
    has_public_address: bool = False
    """`address` was given: it is not just where the site listens."""
    is_local: bool = False
    """It is there for its own machine: a request that names another host is refused."""
    proxies: tuple[str, ...] = ()
    """Addresses and networks of proxies before the site: what they say of their clients is believed."""
    cors: bool = False
    """Scripts of other sites' pages may read data and answers."""
    reconcile: bool = False
    """Names of others' tables are reconciled at `/reconcile`, for scripts of any site."""
    limits: Limits = field(default_factory=Limits)
    tell: Callable[[str], None] = lambda _: None
    """Takes a line for who runs the site."""
    log: bool = False
    """The query processes write on standard error what goes wrong in them."""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that the routes need; none of it changes."""

    options: Options
    base: str
    documents: Documents
    addresses: Addresses
    sources: Sources
    names: Names
    reconciler: Reconciler | None
    """None where the site does not reconcile."""
    linked: LinkedThings
    words: Mapping[str, Words]
    """What the site says, by the language's code."""
    labels: Mapping[str, Mapping[str, str]]
    """Labels of our own terms, by the language's code and the IRI."""
    series: tuple[Series, ...]
    matrix: Callable[[str, RowOrder], Matrix]
    """As `attendance_matrix`; the last are kept, so that the pages of one are read off the same."""
    figures: Figures
    bodies: tuple[Body, ...]
    countries: tuple[Country, ...]
    pool: QueryPool
    templates: Mapping[str, Environment]
    """By the language's code."""
    has_yasgui: bool

    @property
    def store(self) -> Store:
        """The data."""
        return self.documents.store

    def lists_people(self, series: str) -> bool:
        """Whether the data say of any meeting of a series who was there, so that its matrix shows something."""
        return any(one.iri == series and one.participants for one in self.series)

    def reader(self, code: str, iri: str = "") -> Reader:
        """What reads facts for one request in a language, in the store that speaks of a thing."""
        return Reader(
            self.documents.holder(iri), self.addresses, self.sources, self.words[code], self.labels[code]
        )


def open_site(options: Options) -> Site:
    """Open the store read-only and look through it once.

    Raises:
        SourceError: the source is not there.
        OSError: the store cannot be opened.
    """
    store = Store.read_only(options.store)
    base = options.base or base_of(store, DEFAULT_BASE)
    addresses = Addresses(base, ONTOLOGY)
    documents = Documents(store, base)
    static = files("icmlpo_rdf.serve") / "static"
    words = {code: words_in(code) for code in LANGUAGES}
    site = Site(
        options=options,
        base=base,
        documents=documents,
        addresses=addresses,
        sources=Sources(store, addresses, options.source),
        names=Names(store),
        reconciler=Reconciler(store) if options.reconcile else None,
        linked=LinkedThings(store),
        words=words,
        labels={code: _labels(documents, code) for code in LANGUAGES},
        series=list_series(store),
        matrix=lru_cache(maxsize=_MATRICES)(partial(attendance_matrix, store)),
        figures=figures(store),
        bodies=list_bodies(store),
        countries=list_countries(store),
        pool=QueryPool(options.store, options.limits, options.tell, log=options.log),
        templates={code: _templates(addresses, one) for code, one in words.items()},
        has_yasgui=(static / "yasgui.min.js").is_file() and (static / "yasgui.min.css").is_file(),
    )
    look = Lookups(store)
    for code, environment in site.templates.items():
        environment.globals.update(site=site, name_for_reader=partial(_name_for_reader, look, code))
    outside = site.names.count_outside(base)
    if outside:
        options.tell(
            f"{outside:,} named thing{'s' if outside > 1 else ''} not under {base}: no page here, only /sparql; "
            "give --base IRI to choose whose pages there are"
        )
    return site


def _name_for_reader(look: Lookups, code: str, iri: str, label: Text) -> Text | None:
    """What the data call a thing in the reader's language, where its label is in another one."""
    if not label.language or label.language.partition("-")[0] == code:
        return None
    return look.label_in(NamedNode(iri), code)


def _templates(addresses: Addresses, words: Words) -> Environment:
    environment = Environment(
        extensions=["jinja2.ext.i18n"],
        loader=PackageLoader("icmlpo_rdf.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(words.catalogue, newstyle=True)  # type: ignore[attr-defined]  # the extension's
    environment.globals.update(
        page=addresses.page,
        data=addresses.data,
        matrix_of=addresses.matrix,
        agree_of=addresses.agree,
        cite_of=addresses.cite,
        # Whether the pages become files, which no server stands behind.
        is_files=False,
    )
    environment.filters["count"] = lambda number: f"{number:,}"
    environment.filters["bare"] = bare
    environment.filters["clip"] = clip
    environment.filters["shown"] = shown
    return environment


def bare(query: str) -> str:
    """A named query's text without its comments: the page shows title, description and parameters already."""
    lines = [line for line in query.splitlines() if not line.lstrip().startswith("#")]
    return "\n".join(lines).strip("\n")


def _labels(documents: Documents, code: str) -> dict[str, str]:
    return {
        quad.subject.value: quad.object.value
        for quad in documents.holder(ONTOLOGY).quads_for_pattern(None, Rdfs.label, None, None)
        if isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
        and quad.object.language == code
    }

"""Sitelinks asked of a service that speaks SPARQL, such as Wikidata's, in batches and politely.

As Wikimedia asks of programs (https://w.wiki/4wJS): one request at a time, a User-Agent that says who asks, and waiting for as
long as the service says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice
from typing import Any, cast
from urllib.parse import urlencode

from icmlpo_rdf.errors import DataError, ServerError
from icmlpo_rdf.link.identification import ItemFacts, Reason, WikiTitle, Witness
from icmlpo_rdf.link.site_links import KINDS, article_of
from icmlpo_rdf.publish.triplestore import Client, RetryPolicy
from icmlpo_rdf.quads.iris import percent_encode
from icmlpo_rdf.quads.wikidata_items import ENTITY, item_of
from icmlpo_rdf.web import user_agent

__all__ = ["POLICY", "SparqlEndpoint"]

POLICY = RetryPolicy(retries=5, seconds=60, longest_wait=120, is_obedient=True)
_BATCH = 100
"""Titles or items of one question. With their names, an answer then has a few megabytes at most."""
_PREFIXES = (
    "PREFIX schema: <http://schema.org/> PREFIX owl: <http://www.w3.org/2002/07/owl#> "
    f"PREFIX wd: <{ENTITY}> PREFIX wdt: <http://www.wikidata.org/prop/direct/> "
)
_ITEMS = "SELECT ?page ?item WHERE {{ VALUES ?page {{ {values} }} ?page schema:about ?item }}"
_FACTS = (
    "SELECT ?item ?kind ?merged ?page WHERE {{ VALUES ?item {{ {values} }} "
    "{{ ?item owl:sameAs ?merged }} UNION {{ VALUES ?kind {{ {kinds} }} ?item wdt:P31 ?kind }}{names} }}"
)
_NAMES = " UNION { ?page schema:about ?item }"
# Wikidata's service says so of what it knows: https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual.
_DATE = "SELECT (MAX(?time) AS ?date) WHERE { <http://www.wikidata.org> schema:dateModified ?time }"


class SparqlEndpoint:
    """A service, by the address at which it answers queries."""

    is_second_class = False
    tells_kinds = True

    def __init__(self, address: str, policy: RetryPolicy = POLICY) -> None:
        self._address = address
        self._client = Client(policy=policy, agent=user_agent())
        self._date: str | None = None

    def items(self, titles: Collection[WikiTitle]) -> Mapping[WikiTitle, str]:
        """Return the items of those titles that have one.

        Raises:
            ServerError: the service does not answer, or not in SPARQL's JSON.
            DataError: it knows two items of one article.
        """
        pages = {_page(one): one for one in sorted(titles)}
        found: dict[WikiTitle, str] = {}
        for row in self._rows(_ITEMS.format, [f"<{page}>" for page in pages]):
            title, item = pages.get(row.get("page", "")), item_of(row.get("item", ""))
            if title is None or not item:
                continue
            if found.setdefault(title, item) != item:
                raise DataError(
                    f"it gives {title.title} two items, {found[title]} and {item}",
                    mend="ask a service that has one state of Wikidata",
                    origin=self._address,
                )
        if self._date is None:
            self._date = next((row["date"][:10] for row in self._ask(_DATE) if "date" in row), "")
        return found

    def about(self, items: Collection[str], *, with_names: bool) -> Mapping[str, ItemFacts]:
        """Return the names of items' articles, what they were merged into, and whether they are of no thing of the world."""

        def question(values: str) -> str:
            return _FACTS.format(
                values=values,
                kinds=" ".join(f"wd:{one}" for one in KINDS),
                names=_NAMES if with_names else "",
            )

        names: dict[str, dict[str, str]] = {}
        merged: dict[str, str] = {}
        kinds: dict[str, Reason] = {}
        for row in self._rows(question, [f"wd:{one}" for one in sorted(items)]):
            item = item_of(row.get("item", ""))
            if page := article_of(row.get("page", "")):
                names.setdefault(item, {})[page.wiki] = page.title
            if target := item_of(row.get("merged", "")):
                merged[item] = target
            if kind := KINDS.get(item_of(row.get("kind", ""))):
                kinds[item] = kind
        known = names.keys() | merged.keys() | kinds.keys()
        return {
            one: ItemFacts(names.get(one, {}), merged.get(one, ""), kinds.get(one)) for one in sorted(known)
        }

    def witnesses(self) -> tuple[Witness, ...]:
        """The service."""
        return (Witness(self._address, self._date or ""),)

    def _rows(self, question: Callable[..., str], values: Collection[str]) -> Iterator[dict[str, str]]:
        rest = iter(values)
        while batch := list(islice(rest, _BATCH)):
            yield from self._ask(question(values=" ".join(batch)))

    def _ask(self, query: str) -> list[dict[str, str]]:
        try:
            reply = self._client.send(
                "POST",
                self._address,
                urlencode({"query": _PREFIXES + query}).encode(),
                content_type="application/x-www-form-urlencoded",
                accept="application/sparql-results+json",
            )
        except ServerError as error:
            raise ServerError(
                error.what, mend="run it again later, or give a dump's files", origin=self._address
            ) from error
        if reply.status != 200:
            raise self._client.refusal(reply, self._address)
        try:
            rows = cast("Any", reply.json())["results"]["bindings"]
            return [{name: str(cell["value"]) for name, cell in row.items()} for row in rows]
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise ServerError(
                f"it does not answer in SPARQL's JSON ({self._client.described(reply)})",
                mend="give the address at which it answers queries",
                origin=self._address,
            ) from error


def _page(title: WikiTitle) -> str:
    return f"https://{title.wiki}.wikipedia.org/wiki/{percent_encode(title.title)}"

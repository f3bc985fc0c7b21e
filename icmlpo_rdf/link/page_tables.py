"""A wiki's own tables: which titles have a page, where redirects lead, which item a page has.

Each table is read as often as there are redirects to redirects, and once more for titles in another script; what is kept
is what was asked, whatever the size of the tables.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.language import is_wiki
from icmlpo_rdf.language.folding import fold_characters
from icmlpo_rdf.link.dump_files import day_of
from icmlpo_rdf.link.identification import ItemFacts, Reason, Step, Trail, WikiTitle, Witness
from icmlpo_rdf.link.sql_tables import SqlTable

__all__ = ["PageTables", "witness_of"]

# The wikis whose LanguageConverter shows one page under its title in both Chinese scripts.
_CONVERTING = frozenset({"zh"})
_ARTICLES = b"0"
_ITEM = b"wikibase_item"
_PROPERTIES = frozenset({_ITEM, b"disambiguation"})
_OF_REDIRECTS = frozenset(
    {Reason.TO_SECTION, Reason.TO_OTHER_WIKI, Reason.TO_OTHER_NAMESPACE, Reason.TO_NOWHERE}
)


@dataclass(frozen=True, slots=True)
class _Page:
    number: bytes
    is_redirect: bool


class PageTables:
    """The tables `page`, `redirect`, `page_props` and `langlinks` of one dump of one wiki; all but the first may be missing."""

    is_second_class = False

    def __init__(self, wiki: str, page: SqlTable, others: Mapping[str, SqlTable]) -> None:
        """`others`: `redirect`, `page_props` and `langlinks`, as far as they are there."""
        self.wiki = wiki
        self._page = page
        self._redirect, self._props = others.get("redirect"), others.get("page_props")
        self._links = others.get("langlinks")
        self._pages: dict[str, _Page] = {}
        self._missing: set[str] = set()
        self._targets: dict[bytes, str | Reason] = {}
        self._items: dict[bytes, str] = {}
        self._disambiguations: set[bytes] = set()

    def trails(self, titles: Iterable[str]) -> Mapping[str, Trail]:
        """Return the way from each title to a page.

        Raises:
            DataError: a table cannot be read.
        """
        asked = list(dict.fromkeys(titles))
        self._find(asked)
        variants = self._variants([one for one in asked if one in self._missing])
        self._find({other for others in variants.values() for other in others})
        self._read_props()
        return {title: self._trail(title, variants.get(title, ())) for title in asked}

    def items(self, titles: Collection[WikiTitle]) -> Mapping[WikiTitle, str]:
        """Return the items of titles that `trails` came by."""
        found = {}
        for one in titles:
            page = self._pages.get(one.title) if one.wiki == self.wiki else None
            if page is not None and (item := self._items.get(page.number)):
                found[one] = item
        return found

    def about(self, items: Collection[str], *, with_names: bool) -> Mapping[str, ItemFacts]:  # noqa: ARG002 - as all sources
        """Nothing: these tables know of pages."""
        return {}

    def names(self, titles: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
        """Return what the pages of titles that `trails` came by are called in other Wikipedias, by their codes."""
        wanted = {page.number: one for one in titles if (page := self._pages.get(one)) is not None}
        found: dict[str, dict[str, str]] = {}
        columns = ("ll_from", "ll_lang", "ll_title")
        for number, wiki, title in self._links.rows(*columns, only=wanted) if self._links and wanted else ():
            code, name = (wiki or b"").decode(), (title or b"").decode("utf-8", "replace")
            # What leads to a section is a part of that page.
            if number is not None and name and "#" not in name and is_wiki(code):
                found.setdefault(wanted[number], {})[code] = name.replace(" ", "_")
        return found

    def names_witnesses(self) -> tuple[Witness, ...]:
        """The table of names."""
        return self._told_by(self._links)

    @property
    def tells_kinds(self) -> bool:
        """Whether it tells disambiguation pages from others."""
        return self._props is not None

    @property
    def knows_items(self) -> bool:
        """Whether the table of items is there."""
        return self._props is not None

    def witnesses(self) -> tuple[Witness, ...]:
        """The table of items."""
        return self._told_by(self._props)

    def ways_witnesses(self, trail: Trail) -> tuple[Witness, ...]:
        """The tables that tell a way: redirects are asked where there was one."""
        is_redirect = Step.REDIRECT in trail.steps or trail.end in _OF_REDIRECTS
        return self._told_by(self._page, self._redirect if is_redirect else None)

    @staticmethod
    def _told_by(*tables: SqlTable | None) -> tuple[Witness, ...]:
        return tuple(witness_of(one.path, one.completed) for one in tables if one is not None)

    def _find(self, titles: Iterable[str]) -> None:
        """Find pages, and what their redirects lead to, on to the end."""
        wanted = {one for one in titles if one not in self._pages}
        while wanted:
            new = self._find_pages({one.encode(): one for one in wanted})
            self._missing |= wanted - new.keys()
            self._pages |= new
            numbers = {one.number for one in new.values() if one.is_redirect}
            if numbers and self._redirect is not None:
                self._find_targets(numbers)
            led = {target for one in numbers if isinstance(target := self._targets.get(one), str)}
            wanted = led - self._pages.keys() - self._missing

    def _find_pages(self, wanted: Mapping[bytes, str]) -> dict[str, _Page]:
        found = {}
        columns = ("page_title", "page_namespace", "page_id", "page_is_redirect")
        for title, namespace, page, is_redirect in self._page.rows(*columns, only=wanted):
            if namespace == _ARTICLES and title is not None and page is not None:
                found[wanted[title]] = _Page(page, is_redirect == b"1")
        if not self._page.count:
            raise DataError(
                "its table page has no row", mend="get the dump again whole", origin=self._page.path
            )
        return found

    def _find_targets(self, numbers: Collection[bytes]) -> None:
        assert self._redirect is not None  # noqa: S101 - asked before
        columns = ("rd_from", "rd_namespace", "rd_title", "rd_interwiki", "rd_fragment")
        for page, namespace, title, wiki, fragment in self._redirect.rows(*columns, only=numbers):
            if page is not None:
                self._targets[page] = _target(namespace, title or b"", wiki, fragment)

    def _variants(self, titles: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The titles that the wiki has in place of those that it does not have, when only the script is another."""
        if self.wiki not in _CONVERTING:
            return {}
        folded = {one: fold_characters(one) for one in titles if not one.isascii()}
        wanted = set(folded.values())
        found: dict[str, list[str]] = {}
        columns = ("page_namespace", "page_title")
        for _, title in self._page.rows(*columns, only={_ARTICLES}) if wanted else ():
            if title and not title.isascii():
                text = title.decode("utf-8", "replace")
                if (alike := fold_characters(text)) in wanted:
                    found.setdefault(alike, []).append(text)
        return {
            title: tuple(sorted(one for one in found.get(alike, ()) if _differ_in_script(title, one)))
            for title, alike in folded.items()
        }

    def _read_props(self) -> None:
        """Find the items of the pages that were come by, and which of them only tell things apart."""
        if self._props is None:
            return
        numbers = {one.number for one in self._pages.values()}
        has_items = False
        for name, page, value in self._props.rows("pp_propname", "pp_page", "pp_value", only=_PROPERTIES):
            if name == _ITEM:
                has_items = True
                if page in numbers and page is not None and value is not None:
                    self._items[page] = value.decode("utf-8", "replace")
            elif page in numbers and page is not None:
                self._disambiguations.add(page)
        if not has_items:
            raise DataError(
                "its table page_props has no wikibase_item: no page of this wiki has an item",
                mend="check whether it is whole, and of which wiki",
                origin=self._props.path,
            )

    def _trail(self, title: str, variants: tuple[str, ...]) -> Trail:
        if title not in self._missing:
            return self._followed((title,), ())
        if not variants:
            return Trail((title,), (), Reason.NO_SUCH_PAGE)
        trails = [self._followed((title, one), (Step.VARIANT,)) for one in variants]
        if len({one.names[-1] for one in trails}) > 1:
            return Trail((title,), (), Reason.SEVERAL_VARIANTS)
        return min(trails, key=lambda one: (len(one.names), one.names))

    def _followed(self, names: tuple[str, ...], steps: tuple[Step, ...]) -> Trail:
        while (page := self._pages.get(names[-1])) is not None and page.is_redirect:
            target = self._targets.get(page.number, Reason.TARGET_UNKNOWN)
            if isinstance(target, Reason):
                return Trail(names, steps, target)
            if target in names:
                return Trail(names, steps, Reason.TO_NOWHERE)
            names, steps = (*names, target), (*steps, Step.REDIRECT)
        if page is None:
            return Trail(names[:-1], steps[:-1], Reason.TO_NOWHERE)
        return Trail(names, steps, None, page.number in self._disambiguations)


def witness_of(path: str, completed: str = "") -> Witness:
    """Return a file as a witness: the day in its name counts, else that on which it was made."""
    name = path.rpartition("/")[2]
    return Witness(name, day_of(name) or completed)


def _differ_in_script(title: str, other: str) -> bool:
    """Whether two titles of one length differ in ideographs alone: a case or a width makes another title."""
    return all(
        one == two or (_is_ideograph(one) and _is_ideograph(two))
        for one, two in zip(title, other, strict=True)
    )


def _is_ideograph(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK ")


def _target(
    namespace: bytes | None, title: bytes, wiki: bytes | None, fragment: bytes | None
) -> str | Reason:
    if wiki:
        return Reason.TO_OTHER_WIKI
    if namespace != _ARTICLES:
        return Reason.TO_OTHER_NAMESPACE
    if fragment:
        return Reason.TO_SECTION
    return title.decode("utf-8", "replace")

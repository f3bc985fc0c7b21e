"""What is asked, and what is answered: a title, the way from it to a page, that page's item or the reason why there is none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple, Protocol

from icmlpo_rdf.reasons import ToldReason

__all__ = [
    "Identified",
    "ItemFacts",
    "ItemSource",
    "Reason",
    "Step",
    "Trail",
    "WikiTitle",
    "Witness",
]


class WikiTitle(NamedTuple):
    """The title of an article."""

    wiki: str
    """The code of the Wikipedia."""
    title: str
    """As MediaWiki writes it, with `_` for a space."""


class Reason(ToldReason):
    """Why a title has no item."""

    NO_TITLE = ("no-title", "no page can have this title")
    NO_ARTICLE = ("no-article", "the title is of another namespace or wiki, not of an article")
    NO_SUCH_PAGE = ("no-such-page", "the wiki has no such page")
    NO_ITEM = ("no-item", "the page has no item")
    NOT_TOLD = ("not-told", "no source tells of this title; it may be a redirect")
    TO_SECTION = (
        "redirect-to-section",
        "a redirect to a section: a part of a page, not what the page is about",
    )
    TO_OTHER_WIKI = ("redirect-to-other-wiki", "a redirect to another wiki")
    TO_OTHER_NAMESPACE = ("redirect-to-other-namespace", "a redirect to a page that is no article")
    TO_NOWHERE = ("redirect-to-nowhere", "a redirect to a page that is not there, or to itself")
    TARGET_UNKNOWN = ("redirect-unknown", "a redirect, and no table says where it leads")
    SEVERAL_VARIANTS = ("several-variants", "several pages have this title in another script")
    DISAMBIGUATION = (
        "disambiguation",
        "a disambiguation page: its item is the page's, not that of anything it names",
    )
    LIST = ("list", "a list: its item is the list's, not that of what it lists")
    DISAGREE = ("sources-disagree", "the sources do not agree")
    DECIDED = ("decided", "people decided otherwise, or that they are not sure")
    SAME_AS_ANOTHER = ("told-apart", "it would be the same as a thing that the data tell apart from it")


class Step(Enum):
    """How one title leads to another."""

    REDIRECT = "redirect"
    VARIANT = "variant"
    """The wiki has the page under this title in another script, and shows it under both."""


@dataclass(frozen=True, slots=True)
class Trail:
    """The way from a title to a page."""

    names: tuple[str, ...]
    """The title that was asked, and those that it leads to, in their order."""
    steps: tuple[Step, ...] = ()
    """How each name leads to the next."""
    end: Reason | None = None
    """Why the last name is not the title of an article; None where it is."""
    is_disambiguation: bool = False
    """Whether the page of the last name only tells things of one name apart."""


@dataclass(frozen=True, slots=True, order=True)
class Witness:
    """Who says so: a file or a service."""

    name: str
    """The file's name without its folder; the address of a service."""
    date: str = ""
    """The day of which its data are, `2026-11-01`; empty where that is not known."""
    caution: str = ""
    """What whoever relies on it should know."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What a source says of an item."""

    names: Mapping[str, str] = field(default_factory=dict)
    """The titles of its articles, by the Wikipedia's code."""
    merged_into: str = ""
    """The item that it was merged into."""
    kind: Reason | None = None
    """Set where the item is a disambiguation page's or a list's, and so nothing's of the world."""


class ItemSource(Protocol):
    """Who knows items by the exact titles of articles."""

    is_second_class: bool
    """Whether it is known to follow redirects that it should not; it is asked only where nobody else knows of a title."""

    @property
    def tells_kinds(self) -> bool:
        """Whether it tells the items of disambiguation pages from others, as far as it was read."""

    def items(self, titles: Collection[WikiTitle]) -> Mapping[WikiTitle, str]:
        """Return the items of those titles that have one; redirects are not followed."""

    def about(self, items: Collection[str], *, with_names: bool) -> Mapping[str, ItemFacts]:
        """Return what is known of items; the names of their articles only where they are asked for."""

    def witnesses(self) -> tuple[Witness, ...]:
        """Who says so; their dates are known when they were read once."""


@dataclass(frozen=True, slots=True)
class Identified:
    """The answer for one title."""

    asked: WikiTitle
    trail: Trail
    holder: str = ""
    """The name of the trail under which the item was found."""
    item: str = ""
    """`Q…`; empty where there is none."""
    reason: Reason | None = None
    """Why there is none."""
    witnesses: tuple[Witness, ...] = ()
    """Who said so."""
    is_second_class: bool = False
    """Whether nobody says so but a source that is known to be wrong at times."""
    said: tuple[tuple[str, str], ...] = ()
    """Of sources that disagree: which said what."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The titles of the item's articles in other Wikipedias, by their codes."""

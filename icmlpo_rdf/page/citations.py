"""What a footnote cites, as its citation template says: the template itself, or what it left in a rendered page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.document import Reference
from icmlpo_rdf.page.wikitext.rules import citation_parameters
from icmlpo_rdf.spans import Span

__all__ = ["cited_by_call", "cited_by_coins", "cited_work", "plain"]

_MARKUP = lazy_pattern(
    r"'''*+|\[\[(?:[^\[\]|]*+\|)?([^\[\]|]*+)\]\]|<[^<>]*+>|\[(?:https?:)?//[^\s\[\]]++\s*+([^\[\]]*+)\]"
)
_LONGEST = 20_000
"""Characters of what a rendered page tells of a work; real ones have some hundred."""
# https://www.oclc.org/research/activities/openurl/coins.html; of an article in a book the book is what is cited.
_COINS = {
    "title": ("rft.btitle", "rft.atitle", "rft.title", "rft.jtitle"),
    "publisher": ("rft.pub", "rft.jtitle"),
    "date": ("rft.date",),
}


class _Wikitext(Struct, frozen=True):
    wt: str = ""


class _Template(Struct, frozen=True):
    params: dict[str, _Wikitext] = {}


class _Part(Struct, frozen=True):
    template: _Template = _Template()


class _Transclusion(Struct, frozen=True):
    """https://www.mediawiki.org/wiki/Specs/HTML#Transclusion_content."""

    parts: list[_Part | str] = []


_DECODER = msgspec.json.Decoder(_Transclusion)


def cited_work(said: Callable[[str], str], span: Span) -> Reference:
    """Return what a footnote cites.

    Args:
        said: what is said of the work's `url`, `title`, `publisher`, `date` and of when it was `accessed`; else empty.
        span: where the footnote stands.
    """
    title, publisher, date = said("title"), said("publisher"), said("date")
    shown = ". ".join(part for part in (title, publisher, date) if part)
    return Reference(shown, said("url"), title, publisher, date, said("accessed"), span)


def cited_by_call(data: str) -> Mapping[str, str]:
    """What the first citation template says that Parsoid tells of in `data-mw`; nothing where there is none."""
    if len(data) > _LONGEST:
        return {}
    try:
        parts = _DECODER.decode(data).parts
    except (msgspec.DecodeError, RecursionError):
        return {}
    for part in parts:
        if isinstance(part, _Part):
            given = {name: plain(value.wt) for name, value in part.template.params.items()}
            said = {kind: _first(given, citation_parameters(kind)) for kind in _KINDS}
            if said["title"]:
                return said
    return {}


_KINDS = ("url", "title", "publisher", "date", "accessed")


def cited_by_coins(context: str) -> Mapping[str, str]:
    """What a citation's machine-readable mark says (`<span class="Z3988" title="…">`); nothing where it names no work."""
    if len(context) > _LONGEST:
        return {}
    given: dict[str, str] = {}
    for name, value in parse_qsl(context):
        is_web = name != "rft_id" or value.startswith(("http://", "https://"))
        if is_web and value.strip():
            given.setdefault(name, " ".join(value.split()))
    said = {kind: _first(given, names) for kind, names in _COINS.items()}
    if not said["title"]:
        return {}
    if said["publisher"] == said["title"] == given.get("rft.jtitle"):
        said["publisher"] = ""
    return {**said, "url": given.get("rft_id", "")}


def _first(given: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next(filter(None, map(given.get, names)), "")


def plain(text: str) -> str:
    """Wikitext as plain text, for a footnote's parts."""
    shown = _MARKUP.sub(lambda match: match[1] or match[2] or "", text)
    return " ".join(shown.split())

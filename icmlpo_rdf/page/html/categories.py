"""The categories of a saved page, which stand beside its content: in the skin's box, else in its scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.character_references import unescape
from icmlpo_rdf.page.html.head import Head
from icmlpo_rdf.page.html.hrefs import target_of_href
from icmlpo_rdf.page.text import Link, Target
from icmlpo_rdf.page.titles import Namespace, normalise
from icmlpo_rdf.spans import Span

__all__ = ["categories_of"]

_BOX, _HIDDEN = "mw-normal-catlinks", "mw-hidden-catlinks"
"""The box, without the categories that its wiki's editors alone see, which come behind them."""
_LINK = lazy_pattern(r"<a\b([^<>]*)>[^<>]*</a>")
_HREF = lazy_pattern(r"""\bhref=["']([^"'<>]+)["']""")
_NAMES = '"wgCategories"'
_MOST = 500


def categories_of(text: str, head: Head, language: str, links: Iterable[Link]) -> list[Link]:
    """Return the categories as links without a label: those that the skin shows, else those that its scripts name.

    Args:
        text: the page.
        head: what it tells of itself.
        language: the code of its wiki.
        links: those of its content; where that has categories, as Parsoid's, these are all.
    """
    if any(link.target and link.target.namespace is Namespace.CATEGORY for link in links):
        return []
    return list(_beside_content(text, head, language))


def _beside_content(text: str, head: Head, language: str) -> Iterator[Link]:
    if (begin := text.find(_BOX)) >= 0:
        end = text.find("</div>", begin)
        hidden = text.find(_HIDDEN, begin)
        stop = min(place for place in (end, hidden, len(text)) if place >= 0)
        for match in islice(_LINK.finditer(text, begin, stop), _MOST):
            written = _HREF.search(match[1])
            href = unescape(written[1]) if written else ""
            target = target_of_href(href, language, head.host)
            if target and target.namespace is Namespace.CATEGORY:
                yield Link("", target._replace(in_dump=None), href, Span(*match.span()), 0, 0)
        return
    at = max(0, text.find(_NAMES))
    span = Span(at, max(at, text.find("]", at) + 1))
    for name in head.categories:
        if title := normalise(name):
            target = Target(language, Namespace.CATEGORY, title, None)
            yield Link("", target, name, span, 0, 0)

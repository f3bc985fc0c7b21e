"""The categories of a saved page, which stand beside its content, in the skin's box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from icmlpo_rdf.language import namespace_words
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.character_references import unescape
from icmlpo_rdf.page.html.hrefs import target_of_href
from icmlpo_rdf.page.links import target_of
from icmlpo_rdf.page.text import Link
from icmlpo_rdf.page.titles import Namespace, label_of
from icmlpo_rdf.spans import Span

__all__ = ["categories_of"]

_BOX, _HIDDEN = "mw-normal-catlinks", "mw-hidden-catlinks"
"""The box, without the categories that its wiki's editors alone see, which come behind them."""
_LINK = lazy_pattern(r"<a\b([^<>]*)>[^<>]*</a>")
_HREF = lazy_pattern(r"""\bhref=["']([^"'<>]+)["']""")
_TITLE = lazy_pattern(r"""\btitle=["']([^"'<>]+)["']""")
"""It tells the category where a program that saved the page has changed the address."""
_MOST = 500


def categories_of(text: str, host: str, language: str, links: Iterable[Link]) -> list[Link]:
    """Return the categories that the skin shows, as links without a label.

    What the scripts name (`wgCategories`) has those for editors too, and does not tell them apart.

    Args:
        text: the page.
        host: that of its wiki, where it is no Wikipedia's.
        language: the code of its wiki.
        links: those of its content; where that has categories, as Parsoid's, these are all.
    """
    if any(link.target and link.target.namespace is Namespace.CATEGORY for link in links):
        return []
    return list(_in_box(text, host, language))


def _in_box(text: str, host: str, language: str) -> Iterator[Link]:
    begin = text.find(_BOX)
    if begin < 0:
        return
    end = text.find("</div>", begin)
    hidden = text.find(_HIDDEN, begin)
    stop = min(place for place in (end, hidden, len(text)) if place >= 0)
    for_editors = namespace_words("tracking")
    for match in islice(_LINK.finditer(text, begin, stop), _MOST):
        href, title = (
            unescape(found[1]) if found else "" for found in (_HREF.search(match[1]), _TITLE.search(match[1]))
        )
        target = target_of_href(href, language, host) or target_of(title, language)
        if target is None or target.namespace is not Namespace.CATEGORY:
            continue
        if label_of(target.title).lower() not in for_editors:
            yield Link("", target._replace(in_dump=None), href, Span(*match.span()), 0, 0)

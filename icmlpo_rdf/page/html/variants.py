"""Language variants in Parsoid's HTML: `-{zh-hans:a;zh-hant:b}-` is an element without text, whose attribute tells the forms.

https://www.mediawiki.org/wiki/Specs/HTML/Extensions/LanguageConverter
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from icmlpo_rdf.notes import Code
from icmlpo_rdf.page.html.marks import Walker, walk

__all__ = ["shown_form", "tell_form"]

_TYPE = "mw:LanguageVariant"
_IMPLIED = frozenset({"html", "body"})
"""What the parser puts around a form."""


def shown_form(tag: str, attributes: Mapping[str, str]) -> str:
    """The HTML of the form that an element stands for: the first, as in wikitext; empty where it is no variant or shows none."""
    if tag == "meta" or _TYPE not in attributes.get("typeof", "").split():
        return ""
    try:
        told = json.loads(attributes.get("data-mw-variant", ""))
    except (ValueError, RecursionError):
        return ""
    if not isinstance(told, dict) or told.get("describe"):
        return ""
    for kind in ("twoway", "oneway", "disabled", "filter"):
        forms = told.get(kind)
        first = forms[0] if isinstance(forms, list) and forms else forms
        if isinstance(first, dict):
            return str(first.get("t", ""))
    return ""


def tell_form(form: str, walker: Walker, begin: int, end: int) -> None:
    """Tell of all that is in a form; the element that holds it, from `begin` to `end`, is the place of each part."""
    walk(f"<body>{form}</body>", _Placed(walker, begin, end))


class _Placed:
    """Passes on what it is told, all of it at one place."""

    def __init__(self, walker: Walker, begin: int, end: int) -> None:
        self._walker, self._begin, self._end = walker, begin, end

    def start(self, tag: str, attributes: Mapping[str, str], _begin: int, _end: int) -> None:
        if tag not in _IMPLIED:
            self._walker.start(tag, attributes, self._begin, self._end)

    def end(self, tag: str, _begin: int, _end: int) -> None:
        if tag not in _IMPLIED:
            self._walker.end(tag, self._end, self._end)

    def data(self, text: str, _begin: int, _end: int) -> None:
        self._walker.data(text, self._begin, self._end)

    def left_open(self, code: Code, _begin: int) -> None:
        self._walker.left_open(code, self._begin)

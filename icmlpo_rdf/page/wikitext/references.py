"""Footnotes of a page: what each cites, in the order of their first marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.citations import cited_work, plain
from icmlpo_rdf.page.document import Reference
from icmlpo_rdf.page.wikitext.nested import Nest
from icmlpo_rdf.page.wikitext.nodes import Kind, Node
from icmlpo_rdf.page.wikitext.rules import citation_parameters
from icmlpo_rdf.page.wikitext.templates import Invocation, Parameter, invocation_of
from icmlpo_rdf.spans import Span

__all__ = ["References", "group_of"]

_URL = lazy_pattern(r"(?:https?:|ftp:)?//[^\s\[\]<>\"{}|]+", re.IGNORECASE)
_LABEL = lazy_pattern(r"\[(?:https?:)?//[^\s\[\]]++\s++([^\[\]]++)\]")
_NAME = lazy_pattern(r"name\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/>]+))", re.IGNORECASE)
_GROUP = lazy_pattern(r"group\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/>]+))", re.IGNORECASE)


def _cited_part(call: Invocation, kind: str) -> Parameter | None:
    return call.get(*citation_parameters(kind))


@dataclass(slots=True)
class References:
    """Collects the footnotes of one page."""

    nest: Nest
    found: list[Reference] = field(default_factory=list)
    _named: dict[tuple[str, str], int] = field(default_factory=dict)
    _waiting: dict[tuple[str, str], Node] = field(default_factory=dict)

    def define(self, nodes: Iterable[Node], group: str) -> None:
        """A list of sources, `<references>` or a template's argument, holds footnotes that marks elsewhere name, and is no text of the page.

        Args:
            nodes: what nests in it.
            group: the group of those that tell none themselves.
        """
        for child in nodes:
            if (
                child.kind is Kind.TAG
                and child.name == "ref"
                and child.content
                and (key := _key(child, group))
            ):
                if (number := self._named.get(key)) is not None and not self.found[number].text:
                    self.found[number] = self._read(child)
                else:
                    self._waiting.setdefault(key, child)

    def mark(self, node: Node) -> int:
        """The footnote that a `<ref>` marks; which of all it is."""
        key = _key(node)
        if key is None or (node.content and key not in self._named):
            number = self._add(self._read(node))
            if key is not None:
                self._named[key] = number
            return number
        number = self.named(key, Span(node.begin, node.end))
        if node.content and not self.found[number].text:
            self.found[number] = self._read(node)
        return number

    def named(self, key: tuple[str, str], span: Span) -> int:
        """The footnote of a group and name, which a mark in this place names; what it cites may be told further down."""
        if key not in self._named:
            source = self._waiting.get(key)
            self._named[key] = self._add(self._read(source) if source else _untold(span))
        return self._named[key]

    def remark(self, text: Parameter, span: Span) -> int:
        """A footnote that a template marks, with its text as an argument."""
        written = self.nest.text[text.begin : text.end]
        return self._add(_of_text(written, Span(text.begin, text.end) if text.end > text.begin else span))

    def _add(self, reference: Reference) -> int:
        self.found.append(reference)
        return len(self.found) - 1

    def _read(self, node: Node) -> Reference:
        if node.content is None:
            return _untold(Span(node.begin, node.end))
        text, span = self.nest.text, Span(*node.content)
        for child in self.nest.inside(node):
            call = invocation_of(child, self.nest) if child.kind is Kind.TEMPLATE else None
            if call and _cited_part(call, "title"):  # one of an archive, or of a dead link, has none
                return self._cited(call, text, span)
        return _of_text(span.cut(text), span)

    @staticmethod
    def _cited(call: Invocation, text: str, span: Span) -> Reference:
        def value(kind: str) -> str:
            parameter = _cited_part(call, kind)
            return plain(text[parameter.begin : parameter.end]) if parameter else ""

        return cited_work(value, span)


def _untold(span: Span) -> Reference:
    return Reference("", "", "", "", "", "", span)


def _of_text(text: str, span: Span) -> Reference:
    url, label = _URL.search(text), _LABEL.search(text)
    return Reference(plain(text), url[0] if url else "", plain(label[1]) if label else "", "", "", "", span)


def _key(node: Node, group: str = "") -> tuple[str, str] | None:
    name = _value(_NAME, node.attributes).strip()
    return (group_of(node) or group, name) if name else None


def group_of(node: Node) -> str:
    """The group of footnotes that a tag tells."""
    return _value(_GROUP, node.attributes)


def _value(attribute: re.Pattern[str], written: str) -> str:
    match = attribute.search(written)
    return next(filter(None, match.groups()), "") if match else ""

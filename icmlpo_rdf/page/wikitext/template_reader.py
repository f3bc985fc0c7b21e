"""Reads templates whose output is known as what they show: links, lists, flags, infoboxes; the others are kept as calls."""

from __future__ import annotations

from collections.abc import Callable

from icmlpo_rdf.language.countries import Country, country_of, printed_name, union_of
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page.links import target_of
from icmlpo_rdf.page.titles import Namespace
from icmlpo_rdf.page.wikitext.inline import InlineReader
from icmlpo_rdf.page.wikitext.lines import LineReader
from icmlpo_rdf.page.wikitext.nodes import Node
from icmlpo_rdf.page.wikitext.references import References
from icmlpo_rdf.page.wikitext.rules import Rule, rule_of
from icmlpo_rdf.page.wikitext.templates import Invocation, Parameter
from icmlpo_rdf.spans import Span

__all__ = ["TemplateReader"]

_LENGTH_OF_CODE = 3
_FLAG_ALONE = "#"
"""What the German Wikipedia gives the template of a country to show its flag alone: {{POL|#}}."""
_LONGEST_ARGUMENT = 2_000
_WIDTH = lazy_pattern(r"\s*+\d++(?:\.\d++)?\s*+(?:em|px|%)?\s*+")
_ITEMS = lazy_pattern(r"\*[^\n]*+\n\*|#[^\n]*+\n#")
"""Two items of a list at the beginning of an argument."""


class TemplateReader:
    """Reads the templates of one page."""

    def __init__(self, inline: InlineReader, references: References) -> None:
        self._inline = inline
        self._text = inline.nest.text
        self._builder = inline.builder
        self._language = inline.language
        self._references = references
        self._noted: set[str] = set()
        """The templates whose output is not known here, each noted once."""

    def read(self, call: Invocation, node: Node) -> None:
        """Read a template, which `node` calls."""
        rule, span = rule_of(call.name), Span(node.begin, node.end)
        if rule.kind == "silent":
            return
        if rule.kind == "infobox":
            self._infobox(call, node)
            return
        if rule.kind == "footnote":
            if told := call.get(rule.argument):
                self._builder.footnote(self._references.remark(told, span), span)
            return
        if rule.kind == "footnote_names":
            self._footnote_names(call, rule, span)
            return
        text, inline = self._text, self._inline
        arguments = [
            (name, text[begin : min(end, begin + _LONGEST_ARGUMENT)]) for name, begin, end in call.parameters
        ]
        held = len(inline.open)
        inline.begin("{{", self._builder.call, call.name, tuple(arguments), span)
        if handler := _HANDLERS.get(rule.kind):
            handler(self, call, rule, node)
        else:
            self._without_rule(call, span)
            if not call.name.startswith("#"):
                self._lists_within(call, node)
                self._references.define(node.children, self._group(call, ("group",)))
        inline.end_to(held, node.end)

    def _footnote_names(self, call: Invocation, rule: Rule, span: Span) -> None:
        """`{{r|name|name|group=…}}` stands for a mark of each of these footnotes."""
        group = self._group(call, rule.labels)
        for name in call.unnamed:
            key = (group, self._text[name.begin : name.end])
            self._builder.footnote(self._references.named(key, span), span)

    def _group(self, call: Invocation, names: tuple[str, ...]) -> str:
        """The group of footnotes that a template's argument of one of these names tells."""
        group = call.get(*names)
        return self._text[group.begin : group.end] if group else ""

    def _without_rule(self, call: Invocation, span: Span) -> None:
        """A template of no rule, whose name may be a country's code."""
        name, shown = call.name, call.name.replace("_", " ")
        country = country_of(name, self._language)
        if country and [self._text[one.begin : one.end] for one in call.unnamed] == [_FLAG_ALONE]:
            target = target_of(country.title, self._language)
            self._builder.picture("", shown, target, span)
        elif country:
            self._country(country, shown, printed_name(shown, self._language, is_argument=False), span)
        elif union := union_of(name, self._language):
            self._country(Country("", union), shown, shown, span)
        elif name not in self._noted:
            self._noted.add(name)
            self._builder.note(Code.TEMPLATE_NOT_READ, span, shown)

    def _lists_within(self, call: Invocation, node: Node) -> None:
        """The arguments that are lists: such a template only lays them out, as {{column|2|…}} does."""
        for one in call.unnamed:
            if _ITEMS.match(self._text, one.begin, one.end):
                self._lines(one, node)

    def _lines(self, argument: Parameter, node: Node) -> None:
        self._builder.line_break()
        LineReader(self._inline).read(argument.begin, argument.end, node.children)

    def _shown(self, call: Invocation, rule: Rule, node: Node) -> None:
        self._argument(call.get(rule.argument), node)

    def _mark(self, call: Invocation, rule: Rule, node: Node) -> None:
        if argument := call.get(rule.argument):
            self._argument(argument, node)
        else:
            self._builder.text(rule.prints, node.begin, node.end)

    def _argument(self, argument: Parameter | None, node: Node) -> None:
        if argument:
            self._inline.read(argument.begin, argument.end, node.children)

    def _link(self, call: Invocation, rule: Rule, node: Node) -> None:
        title, label = call.get(rule.argument), call.get(*rule.labels)
        if title is None:
            return
        written = self._text[title.begin : title.end]
        target = target_of(written, self._language)
        if target is None or target.namespace is not Namespace.PAGE:
            self._argument(label or title, node)
            return
        count = len(self._inline.open)
        self._inline.begin("a", self._builder.link, target, written, node.begin)
        self._argument(label or title, node)
        self._inline.end_to(count, node.end)

    def _person(self, call: Invocation, _rule: Rule, node: Node) -> None:
        """`{{sortname|First|Last|title}}`, with `dab=` a qualifier and `nolink=` none."""
        names = [one for one in (call.get("1"), call.get("2")) if one]
        shown = " ".join(self._text[one.begin : one.end] for one in names)
        qualifier, title = call.get("dab"), call.get("3")
        written = self._text[title.begin : title.end] if title else shown
        if qualifier:
            written += f" ({self._text[qualifier.begin : qualifier.end]})"
        target = None if call.get("nolink") else target_of(written, self._language)
        count = len(self._inline.open)
        if target:
            self._inline.begin("a", self._builder.link, target, written, node.begin)
        for number, one in enumerate(names):
            if number:
                self._builder.text(" ", one.begin, one.begin)
            self._inline.read(one.begin, one.end, node.children)
        self._inline.end_to(count, node.end)

    def _list(self, call: Invocation, rule: Rule, node: Node) -> None:
        inline, builder = self._inline, self._builder
        title = None if rule.lines else call.get("title")
        if title and "field" in inline.open:
            # A box's field may hold several lists; what each is of stands in its title: 3个观察员国.
            builder.line_break()
            inline.read(title.begin, title.end, node.children)
            builder.line_break()
        whole, behind = call.get(rule.argument, *rule.labels), call.get("2")
        if whole and behind and _WIDTH.fullmatch(self._text, whole.begin, whole.end):
            whole = behind  # {{columns-list|2|…}}: how many columns, or how wide
        if whole:
            self._lines(whole, node)
        if rule.lines or not call.unnamed:
            return
        outer = len(inline.open)
        inline.begin("list", builder.list, node.begin)
        for one in call.unnamed:
            if builder.is_full:
                break
            held = len(inline.open)
            inline.begin("li", builder.item, one.begin)
            inline.read(one.begin, one.end, node.children)
            inline.end_to(held, one.end)
        inline.end_to(outer, node.end)

    def _separated(self, call: Invocation, _rule: Rule, node: Node) -> None:
        for one in call.unnamed:
            self._builder.line_break()
            self._inline.read(one.begin, one.end, node.children)
        self._builder.line_break()

    def _date(self, call: Invocation, _rule: Rule, _node: Node) -> None:
        parts = call.unnamed[:3]
        if not parts:
            return
        shown = "-".join(self._text[one.begin : one.end].strip() for one in parts)
        self._builder.text(shown, parts[0].begin, parts[-1].end)

    def _flag(self, call: Invocation, rule: Rule, _node: Node) -> None:
        """`{{flag|France}}` prints the flag and the country's name, `{{flagicon|France}}` the flag alone."""
        argument = call.get(rule.argument)
        if argument is None:
            return
        written = self._text[argument.begin : argument.end].strip()
        country, span = country_of(written, self._language), Span(argument.begin, argument.end)
        if rule.kind == "flag":
            named = country or Country("", union_of(written, self._language) or written)
            self._country(named, written, printed_name(written, self._language, is_argument=True), span)
        else:
            target = target_of(country.title, self._language) if country else None
            self._builder.picture("", written, target, span)

    def _country(self, country: Country, written: str, shown: str, span: Span) -> None:
        """A flag and the name that stands for the country here, which leads to its page."""
        target = target_of(country.title, self._language) if country.title else None
        self._builder.picture("", written, target, span)
        if target is None and country.code and shown == written.upper() and len(written) == _LENGTH_OF_CODE:
            # {{DEU}}, where neither the title of the country's page nor its name is known: a code is no name.
            return
        count = len(self._inline.open)
        if target:
            self._inline.begin("a", self._builder.link, target, country.title, span.begin)
        self._builder.text(shown, span.begin, span.end)
        self._inline.end_to(count, span.end)

    def _infobox(self, call: Invocation, node: Node) -> None:
        inline, builder = self._inline, self._builder
        if builder.in_text:
            return
        outer = len(inline.open)
        inline.begin("infobox", builder.infobox, call.name, node.begin)
        count = len(inline.open)
        for one in call.parameters:
            if builder.is_full:
                break
            if one.end <= one.begin or one.name.isdigit():
                continue
            # The field begins with its name, which stands before its value.
            at = max(node.begin, self._text.rfind(one.name, node.begin, one.begin)) if one.name else one.begin
            inline.begin("field", builder.field, one.name, "", at)
            LineReader(inline).read(one.begin, one.end, node.children)
            inline.end_to(count, one.end)
        inline.end_to(outer, node.end)


_HANDLERS: dict[str, Callable[[TemplateReader, Invocation, Rule, Node], None]] = {
    "shown": TemplateReader._shown,
    "mark": TemplateReader._mark,
    "link": TemplateReader._link,
    "person": TemplateReader._person,
    "list": TemplateReader._list,
    "separated": TemplateReader._separated,
    "date": TemplateReader._date,
    "flag": TemplateReader._flag,
    "flag_icon": TemplateReader._flag,
}

"""A page's wikitext to headings, blocks, links and notes; every place is one of the source."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass

from icmlpo_rdf.language.countries import Country, country_of, union_of
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page.builder import DocumentBuilder
from icmlpo_rdf.page.document import Reference
from icmlpo_rdf.page.links import target_of
from icmlpo_rdf.page.text import Call, Picture, Target
from icmlpo_rdf.page.titles import Namespace
from icmlpo_rdf.page.wikitext.brackets import View
from icmlpo_rdf.page.wikitext.dialect import dialect_of
from icmlpo_rdf.page.wikitext.inline import InlineReader
from icmlpo_rdf.page.wikitext.lines import LineReader
from icmlpo_rdf.page.wikitext.nested import Kind, Nest, Node
from icmlpo_rdf.page.wikitext.references import References
from icmlpo_rdf.page.wikitext.templates import Invocation, Parameter, Rule, invocation_of, rule_of
from icmlpo_rdf.spans import LineIndex, Span

__all__ = ["WikitextPage", "read_wikitext"]

_LENGTH_OF_CODE = 3
_LONGEST_ARGUMENT = 2_000
_MAX_NESTED = 20
"""Templates and variants shown inside each other; deeper ones give no text."""


@dataclass(frozen=True, slots=True)
class WikitextPage:
    """What a page's wikitext says."""

    builder: DocumentBuilder
    references: tuple[Reference, ...]
    redirect: Target | None
    """Where the page leads, when it is a redirect."""


def read_wikitext(
    text: str, language: str, resolved: Callable[[Target], Target] | None = None
) -> WikitextPage:
    """Read wikitext. Never raises: what is wrong with it is in the builder's notes.

    Args:
        text: the page, with line feeds for line ends.
        language: the code of the wiki that it is from.
        resolved: tells where a link leads by the redirects of its dump; None: as it is written.
    """
    builder = DocumentBuilder(LineIndex.of(text), resolved=resolved)
    redirect = dialect_of(language).redirect.match(text)
    reader = _PageReader(text, builder, language)
    reader.read()
    target = target_of(redirect["target"], language) if redirect else None
    return WikitextPage(builder, tuple(reader.references.found), target)


class _PageReader:
    """Reads what was hidden from the readers of lines and of running text."""

    def __init__(self, text: str, builder: DocumentBuilder, language: str) -> None:
        self._text = text
        self._nest = Nest(text)
        self._builder = builder
        self._language = language
        self.references = References(self._nest)
        self._inline = InlineReader(self._nest, builder, language, self._hidden)
        self._nested = 0
        self._noted: set[str] = set()
        """The templates whose output is not known here, each noted once."""

    def read(self) -> None:
        """Read the whole page."""
        LineReader(self._inline).read(0, len(self._text))
        for node in self._nest.nodes[-1:]:
            if node.is_cut:
                span = Span(node.begin, node.end)
                is_comment = self._text.startswith("<!--", node.begin)
                mend = "close the comment: -->" if is_comment else "close it: </includeonly>"
                self._builder.note(Code.COMMENT_NOT_CLOSED, span, span.cut(self._text), mend)
        self._builder.finish(len(self._text))

    def _hidden(self, node: Node, inline: InlineReader) -> None:
        if self._nested >= _MAX_NESTED:
            return
        self._nested += 1
        try:
            if node.kind is Kind.TEMPLATE:
                self._template(node)
            elif node.kind is Kind.TAG:
                self._tag(node)
            elif node.kind is Kind.VARIANT:
                self._variant(node)
            elif node.kind is Kind.PARAMETER and len(node.arguments) > 1:
                default = node.arguments[1]
                inline.read(default.begin, default.end, node.children)
        finally:
            self._nested -= 1

    # Tags of extensions.

    def _tag(self, node: Node) -> None:
        builder, span = self._builder, Span(node.begin, node.end)
        if node.name == "ref":
            builder.footnote(self.references.mark(node), span)
        elif node.name == "references":
            self.references.define(node)
        elif node.content is None:
            return
        elif node.name in {"nowiki", "pre"}:
            builder.text(html.unescape(self._text[slice(*node.content)]), *node.content)
        elif node.name == "poem":
            LineReader(self._inline).read(*node.content, self._nest.inside(node))
        elif node.name == "gallery":
            self._gallery(node)

    def _gallery(self, node: Node) -> None:
        """Each line a picture and its caption: the caption is an item of a list."""
        begin, end = node.content or (node.end, node.end)
        inline, builder, inner = self._inline, self._builder, self._nest.inside(node)
        outer = len(inline.open)
        inline.begin("ul", lambda: builder.list(node.begin, is_gallery=True))
        place = begin
        for line in self._nest.view(begin, end, inner).split("\n"):
            file, bar, caption = line.partition("|")
            if line.strip() and (not file.strip() or "[[" in file):
                shown = self._text[place : place + len(line)]
                mend = "name a picture before the bar"
                builder.note(Code.NO_PICTURE, Span(place, place + len(line)), shown, mend)
            elif bar and caption.strip() and not builder.is_full:
                at = place + len(line) - len(caption)
                caption, at = self._caption(caption, at)
                held = len(inline.open)
                inline.begin("li", lambda: builder.item(at))  # noqa: B023 - called at once
                inline.read_view(caption, at)
                inline.end_to(held, at + len(caption))
            place += len(line) + 1
        inline.end_to(outer, node.end)

    def _caption(self, written: str, at: int) -> tuple[str, int]:
        """The last part between bars that is no option, and where it stands."""
        view = View(f"[[{written}]]", at - 2)
        for begin, end in reversed(view.parts(0, len(view.text))):
            name, equals, _ = view.text[begin:end].partition("=")
            if not (equals and name.strip().lower() in dialect_of(self._language).options):
                return view.text[begin:end], view.base + begin
        return "", at

    # Language variants.

    def _variant(self, node: Node) -> None:
        """`-{zh-hans:a;zh-hant:b}-`: the first form is shown; `-{T|…}-` and other flags that show nothing are not."""
        first, flagged = node.arguments[0], len(node.arguments) > 1
        flags = self._text[first.begin : first.end].strip().upper() if flagged else ""
        if flagged and set(flags) & set("THD-+") and "A" not in flags and "R" not in flags:
            return
        body = node.arguments[-1]
        begin, end = body.begin, body.end
        forms = self._nest.view(begin, end, node.children)
        head, _, _ = forms.partition(";")
        language, colon, shown = head.partition(":")
        if (
            colon
            and language.strip().replace("-", "").isalpha()
            and len(language.strip()) <= len("zh-hans-cn")
        ):
            begin, end = begin + len(language) + 1, begin + len(language) + 1 + len(shown)
        self._inline.read(begin, end, node.children)

    # Templates.

    def _template(self, node: Node) -> None:
        call = invocation_of(node, self._nest)
        if call is not None:
            self._called(call, rule_of(call.name), node)

    def _called(self, call: Invocation, rule: Rule, node: Node) -> None:
        builder, inline, span = self._builder, self._inline, Span(node.begin, node.end)
        if rule.kind == "infobox":
            self._infobox(call, node)
            return
        if rule.kind == "footnote":
            text = call.get(rule.argument)
            if text:
                builder.footnote(self.references.remark(text, span), span)
            return
        arguments = tuple(
            (one.name, self._text[one.begin : min(one.end, one.begin + _LONGEST_ARGUMENT)])
            for one in call.parameters
        )
        held = len(inline.open)
        inline.begin("{{", lambda: builder.call(Call(call.name, arguments, 0, 0, span)))
        if rule.kind == "shown":
            self._argument(call.get(rule.argument), node)
        elif rule.kind == "link":
            self._link(call, rule, node)
        elif rule.kind == "person":
            self._person(call, node)
        elif rule.kind == "list":
            self._list(call, rule, node)
        elif rule.kind == "separated":
            self._separated(call, node)
        elif rule.kind == "date":
            self._date(call)
        elif rule.kind in {"flag", "flag_icon"}:
            self._flag(call.get(rule.argument), is_shown=rule.kind == "flag")
        elif not rule.kind and (country := country_of(call.name, self._language)):
            self._country(country, call.name.replace("_", " "), span)
        elif not rule.kind and (union := union_of(call.name, self._language)):
            self._country(Country("", union), call.name.replace("_", " "), span)
        elif not rule.kind and call.name not in self._noted:
            self._noted.add(call.name)
            builder.note(Code.TEMPLATE_NOT_READ, span, call.name.replace("_", " "))
        inline.end_to(held, node.end)

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
        self._inline.begin("a", lambda: self._builder.link(target, written, node.begin))
        self._argument(label or title, node)
        self._inline.end_to(count, node.end)

    def _person(self, call: Invocation, node: Node) -> None:
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
            self._inline.begin("a", lambda: self._builder.link(target, written, node.begin))
        for number, one in enumerate(names):
            if number:
                self._builder.text(" ", one.begin, one.begin)
            self._inline.read(one.begin, one.end, node.children)
        self._inline.end_to(count, node.end)

    def _list(self, call: Invocation, rule: Rule, node: Node) -> None:
        if rule.lines:
            for one in call.unnamed[:1]:
                self._builder.line_break()
                LineReader(self._inline).read(one.begin, one.end, node.children)
            return
        inline, builder = self._inline, self._builder
        outer = len(inline.open)
        inline.begin("ul", lambda: builder.list(node.begin))
        for one in call.unnamed:
            held = len(inline.open)
            inline.begin("li", lambda: builder.item(one.begin))  # noqa: B023 - called at once
            inline.read(one.begin, one.end, node.children)
            inline.end_to(held, one.end)
        inline.end_to(outer, node.end)

    def _separated(self, call: Invocation, node: Node) -> None:
        for one in call.unnamed:
            self._builder.line_break()
            self._inline.read(one.begin, one.end, node.children)
        self._builder.line_break()

    def _date(self, call: Invocation) -> None:
        parts = call.unnamed[:3]
        if not parts:
            return
        shown = "-".join(self._text[one.begin : one.end].strip() for one in parts)
        self._builder.text(shown, parts[0].begin, parts[-1].end)

    def _flag(self, argument: Parameter | None, *, is_shown: bool) -> None:
        """`{{flag|France}}` prints the flag and the country's name, `{{flagicon|France}}` the flag alone."""
        if argument is None:
            return
        written = self._text[argument.begin : argument.end].strip()
        country, span = country_of(written, self._language), Span(argument.begin, argument.end)
        if is_shown:
            named = country or Country("", union_of(written, self._language) or written)
            self._country(named, written, span)
        else:
            target = target_of(country.title, self._language) if country else None
            self._builder.picture(Picture("", written, target, 0, span))

    def _country(self, country: Country, written: str, span: Span) -> None:
        """A flag and the name that stands for the country here, which leads to its page."""
        target = target_of(country.title, self._language) if country.title else None
        self._builder.picture(Picture("", written, target, 0, span))
        if target is None and country.code and written.isupper() and len(written) == _LENGTH_OF_CODE:
            # {{DEU}}, where the title of the country's page is not known: a code is no name.
            return
        count = len(self._inline.open)
        if target:
            self._inline.begin("a", lambda: self._builder.link(target, country.title, span.begin))
        self._builder.text(written, span.begin, span.end)
        self._inline.end_to(count, span.end)

    def _infobox(self, call: Invocation, node: Node) -> None:
        inline, builder = self._inline, self._builder
        if builder.in_text:
            return
        outer = len(inline.open)
        inline.begin("infobox", lambda: builder.infobox(call.name, node.begin))
        count = len(inline.open)
        for one in call.parameters:
            if one.end <= one.begin or one.name.isdigit():
                continue
            # The field begins with its name, which stands before its value.
            at = max(node.begin, self._text.rfind(one.name, node.begin, one.begin)) if one.name else one.begin
            inline.begin("field", lambda: builder.field(one.name, "", at))  # noqa: B023 - called at once
            LineReader(inline).read(one.begin, one.end, node.children)
            inline.end_to(count, one.end)
        inline.end_to(outer, node.end)

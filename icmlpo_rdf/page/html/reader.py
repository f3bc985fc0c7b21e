"""An HTML page to headings, blocks, links and notes; every place is one of the source."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page.builder import DocumentBuilder
from icmlpo_rdf.page.document import ItemRole, Reference
from icmlpo_rdf.page.html.categories import categories_of
from icmlpo_rdf.page.html.chrome import BOUNDARIES, NO_TEXT, WITH_ITS_END, chrome
from icmlpo_rdf.page.html.head import Head
from icmlpo_rdf.page.html.hrefs import (
    is_external,
    leads_elsewhere,
    target_of_href,
    target_of_saved,
    title_of_file,
)
from icmlpo_rdf.page.html.marks import walk
from icmlpo_rdf.page.html.references import ReferenceList, footnote_of, is_mark
from icmlpo_rdf.page.html.variants import shown_form, tell_form
from icmlpo_rdf.page.text import Link, Target
from icmlpo_rdf.page.titles import Namespace
from icmlpo_rdf.spans import LineIndex, Span

__all__ = ["read_html"]

_MENDS = {
    Code.COMMENT_NOT_CLOSED: "close the comment: -->",
    Code.TABLE_NOT_CLOSED: "close the table: </table>",
    Code.MARKUP_NOT_CLOSED: "close the tag",
    Code.HTML_CUT_OFF: "get the whole page again",
}
_THUMB = lazy_pattern(r"\bmw:File/(?:Thumb|Frame\b)")


def read_html(
    text: str, language: str, head: Head, resolved: Callable[[Target], Target] | None
) -> tuple[DocumentBuilder, tuple[Reference, ...]]:
    """Read an HTML page or a part of one, and what its footnotes cite. Never raises: what is wrong is in the builder's notes.

    Args:
        text: the page, with line feeds for line ends.
        language: the code of the wiki that it is from.
        head: what the page tells of itself.
        resolved: tells where a link leads by the redirects of its dump; None: as it is written.
    """
    builder = DocumentBuilder(LineIndex.of(text), resolved=resolved)
    walker = _Walker(text, builder, language, head)
    walk(text, walker)
    builder.finish(len(text))
    builder.links += categories_of(text, head.host, language, builder.links)
    return builder, walker.references.ordered()


class _Walker:
    """Tells the builder what each element is."""

    def __init__(self, text: str, builder: DocumentBuilder, language: str, head: Head) -> None:
        self._text, self._language = text, language
        self._builder = builder
        self._own_host, self._headline_at = head.host, head.headline_at
        self._chrome = chrome()
        self.references = ReferenceList(builder.lines)
        self._opened: list[int] = []
        """For each open element how many of the builder's stood open before it."""
        self._skipping = 0
        """How many elements stand open within one that is no content."""
        self._in_navigation = False
        self._content = self._chrome.content_begin(text)
        self._content_depth = -1 if self._content < 0 else 0
        """How many elements stand open when the content's begins; 0 before it, negative where the page is all content."""
        self._done = False
        self._in_references = self._in_template = 0

    def start(self, tag: str, attributes: Mapping[str, str], begin: int, end: int) -> None:
        """An element begins."""
        self._opened.append(self._builder.depth)
        if self._in_references and attributes:
            self.references.marked(attributes)
        if self._skipping or self._done or self._builder.is_full:
            self._pass_over(tag, attributes, begin, end)
            return
        if self._content_depth == 0:
            if begin != self._content or begin == end:  # where it begins, the parser may imply another
                self._skipping = int(tag in NO_TEXT)
                return
            self._content_depth = len(self._opened)
        classes = attributes.get("class", "").split() if attributes else []
        if tag in NO_TEXT or (attributes and self._is_chrome(tag, attributes, classes, begin)):
            self._skipping = 1
        else:
            self._element(tag, attributes, classes, begin, end)
            if attributes and (form := shown_form(tag, attributes)):
                tell_form(form, self, begin, end)

    def _pass_over(self, tag: str, attributes: Mapping[str, str], begin: int, end: int) -> None:
        """An element within one that is no content; what navigation links is kept beside the page."""
        if self._in_navigation and tag == "a":
            self._builder.beside += self._bare_link(attributes, begin, end)
        self._skipping += 1

    def end(self, tag: str, begin: int, end: int) -> None:
        """An element ends."""
        if not self._opened:
            return
        if self._content_depth == len(self._opened):
            self._done = True
        before = self._opened.pop()
        if self._skipping:
            self._skipping -= 1
            if self._skipping:
                return
            self._in_navigation = False
        self._builder.end_to(before, end if tag in WITH_ITS_END else begin)

    def data(self, text: str, begin: int, end: int) -> None:
        """Text."""
        if self._skipping or self._done or self._content_depth == 0:
            return
        if self._in_references and not self._builder.is_full:
            self.references.text(text)
        elif not self._builder.is_full:
            self._builder.text(text, begin, end)

    def left_open(self, code: Code, begin: int) -> None:
        """What begins there does not end."""
        span = Span(begin, begin + len("<table") if code is Code.TABLE_NOT_CLOSED else len(self._text))
        self._builder.note(code, span, span.cut(self._text) or "no </body>, no </html>", _MENDS[code])

    def _is_chrome(self, tag: str, attributes: Mapping[str, str], classes: list[str], begin: int) -> bool:
        if self._chrome.skips(attributes, classes):
            self._in_navigation = not self._chrome.navigation_classes.isdisjoint(classes)
            return begin != self._content
        if tag == "a" and "new" in classes:  # a template that the wiki lacks shows its name
            target = self._target(attributes)
            return target is not None and target.namespace is Namespace.PROJECT
        return False

    def _element(
        self, tag: str, attributes: Mapping[str, str], classes: list[str], begin: int, end: int
    ) -> None:
        if attributes.get("about", "").startswith("#mwt") and "mw:Ext" not in attributes.get("typeof", ""):
            self._in_template += 1
            self._builder.then(self._leave_template)
        if self._in_references or (classes and not self._chrome.references_classes.isdisjoint(classes)):
            self._reference_element(tag, attributes, begin)
        elif attributes and self._chrome.hides(tag, attributes, classes, self._text):
            self._builder.silence()
        elif attributes and ("thumb" in classes or _THUMB.search(attributes.get("typeof", ""))):
            self._builder.aside()
        elif handler := _HANDLERS.get(tag):
            handler(self, tag, attributes, begin, end)

    def _leave_template(self, _at: int) -> None:
        self._in_template -= 1

    def _leave_references(self, _at: int) -> None:
        self._in_references -= 1

    def _struck_out(self, _tag: str, _attributes: Mapping[str, str], begin: int, end: int) -> None:
        self._builder.note(Code.STRUCK_OUT, Span(begin, end), self._text[end : end + 60].partition("<")[0])
        self._builder.silence()

    def _reference_element(self, tag: str, attributes: Mapping[str, str], begin: int) -> None:
        """A list of sources: its items are footnotes, no text of the page."""
        builder, references = self._builder, self.references
        self._in_references += 1
        builder.silence()
        builder.then(self._leave_references)
        if tag == "li":
            references.begin(attributes.get("id", ""), begin)
            builder.then(references.end)
        elif tag == "a" and (is_external(attributes) or not self._target(attributes)):
            references.link(attributes.get("href", ""))
            builder.then(lambda _at: references.link_ends())

    def _heading(self, tag: str, _attributes: Mapping[str, str], begin: int, _end: int) -> None:
        if begin == self._headline_at:  # the page's own title
            self._builder.silence()
        else:
            self._builder.heading(int(tag[1]), begin)

    def _list(self, tag: str, attributes: Mapping[str, str], begin: int, _end: int) -> None:
        classes = attributes.get("class", "").split()
        self._builder.list(begin, ordered=tag == "ol", is_gallery="gallery" in classes)

    def _item(self, tag: str, _attributes: Mapping[str, str], begin: int, _end: int) -> None:
        role = {"dt": ItemRole.TERM, "dd": ItemRole.DEFINITION}.get(tag, ItemRole.ITEM)
        self._builder.item(begin, role)

    def _superscript(self, _tag: str, attributes: Mapping[str, str], begin: int, end: int) -> None:
        if not is_mark(attributes):
            self._builder.superscript()
            return
        identifier, stop = footnote_of(self._text, end)
        if identifier:
            self._builder.footnote(self.references.mark(identifier), Span(begin, stop))
        self._builder.silence()

    # Tables.

    def _table(self, _tag: str, attributes: Mapping[str, str], begin: int, _end: int) -> None:
        classes = attributes.get("class", "").split()
        self._builder.table(begin, is_infobox=not self._chrome.infobox_classes.isdisjoint(classes))

    def _group(self, tag: str, _attributes: Mapping[str, str], begin: int, _end: int) -> None:
        self._builder.row_group(begin, is_head=tag == "thead")

    def _cell(self, tag: str, attributes: Mapping[str, str], begin: int, _end: int) -> None:
        self._builder.cell(
            begin,
            is_header=tag == "th",
            rowspan=attributes.get("rowspan", ""),
            colspan=attributes.get("colspan", ""),
            scope=attributes.get("scope", ""),
        )

    # Links and pictures.

    def _link(self, _tag: str, attributes: Mapping[str, str], begin: int, _end: int) -> None:
        href = attributes.get("href", "")
        classes = attributes.get("class", "").split()
        if is_external(attributes):
            return
        target = self._target(attributes) or target_of_saved(
            href, attributes.get("title", ""), self._language
        )
        if target is None:
            if href and not leads_elsewhere(href) and "image" not in classes:
                self._builder.unread_links.append((Span(begin, begin), href))
            return
        if target.namespace is Namespace.PAGE and "mw-file-description" in classes:
            # A file by a wiki's own word for files: ./Soubor:T.svg
            name = target.title.partition(":")[2] or target.title
            target = target._replace(namespace=Namespace.FILE, title=name)
        if target.namespace is Namespace.FILE:
            self._link_to_file(target, classes, begin)
            return
        if "new" in classes and target.in_dump is None:
            target = target._replace(in_dump=False)
        self._builder.link(target, href, begin)

    def _link_to_file(self, target: Target, classes: list[str], begin: int) -> None:
        if "new" in classes or {"image", "mw-file-description"}.isdisjoint(classes):
            # A file that the wiki lacks, or a link to its page: its name is no text of the page.
            self._builder.picture(target.title, "", None, Span(begin, begin))
            self._builder.silence()

    def _image(self, _tag: str, attributes: Mapping[str, str], begin: int, end: int) -> None:
        file = title_of_file(attributes.get("src", "")) if attributes.get("src") else ""
        self._builder.picture(file, attributes.get("alt", "").strip(), None, Span(begin, end))

    def _void(self, _tag: str, attributes: Mapping[str, str], begin: int, end: int) -> None:
        """Parsoid's `<link rel="mw:PageProp/Category" href="./Category:T#key">`, if the page itself files itself there."""
        if not self._in_template and "mw:PageProp/Category" in attributes.get("rel", ""):
            self._builder.links += self._bare_link(attributes, begin, end)

    def _bare_link(self, attributes: Mapping[str, str], begin: int, end: int) -> tuple[Link, ...]:
        """A link whose label is no text of the page."""
        target, href = self._target(attributes), attributes.get("href", "")
        return (Link("", target, href, Span(begin, end), 0, 0),) if target else ()

    def _target(self, attributes: Mapping[str, str]) -> Target | None:
        return target_of_href(attributes.get("href", ""), self._language, self._own_host)


_Handler = Callable[[_Walker, str, Mapping[str, str], int, int], None]


def _begins(element: Callable[[DocumentBuilder, int], None]) -> _Handler:
    """The handler of an element of which the builder is told its place, and nothing else."""
    return lambda walker, _tag, _attributes, begin, _end: element(walker._builder, begin)


_HANDLERS: dict[str, _Handler] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Walker._heading),
    **dict.fromkeys(BOUNDARIES, _begins(DocumentBuilder.boundary)),
    **dict.fromkeys(("ul", "ol", "dl"), _Walker._list),
    **dict.fromkeys(("li", "dt", "dd"), _Walker._item),
    **dict.fromkeys(("td", "th"), _Walker._cell),
    **dict.fromkeys(("b", "strong"), _begins(DocumentBuilder.bold)),
    **dict.fromkeys(("s", "del", "strike"), _Walker._struck_out),
    **dict.fromkeys(("thead", "tbody", "tfoot"), _Walker._group),
    "p": _begins(DocumentBuilder.paragraph),
    "br": _begins(lambda builder, _at: builder.line_break()),
    "blockquote": _begins(DocumentBuilder.quote),
    "a": _Walker._link,
    "img": _Walker._image,
    "sup": _Walker._superscript,
    "table": _Walker._table,
    "figcaption": _begins(lambda builder, _at: builder.aside()),
    "caption": _begins(DocumentBuilder.caption),
    "tr": _begins(DocumentBuilder.row),
    "link": _Walker._void,
}

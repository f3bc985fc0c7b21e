"""In which form a page is written, by its first bytes; what is no page is refused by name.

A file's ending is a hint for what its bytes leave open: Markdown and wikitext are both plain text.
"""

from __future__ import annotations

import re

from icmlpo_rdf.errors import SourceError, UsageError
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.options import Form
from icmlpo_rdf.source.no_pages import NoPage, by_bytes, by_element, by_ending, by_keys, by_words, is_binary

__all__ = [
    "HEAD_OF_FORM",
    "Form",
    "form_by_ending",
    "form_named",
    "form_of",
    "sure_form",
    "unpacked_name",
    "without_comments",
]

HEAD_OF_FORM = 65_536
"""How many of a file's first bytes tell its form."""
_ENDINGS = {
    "md": Form.MARKDOWN,
    "markdown": Form.MARKDOWN,
    "wikitext": Form.WIKITEXT,
    "wiki": Form.WIKITEXT,
    "mediawiki": Form.WIKITEXT,
    "html": Form.HTML,
    "htm": Form.HTML,
    "xhtml": Form.HTML,
    "xml": Form.XML,
    "ndjson": Form.ENTERPRISE,
}
_RDF = "convert reads pages; `query` reads RDF"
_TURTLE = lazy_pattern(r"\s*(?:@prefix|@base|PREFIX\s+[\w-]*:\s*<|BASE\s*<)", re.IGNORECASE)
_NTRIPLES = lazy_pattern(r"\s*(?:<[^<>\s]+>|_:\S+)\s+<[^<>\s]+>\s+(?:<[^<>\s]+>|\"|_:)")
_INDEX = lazy_pattern(r"(?:\d{1,15}:\d{1,12}:[^\n]++\n){2}")
_ADDRESSES = lazy_pattern(r"(?:https?://\S++\s*+)++")
_DOCTYPE = lazy_pattern(r"<!DOCTYPE\s", re.IGNORECASE)
_ROOT_WITH_NAMESPACE = lazy_pattern(r"<[A-Za-z_][\w.:-]*\s[^<>]*\bxmlns\b")
_ROOT = lazy_pattern(r"<(?:[A-Za-z_][\w.-]*+:)?+([A-Za-z_][\w.-]*+)(?=[\s/>])([^>]*+)")
_JSON = lazy_pattern(r"\{\s*(?:\"|\})|\[\s*(?:\{\s*\"|\[\s*[\"\[{]|\"[^\"]*\"\s*,)")
_MARKS = frozenset("<{[@_PpBb0123456789")
"""With one of these begins what is no plain text: the patterns above, and HTML."""
_UTF_16 = {b"\xff\xfe", b"\xfe\xff"}
_HTML = lazy_pattern(
    r"\s*+(?><!--(?>[^-]++|-(?!->))*+-->\s*+)*+<(?:(!DOCTYPE\s+html|html)|head|body|section|div|table|p|span|h[1-6]|ul|ol|link|meta|base|header|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)
"""HTML, in its group the beginning of a whole document. Markdown may begin with the rest."""
_OF_HTML = lazy_pattern(r"<(?:a\s|p\b)", re.IGNORECASE)
"""What wikitext has no or little use for, and pages of HTML are full of."""
_MARKDOWN_LINK = lazy_pattern(
    r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|title=\"wikilink\"|class=\"wikilink\"|^#{1,6} \S|^```",
    re.MULTILINE,
)
_WIKITEXT = lazy_pattern(
    r"\[\[[^\[\]\n]+\]\]|^\{\||\{\{[^{}\n]+(?:\}\}|\n)|'''|^={2,6}[^=\n].*={2,6}\s*$|^#[^\W\d_]++\s*\[\[",
    re.MULTILINE,
)


def form_named(name: str) -> Form:
    """Return the form of a name that a user gave.

    Raises:
        UsageError: there is none of that name.
    """
    for form in Form:
        if form.value == name.lower():
            return form
    names = ", ".join(form.value for form in Form)
    raise UsageError(f"{name!r} is no form of a page", mend=f"use one of {names}", origin="--input-format")


def unpacked_name(name: str) -> str:
    """Return what a file is called when it is unpacked."""
    return re.sub(r"\.(?:gz|bz2)$", "", name, flags=re.IGNORECASE)


def form_by_ending(name: str) -> Form | None:
    """Return the form that a file's name says by its ending, packed or not."""
    return _ENDINGS.get(_ending(name))


def _ending(name: str) -> str:
    return unpacked_name(name).rpartition(".")[2].lower()


def form_of(data: bytes, name: str, origin: str | None = None) -> Form:
    """Return the form of a page, or of a file of pages.

    Args:
        data: its bytes, unpacked, or the first of them.
        name: the file's name, whose ending counts where the bytes leave it open.
        origin: what messages call it; None: by its name.

    Raises:
        SourceError: it is something else; says what, and what to do with it.
    """
    origin = origin or name
    _refuse(by_bytes(data), origin)
    if data[:2] not in _UTF_16 and is_binary(data):
        raise SourceError("this is a binary file, and no text", mend="give a page", origin=origin)
    text = _text(data[:HEAD_OF_FORM])
    ending = _ending(name)
    if text is None:  # no UTF-8: its reader says where
        return _ENDINGS.get(ending, Form.MARKDOWN)
    return _of_text(text, ending, origin, is_whole=len(data) < HEAD_OF_FORM)


def sure_form(data: bytes) -> Form | None:
    """Return the form that a file's first bytes leave no doubt of, whatever it is called: an export, an article, a whole document of HTML."""
    try:
        found = form_of(data, "")
    except SourceError:
        return None
    html = _HTML.match((_text(data[:HEAD_OF_FORM]) or "").lstrip("\ufeff \t\r\n"))
    return found if found.holds_pages or (html and html[1]) else None


def _refuse(found: NoPage | None, origin: str) -> None:
    if found:
        raise SourceError(f"this is {found.what}", mend=found.mend, origin=origin)


def is_tar(head: bytes) -> bool:
    """Return whether a file's first bytes are those of a tar archive (POSIX.1-1988 and later, and GNU's)."""
    return head[257:262] == b"ustar"


def _of_text(text: str, ending: str, origin: str, *, is_whole: bool) -> Form:
    start = text.lstrip("\ufeff \t\r\n")
    named = _ENDINGS.get(ending)
    _refuse(by_words(start), origin)
    is_marked = start.lstrip()[:1] in _MARKS
    bare = without_comments(start).lstrip() if is_marked else ""
    if _is_xml(bare, named):
        return _of_xml(bare, origin)
    if (is_marked and _JSON.match(start)) or (start and ending == "json"):
        return _of_json(start, origin, is_whole=is_whole)
    if is_marked:
        _refuse_data(start, origin)
    if html := _of_html(start, text, named) if is_marked or named is Form.HTML else None:
        return html
    if named in {Form.MARKDOWN, Form.WIKITEXT}:
        return named
    _refuse(by_ending(ending), origin)
    if is_whole and _ADDRESSES.fullmatch(start):
        mend = "give the address itself, or a list of them with --files-from"
        raise SourceError("it holds nothing but web addresses", mend=mend, origin=origin)
    if len(_WIKITEXT.findall(text)) > len(_MARKDOWN_LINK.findall(text)):
        return Form.WIKITEXT
    return Form.MARKDOWN


def _of_html(start: str, text: str, named: Form | None) -> Form | None:
    """HTML, or wikitext that begins with a tag; None for a text that neither its tags nor its name call so."""
    html = _HTML.match(start) if start.lstrip()[:1] in _MARKS else None
    if html and html[1]:
        return Form.HTML
    if named is Form.HTML or (html and named is not Form.MARKDOWN):
        return Form.WIKITEXT if _is_wikitext(text, named) else Form.HTML
    return None


def without_comments(text: str) -> str:
    """Return a text without its comments of XML; one that is not closed is left."""
    kept: list[str] = []
    at = 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept.append(text[at:begin])
        at = end + 3
    return "".join(kept) + text[at:]


def _refuse_data(start: str, origin: str) -> None:
    if _TURTLE.match(start) or _NTRIPLES.match(start):
        what = "Turtle" if _TURTLE.match(start) else "N-Triples or N-Quads"
        raise SourceError(f"this is {what}: {_RDF}", mend="give a page", origin=origin)
    if _INDEX.match(start):
        what, mend = "this is the index of a multistream dump", "give the dump: an index beside it is read"
        raise SourceError(what, mend=mend, origin=origin)


def _is_wikitext(text: str, named: Form | None) -> bool:
    """True for a text with tags that has more marks of wikitext than of HTML; its name counts where it has as many of either."""
    more = len(_WIKITEXT.findall(text)) - len(_OF_HTML.findall(text))
    return more > 0 or (more == 0 and named is Form.WIKITEXT)


def _is_xml(start: str, named: Form | None) -> bool:
    if start.startswith(("<?xml", "<mediawiki")) or (_DOCTYPE.match(start) and not _HTML.match(start)):
        return True
    if named in {Form.MARKDOWN, Form.WIKITEXT} or not (root := _ROOT.match(start)):
        return False
    return (
        named is Form.XML or by_element(root[1]) is not None or _ROOT_WITH_NAMESPACE.match(start) is not None
    )


def _text(data: bytes) -> str | None:
    if data[:2] in _UTF_16:
        try:
            return data.decode("utf-16", "ignore")
        except UnicodeDecodeError:
            return None
    for cut in range(4):  # the sample may end within a character
        try:
            return data[: len(data) - cut].decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
    return None


def _of_xml(start: str, origin: str) -> Form:
    root = _ROOT.search(re.sub(r"<[?!][^<>]*+>", "", start))
    element = root[1] if root else ""
    if element in {"mediawiki", "html"}:
        return Form.XML if element == "mediawiki" else Form.HTML
    _refuse(by_element("RDF" if root and "22-rdf-syntax-ns#" in root[2] else element), origin)
    what = f"it begins with <{element}>" if element else "it has no element"
    raise SourceError(f"this is XML, but no MediaWiki export: {what}", mend="give an export", origin=origin)


def _of_json(start: str, origin: str, *, is_whole: bool) -> Form:
    value = _json(start.partition("\n")[0])
    keys = set(value) if isinstance(value, dict) else set(re.findall(r'"(@?[\w.]+)"\s*:', start))
    if "article_body" in keys or {"name", "is_part_of"} <= keys:
        return Form.ENTERPRISE
    _refuse(by_keys(keys), origin)
    if is_whole and value is _CUT_OFF and _json(start) is _CUT_OFF:
        raise SourceError("this is JSON that is cut off", mend="get it again whole", origin=origin)
    raise SourceError("this is JSON, but no article of a snapshot", mend="give a page", origin=origin)


_CUT_OFF = object()
"""What JSON is that ends too early."""


def _json(text: str) -> object:
    """The value of a text that is JSON; None where it is none."""
    from msgspec import DecodeError, json  # noqa: PLC0415 - most pages are of another form

    try:
        return json.decode(text)
    except DecodeError as error:
        return _CUT_OFF if "truncated" in str(error) else None
    except RecursionError:
        return None

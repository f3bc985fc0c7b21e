"""In which form a page is written, by its first bytes; what is no page is refused by name.

A file's ending is a hint for what its bytes leave open: Markdown and wikitext are both plain text.
"""

from __future__ import annotations

import json
import re

from icmlpo_rdf.errors import SourceError, UsageError
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.options import Form

__all__ = ["HEAD_OF_FORM", "Form", "form_named", "form_of", "unpacked_name"]

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
# What is no page, by its first bytes (file signatures: https://www.garykessler.net/library/file_sigs.html).
_BINARY = (
    (b"BZh", "bzip2 in bzip2, or damaged", "unpack it first"),
    (b"\x1f\x8b", "gzip in gzip, or damaged", "unpack it first"),
    (b"\x04\x22\x4d\x18", "an lz4 archive", "unpack it first"),
    (b"-- MySQL dump", "an SQL dump", "get the XML dump, pages-articles"),
    (b"-- MariaDB dump", "an SQL dump", "get the XML dump, pages-articles"),
    (b"%PDF-", "a PDF", "save the page as HTML, or get its wikitext"),
    (b"PK\x03\x04", "a zip archive", "name it .zip, or unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it first"),
    (b"(\xb5/\xfd", "a zstd archive", "unpack it first"),
    (b"Rar!", "a rar archive", "unpack it first"),
    (b"\x89PNG", "a picture", "give the page's text"),
    (b"\xff\xd8\xff", "a picture", "give the page's text"),
    (b"GIF8", "a picture", "give the page's text"),
    (b"SQLite format 3", "an SQLite database", "give pages, or a store's data as RDF to `query`"),
    (b"\xd0\xcf\x11\xe0", "an Office file", "save it as text"),
    (b"\x7fELF", "a program", "give a page"),
    (b"ZIM\x04", "a Kiwix archive (ZIM)", "take its pages out as HTML: zimdump"),
)
_RDF = "convert reads pages; `query` reads RDF"
_TURTLE = lazy_pattern(r"\s*(?:@prefix|@base|PREFIX\s+[\w-]*:\s*<|BASE\s*<)", re.IGNORECASE)
_NTRIPLES = lazy_pattern(r"\s*(?:<[^<>\s]+>|_:\S+)\s+<[^<>\s]+>\s+(?:<[^<>\s]+>|\"|_:)")
_DOCTYPE = lazy_pattern(r"<!DOCTYPE\s", re.IGNORECASE)
_ROOT_WITH_NAMESPACE = lazy_pattern(r"<[A-Za-z_][\w.:-]*\s[^<>]*\bxmlns\b")
_JSON = lazy_pattern(r"\{\s*(?:\"|\})")
_HTML = lazy_pattern(
    r"\s*+(?><!--(?>[^-]++|-(?!->))*+-->\s*+)*+<(?:!DOCTYPE\s+html|html|head|body|section|div|table|p|span|h[1-6]|ul|ol|link|meta|base|header|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)
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


def form_of(data: bytes, name: str) -> Form:
    """Return the form of a page, or of a file of pages.

    Args:
        data: its bytes, unpacked, or the first of them.
        name: the file's name, whose ending counts where the bytes leave it open.

    Raises:
        SourceError: it is something else; says what, and what to do with it.
    """
    for magic, what, mend in _BINARY:
        if data.startswith(magic):
            raise SourceError(f"this is {what}", mend=mend, origin=name)
    if is_tar(data):
        raise SourceError("this is a tar archive", mend="name it .tar or .tar.gz", origin=name)
    text = _text(data[:HEAD_OF_FORM])
    ending = _ENDINGS.get(unpacked_name(name).rpartition(".")[2].lower())
    if text is None:  # no UTF-8: its reader says where
        return ending or Form.MARKDOWN
    return _of_text(text, ending, name)


def is_tar(head: bytes) -> bool:
    """Return whether a file's first bytes are those of a tar archive (POSIX.1-1988 and later, and GNU's)."""
    return head[257:262] == b"ustar"


def _of_text(text: str, ending: Form | None, name: str) -> Form:
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("<?xml", "<mediawiki")) or (_DOCTYPE.match(start) and not _HTML.match(start)):
        return _of_xml(start, name)
    if ending not in {Form.MARKDOWN, Form.WIKITEXT} and _ROOT_WITH_NAMESPACE.match(start):
        return _of_xml(start, name)
    if _JSON.match(start):
        return _of_json(start, name)
    if start[:1] == "[" and _is_json_list(start):
        raise SourceError(f"this is JSON-LD or other JSON: {_RDF}", mend="give a page", origin=name)
    if _TURTLE.match(start) or _NTRIPLES.match(start):
        what = "Turtle" if _TURTLE.match(start) else "N-Triples or N-Quads"
        raise SourceError(f"this is {what}: {_RDF}", mend="give a page", origin=name)
    if _HTML.match(start) and ending is not Form.MARKDOWN:
        return Form.HTML
    if ending in {Form.MARKDOWN, Form.WIKITEXT, Form.HTML}:
        return ending
    if len(_WIKITEXT.findall(text)) > len(_MARKDOWN_LINK.findall(text)):
        return Form.WIKITEXT
    return Form.HTML if _HTML.match(start) else Form.MARKDOWN


def _text(data: bytes) -> str | None:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
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


def _of_xml(start: str, name: str) -> Form:
    root = re.search(r"<([A-Za-z_][\w.:-]*)(?=[\s/>])([^>]*)", re.sub(r"<[?!][^<>]*+>", "", start))
    element = root[1].rpartition(":")[2] if root else ""
    if element == "mediawiki":
        return Form.XML
    if element == "html":
        return Form.HTML
    if element == "RDF" or (root and "22-rdf-syntax-ns#" in root[2]):
        raise SourceError(f"this is RDF/XML: {_RDF}", mend="give a page", origin=name)
    if element == "sparql":
        raise SourceError("these are SPARQL results", mend="give a page", origin=name)
    if element == "svg":
        raise SourceError("this is a picture (SVG)", mend="give the page's text", origin=name)
    what = f"it begins with <{element}>" if element else "it has no element"
    raise SourceError(f"this is XML, but no MediaWiki export: {what}", mend="give an export", origin=name)


def _of_json(start: str, name: str) -> Form:
    line = start.partition("\n")[0]
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        value = None
    keys = set(value) if isinstance(value, dict) else set(re.findall(r'"(@?[\w.]+)"\s*:', start[:4_000]))
    if "article_body" in keys or {"name", "is_part_of"} <= keys:
        return Form.ENTERPRISE
    if keys & {"@context", "@graph", "@id"}:
        raise SourceError(f"this is JSON-LD: {_RDF}", mend="give a page", origin=name)
    if {"head", "results"} <= keys:
        raise SourceError("these are SPARQL results", mend="give a page", origin=name)
    raise SourceError("this is JSON, but no article of a snapshot", mend="give a page", origin=name)


def _is_json_list(start: str) -> bool:
    return re.match(r"\[\s*(?:\{\s*\"|\[\s*[\"\[{]|\"[^\"]*\"\s*,)", start) is not None

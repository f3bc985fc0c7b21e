"""IRIs and the addresses at which the site answers for them: one mapping, both ways.

| IRI | address | says |
|---|---|---|
| `B zh/T` | `/zh/T` | the thing: 303 to one of the documents about it |
| | `/page/zh/T` | the document in HTML |
| | `/data/zh/T.ttl` (`.nt .jsonld .rdf`) | the same in a syntax: what stands behind the last full stop is always the syntax |
| | `/zh/T.ttl`, `/zh/T.html` | the same, as long as no thing is called `T.ttl` |
| `B zh/T#x` | `/zh/T` (clients send no fragment) | is described in the document of `B zh/T` |
| | `/page/zh/T?part=x` | a page for people of its own |
| | `/agree/zh/T?part=x` | what several pages say of it, compared |
| | `/cite/zh/T?part=x` | how it is cited |
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from urllib.parse import quote, unquote_to_bytes

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.quads.iris import encode_title

__all__ = ["Addresses"]

# What may stand in a path as it is (RFC 3986, section 3.3); `%` begins an escape that is there already.
_IN_PATH = "%/:@!$&'()*+,;=~"
_IN_FRAGMENT = f"{_IN_PATH}?"
_NOT_ASCII = lazy_pattern(rb"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_WEB = ("http://", "https://")


class Addresses:
    """Knows where things are."""

    def __init__(self, base: str, ontology: str) -> None:
        """`base` is what the data's IRIs begin with; `ontology` is the IRI of the ontology's document."""
        self._base = base
        self._ontology = ontology

    def page(self, iri: str) -> str | None:
        """The address of the page for people about a thing, None when it is not ours."""
        document, _, fragment = iri.partition("#")
        path = self._path(document)
        if path is None:
            return None
        if fragment.startswith("line=") or document == self._ontology:
            return f"/page/{path}#{quote(fragment, safe=_IN_FRAGMENT)}" if fragment else f"/page/{path}"
        return f"/page/{path}?part={quote(fragment, safe='')}" if fragment else f"/page/{path}"

    def data(self, iri: str, ending: str) -> str | None:
        """The address of the document about a thing in a syntax, None when it is not ours."""
        path = self._path(iri.partition("#")[0])
        return None if path is None else f"/data/{path}{ending}"

    def matrix(self, iri: str) -> str | None:
        """The address of the attendance matrix of a series, None when it is not ours."""
        return self._under("matrix", iri)

    def agree(self, iri: str) -> str | None:
        """The address of what several pages say of a thing, None when it is not ours."""
        return self._under("agree", iri)

    def cite(self, iri: str) -> str | None:
        """The address of how a thing is cited, None when it is not ours."""
        return self._under("cite", iri)

    def _under(self, folder: str, iri: str) -> str | None:
        document, _, fragment = iri.partition("#")
        path = self._path(document)
        if path is None:
            return None
        return f"/{folder}/{path}?part={quote(fragment, safe='')}" if fragment else f"/{folder}/{path}"

    def link(self, iri: str) -> tuple[str | None, bool]:
        """Where a link to a thing leads, and whether that is another site; None where no link is safe."""
        own = self.page(iri)
        if own is not None:
            return own, False
        return (iri, True) if iri.startswith(_WEB) else (None, True)

    def iris(self, path: str) -> Iterator[str]:
        """The IRIs that the path of a request may stand for, the likeliest first.

        Args:
            path: as it was sent, percent-encoded or not, without the leading slash.
        """
        encoded = quote(path, safe=f"{_IN_PATH}?#[]")  # what was sent raw
        try:
            kept = _NOT_ASCII.sub(lambda match: unquote_to_bytes(match[0]), encoded.encode()).decode()
            title = unquote_to_bytes(encoded).decode()
        except UnicodeDecodeError:
            return
        seen = set()
        for one in (kept, encode_title(title), encode_title(unicodedata.normalize("NFC", title))):
            iri = self._ontology if one == "ontology" else self._base + one
            if iri not in seen:
                seen.add(iri)
                yield iri

    def uri(self, iri: str) -> str:
        """An IRI in ASCII, for a header field (RFC 3987, section 3.1)."""
        return quote(iri, safe=f"{_IN_FRAGMENT}#[]")

    def _path(self, document: str) -> str | None:
        if document == self._ontology:
            return "ontology"
        if not document.startswith(self._base) or len(document) == len(self._base):
            return None
        return quote(document[len(self._base) :], safe=_IN_PATH)

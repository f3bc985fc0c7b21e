"""Where the IRIs of the data lead: a `.htaccess` for the folder of their host, such as w3id.org's.

One rule leads every thing to its folder; where the folder is not called as the rule would have it, there is a line for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote, urlsplit

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.static_site.file_names import FileNames

__all__ = ["redirects"]

_BY_RULE = "%*:<>?|"
"""What the rule encodes; Apache's flags can name neither quotation marks nor backslashes."""
_ENCODED = lazy_pattern(f"[{_BY_RULE}]")
_SIGN = lazy_pattern(r"[\x00-\x2e\x3a-\x40\x5b-\x60\x7b-\x7f]")
"""Signs that patterns, or Apache's lines, may take for something else; not the slash."""
_HEAD = """\
# From {base} to {address}
# Put this file there as .htaccess: things and the vocabulary lead to their pages, or to the data beside them.
Options -MultiViews
RewriteEngine On
Header always set Access-Control-Allow-Origin "*"
Header always merge Vary "Accept"
SetEnvIf Host .* SITE={site}
SetEnvIf Accept application/ld\\+json FORM=index.jsonld
SetEnvIf Accept text/turtle|application/n-triples FORM=index.ttl

RewriteRule ^$ %{{ENV:SITE}}/ [R=303,L]
RewriteRule ^ontology/[0-9.]+/?$ %{{ENV:SITE}}/ontology/%{{ENV:FORM}} [R=303,L]
"""
_REST = """\
# Every other thing: what is percent-encoded in the name of a file is encoded once more in its address.
RewriteRule ^(.+?)/?$ %{{ENV:SITE}}/$1/%{{ENV:FORM}} "[B={encoded},R=303,L]"
"""


def redirects(base: str, address: str, paths: Iterable[str], names: FileNames) -> Iterator[str]:
    """Yield the lines of the file.

    Args:
        base: what the data's IRIs begin with.
        address: where the site will stand, with a slash at its end.
        paths: those of documents, as in addresses.
        names: where they lie.
    """
    yield _HEAD.format(base=base, address=address, site=_decoded(address.rstrip("/")))
    for path in paths:
        folder = names.folder(path)
        title = unquote(path, errors="surrogateescape")
        if folder != _ENCODED.sub(lambda match: quote(match[0]).lower(), title):
            yield _line(title, folder)
    yield _REST.format(encoded=_BY_RULE)


def _line(title: str, folder: str) -> str:
    pattern = _SIGN.sub(lambda match: f"\\x{ord(match[0]):02x}", title)
    to = quote(folder).replace("%", "\\%")
    return f'RewriteRule "^{pattern}/?$" "%{{ENV:SITE}}/{to}/%{{ENV:FORM}}" [NE,R=303,L]\n'


def _decoded(address: str) -> str:
    """An address whose escapes Apache will write again."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{unquote(parts.path)}"

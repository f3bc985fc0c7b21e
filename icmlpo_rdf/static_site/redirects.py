"""Where the IRIs of the data lead: a `.htaccess` for the folder of their host, such as w3id.org's.

One rule leads every thing to its folder; where the folder is not called as the rule would have it, there is a line for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote, urlsplit

from icmlpo_rdf.static_site.file_names import ENCODED, FileNames

__all__ = ["redirects"]

_HEAD = """\
# From {base} to {address}
# Put this file there as .htaccess: things and the vocabulary lead to their pages, or to the data beside them.
Options -MultiViews
RewriteEngine On
Header always set Access-Control-Allow-Origin "*"
Header always merge Vary "Accept"
SetEnvIf Host .* SITE={site} FORM=
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
        if folder != re.sub(f"[{re.escape(ENCODED)}]", lambda match: quote(match[0]), title):
            yield _line(title, folder)
    yield _REST.format(encoded=ENCODED.replace("\\", "\\\\").replace('"', '\\"'))


def _line(title: str, folder: str) -> str:
    pattern = re.escape(title).replace("\\ ", " ").replace('"', '\\"')
    to = quote(folder).replace("%", "\\%")
    return f'RewriteRule "^{pattern}/?$" "%{{ENV:SITE}}/{to}/%{{ENV:FORM}}" [NE,R=303,L]\n'


def _decoded(address: str) -> str:
    """An address whose escapes Apache will write again."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{unquote(parts.path)}"

"""Answers: with the fields that every document has, and errors in words, for people and for programs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from icmlpo_rdf.graph.serve.negotiation import preferred
from icmlpo_rdf.graph.serve.site import Site

__all__ = ["document", "html", "problem", "see_other", "site_of"]

_FRESH = "no-cache"
"""Caches may keep a document and ask whether it is still the same: the data may be another tomorrow."""


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    site: Site = request.app.state.site
    return site


def document(
    request: Request, body: bytes, media: str, *, links: Sequence[str] = (), vary: bool = False
) -> Response:
    """A document with its ETag; 304 without a body where the client has it (RFC 9110, sections 8.8.3 and 13.1.2)."""
    tag = f'"{hashlib.sha256(media.encode() + body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": _FRESH}
    if links:
        headers["Link"] = ", ".join(links)
    if vary:
        headers["Vary"] = "Accept"
    if _has(request.headers.get("if-none-match"), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    return Response(body, headers={**headers, "Content-Type": f"{media}{charset}"})


def html(
    request: Request,
    template: str,
    values: Mapping[str, object],
    *,
    links: Sequence[str] = (),
    status: int = 200,
) -> Response:
    """A page for people."""
    text = site_of(request).templates.get_template(template).render(path=request.url.path, **values)
    if status != HTTPStatus.OK:
        return Response(
            text, status, {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
        )
    return document(request, text.encode("utf-8", "replace"), "text/html", links=links)


def see_other(target: str, links: Sequence[str]) -> Response:
    """303: the thing is no document, but this is one about it (https://www.w3.org/TR/cooluris/)."""
    answer = RedirectResponse(target, status_code=HTTPStatus.SEE_OTHER)
    # Starlette quotes what it is given once more; `target` is quoted already.
    answer.headers["Location"] = target
    answer.headers["Vary"] = "Accept"
    answer.headers["Cache-Control"] = _FRESH
    if links:
        answer.headers["Link"] = ", ".join(links)
    return answer


def problem(
    request: Request, status: int, sentence: str, headers: Mapping[str, str] | None = None
) -> Response:
    """What is wrong, in words: a page for who would rather have HTML, a line of text for others."""
    extra = {**(headers or {}), "Cache-Control": "no-store", "Vary": "Accept"}
    accept = request.headers.get("accept")
    if accept and preferred(accept, ("text/plain", "text/html")) == "text/html":
        values = {"status": status, "phrase": HTTPStatus(status).phrase, "sentence": sentence}
        answer = html(request, "problem.html", values, status=status)
        answer.headers.update(extra)
        return answer
    text = f"{status} {HTTPStatus(status).phrase}: {sentence}\n"
    return Response(text, status, {"Content-Type": "text/plain; charset=utf-8", **extra})


def _has(field: str | None, tag: str) -> bool:
    if field is None:
        return False
    tags = {one.strip().removeprefix("W/") for one in field.split(",")}
    return "*" in tags or tag in tags

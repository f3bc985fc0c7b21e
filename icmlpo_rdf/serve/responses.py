"""Answers: with the fields that every document has, and errors in words, for people and for programs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from icmlpo_rdf.serve.languages import LANGUAGES, PARAMETER, Words, code_of
from icmlpo_rdf.serve.negotiation import preferred
from icmlpo_rdf.serve.site import Site

__all__ = ["conditional", "document", "html", "problem", "see_other", "site_of", "words_of"]

_FRESH = "no-cache"
"""Caches may keep a document and ask whether it is still the same: the data may be another tomorrow."""
_OF_304 = ("etag", "cache-control", "link", "vary")
_BY_LANGUAGE = "Accept-Language, Cookie"
"""What a page depends on besides its address."""


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    site: Site = request.app.state.site
    return site


def words_of(request: Request) -> Words:
    """What the site says, in the language of who asks."""
    return site_of(request).words[code_of(request)]


def document(body: bytes, media: str, *, links: Sequence[str] = (), vary: str = "") -> Response:
    """A document with its ETag (RFC 9110, section 8.8.3)."""
    tag = f'"{hashlib.sha256(media.encode() + body).hexdigest()[:32]}"'
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    headers = {"Content-Type": f"{media}{charset}", "ETag": tag, "Cache-Control": _FRESH}
    if links:
        headers["Link"] = ", ".join(links)
    if vary:
        headers["Vary"] = vary
    return Response(body, headers=headers)


def conditional(request: Request, answer: Response) -> Response:
    """A document, or 304 without it where the client has it (RFC 9110, section 13.1.2)."""
    tag = answer.headers.get("etag")
    if (
        answer.status_code != HTTPStatus.OK
        or tag is None
        or not _has(request.headers.get("if-none-match"), tag)
    ):
        return answer
    headers = {name: answer.headers[name] for name in _OF_304 if name in answer.headers}
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)


def html(
    request: Request,
    template: str,
    values: Mapping[str, object],
    *,
    links: Sequence[str] = (),
    status: int = 200,
) -> Response:
    """A page for people, in their language."""
    words = words_of(request)
    text = (
        site_of(request)
        .templates[words.code]
        .get_template(template)
        .render(path=request.url.path, language=words, languages=_elsewise(request), **values)
    )
    if status != HTTPStatus.OK:
        return Response(
            text, status, {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
        )
    return document(text.encode("utf-8", "replace"), "text/html", links=links, vary=_BY_LANGUAGE)


def _elsewise(request: Request) -> dict[str, str]:
    """This address in each language, by the language's code: with those of its parameters that the page depends on."""
    kept: Mapping[str, str] = getattr(request.state, "parameters", None) or dict(request.query_params)
    others = {name: value for name, value in kept.items() if name != PARAMETER}
    return {code: f"?{urlencode({**others, PARAMETER: code})}" for code in LANGUAGES}


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
    request: Request,
    status: int,
    sentence: str,
    headers: Mapping[str, str] | None = None,
    **values: object,
) -> Response:
    """What is wrong, in words: a page for who would rather have HTML, a line of text in English for others.

    Args:
        request: what is answered so.
        status: of HTTP.
        sentence: in English; what is translated has `%(name)s` where a value comes.
        headers: more fields of the answer.
        values: what comes into the sentence.
    """
    extra = {**(headers or {}), "Cache-Control": "no-store", "Vary": f"Accept, {_BY_LANGUAGE}"}
    accept = request.headers.get("accept")
    if accept and preferred(accept, ("text/plain", "text/html")) == "text/html":
        told = words_of(request).gettext(sentence)
        shown = {"status": status, "sentence": told % values if values else told}
        answer = html(request, "problem.html", shown, status=status)
        answer.headers.update(extra)
        return answer
    told = sentence % values if values else sentence
    text = f"{status} {HTTPStatus(status).phrase}: {told}\n"
    return Response(text, status, {"Content-Type": "text/plain; charset=utf-8", **extra})


def _has(field: str | None, tag: str) -> bool:
    if field is None:
        return False
    tags = {one.strip().removeprefix("W/") for one in field.split(",")}
    return "*" in tags or tag in tags

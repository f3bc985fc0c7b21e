"""The routes, and the server."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus
from importlib.resources import files

import uvicorn
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from icmlpo_rdf.serve import (
    agree_page,
    cite_page,
    linked_data,
    matrix_page,
    overview_pages,
    query_page,
    reconciliation,
    sparql_endpoint,
    thing_pages,
)
from icmlpo_rdf.serve.http_protocol import protocol_with
from icmlpo_rdf.serve.languages import ChosenLanguage, marked
from icmlpo_rdf.serve.linked_data import part_of
from icmlpo_rdf.serve.page_numbers import page_number
from icmlpo_rdf.serve.request_limits import connections_possible
from icmlpo_rdf.serve.request_target import AbsoluteForm
from icmlpo_rdf.serve.response_cache import Lane, ResponseCache, cached
from icmlpo_rdf.serve.responses import conditional, document, problem
from icmlpo_rdf.serve.security_headers import SecurityHeaders
from icmlpo_rdf.serve.site import Site

__all__ = ["create_app", "server_of"]


def create_app(site: Site) -> Starlette:
    """Return the site as an ASGI application."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await site.pool.start()
        try:
            yield
        finally:
            await site.pool.close()

    matrix = cached(
        matrix_page.matrix,
        Lane.MATRIX,
        part=part_of,
        order=matrix_page.wanted_order,
        country=matrix_page.wanted_country,
        page=page_number,
    )
    app = Starlette(
        routes=[
            Route("/", cached(overview_pages.front)),
            Route("/search", cached(overview_pages.search, q=overview_pages.wanted_name)),
            Route("/series", cached(overview_pages.all_series, page=page_number)),
            Route("/bodies", cached(overview_pages.all_bodies, page=page_number)),
            Route("/countries", cached(overview_pages.all_countries, page=page_number)),
            Route("/sources", cached(overview_pages.all_sources, page=page_number)),
            Route("/matrix/{rest:path}", matrix),
            Route("/agree/{rest:path}", cached(agree_page.agree, Lane.DOCUMENTS, part=part_of)),
            Route("/page/{rest:path}", cached(thing_pages.page, Lane.DOCUMENTS, part=part_of)),
            Route(
                "/cite/{rest:path}",
                cached(cite_page.cite_page, Lane.DOCUMENTS, part=part_of, form=cite_page.wanted_form),
            ),
            Route("/data/{rest:path}", linked_data.data),
            Route("/query", query_page.query_page, methods=["GET", "POST"]),
            Route("/query.{ending}", query_page.answer_file),
            Route("/about", cached(overview_pages.about)),
            Route("/sparql", sparql_endpoint.sparql, methods=["GET", "POST"]),
            *(reconciliation.routes() if site.reconciler else ()),
            Route("/.well-known/void", linked_data.void),
            Route("/robots.txt", _robots),
            Route("/openapi.json", _openapi),
            Mount("/static", StaticFiles(directory=str(files("icmlpo_rdf.serve") / "static"))),
            Route("/{rest:path}", linked_data.thing),
        ],
        exception_handlers={
            HTTPException: _http_problem,  # type: ignore[dict-item]  # Starlette's type is too wide
            Exception: _fault,
        },
        lifespan=lifespan,
    )
    app.state.site = site
    app.state.answers_under_way = 0
    app.state.workbooks = CapacityLimiter(1)
    app.state.responses = ResponseCache(site.options.limits)
    app.add_middleware(ChosenLanguage)
    app.add_middleware(SecurityHeaders, options=site.options)
    app.add_middleware(AbsoluteForm)  # the last one added comes first: then the host is the one that is meant
    return app


def server_of(site: Site, host: str, port: int, *, log: bool = False) -> uvicorn.Server:
    """Return a server for a site, not yet started; `log` has it say on standard error what went wrong."""
    limits = site.options.limits
    limits = replace(limits, connections=connections_possible(limits.connections))
    config = uvicorn.Config(
        create_app(site),
        host=host,
        port=port,
        http=protocol_with(limits),
        ws="none",
        lifespan="on",
        log_level="warning" if log else "critical",
        access_log=False,
        server_header=False,
        proxy_headers=bool(site.options.proxies),
        forwarded_allow_ips=list(site.options.proxies),
        limit_concurrency=limits.connections,
        backlog=1_024,
        timeout_keep_alive=limits.keep_alive_seconds,
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=limits.head_bytes,
    )
    return _Server(config, site)


class _Server(uvicorn.Server):
    """Ends what queries do before it waits for the requests under way: they are told so, and it need not wait."""

    def __init__(self, config: uvicorn.Config, site: Site) -> None:
        super().__init__(config)
        self._site = site

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._site.pool.stop()
        await super().shutdown(sockets)


def _robots(_request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /sparql\nDisallow: /query\nDisallow: /search\n")


def _openapi(request: Request) -> Response:
    """The routes that programs use, described (https://spec.openapis.org/oas/v3.1.0)."""
    body = (files("icmlpo_rdf.serve") / "openapi.json").read_bytes()
    return conditional(request, document(body, "application/json"))


def _http_problem(request: Request, error: HTTPException) -> Response:
    sentences = {
        HTTPStatus.NOT_FOUND: marked("there is no such page here"),
        HTTPStatus.METHOD_NOT_ALLOWED: marked("this address does not take such a request"),
    }
    sentence = sentences.get(HTTPStatus(error.status_code), str(error.detail))
    return problem(request, error.status_code, sentence, dict(error.headers or {}))


def _fault(request: Request, _error: Exception) -> Response:
    return problem(request, 500, marked("something went wrong here; other pages still work"))

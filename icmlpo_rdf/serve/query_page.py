"""`/query`: questions in groups, their answers, and a place for a query of one's own; it works without scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from importlib.util import find_spec
from typing import Final

from anyio import to_thread
from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from icmlpo_rdf.errors import LimitError
from icmlpo_rdf.export.answer_files import workbook_of
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.query.answer import Answer
from icmlpo_rdf.query.named_queries import Takes
from icmlpo_rdf.query.question_words import question_groups, question_words
from icmlpo_rdf.serve.answer_tables import table_of
from icmlpo_rdf.serve.languages import PARAMETER, Words, marked
from icmlpo_rdf.serve.query_fields import Asked, NotMeantError, asked_in, bound, fields_of
from icmlpo_rdf.serve.query_pool import Reply
from icmlpo_rdf.serve.responses import html, problem, see_other, site_of, words_of
from icmlpo_rdf.serve.site import Site, bare
from icmlpo_rdf.serve.sparql_endpoint import Question, TooLargeError, ask, base_of_queries, sent
from icmlpo_rdf.store.lookups import Lookups
from icmlpo_rdf.views.qualifiers import qualifiers

__all__ = ["answer_file", "query_page"]

_ADDRESS = 8_000
"""Addresses longer than that are not taken by everything on the way (RFC 9110, section 4.1)."""
_GRAPH_SHOWN = 100_000
_ROWS_JSON: Final = "application/sparql-results+json"
_TURTLE: Final = "text/turtle"
_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILES: Final = {"csv": "text/csv", "json": _ROWS_JSON, "ttl": _TURTLE, "jsonld": "application/ld+json"}
_OF_ROWS, _OF_TRUTH, _OF_GRAPH = ("csv", "json", "xlsx"), ("json",), ("ttl", "jsonld")
_HAS_WORKBOOKS: Final = find_spec("xlsxwriter") is not None
_FORMS: Final = {Takes.NUMBER: marked("a number"), Takes.YEAR: marked("a year")}
_BY_NAME: Final = marked("a name or an IRI")
_TOO_LONG: Final = marked("a query may have %(kilobytes)s kB")
_NO_FORM: Final = marked("send the fields of the form on this page")
_NO_QUERY: Final = marked("there is no query of that name")
_TOO_LONG_FOR_A_WORKBOOK: Final = marked("the answer is too long for a spreadsheet; take it as CSV")
_NO_FILE: Final = marked("this answer has no such file; ask on the page of the question")


async def query_page(request: Request) -> Response:
    """The page with its answer, when a query was sent with it: in the address or, of any length, as a form."""
    site, words = site_of(request), words_of(request)
    try:
        fields = await fields_of(request, site)
    except TooLargeError:
        longest = site.options.limits.request_kilobytes
        return await run_in_threadpool(problem, request, 413, _TOO_LONG, kilobytes=longest)
    if fields is None:
        return await run_in_threadpool(problem, request, 415, _NO_FORM)
    asked = asked_in(fields)
    if asked is None:
        return problem(request, 404, _NO_QUERY)
    if request.method == "POST":
        if set(fields) == {"query"} and len(there := asked.address("/query")) <= _ADDRESS:
            return see_other(there, ())  # it can be kept, sent to others, and loaded again
        request.state.parameters = {PARAMETER: words.code}  # what is too long for an address is in none
    values = _page(asked, words)
    if asked.text.strip():
        values["answer"] = await _answer(request, words, asked, asked.text)
    elif asked.named and not asked.missing:
        try:
            text = await run_in_threadpool(bound, site, words, asked, explain=True)
            values["text"] = bare(bound(site, words, asked, explain=False))
            values["answer"] = await _answer(request, words, asked, text)
        except NotMeantError as error:
            values["answer"] = await run_in_threadpool(_choice, site, asked, error)
    return await run_in_threadpool(html, request, "query.html", values)


def _page(asked: Asked, words: Words) -> dict[str, object]:
    groups = question_groups(words.code)
    first = groups[0].queries[0]
    return {
        "groups": groups,
        "words": lambda one: question_words(one, words.code),
        "form_of": lambda takes: words.gettext(_FORMS.get(takes, _BY_NAME)),
        "asked": asked,
        "chosen": asked.named,
        "text": asked.text or bare((asked.named or first).text),
        "prefixes": json.dumps(PREFIXES),
        "answer": None,
    }


async def _answer(request: Request, words: Words, asked: Asked, text: str) -> Mapping[str, object]:
    reply = await ask(request, Question(text, base_of_queries(request)), _ROWS_JSON, _TURTLE)
    if reply.status != 200:
        return {"problem": reply.body.decode("utf-8", "replace"), "choices": ()}
    if reply.media == _TURTLE:
        shown = reply.body[:_GRAPH_SHOWN].decode("utf-8", "ignore")
        is_cut = len(reply.body) > _GRAPH_SHOWN
        return {"graph": shown, "is_cut": is_cut, "files": _files(asked, _OF_GRAPH), "here": _here(asked)}
    named = None if asked.text.strip() else asked.named
    table = await run_in_threadpool(table_of, site_of(request), words, reply.body, named)
    files = _OF_TRUTH if "truth" in table else _OF_ROWS
    return {**table, "files": _files(asked, files), "here": _here(asked)}


def _here(asked: Asked) -> str:
    """The address of the answer, where it is not too long for one."""
    there = asked.address("/query")
    return there if len(there) <= _ADDRESS else ""


def _files(asked: Asked, endings: tuple[str, ...]) -> list[tuple[str, str]]:
    """The files that an answer may be taken away as: each with its address."""
    found = [(one, asked.address(f"/query.{one}")) for one in endings if one != "xlsx" or _HAS_WORKBOOKS]
    return [(ending.upper(), there) for ending, there in found if len(there) <= _ADDRESS]


def _choice(site: Site, asked: Asked, error: NotMeantError) -> Mapping[str, object]:
    """What is wrong with what was typed, with the things that it may mean."""
    look = Lookups(site.store)
    apart = qualifiers(look, error.choices)
    choices = [
        (
            look.label(NamedNode(iri)),
            apart.get(iri, ""),
            asked.address("/query", **{error.parameter: iri.removeprefix(site.base)}),
        )
        for iri in error.choices
    ]
    return {"problem": error.sentence, "choices": choices}


async def answer_file(request: Request) -> Response:
    """`/query.csv` and its like: the whole answer to what `/query` is asked with the same parameters."""
    site = site_of(request)
    ending = request.path_params["ending"]
    asked = _asked_for_file(request) if ending in _FILES or (ending == "xlsx" and _HAS_WORKBOOKS) else None
    if asked is None:
        return await run_in_threadpool(problem, request, 404, _NO_FILE)
    try:
        text = asked.text.strip() or await run_in_threadpool(
            bound, site, words_of(request), asked, explain=False
        )
    except NotMeantError as error:
        return await run_in_threadpool(problem, request, 404, error.sentence)
    media = _FILES.get(ending, _ROWS_JSON)
    kinds = (None, media) if ending in _OF_GRAPH else (media, None)
    reply = await ask(request, Question(text, base_of_queries(request)), *kinds)
    if reply.status == HTTPStatus.NOT_ACCEPTABLE:  # rows as a graph, or a graph as rows
        return await run_in_threadpool(problem, request, 404, _NO_FILE)
    if reply.status != 200:
        return problem(request, reply.status, reply.body.decode("utf-8", "replace"))
    if ending == "xlsx":
        try:  # one at a time: its rows are held in memory
            made = await to_thread.run_sync(_workbook, reply.body, limiter=request.app.state.workbooks)
        except LimitError:
            return await run_in_threadpool(problem, request, 422, _TOO_LONG_FOR_A_WORKBOOK)
        reply = Reply(200, _WORKBOOK, made)
    answer = sent(request, site, reply)
    name = asked.named.name if asked.named else "answer"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer


def _asked_for_file(request: Request) -> Asked | None:
    """What the file of an answer is asked for with; None where that is no whole question."""
    asked = asked_in({name: value for name, value in request.query_params.items() if name != PARAMETER})
    is_whole = asked is not None and not asked.missing and bool(asked.text.strip() or asked.named)
    return asked if is_whole else None


def _workbook(body: bytes) -> bytes:
    found = parse_query_results(body, format=QueryResultsFormat.JSON)
    if not isinstance(found, QuerySolutions):
        return workbook_of(Answer(truth=bool(found)))[0]
    variables = tuple(one.value for one in found.variables)
    return workbook_of(Answer(variables, tuple(tuple(row) for row in found)))[0]

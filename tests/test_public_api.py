"""What `from icmlpo_rdf import …` gives: functions and classes, whatever else was imported, that tell what they take."""

from __future__ import annotations

import inspect
import pickle
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import Quad, Store

import icmlpo_rdf
from icmlpo_rdf import (
    Conversion,
    ConvertOptions,
    PageOptions,
    RawPage,
    UsageError,
    ask,
    ask_named,
    convert,
    named_queries,
    open_store,
    query,
    read,
    validate,
)
from icmlpo_rdf.convert import Understanding
from icmlpo_rdf.evidence.explanation import explain
from icmlpo_rdf.notes import Code, Note, Notes
from icmlpo_rdf.views.matrix import attendance_matrix, list_series
from tests.conftest import ROOT, SEED

MODULES = ["icmlpo_rdf.convert", "icmlpo_rdf.query.asking"]


@pytest.mark.parametrize("before", ["", *MODULES])
@pytest.mark.parametrize("after", ["", *MODULES])
def test_names_are_functions_in_any_order_of_imports(before: str, after: str) -> None:
    """A sub-module of the same name, imported before or after, does not take the name of a function."""
    code = "\n".join(
        [
            f"import {before or 'sys'}",
            "from icmlpo_rdf import Conversion, convert, query, validate",
            f"import {after or 'sys'}",
            "import icmlpo_rdf",
            "assert callable(convert) and callable(query) and callable(validate) and isinstance(Conversion, type)",
            "assert icmlpo_rdf.convert is convert and icmlpo_rdf.query is query and icmlpo_rdf.validate is validate",
        ]
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_dir_shows_the_public_names_and_each_is_explained() -> None:
    """A notebook's completion shows what is meant for use, with a docstring of its own."""
    assert dir(icmlpo_rdf) == sorted(icmlpo_rdf.__all__)
    for name in dir(icmlpo_rdf):
        value = getattr(icmlpo_rdf, name)
        assert inspect.isfunction(value) or inspect.isclass(value), name
        assert value.__doc__
        assert not value.__doc__.startswith(f"{name}("), f"{name} has only what dataclasses write"
    with pytest.raises(AttributeError, match="has no attribute 'convrt'"):
        icmlpo_rdf.convrt  # noqa: B018 - the look-up is what is tested


def test_types_are_those_that_checkers_see() -> None:
    """`mypy --strict` reads this file: a name that were a module would be an error."""
    conversion: Conversion = convert(read(SEED))
    name: Callable[..., Conversion] = convert
    assert name(read(str(SEED))) == conversion


# What no type checker would let through is given to these.
_CALLS: Any = (
    convert,
    read,
    validate,
    query,
    ask,
    ask_named,
    open_store,
)
_convert, _read, _validate, _query, _ask, _ask_named, _open = _CALLS


def _wrong() -> Iterator[tuple[Callable[[], object], str]]:
    page, conversion = read(SEED), convert(read(SEED))
    store, graph = Store(), rdflib.Graph().add((rdflib.RDF.type, rdflib.RDF.type, rdflib.RDF.type))
    yield (
        lambda: _convert("page.md"),
        "convert: a page is asked for, not the str 'page.md'; call convert(read('page.md'))",
    )
    yield lambda: _convert(Path("page.md")), "call convert(read('page.md'))"
    yield lambda: _convert("# T\n\nx"), 'call convert(RawPage("page.md", text.encode(), "page.md"))'
    yield lambda: _convert(b"# T"), 'not a bytes; call convert(RawPage("page.md", data, "page.md"))'
    yield lambda: _convert(page, PageOptions("zh")), "call convert(page, ConvertOptions(page=PageOptions(…)"
    yield lambda: _read(b"# T"), 'a file\'s name is asked for, not a bytes; write RawPage("page.md", data'
    yield lambda: _validate("x.ttl"), "call validate(open_store(['x.ttl']))"
    yield lambda: _validate(Path("x.ttl")), "call validate(open_store(['x.ttl']))"
    yield lambda: _validate(conversion), "call validate(conversion.quads)"
    yield lambda: _validate(graph), 'call validate(pyoxigraph.parse(graph.serialize(format="nt")'
    yield lambda: _validate(["x.ttl"]), "quads are asked for, not a list of the str 'x.ttl'"
    yield lambda: _validate(b"<a> <b> <c> ."), "quads are asked for, not a bytes"
    yield lambda: _validate(None), "quads are asked for, not a NoneType"
    yield lambda: _query("x.ttl", "ASK {}"), "call query(open_store(['x.ttl']), text)"
    yield lambda: _query(conversion, "ASK {}"), "call query(conversion.quads, text)"
    yield lambda: _ask("x.ttl", "ASK {}"), "call ask(open_store(['x.ttl']), text)"
    yield lambda: _ask(conversion, "ASK {}"), "call ask(conversion.quads, text)"
    yield lambda: _ask_named("x.ttl", "meetings"), "call ask_named(open_store(['x.ttl']), name)"
    yield lambda: _ask_named(store, "meetngs"), "meetings"
    yield (
        lambda: _open("output/"),
        "a list of names is asked for, not the str 'output/'; call open_store(['output/'])",
    )


def test_quads_and_a_store_of_them_are_asked_alike() -> None:
    """Who has just converted a page asks it without making a store first."""
    quads = convert(read(SEED)).quads
    store = Store()
    store.extend(quads)
    assert ask_named(quads, "meetings") == ask_named(store, "meetings")
    assert ask(quads, "ASK { ?m a icm:Meeting }") == query(store, "ASK { ?m a icm:Meeting }")


@pytest.mark.parametrize(("call", "told"), list(_wrong()))
def test_what_is_of_another_type_is_told_the_call_that_fits(call: Callable[[], object], told: str) -> None:
    """One line with what to write instead, not a traceback from somewhere deep; a `TypeError` where the type is wrong."""
    with pytest.raises(UsageError) as caught:
        call()
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, TypeError) or type(caught.value) is UsageError
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - workers send errors home


def test_the_calls_that_are_told_work() -> None:
    """What the messages say to write, written."""
    conversion = convert(read(SEED), ConvertOptions(page=PageOptions("zh")))
    assert convert(RawPage("page.md", SEED.read_bytes(), "page.md")).title == conversion.title
    seed = ROOT / "output" / f"{SEED.stem}.ttl"
    assert validate(open_store([seed])).conforms
    assert query(open_store([seed]), "ASK { ?m a icm:Meeting }").truth
    assert validate(iter(conversion.quads)).results == validate(conversion.quads).results
    triples = conversion.to_rdflib().serialize(format="nt")
    from pyoxigraph import RdfFormat, parse  # noqa: PLC0415 - as the message has it

    assert query(parse(triples, format=RdfFormat.N_TRIPLES), "ASK { ?m a icm:Meeting }").truth
    empty: list[Quad] = []
    assert query(empty, "ASK { ?m a icm:Meeting }").truth is False


def _inside(value: object, seen: set[int]) -> Iterator[object]:
    """A value and all that it holds."""
    if id(value) in seen:
        return
    seen.add(id(value))
    names = getattr(value, "__struct_fields__", ()) or getattr(value, "__dataclass_fields__", ())
    if names:
        yield value
        for name in names:
            yield from _inside(getattr(value, name), seen)
    elif isinstance(value, Collection) and not isinstance(value, str | bytes):
        for member in value.values() if isinstance(value, dict) else value:
            yield from _inside(member, seen)


def test_everything_shows_itself_on_one_line(
    seed_conversion: Conversion, seed_understanding: Understanding
) -> None:
    """Conversions, pages, facts, reports, answers, stores and what they hold: a line of less than 200 characters."""
    store = open_store([ROOT / "output"])
    (series,) = list_series(store)
    values = [
        seed_conversion,
        seed_understanding,
        read(SEED),
        ConvertOptions(),
        validate(seed_conversion.quads),
        ask(store, "SELECT * { ?s ?p ?o }"),
        ask(store, "CONSTRUCT WHERE { ?s ?p ?o }"),
        ask(store, "ASK {}"),
        named_queries(),
        attendance_matrix(store, series.iri),
        explain(series.iri, store),
    ]
    shown = [repr(one) for value in values for one in _inside(value, set())] + [repr(store)]
    assert len(shown) > 3_000
    assert [one for one in shown if len(one) >= 200 or "\n" in one] == []


def test_a_line_tells_what_is_there(seed_conversion: Conversion) -> None:
    """Names and texts shortened, collections counted, nothing left out that says something."""
    assert repr(seed_conversion).startswith("Conversion(origin='")
    assert f"quads=<{len(seed_conversion.quads)} Quad>" in repr(seed_conversion)
    assert (
        repr(RawPage("a.md", b"12345", "a.md"))
        == "RawPage(name='a.md', data=<5 bytes>, origin='a.md', in_page_folder=False, form=Form.MARKDOWN)"
    )
    answer = query(seed_conversion.quads, "SELECT ?m ?n { ?m icm:ordinal ?n }")
    assert repr(answer) == "Answer(variables=('m', 'n'), rows=<5 tuple>)"
    everything = Notes(tuple(Note(code, None, "x") for code in Code))
    assert repr(everything).endswith(" more codes>")
    assert len(repr(everything)) < 200


def test_what_read_is_told_holds_for_convert(tmp_path: Path) -> None:
    """The wiki and the title; what `convert` itself is told counts before."""
    page = tmp_path / "page.wikitext"
    page.write_text(
        "'''Congress''' was a meeting.\n\n== Participants ==\n* [[Red Party]]\n", encoding="utf-8"
    )
    raw = read(page, PageOptions("en", "Lake Congress"))
    assert "/en/Lake_Congress>" in convert(raw).to_turtle()
    french = convert(raw, ConvertOptions(page=PageOptions("fr")))
    assert (french.title, "/fr/Lake_Congress>" in french.to_turtle()) == ("Lake_Congress", True)

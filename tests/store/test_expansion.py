"""No small file becomes a large one in memory: entities of RDF/XML and gzip are bounded wherever data are read."""

from __future__ import annotations

import gzip
import io
import resource
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.publish.triplestore.graph_chunks import ChunkRules, read_chunks
from icmlpo_rdf.store.expansion import BoundedEntities
from icmlpo_rdf.store.rdf_files import load

RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:p="urn:p:">'
    '<rdf:Description rdf:about="urn:x">{}</rdf:Description></rdf:RDF>'
)


def document(declarations: str, text: str, kind: str = "DOCTYPE") -> str:
    """RDF/XML with entities."""
    return f'<?xml version="1.0"?><!{kind} rdf:RDF [{declarations}]>{RDF.format(f"<p:a>{text}</p:a>")}'


def laughs(quote: Callable[[str, str], str] = lambda name, value: f'<!ENTITY {name} "{value}">') -> str:
    """Declarations of which the last stands for 8,000 gigabytes."""
    names = [f"a{number}" for number in range(13)]
    pairs = pairwise(names)
    return quote("a0", "lololololo") + "".join(quote(one, f"&{before};" * 10) for before, one in pairs)


BOMBS = {
    "the usual one": document(laughs(), "&a12;"),
    "declared, never used": document(laughs(), "x"),
    "a small letter": document(laughs(), "&a12;", kind="doctype"),
    "parameter entities": document(laughs(lambda name, value: f'<!ENTITY % {name} "{value}">'), "&a12;"),
    "no blank": document(laughs(lambda name, value: f'<!ENTITY{name} "{value}">'), "&a12;"),
    "odd blanks": document(laughs(lambda name, value: f'<!ENTITY\u2003{name}\t\n\u2003"{value}"\n>'), "&a12;"),
    "odd names": document(laughs(lambda name, value: f'<!ENTITY {name}"x "{value}">').replace(";", '"x;'), "x"),
    "in a comment": document(f"<!-- {laughs()} -->", "&a12;"),
    "quadratic": document(f'<!ENTITY a "{"x" * 100_000}">', "&a;" * 30_000),
    "in attributes": document(f'<!ENTITY a "{"x" * 100_000}">', "").replace(
        "<p:a>", '<p:a rdf:resource="urn:&a;"/>' * 3_000 + "<p:a>"
    ),
    "in the middle": RDF.format("<p:a>x</p:a>" * 9_000 + f"<!DOCTYPE x [{laughs()}]><p:a>&a12;</p:a>"),
    "one after another": document('<!ENTITY a "x">', "").replace(
        "<rdf:RDF", '<!DOCTYPE x [<!ENTITY a "&a;&a;">]>' * 50 + "<rdf:RDF", 1
    ),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS, ids=str)
@pytest.mark.parametrize("ending", [".rdf", ".owl.gz"])
def test_entities_that_stand_for_more_than_the_file_are_refused(
    bomb: str, ending: str, tmp_path: Path
) -> None:
    """In one line, and before the parser has made anything of them."""
    path = tmp_path / f"bomb{ending}"
    data = BOMBS[bomb].encode()
    path.write_bytes(gzip.compress(data) if ending.endswith(".gz") else data)
    with pytest.raises(DataError) as caught:
        load([str(path)])
    assert str(caught.value) == (
        f"{path}: its entities stand for far more text than it has; "
        "write the text in their place, or give the data in another syntax"
    )


def test_a_declaration_without_end_is_refused(tmp_path: Path) -> None:
    """It would be kept until it ends."""
    path = tmp_path / "long.rdf"
    path.write_text(document(f'<!ENTITY a "{"x" * 3_000_000}">', "&a;"))
    with pytest.raises(DataError, match=r"long\.rdf: an entity's declaration is too long"):
        load([str(path)])


def test_entities_as_ontologies_have_them(tmp_path: Path) -> None:
    """A namespace a name, as Protégé writes it, in a file of any length."""
    namespaces = "".join(
        f'<!ENTITY n{one} "http://www.example.org/ontologies/{one}#">\n' for one in range(30)
    )
    uses = "".join(f'<p:a rdf:resource="&n{one % 30};C{one}"/>\n' for one in range(40_000))
    path = tmp_path / "ontology.owl"
    path.write_text(document(namespaces, "&amp;&#65;").replace("<p:a>", f"{uses}<p:a>"))
    store = load([str(path)])
    assert len(store) == 40_001
    assert '"&A"' in {str(quad.object) for quad in store}


@given(
    st.lists(st.tuples(st.sampled_from("ab%é"), st.lists(st.sampled_from(["x", "&a;", "&b;", "&amp;"]), max_size=4)), max_size=4),
    st.lists(st.sampled_from(["y", "&a;", "&b;", "&é;", "&lt;", "<!-- & -->"]), max_size=5),
    st.integers(1, 30),
)  # fmt: skip
def test_never_less_is_counted_than_the_parser_makes(
    declared: list[tuple[str, list[str]]], used: list[str], piece: int
) -> None:
    """However the bytes are cut, and they are passed on as they are."""
    text = document(
        "".join(f'<!ENTITY {name} "{"".join(value)}">' for name, value in declared), "".join(used)
    )
    bounded = BoundedEntities(io.BytesIO(text.encode()), "x")
    passed = b"".join(iter(lambda: bounded.read(piece), b""))
    assert passed == text.encode()
    try:
        (quad,) = parse(passed, RdfFormat.RDF_XML)
    except SyntaxError:
        return
    plain = sum(one in {"y", "&lt;"} for one in used)
    assert bounded._made + plain >= len(str(quad.object)) - 2  # noqa: SLF001 - the sum is what is tested


@pytest.mark.parametrize(
    ("name", "begin", "filled"),
    [
        ("lines.nt.gz", b"", b'<urn:x:s> <urn:x:p> "o" .\n'),
        ("text.rdf.gz", RDF.partition("{}")[0].encode() + b"<p:a>", b"x" * 26),
    ],
)
def test_gzip_that_unpacks_to_far_more_is_refused(
    name: str, begin: bytes, filled: bytes, tmp_path: Path
) -> None:
    """Lines that are one, a text without an end."""
    path = tmp_path / name
    path.write_bytes(gzip.compress(begin) + gzip.compress(filled * 1_000_000) * 5)
    with pytest.raises(DataError) as caught:
        load([str(path)])
    assert str(caught.value) == (
        f"{path}: it unpacks to more than 100 MB, over 100 times its size; unpack it yourself if you trust it"
    )


def test_a_load_into_a_server_has_the_bounds(tmp_path: Path) -> None:
    """Before anything is sent."""
    path = tmp_path / "bomb.rdf"
    path.write_text(BOMBS["the usual one"])
    with pytest.raises(DataError, match="its entities stand for far more text than it has"):
        list(read_chunks([str(path)], ChunkRules(graph="urn:g")))


@pytest.mark.parametrize(
    "command",
    [
        ("query", "{}", "ASK {{ ?s ?p ?o }}"),
        ("query", "{}", "ASK {{ ?s ?p ?o }}", "--store", "{}.store"),
        ("validate", "{}"),
        ("verify", "{}", "--source", "{}"),
        ("serve", "{}", "--port", "0"),
        ("explain", "urn:x:s", "{}"),
        ("report", "{}", "-o", "{}.html"),
    ],
    ids=" ".join,
)
def test_every_command_that_reads_data_has_the_bounds(command: tuple[str, ...], tmp_path: Path) -> None:
    """One line, exit 2, in little memory."""
    path = tmp_path / "bomb.rdf"
    path.write_text(BOMBS["the usual one"])

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (600 << 20, 600 << 20))

    done = subprocess.run(
        [sys.executable, "-m", "icmlpo_rdf", *(one.format(path) for one in command)],
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "bomb.rdf: its entities stand for far more text than it has" in done.stderr

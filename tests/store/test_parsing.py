"""RDF text: against what its relative IRIs are resolved, and how deep it may be nested."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat

from icmlpo_rdf.errors import DataError, LimitError, UsageError
from icmlpo_rdf.query.asking import Query, ask
from icmlpo_rdf.store import nesting
from icmlpo_rdf.store.nesting import DeepError, watch_for
from icmlpo_rdf.store.parsing import checked_base, file_iri, folder_iri
from icmlpo_rdf.store.rdf_files import load, read_quads

RELATIVE = {
    "a.ttl": "<> <p> <#x> , <b/c> .",
    "a.trig": "<> <p> <#x> , <b/c> .",
    "a.rdf": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:b="{folder}">'
        '<rdf:Description rdf:about=""><b:p rdf:resource="#x"/><b:p rdf:resource="b/c"/></rdf:Description></rdf:RDF>'
    ),
    "a.jsonld": '{{"@id": "", "{folder}p": [{{"@id": "#x"}}, {{"@id": "b/c"}}]}}',
}


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("name", RELATIVE)
def test_a_files_own_address_is_the_base(name: str, compressed: bool, tmp_path: Path) -> None:
    """RFC 3986, section 5.1.3: whatever the syntax; a gzipped file's address ends in .gz."""
    path = tmp_path / (name + ".gz" * compressed)
    folder = tmp_path.as_uri() + "/"
    data = RELATIVE[name].replace("{folder}", folder).replace("{{", "{").replace("}}", "}").encode()
    path.write_bytes(gzip.compress(data) if compressed else data)
    own = path.as_uri()
    expected = {(own, f"{folder}p", f"{own}#x"), (own, f"{folder}p", f"{folder}b/c")}
    for quads in (load([str(path)]), read_quads([str(path)])):
        assert {(one.subject.value, one.predicate.value, one.object.value) for one in quads} == expected  # type: ignore[union-attr]
    given = {one.object.value for one in read_quads([str(path)], "http://e/f")}  # type: ignore[union-attr]
    assert given == {"http://e/f#x", "http://e/b/c"}


def test_a_file_says_its_base_itself(tmp_path: Path) -> None:
    """What the file says goes before its address, and before what is given."""
    (tmp_path / "a.ttl").write_text("@base <http://own/> . <a> <p> <c> .")
    assert {one.subject for one in read_quads([str(tmp_path / "a.ttl")], "http://e/")} == {
        NamedNode("http://own/a")
    }


def test_addresses_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As IRIs: hanzi stay, what no IRI may hold is escaped; a folder's ends in a slash."""
    monkeypatch.chdir(tmp_path)
    assert file_iri("第一 届.ttl") == f"{tmp_path.as_uri()}/第一%20届.ttl"
    assert file_iri("x/../a#b?c%20.ttl") == f"{tmp_path.as_uri()}/a%23b%3Fc%2520.ttl"
    assert file_iri("a\ufffd.ttl") == f"{tmp_path.as_uri()}/a%EF%BF%BD.ttl"
    assert file_iri("a\udcff.ttl") == f"{tmp_path.as_uri()}/a%FF.ttl"
    assert folder_iri(".") == f"{tmp_path.as_uri()}/"
    assert folder_iri("/") == "file:///"


def test_lines_have_no_relative_iris(tmp_path: Path) -> None:
    """N-Triples and N-Quads are absolute (RDF 1.1 N-Triples, section 2.2); so is a base."""
    (tmp_path / "a.nt").write_text("<a> <b> <c> .\n")
    with pytest.raises(DataError, match=r"a\.nt:1:1: .*write the IRI whole: N-Triples has no relative ones"):
        load([str(tmp_path / "a.nt")], "http://e/")
    with pytest.raises(UsageError, match="'a/b' is no absolute IRI"):
        checked_base("a/b")


def test_queries_have_a_base_too(tmp_path: Path) -> None:
    """A query that begins with BASE needs none."""
    (tmp_path / "a.ttl").write_text("<> <p> 1 .")
    store = load([str(tmp_path / "a.ttl")], "http://e/a")
    assert ask(store, Query("ASK { <a> <p> 1 }", base_iri="http://e/x")).truth
    assert ask(store, "BASE <http://e/> ASK { <a> <p> 1 }").truth
    with pytest.raises(
        DataError, match=r"query:1:7: .*the IRI <a> is relative, and there is nothing to resolve it"
    ):
        ask(store, "ASK { <a> <p> 1 }")
    with pytest.raises(DataError, match=r"query:1:6: .*the IRI <x/> is relative"):
        ask(store, "BASE <x/> ASK { <a> <p> 1 }")


DEPTH = 10_000
OPEN = "<urn:x:a> <urn:x:b> "
DEEP = {
    "a.ttl": OPEN + f"<<( {OPEN}" * DEPTH + "1" + ")>>" * DEPTH + " .",
    "b.ttl": OPEN + "<<(<urn:x:a><urn:x:b>" * DEPTH + "1" + ")>>" * DEPTH + " .",
    "c.ttl": OPEN + f"<<( # )>>\n{OPEN}" * DEPTH + "1" + ")>>" * DEPTH + " .",
    "a.nt": OPEN + f"<<( {OPEN}" * DEPTH + "<urn:x:c>" + " )>>" * DEPTH + " .",
    "a.nq": OPEN + f"<<( {OPEN}" * DEPTH + "<urn:x:c>" + " )>>" * DEPTH + " <urn:x:g> .",
    "a.trig": "<urn:x:g> {" + OPEN + f"<<( {OPEN}" * DEPTH + "1" + ")>>" * DEPTH + "}",
    "a.jsonld": '{"urn:x:p":' * DEPTH + "1" + "}" * DEPTH,
    "b.jsonld": '{"urn:x:p":' + '[{"@list":' * DEPTH + "1" + "}]" * DEPTH + "}",
}


@pytest.mark.parametrize("name", DEEP)
def test_what_is_nested_too_deep_is_refused(name: str, tmp_path: Path) -> None:
    """The engine's stack would overflow, and the process die."""
    path = tmp_path / name
    path.write_text(DEEP[name])
    for read in (load, lambda paths: list(read_quads(paths))):
        with pytest.raises(LimitError, match=r"\.\w+:\d+: .* nested more than 100 deep, .*; nest less"):
            read([str(path)])


def test_many_triple_terms_are_not_deep(tmp_path: Path) -> None:
    """Those that stand beside each other, in literals and in comments are nested in nothing."""
    line = OPEN + '<<( <urn:x:a> <urn:x:b#c> "C# <<( x" )>> . # <<( \n'
    (tmp_path / "a.ttl").write_text(line * 500 + OPEN + f"<<( {OPEN}" * 90 + "1" + ")>>" * 90 + " .")
    assert len(load([str(tmp_path / "a.ttl")])) == 2
    (tmp_path / "a.jsonld").write_text(
        '[{"urn:x:p": "[[\\"{{\\\\"}' + ', {"urn:x:p": [{"@id": "urn:x:a"}]}' * 500 + "]"
    )
    assert len(load([str(tmp_path / "a.jsonld")])) == 501


def test_a_line_that_is_too_long_is_told(tmp_path: Path) -> None:
    """The engine reads 16 MB at a time; it says so as if memory had run out."""
    for name in ("a.nt", "a.ttl"):
        (tmp_path / name).write_text(f'{OPEN}"{"x" * (17 << 20)}" .')
        with pytest.raises(LimitError, match=rf"{name}: a line or a literal of more than 16 MB, .*; cut it"):
            load([str(tmp_path / name)])


def is_deep(data: bytes, size: int, syntax: RdfFormat) -> bool:
    """What the watch says of data that come in pieces of this size."""
    stream = watch_for(io.BytesIO(data), syntax)
    try:
        while stream.read(size):
            pass
    except DeepError:
        return True
    return False


PIECES = st.lists(
    st.sampled_from(
        [
            "<<(",
            ")>>",
            " ",
            "\n",
            "<a:b#c>",
            "a:b",
            "a:\\#b",
            "_:x",
            "# )>>\n",
            "# \r",
            "#",
            '"#"',
            "'<<('",
            ".",
            "<a",
        ]
    ),
    max_size=30,
).map("".join)


@given(PIECES, st.integers(1, 9))
def test_the_depth_does_not_depend_on_how_text_is_read(text: str, size: int) -> None:
    """In one piece or in many, whatever the text is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nesting, "_MOST", 2)
        assert is_deep(text.encode(), size, RdfFormat.TURTLE) == is_deep(
            text.encode(), 1 << 20, RdfFormat.TURTLE
        )


BLANKS = st.sampled_from([" ", "\n", ' # )>> "\n', "\t# <<( '\r\n"])
TERM = st.one_of(st.sampled_from(["<urn:x:a#b>", "x:\\#a", "_:b.c", "[]"]))
VERB = st.sampled_from(["<urn:x:p>", "x:p", "a"])
OBJECT = st.sampled_from(["<urn:x:o>", '"# <<("', "'''\n# )>>'''", "1.5", "x:y"])


@given(st.lists(st.tuples(BLANKS, TERM, BLANKS, VERB, BLANKS), max_size=5), OBJECT, st.integers(1, 50))
def test_the_depth_is_counted(levels: list[tuple[str, ...]], thing: str, size: int) -> None:
    """Of what the engine reads, with blanks and comments of any kind between."""
    opened = "".join("<<(" + "".join(one) for one in levels)
    text = f'@prefix x: <urn:x:> . <urn:x:s> <urn:x:p> "#", {opened}{thing} {")>>" * len(levels)} .'.encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nesting, "_MOST", 3)
        assert is_deep(text, size, RdfFormat.TURTLE) == (len(levels) > 3)

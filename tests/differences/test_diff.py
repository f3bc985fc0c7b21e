"""Two data: what changed, in words, as an update and as a patch, each of which makes NEW of OLD, graph by graph."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)

from icmlpo_rdf.convert import convert
from icmlpo_rdf.differences import sorted_quads
from icmlpo_rdf.differences.changes import changes
from icmlpo_rdf.differences.updates import rdf_patch, sparql_update
from icmlpo_rdf.errors import DataError
from icmlpo_rdf.sinks import OutputFormat
from icmlpo_rdf.source import RawPage
from tests.conftest import Cli

PAGE = """# 甲会

**甲会**是系列会议。

## 第六次会议（1999年）参加者

* [印度共产党](../Page/印度共产党.md "wikilink")
* [日本共产党](../Page/日本共产党.md "wikilink")
* [德国共产党](../Page/德国共产党.md "wikilink")
"""


def canonical(quads: object) -> set[str]:
    """Quads, whatever their blank nodes are called."""
    dataset = Dataset(quads)  # type: ignore[arg-type]
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def store_of(path: Path) -> Store:
    """What a file says."""
    store = Store()
    store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
    return store


def patched(store: Store, patch: str) -> Store:
    """A store after a patch: a transaction of lines that delete and add, each an N-Quads line behind its letter."""
    first, *lines, last = patch.rstrip("\n").split("\n")
    assert (first, last) == ("TX .", "TC .")
    for line in lines:
        (quad,) = parse(line[2:].encode(), format=RdfFormat.N_QUADS)
        (store.remove if line.startswith("D ") else store.add)(quad)
    return store


NODES = st.sampled_from(
    [NamedNode("http://e/甲"), NamedNode("http://e/b"), BlankNode("x"), BlankNode("y"), BlankNode("z")]
)
VALUES = st.one_of(
    NODES,
    st.text("ab\n\t\"\\'é{}<>;.#\u2028\U0001f600", max_size=4).map(Literal),
    st.sampled_from([Literal("a", language="zh-hans"), Literal(1), Triple(NamedNode("http://e/b"), NamedNode("http://e/p"), Literal('"'))]),
)  # fmt: skip
QUADS = st.builds(
    Quad,
    NODES,
    st.sampled_from([NamedNode("http://e/p"), NamedNode("http://e/q")]),
    VALUES,
    st.sampled_from([DefaultGraph(), NamedNode("http://e/g"), NamedNode("http://e/乙")]),
)


@settings(max_examples=150)
@given(st.lists(QUADS, max_size=9), st.lists(QUADS, max_size=6), st.lists(QUADS, max_size=6))
def test_the_update_makes_new_of_old(kept: list[Quad], old: list[Quad], new: list[Quad]) -> None:
    """Graph by graph, whatever stands in literals, with blank nodes, which graphs may share, and without."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        for name, quads in (("old.nq", [*kept, *old]), ("new.nq", [*kept, *new])):
            # A graph without a name is in both, so that neither is data without graphs beside data with them.
            more = Quad(NamedNode("http://e/a"), NamedNode("http://e/p"), Literal("both"), DefaultGraph())
            (folder / name).write_bytes(serialize([*quads, more], format=RdfFormat.N_QUADS) or b"")
        (folder / "work").mkdir()
        found = list(changes(str(folder / "old.nq"), str(folder / "new.nq"), folder / "work"))
        before, after = store_of(folder / "old.nq"), store_of(folder / "new.nq")
        assert bool(found) is (canonical(before) != canonical(after))
        before.update("\n".join(sparql_update(found)))
        assert canonical(before) == canonical(after)
        if not any(one.old_blank for one in found):
            assert canonical(patched(store_of(folder / "old.nq"), "\n".join(rdf_patch(found)))) == canonical(
                after
            )


@pytest.fixture
def revisions(tmp_path: Path) -> tuple[str, str]:
    """A page and its next revision: somebody new, somebody gone, another year; all lines behind moved."""
    later = PAGE.replace('* [日本共产党](../Page/日本共产党.md "wikilink")\n', "").replace(
        "是系列会议。", "是系列会议。\n\n说明。"
    )
    later = later.replace("* [德国", '* [法国共产党](../Page/法国共产党.md "wikilink")（观察员）\n* [德国')
    for name, text in (("old", PAGE), ("new", later)):
        (tmp_path / f"{name}.nq").write_bytes(
            convert(RawPage("甲会.md", text.encode(), "甲会.md")).to_bytes(OutputFormat.NQUADS)
        )
    return "old.nq", "new.nq"


def test_changes_are_sentences(cli: Cli, revisions: tuple[str, str]) -> None:
    """Who came and who left; that lines moved, and what goes with the others, is counted."""
    done = cli("diff", *revisions)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("甲会 <https://w3id.org/icmlpo-rdf/source/zh/甲会>: ")
    assert "  + 法国共产党 attended 第六次会议（1999年） as observer (line 10)" in lines
    assert "  - 日本共产党 attended 第六次会议（1999年） (line 8)" in lines
    assert any(line.startswith("  + 甲会 links to 法国共产党 <") for line in lines)
    assert not any("德国共产党" in line for line in lines), "only its line moved"
    assert any("the lines that state" in line for line in lines)
    assert done.stderr.startswith("icmlpo-rdf: 1 graph changed: ")


def test_update_and_patch_from_the_command_line(cli: Cli, revisions: tuple[str, str], tmp_path: Path) -> None:
    """Written to files, applied to OLD, they give NEW; the way back too, and nothing is left of the work."""
    old, new = (tmp_path / name for name in revisions)
    done = cli("diff", *revisions, "-f", "update", "-o", "changes.ru")
    assert (done.returncode, done.stdout) == (1, "")
    store = store_of(old)
    store.update((tmp_path / "changes.ru").read_text(encoding="utf-8"))
    assert set(store) == set(store_of(new))
    back = cli("diff", *reversed(revisions), "-f", "rdfpatch")
    assert set(patched(store, back.stdout)) == set(store_of(old))


def test_the_same_is_no_difference(cli: Cli, revisions: tuple[str, str], tmp_path: Path) -> None:
    """In another order, in a store, in another syntax: exit code 0 and nothing on standard output."""
    old = tmp_path / revisions[0]
    lines = old.read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "turned.nq").write_text("".join(reversed(lines)), encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "p.trig").write_bytes(serialize(store_of(old), format=RdfFormat.TRIG) or b"")
    assert cli("query", revisions[0], "--store", "db", "--named", "meetings").returncode == 0
    for other in ("turned.nq", "folder", "db"):
        done = cli("diff", revisions[0], other)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "icmlpo-rdf: they say the same\n")
    done = cli("diff", "-", revisions[0], "-f", "update", stdin=old.read_bytes())
    assert (done.returncode, done.stdout) == (0, "")


def test_pages_that_came_and_went(cli: Cli, revisions: tuple[str, str], tmp_path: Path) -> None:
    """A graph that only one of them has is one line: how much it says."""
    (tmp_path / "empty.nq").write_text(
        "<http://e/s> <http://e/p> <http://e/o> <http://e/g> .\n", encoding="utf-8"
    )
    done = cli("diff", "empty.nq", revisions[0])
    first, second = done.stdout.splitlines()
    assert first == "- g <http://e/g>: 1 statement"
    assert second.startswith("+ 甲会 <https://w3id.org/icmlpo-rdf/source/zh/甲会>: ")
    assert second.endswith("1 meeting, 3 participations")


def test_a_role_that_changed_is_told_of_the_record(cli: Cli, tmp_path: Path) -> None:
    """From what to what."""
    for name, remark in (("old", ""), ("new", "（观察员）")):
        text = PAGE.replace('日本共产党.md "wikilink")', f'日本共产党.md "wikilink"){remark}')
        (tmp_path / f"{name}.ttl").write_bytes(
            convert(RawPage("甲会.md", text.encode(), "甲会.md")).to_bytes()
        )
    done = cli("diff", "old.ttl", "new.ttl")
    assert done.stdout.splitlines()[0].startswith("the graph without a name: ")
    assert "  ~ 日本共产党 attended 第六次会议（1999年）: as – → observer (line 8)" in done.stdout


def test_more_lines_than_are_sorted_at_a_time(
    monkeypatch: pytest.MonkeyPatch, revisions: tuple[str, str], tmp_path: Path
) -> None:
    """Pieces on disk, and pieces of pieces, give what one piece gives."""
    old, new = (str(tmp_path / name) for name in revisions)
    found = []
    for number, (piece, most) in enumerate(((50_000, 200), (7, 3))):
        monkeypatch.setattr(sorted_quads, "_PIECE", piece)
        monkeypatch.setattr(sorted_quads, "_OPEN", most)
        work = tmp_path / str(number)
        work.mkdir()
        found.append(list(changes(old, new, work)))
    assert found[0] == found[1]
    assert found[0]


def test_a_patch_names_no_blank_node(tmp_path: Path) -> None:
    """It says that an update can; a graph that a blank node names no update can name."""
    for name, text in (
        ("old", "_:a <http://e/p> <http://e/o> ."),
        ("new", "_:a <http://e/p> <http://e/u> ."),
    ):
        (tmp_path / f"{name}.nq").write_text(f"{text}\n", encoding="utf-8")
        (tmp_path / f"{name}-g.nq").write_text(
            f"<http://e/s> <http://e/p> <http://e/{name}> _:g .\n", encoding="utf-8"
        )
    (tmp_path / "work").mkdir()
    found = list(changes(str(tmp_path / "old.nq"), str(tmp_path / "new.nq"), tmp_path / "work"))
    with pytest.raises(
        DataError, match=r"no patch can name those of OLD: _:\w+ <http://e/p> <http://e/o>; use -f update"
    ):
        list(rdf_patch(found))
    (tmp_path / "none.nq").write_text("", encoding="utf-8")
    found = list(changes(str(tmp_path / "none.nq"), str(tmp_path / "new.nq"), tmp_path / "work"))
    (line,) = [one for one in rdf_patch(found) if one.startswith("A ")]
    assert line.startswith("A _:")
    assert line.endswith(" <http://e/p> <http://e/u> .")
    found = list(changes(str(tmp_path / "old-g.nq"), str(tmp_path / "new-g.nq"), tmp_path / "work"))
    with pytest.raises(DataError, match="named by a blank node"):
        list(sparql_update(found))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("old.nq", "absent.nq"), "absent.nq: no such file or folder; check the path"),
        (("old.nq", "bad.nq"), "bad.nq:1:"),
        (("old.nq", "plain.ttl"), "plain.ttl: it names no graphs, and old.nq does; write both alike"),
        (("plain.ttl", "old.nq"), "plain.ttl: it names no graphs, and old.nq does; write both alike"),
        (
            ("old.nq", "new.nq", "-f", "html"),
            "--format: 'html' is no format; use one of sentences, rdfpatch, update",
        ),
        (
            ("old.nq", "new.nq", "-o", "new.nq"),
            "--output new.nq: it would be written over new.nq, which is read",
        ),
        (("-", "-"), "-: standard input cannot be both; name a file for one of them"),
    ],
)
def test_wrong_use(
    cli: Cli, revisions: tuple[str, str], tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    """One line that says what and how to mend it, exit code 2, nothing written."""
    assert revisions
    (tmp_path / "bad.nq").write_text("<http://e/s> <p\n", encoding="utf-8")
    (tmp_path / "plain.ttl").write_text("<http://e/s> <http://e/p> <http://e/o> .\n", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done = cli("diff", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"icmlpo-rdf: {message}")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before

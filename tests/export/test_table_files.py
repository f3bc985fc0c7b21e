"""Tables and networks, opened by the libraries that people open them with."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import networkx as nx
import openpyxl
import polars as pl
import pytest
from lxml import etree
from pyoxigraph import Literal, NamedNode, Quad, Store

from icmlpo_rdf import ConvertOptions, PageOptions, ask, convert, read
from icmlpo_rdf.errors import OutputError, UsageError
from icmlpo_rdf.evidence.source_files import SourceFiles
from icmlpo_rdf.export.export_formats import ExportFormat
from icmlpo_rdf.export.table_files import write_tables
from icmlpo_rdf.export.tables import TABLES
from icmlpo_rdf.quads.vocab import Icm, Rdfs
from icmlpo_rdf.store.rdf_files import load
from tests.conftest import ROOT

ROWS = {"attendance": 126, "memberships": 0, "meetings": 5, "participants": 37, "sources": 1}
"""Of the seed: who attended its five meetings."""


@pytest.fixture(scope="module")
def store() -> Store:
    """The seed."""
    return load([str(ROOT / "output")])


@pytest.fixture(scope="module")
def sources(store: Store) -> SourceFiles:
    """Its page."""
    return SourceFiles(store, str(ROOT / "seeds"))


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv(store: Store, sources: SourceFiles, tmp_path: Path) -> None:
    """A file a table; each row says who, when, and where it is said."""
    assert write_tables(store, ExportFormat.CSV, tmp_path / "t", sources).rows == ROWS
    attendance = rows(tmp_path / "t/attendance.csv")
    assert len(attendance) == ROWS["attendance"]
    assert attendance[0] == {
        "attendance": "https://w3id.org/icmlpo-rdf/zh/马列主义政党和组织国际会议#meeting-6/阿富汗马列主义组织",
        "meeting_iri": "https://w3id.org/icmlpo-rdf/zh/马列主义政党和组织国际会议#meeting-6",
        "meeting": "第六次会议（1999年）",
        "series": "马列主义政党和组织国际会议",
        "number": "6",
        "year": "1999",
        "date": "",
        "place": "",
        "participant_iri": "https://w3id.org/icmlpo-rdf/zh/阿富汗马列主义组织",
        "participant": "阿富汗马列主义组织",
        "kind": "organization",
        "country": "",
        "role": "participant",
        "name_as_printed": "阿富汗马列主义组织",
        "status_as_printed": "",
        "on_behalf_of": "",
        "participant_item": "",
        "meeting_item": "",
        "other_names": "",
        "source": "https://w3id.org/icmlpo-rdf/source/zh/马列主义政党和组织国际会议",
        "page": "https://zh.wikipedia.org/wiki/"
        "%E9%A9%AC%E5%88%97%E4%B8%BB%E4%B9%89%E6%94%BF%E5%85%9A%E5%92%8C%E7%BB%84%E7%BB%87%E5%9B%BD%E9%99%85%E4%BC%9A%E8%AE%AE",
        "lines": attendance[0]["lines"],
        "quotation": "阿富汗马列主义组织",
    }
    lines = attendance[0]["lines"].removeprefix("lines ").split("-")
    page = (ROOT / "seeds/000_4563acc429c8a94e.txt").read_text(encoding="utf-8").split("\n")
    assert "阿富汗马列主义组织" in "\n".join(page[int(lines[0]) - 1 : int(lines[-1])])
    assert [one["meeting"] for one in rows(tmp_path / "t/meetings.csv")] == [
        "第六次会议（1999年）", "第七次会议（2001年）", "第八次会议（2004年）", "第九次会议（2007年）", "第十次会议（2011年）",
    ]  # fmt: skip
    one = next(one for one in rows(tmp_path / "t/participants.csv") if one["participant"] == "德国马列主义党")
    assert (one["meetings"], one["first_year"], one["last_year"]) == ("5", "1999", "2011")


def test_the_description_holds_of_the_files(store: Store, tmp_path: Path) -> None:
    """Columns, keys and references of `datapackage.json`, checked against the rows."""
    write_tables(store, ExportFormat.CSV, tmp_path, has_bom=True)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    found = {one["name"]: rows(tmp_path / one["path"]) for one in package["resources"]}
    assert list(found) == list(ROWS)
    for one in package["resources"]:
        fields, table = one["schema"]["fields"], found[one["name"]]
        assert (tmp_path / one["path"]).read_bytes().startswith(b"\xef\xbb\xbf")
        for row in table:
            assert list(row) == [field["name"] for field in fields]
            for field in fields:
                assert field["type"] != "integer" or not row[field["name"]] or row[field["name"]].isdigit()
        keys = one["schema"]["primaryKey"]
        assert len({tuple(row[key] for key in keys) for row in table}) == len(table)
        for reference in one["schema"].get("foreignKeys", ()):
            (column,), target = reference["fields"], reference["reference"]
            known = {row[target["fields"][0]] for row in found[target["resource"]]}
            assert {row[column] for row in table} <= known


def test_xlsx(store: Store, sources: SourceFiles, tmp_path: Path) -> None:
    """A sheet a table, the heads frozen, numbers as numbers, addresses as links; the same bytes twice."""
    write_tables(store, ExportFormat.XLSX, tmp_path / "a.xlsx", sources)
    write_tables(store, ExportFormat.XLSX, tmp_path / "b.xlsx", sources)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert {sheet.title: sheet.max_row - 1 for sheet in book} == ROWS
    sheet = book["attendance"]
    assert sheet.freeze_panes == "A2"
    head = [cell.value for cell in sheet[1]]
    second = dict(zip(head, sheet[2], strict=True))
    assert second["year"].value == 1999
    assert (
        second["meeting_iri"].hyperlink.target.endswith("#meeting-6")
        or second["meeting_iri"].hyperlink.location
    )
    assert second["quotation"].value == "阿富汗马列主义组织"


def test_sqlite(store: Store, tmp_path: Path) -> None:
    """Keys that hold, and views that count."""
    write_tables(store, ExportFormat.SQLITE, tmp_path / "t.sqlite")
    with closing(sqlite3.connect(tmp_path / "t.sqlite")) as database:
        for name, count in ROWS.items():
            assert database.execute(f"SELECT COUNT(*) FROM {name}").fetchone() == (count,)  # noqa: S608 - our own names
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        met = database.execute("SELECT participant, other, meetings FROM who_met_whom LIMIT 1").fetchone()
        assert met[2] == 5
        series = database.execute("SELECT * FROM series").fetchall()
        assert series == [("马列主义政党和组织国际会议", 5, 1999, 2011, 126)]
        database.execute("SELECT * FROM countries").fetchall()


def test_parquet(store: Store, tmp_path: Path) -> None:
    """A file a table, with types."""
    write_tables(store, ExportFormat.PARQUET, tmp_path / "t.parquet")
    for one in TABLES:
        frame = pl.read_parquet(tmp_path / f"t.parquet/{one.name}.parquet")
        assert frame.height == ROWS[one.name]
        assert frame.columns == [column.name for column in one.columns]
        for column in one.columns:
            assert frame.schema[column.name] == (pl.Int64 if column.kind == "integer" else pl.String)


@pytest.mark.parametrize("output_format", [ExportFormat.GRAPHML, ExportFormat.GEXF])
def test_networks(store: Store, output_format: ExportFormat, tmp_path: Path) -> None:
    """Who met whom, as networkx reads it back."""
    path = tmp_path / f"n{output_format.endings[0]}"
    write_tables(store, output_format, path)
    network = (nx.read_graphml if output_format is ExportFormat.GRAPHML else nx.read_gexf)(path)
    assert network.number_of_nodes() == ROWS["participants"]
    base = "https://w3id.org/icmlpo-rdf/zh/"
    edge = network.get_edge_data(f"{base}德国马列主义党", f"{base}伊朗劳动者党")
    (values,) = edge.values() if network.is_multigraph() else [edge]
    assert values["relation"] == "met"
    both = ask(store, f"SELECT * {{ ?m icm:attendedBy <{base}德国马列主义党> , <{base}伊朗劳动者党> }}")
    assert values["weight"] == len(both.rows) == 2
    assert network.nodes[f"{base}德国马列主义党"]["label"] == "德国马列主义党"


def test_what_cannot_be_written_leaves_what_was_there(store: Store, tmp_path: Path) -> None:
    """A table that fails half-way replaces nothing, and leaves nothing behind."""
    old = tmp_path / "t.sqlite"
    old.write_text("old")

    with pytest.raises(OutputError):
        write_tables(store, ExportFormat.SQLITE, tmp_path / "no/t.sqlite")
    with pytest.raises(OutputError):
        write_tables(store, ExportFormat.SQLITE, tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["t.sqlite"]
    assert old.read_text() == "old"


MEMBERS = """'''测试联盟'''是一个政党国际组织。

== 创始成员国 ==
* {{flag|法国}}（1990年－2001年）
* {{flag|德国}}（1990年）
* [[=HYPERLINK("http://x","y")]]

== 观察员 ==
* {{flag|法国}}（2005年）
* {{flag|意大利}}

== 前成员 ==
* {{flag|苏联}}（1990年－1991年）
"""


def test_whoever_is_named_has_a_row(tmp_path: Path) -> None:
    """Observers too, who are no members: every key that a table holds is one of the other's."""
    (tmp_path / "x.wikitext").write_text(MEMBERS, encoding="utf-8")
    page = read(str(tmp_path / "x.wikitext"))
    options = ConvertOptions(page=PageOptions("zh", title="测试联盟"))
    store = Store()
    store.bulk_extend(convert(page, options).quads)
    write_tables(store, ExportFormat.SQLITE, tmp_path / "t.sqlite")
    with closing(sqlite3.connect(tmp_path / "t.sqlite")) as database:
        assert database.execute("SELECT COUNT(*) FROM memberships").fetchone() == (6,)
        names = "SELECT member FROM memberships EXCEPT SELECT participant FROM participants"
        assert database.execute(names).fetchall() == []
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_edges_have_identifiers_of_their_own(store: Store, tmp_path: Path) -> None:
    """GraphML's schema wants each once; control characters, which XML has no place for, are replaced."""
    odd = Store()
    odd.extend(store)
    thing = NamedNode("https://w3id.org/icmlpo-rdf/zh/德国马列主义党")
    odd.remove(Quad(thing, Rdfs.label, Literal("德国马列主义党", language="zh")))
    odd.add(Quad(thing, Rdfs.label, Literal("A\x1b[31mB\x00", language="zh")))
    for name in ("n.graphml", "n.gexf"):
        write_tables(odd, ExportFormat.of_file(name), tmp_path / name)
        root = etree.parse(tmp_path / name).getroot()
        edges = [one.get("id") for one in root.iter("{*}edge")]
        assert len(set(edges)) == len(edges) > 500


def test_a_full_disk_is_one_line(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the writer raises; a folder that was made for it goes again."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    for output_format, writer in ((ExportFormat.CSV, "write_csv"), (ExportFormat.SQLITE, "write_sqlite")):
        monkeypatch.setattr(f"icmlpo_rdf.export.table_files.{writer}", full)
        with pytest.raises(OutputError, match="No space left on device"):
            write_tables(store, output_format, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_one_record_of_two(store: Store, tmp_path: Path) -> None:
    """A record that data of others give two participants is two rows, told apart by their key in every form."""
    both = Store()
    both.extend(store)
    base = "https://w3id.org/icmlpo-rdf/zh/"
    record = NamedNode(f"{base}马列主义政党和组织国际会议#meeting-6/阿富汗马列主义组织")
    both.add(Quad(record, Icm.organization, NamedNode(f"{base}德国马列主义党")))
    write_tables(both, ExportFormat.SQLITE, tmp_path / "t.sqlite")
    with closing(sqlite3.connect(tmp_path / "t.sqlite")) as database:
        assert database.execute("SELECT COUNT(*) FROM attendance").fetchone() == (ROWS["attendance"] + 1,)
    write_tables(both, ExportFormat.CSV, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    for one in package["resources"]:
        table, schema = rows(tmp_path / one["path"]), one["schema"]
        assert len({tuple(row[name] for name in schema["primaryKey"]) for row in table}) == len(table)
        for field in schema["fields"]:
            if field.get("constraints", {}).get("unique"):
                assert len({row[field["name"]] for row in table}) == len(table)


def test_what_a_sheet_cannot_hold_is_said(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cell that is too long ends in a mark; addresses that are too many are texts; both are told."""
    long = Store()
    long.extend(store)
    record = NamedNode(
        "https://w3id.org/icmlpo-rdf/zh/马列主义政党和组织国际会议#meeting-6/阿富汗马列主义组织"
    )
    long.add(Quad(record, Icm.status_as_printed, Literal("𠀀" * 20_000, language="zh")))
    monkeypatch.setattr("icmlpo_rdf.export.xlsx_file._MOST_LINKS", 200)
    notes = write_tables(long, ExportFormat.XLSX, tmp_path / "t.xlsx").notes
    assert [one.split(";")[0] for one in notes] == [
        "attendance: 1 cell is cut and ends in …, for one holds 32,767 characters",
        "attendance: 200 addresses are links, which is all that a sheet may have",
    ]
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["attendance"]
    cells = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert max(cells, key=len) == "𠀀" * 16_383 + "…"
    assert write_tables(store, ExportFormat.CSV, tmp_path).notes == ()


def test_a_library_that_is_missing_is_told_of_the_file_that_was_asked_for(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is made first is nobody's business, and nothing is left there."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageError, match="XlsxWriter is not installed") as caught:
        write_tables(store, ExportFormat.XLSX, tmp_path / "a.xlsx")
    assert caught.value.origin == str(tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())

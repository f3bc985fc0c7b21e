"""Tables of a dump are read row by row, in both forms, whatever stands in their strings."""

from __future__ import annotations

from pathlib import Path

import pytest

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.link.sql_tables import SqlTable
from tests.link.dumps_made import DATA, dump_text

FORMS = ("sql-oneline", "sql-rowlines")


def rows_of(text: str, table: str, *columns: str, folder: Path) -> list[tuple[bytes | None, ...]]:
    """Read a table from text."""
    path = folder / "t.sql"
    path.write_text(text, encoding="utf-8")
    return list(SqlTable(str(path), table).rows(*columns))


@pytest.mark.parametrize("form", FORMS)
def test_both_forms_give_the_same_rows(form: str) -> None:
    """A string that looks like the next row is a string; quotes and backslashes are what they were."""
    path = DATA / form / "zhwiki-20261101-page_props.sql.gz"
    rows = list(SqlTable(str(path), "page_props").rows("pp_page", "pp_propname", "pp_value"))
    assert len(rows) == 19
    assert (b"107", b"defaultsort", b"M L'(x),(107,'wikibase_item','Q1") in rows
    assert (b"109", b"displaytitle", '工人党"\\'.encode()) in rows
    assert (b"111", b"disambiguation", b"") in rows


def test_columns_are_those_of_the_table(tmp_path: Path) -> None:
    """A wiki of another version has them in another order."""
    text = dump_text("redirect", [("甲", 7, None)], columns="rd_title rd_from rd_fragment")
    read = rows_of(text, "redirect", "rd_from", "rd_fragment", "rd_title", folder=tmp_path)
    assert read == [(b"7", None, "甲".encode())]
    named = "INSERT INTO `redirect` (`rd_title`, `rd_from`) VALUES ('x', 1);\n"
    assert rows_of(named, "redirect", "rd_from", "rd_title", folder=tmp_path) == [(b"1", b"x")]


def test_what_other_programs_write(tmp_path: Path) -> None:
    """MySQL 8 marks binary strings, --hex-blob writes them as numbers, other programs double quotes; signs and exponents are numbers."""
    text = dump_text("page", []).replace(
        "-- Dump completed",
        "INSERT INTO `page` VALUES (1,-2,_binary 'it''s',0xE794B2),\n(-1.5e-10, 0 ,'', 0);\n-- Dump completed",
    )
    assert rows_of(text, "page", "page_id", "page_title", "page_is_redirect", folder=tmp_path) == [
        (b"1", b"it's", "甲".encode()),
        (b"-1.5e-10", b"", b"0"),
    ]


def test_rows_lie_across_the_pieces_that_are_read(tmp_path: Path) -> None:
    """Three megabytes of rows, with values of many lengths."""
    rows = [(number, 0, "会" * (number % 300), number % 2) for number in range(7_000)]
    read = rows_of(dump_text("page", rows), "page", "page_id", "page_title", folder=tmp_path)
    assert read == [(str(one).encode(), title.encode()) for one, _, title, _ in rows]


def test_another_tables_rows_are_passed_over(tmp_path: Path) -> None:
    """A dump may hold several tables."""
    text = dump_text("page", [(1, 0, "a\nINSERT INTO `redirect` VALUES", 0)]) + dump_text(
        "redirect", [(5, 0, "b", None, None)]
    )
    assert rows_of(text, "redirect", "rd_from", folder=tmp_path) == [(b"5",)]


WHOLE = dump_text("page", [(1, 0, "甲", 0), (2, 0, "乙", 0)])
FAULTS = {
    "cut within a string": (WHOLE[: WHOLE.index("乙")], "the dump is cut off within its rows"),
    "cut behind a row": (WHOLE[: WHOLE.index(",(2")], "the dump is cut off within its rows"),
    "cut behind the rows": (WHOLE[: WHOLE.index("-- Dump completed")], "the dump is cut off before its end"),
    "a value too many": (WHOLE.replace("'乙',0)", "'乙',0,0)"), "a row of its table page does not have its 4 columns"),
    "no such column": (WHOLE.replace("page_title", "title"), "its table page has no column page_title"),
    "another table": (dump_text("text", [], columns="a"), "it holds no table page"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_not_whole_is_refused(name: str, tmp_path: Path) -> None:
    """In one line, with the file's name."""
    text, message = FAULTS[name]
    with pytest.raises(DataError, match=message) as caught:
        rows_of(text, "page", "page_id", "page_title", folder=tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / 't.sql'}: ")

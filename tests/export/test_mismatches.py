"""`export -f mismatches`: where Wikidata says otherwise, in the eight columns that Mismatch Finder takes."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.conftest import Cli
from tests.export.batches import ADDRESS, ITEMS, Claims, items_of, write_page
from tests.export.test_quickstatements import MEMBERS

COLUMNS = (
    "item_id,statement_guid,property_id,wikidata_value,meta_wikidata_value,external_value,external_url,type"
)


def rows(cli: Cli, folder: Path, there: Claims) -> list[list[str]]:
    """The lines under the header."""
    (folder / "s.json").write_text(there.page(), encoding="utf-8")
    done = cli("export", "page.ttl", "link.nt", "-f", "mismatches", "-o", "m.csv", "--statements", "s.json")
    assert done.returncode == 0, done.stderr
    text = (folder / "m.csv").read_text(encoding="utf-8")
    assert text.splitlines()[0] == COLUMNS
    return list(csv.reader(text.splitlines()))[1:]


def test_a_date_and_a_number_that_differ(cli: Cli, tmp_path: Path) -> None:
    """A statement and a qualifier; what agrees, what is only coarser or finer, and what is deprecated is none."""
    write_page(tmp_path / "page.ttl")
    (tmp_path / "link.nt").write_text(items_of(ITEMS), encoding="utf-8")
    guid = "Q11$7814880A-A6EF-40EC-885E-F46DD58C8D"
    there = (
        Claims().add("Q11", "P585", "+1956-03-00T00:00:00Z/10").add("Q11", "P585", "+1957-00-00T00:00:00Z/9", rank="deprecated")
        .add("Q11", "P179", "Q1", P1545="3").add("Q11", "P710", "Q21")
    )  # fmt: skip
    assert rows(cli, tmp_path, there) == [
        ["Q11", f"{guid}00", "P1545", "3", "", "1", ADDRESS, "qualifier"],
        ["Q11", f"{guid}00", "P585", "1956-03", "", "1955", ADDRESS, "statement"],
    ]
    assert rows(cli, tmp_path, Claims().add("Q11", "P585", "+1955-03-07T00:00:00Z/11")) == []
    assert rows(cli, tmp_path, Claims().add("Q11", "P585", None)) == []


def test_an_item_that_differs(cli: Cli, tmp_path: Path) -> None:
    """Another series; people read the value of the page by its name."""
    write_page(tmp_path / "page.ttl")
    (tmp_path / "link.nt").write_text(items_of(ITEMS), encoding="utf-8")
    ((*_, theirs, _, ours, _, kind),) = rows(cli, tmp_path, Claims().add("Q11", "P179", "Q8"))
    assert (theirs, ours, kind) == ("Q8", "甲会议", "statement")


def test_since_when_a_member_is_one(cli: Cli, tmp_path: Path) -> None:
    """The qualifier of a membership; another membership is no contradiction."""
    write_page(tmp_path / "page.ttl", MEMBERS, title="甲盟")
    (tmp_path / "link.nt").write_text(items_of({"乙党": "Q21", "甲盟": "Q2"}), encoding="utf-8")
    there = Claims().add("Q21", "P463", "Q2", P580="+1990-00-00T00:00:00Z/9").add("Q21", "P463", "Q3")
    ((item, _, name, theirs, _, ours, _, kind),) = rows(cli, tmp_path, there)
    assert (item, name, theirs, ours, kind) == ("Q21", "P580", "1990", "1991-05", "qualifier")


def test_nothing_to_compare_with(cli: Cli, tmp_path: Path) -> None:
    """One line, and no file."""
    write_page(tmp_path / "page.ttl")
    done = cli("export", "page.ttl", "-f", "mismatches", "-o", "m.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "icmlpo-rdf: Missing option '--statements'; mismatches are found by comparing: give what Wikidata has\n"
    )
    assert not (tmp_path / "m.csv").exists()

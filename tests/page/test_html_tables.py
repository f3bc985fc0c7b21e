"""Tables of saved pages against those that the WikiTableQuestions dataset extracted from the same files.

The dataset (https://github.com/ppasupat/WikiTableQuestions) is not in this repository: where its pages lie beside it, they
are read. It merges header rows and drops rows and columns without content, and so does this test.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from pathlib import Path

import pytest

from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.page import Table, grid_of, read_page
from icmlpo_rdf.source import Form, RawPage
from tests.conftest import ROOT

_PLACES = [folder / "shared" / "pages" for folder in (ROOT.parent, ROOT.parent.parent)]
PAGES = next((place for place in _PLACES if (place / "html-en-csv").is_dir()), None)
_RAISED = "a raised number behind a name is a footnote's mark"
_HIDDEN = "of a place's two notations one is hidden; so is a zero that only fills a column"
DIFFERENT = {
    "Midwest_Collegiate_Conference.html": _RAISED,
    "List_of_Major_League_Baseball_home_run_records.html": _RAISED,
    "2006_Alpine_Skiing_World_Cup.html": "a date that is struck out",
    "Languages_of_South_Asia.html": "a remark to editors, which is not printed",
    "List_of_National_Historic_Sites_of_Canada_in_Montreal.html": _HIDDEN,
    "List_of_Sites_of_Special_Scientific_Interest_in_Derbyshire.html": _HIDDEN,
    "List_of_national_parks_of_the_United_States.html": _HIDDEN,
    "Main_Railway.html": _HIDDEN,
    "List_of_tallest_buildings_in_Boise.html": "a picture's caption stands beside the text",
}
_NOTES = re.compile(r"\[(?:\d+|[a-z]{1,2}|(?:note|nb|n) ?\w+|citation needed|[^\]]{1,12}\?)\]", re.IGNORECASE)


def _plain(text: str) -> str:
    text = _NOTES.sub("", unicodedata.normalize("NFKC", text.replace("\\n", " ")))
    return re.sub(r"[\s\u200b\u200e\ufeff†‡*^]", "", text).translate(str.maketrans("–—−", "---")).lower()


def _body(rows: list[list[str]]) -> list[list[str]]:
    """The rows of cells that differ, each without empty ones."""
    filled = [[cell for cell in row if cell] for row in rows]
    return [row for row in filled if len(set(row)) > 1]


def _ours(page: Path, index: int) -> list[list[str]]:
    text = page.read_text(encoding="utf-8")
    begins = [match.start() for match in re.finditer(r'<table\b[^<>]*class="[^"]*\bwikitable\b', text)]
    raw = RawPage(page.name, text.encode(), page.name, form=Form.HTML)
    document, _ = read_page(raw, PageOptions(language="en", title="T"))
    tables = {
        block.span.begin: block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table)
    }
    return [
        [_plain(cell.content.text) if cell else "" for cell in row]
        for row in grid_of(tables[begins[index]]).slots
    ]


def _pages() -> list[tuple[str, str]]:
    """Each page's name, and where the dataset has it."""
    if PAGES is None:
        return []
    lines = (PAGES / "html-en" / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(cells[0], cells[3]) for cells in (line.split("\t") for line in lines)]


def _theirs(path: str) -> tuple[int, list[list[str]]]:
    assert PAGES is not None
    told = json.loads((PAGES / "html-en-csv" / path.replace(".html", ".json")).read_text("utf-8"))
    table = PAGES / "html-en-csv" / path.replace("page", "csv").replace(".html", ".csv")
    rows = csv.reader(io.StringIO(table.read_text("utf-8")), escapechar="\\", doublequote=False)
    return told["tableIndex"], _body([[_plain(cell) for cell in row] for row in rows][1:])


@pytest.mark.skipif(PAGES is None, reason="the dataset's pages are not there")
@pytest.mark.parametrize(("name", "path"), _pages())
def test_a_table_is_that_of_the_dataset(name: str, path: str) -> None:
    """But for those of which is told why they differ: there the dataset has text besides, and in the same rows."""
    assert PAGES is not None
    index, theirs = _theirs(path)
    ours = _body(_ours(PAGES / "html-en" / name, index))[-len(theirs) :]
    assert (theirs == ours) is (name not in DIFFERENT)
    assert all(_is_within("".join(row), "".join(other)) for row, other in zip(ours, theirs, strict=True))


def _is_within(text: str, longer: str) -> bool:
    """True when all characters of the one stand in the other, in order."""
    following = iter(longer)
    return all(character in following for character in text)


@pytest.mark.skipif(PAGES is None, reason="the dataset's pages are not there")
def test_few_tables_differ() -> None:
    """What is told of pages is told of pages that are there, and of how many."""
    names = {name for name, _ in _pages()}
    assert DIFFERENT.keys() < names
    told = f"Of {len(names)} tables of the English Wikipedia that the dataset WikiTableQuestions extracted, {len(names) - len(DIFFERENT)} are the same"
    assert told in (ROOT / "docs" / "forms.md").read_text(encoding="utf-8")

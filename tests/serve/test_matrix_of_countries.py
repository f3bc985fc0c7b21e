"""The matrix of a series whose participants have countries, and names in English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.serve.served import Served, serving
from tests.serve.test_pages import names, soup

(LATER,) = (ROOT / "docs" / "seed-as-wikitext").glob("*.ttl")
SERIES = "zh/马列主义政党和组织国际会议_(国际通讯)"
_NAMED = (
    "<https://w3id.org/icmlpo-rdf/zh/德国马列主义党> <http://www.w3.org/2004/02/skos/core#altLabel> "
    '"Marxist–Leninist Party of Germany"@en .\n'
)


@pytest.fixture(scope="module")
def flagged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The seed's page as wikitext, which has the flags; of one party the name in English is known."""
    named: Path = tmp_path_factory.mktemp("named") / "names.ttl"
    named.write_text(_NAMED, encoding="utf-8")
    with serving(str(LATER), str(named)) as served:
        yield served


def test_names_stand_in_the_readers_language_too(flagged: Served) -> None:
    """In the whole matrix, beside what the page prints; a reader of Chinese needs none."""
    row = "tbody th .also"
    assert names(soup(flagged, f"/matrix/{SERIES}"), row) == ["Marxist–Leninist Party of Germany"]
    assert names(soup(flagged, f"/matrix/{SERIES}?hl=zh"), row) == []
    answer = soup(flagged, "/query?named=meetings-per-organization")
    assert names(answer, "#answer td .also") == ["Marxist–Leninist Party of Germany"]


def test_a_country_is_called_one(flagged: Served) -> None:
    """What has a code of ISO 3166 and is listed among the countries is no mere place; what is true or false is yes or no."""
    page = soup(flagged, "/page/zh/印度")
    assert names(page, ".eyebrow") == ["country"]
    assert "no" in names(page, ".facts dd")
    assert "false" not in names(page, ".facts dd")


def test_meetings_are_numbered_in_the_readers_language(site: Served) -> None:
    """Where their name in it is known; the link's title is that name."""
    address, heads = "/matrix/zh/马列主义政党和组织国际会议", "thead th[scope=col] a"
    english, chinese = soup(site, address), soup(site, f"{address}?hl=zh")
    assert next(one.get_text(" ") for one in english.select(heads)) == "No. 6 1999"
    assert english.select(heads)[0]["title"] == "6th ICMLPO meeting (1999)"
    assert next(one.get_text(" ") for one in chinese.select(heads)) == "第6次 1999"
    assert chinese.select(heads)[0]["title"] == "第六次会议（1999年）"


def test_rows_are_sorted_by_country(flagged: Served) -> None:
    """Where any is known; the seed has none, and no such order."""
    page = soup(flagged, f"/matrix/{SERIES}?order=country")
    assert "by country" in names(page, ".orders b")
    rows = names(page, "tbody th a")
    assert len(rows) > 30
    assert rows != names(soup(flagged, f"/matrix/{SERIES}"), "tbody th a")


def test_the_participants_of_one_country(flagged: Served) -> None:
    """They alone, with their counts; the choice stays in all links of the page."""
    whole = soup(flagged, f"/matrix/{SERIES}")
    options = {str(one["value"]) for one in whole.select("select[name=country] option")}
    assert {"", "https://w3id.org/icmlpo-rdf/zh/印度"} <= options
    page = soup(flagged, f"/matrix/{SERIES}?country=https://w3id.org/icmlpo-rdf/zh/印度&order=name")
    rows = page.select("tbody tr")
    assert 1 < len(rows) < len(whole.select("tbody tr"))
    sums = [int(one) for one in names(page, ".sums td b")]
    assert sum(sums) == len(page.select("td a.cell"))
    assert [str(one["value"]) for one in page.select("option[selected]")] == [
        "https://w3id.org/icmlpo-rdf/zh/印度"
    ]
    assert all("country=https" in str(one["href"]) for one in page.select(".orders a"))
    assert [str(one["value"]) for one in page.select("input[name=order]")] == ["name"]
    assert flagged.get(f"/matrix/{SERIES}?country=nowhere").status == 404


def test_without_countries_nothing_is_offered(site: Served) -> None:
    """The seed's Markdown lost its flags."""
    page = soup(site, "/matrix/zh/马列主义政党和组织国际会议")
    assert not page.select("select")
    assert "by country" not in page.select_one(".orders").get_text()  # type: ignore[union-attr]

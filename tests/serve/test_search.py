"""What the search and the query page say of names: their language, what a thing is, how many have such a name."""

from __future__ import annotations

from pathlib import Path

from icmlpo_rdf.serve.languages import words_in
from icmlpo_rdf.serve.matrix_page import _mark
from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.views.attendance import Cell, Presence, Record, Role
from tests.serve.served import BASE, Served, serving
from tests.serve.test_pages import names, soup

_DATA = f"""
<{BASE}zh/甲> <http://www.w3.org/2000/01/rdf-schema#label> "甲党"@zh .
<{BASE}zh/甲> <http://www.w3.org/2004/02/skos/core#altLabel> "Kō party"@ja .
<{BASE}zh/甲> <http://www.w3.org/2004/02/skos/core#altLabel> "Party A"@en-GB .
"""


def test_a_name_is_in_its_own_language_and_a_thing_one_kind(tmp_path: Path) -> None:
    """A name that matched is no more Chinese than it is; page and search say the same of what has no class."""
    (tmp_path / "data.nt").write_text(_DATA, encoding="utf-8")
    with serving(str(tmp_path / "data.nt"), "--base", BASE) as served:
        for wanted, language in (("Kō", "ja"), ("Party A", "en-gb")):
            (matched,) = soup(served, f"/search?q={wanted}").select(".hits .note bdi")
            assert matched["lang"] == language
        assert names(soup(served, "/search?q=Party"), ".hits .kind") == ["named in the data"]
        assert names(soup(served, "/page/zh/甲"), ".eyebrow") == ["named in the data"]


def test_only_those_are_called_so_that_are(site: Served) -> None:
    """Others have names that contain what was typed."""
    (said,) = names(soup(site, "/query?named=companions&p-organization=共产党"), ".problem")
    assert "things have “共产党” in their names" in said
    assert "are called" not in said


def test_no_two_roles_have_one_sign() -> None:
    """A founding member is told from a former one."""
    records = [Record("", role, Text(""), (), (), (), ()) for role in Role]
    signs = [_mark(Cell(Presence.PRESENT, (one,)), words_in("en"))[0] for one in records]
    assert len(set(signs)) == len(signs)

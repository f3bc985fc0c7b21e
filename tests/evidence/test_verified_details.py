"""`verify` looks for countries, their codes, years and dates of footnotes again, and says what it does not look for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.quads.vocab import Icm, Org, Rdf
from icmlpo_rdf.source import RawPage
from icmlpo_rdf.verify import Verification, verify

TEXT = """'''甲联盟'''是国际政党组织，成立于1990年。

== 第一次会议（1999年）参加者 ==
{| class="wikitable"
! 国家 !! 政党
|-
| {{JPN}} || [[乙党]]<ref>{{cite web|url=https://e.example/a|title=公报|accessdate=2011-05-03}}</ref>
|-
| {{flag|俄羅斯}} || [[丙党]]
|-
| || {{flagicon|德国}} [[丁党]]
|-
| [[南欧]] || [[戊党]]
|}

== 前成员 ==
* {{KOR}} [[己党]]
"""


@pytest.fixture(scope="module")
def page() -> Conversion:
    """The page."""
    raw = RawPage("甲联盟.wikitext", TEXT.encode(), "a", form=Form.WIKITEXT)
    return convert(raw, ConvertOptions(PageOptions("zh", "甲联盟")))


def changed(page: Conversion, change: Callable[[Quad], Quad | None], folder: Path) -> Verification:
    """The page's data, some of them changed, verified against the page; something must be changed."""
    quads = [change(one) or one for one in page.quads]
    assert quads != list(page.quads)
    return verified(quads, folder)


def verified(quads: list[Quad], folder: Path) -> Verification:
    """Data verified against the page."""
    (folder / "甲联盟.wikitext").write_text(TEXT, encoding="utf-8")
    return verify(quads, str(folder))


def other(quad: Quad, value: NamedNode | Literal) -> Quad:
    """The same statement of another value."""
    return Quad(quad.subject, quad.predicate, value, quad.graph_name)


def test_countries_and_their_codes_are_found(page: Conversion, tmp_path: Path) -> None:
    """Behind a code, a name in the other script and a flag alone; a region by its name."""
    found = verified(list(page.quads), tmp_path)
    assert found.failures == ()
    assert found.checked["country"] == 2 * 4  # of the member, and of the membership
    assert found.checked["region"] == 1
    assert found.checked["isoCode"] == 4


def _country(of: str, into: str) -> Callable[[Quad], Quad | None]:
    def change(quad: Quad) -> Quad | None:
        value = getattr(quad.object, "value", "")
        is_it = quad.predicate == Icm.country and value.endswith(of)
        return other(quad, NamedNode(value.replace(of, into))) if is_it else None

    return change


@pytest.mark.parametrize(
    ("of", "into"), [("日本", "韩国"), ("俄罗斯", "日本"), ("德国", "法国"), ("韩国", "朝鲜")]
)
def test_another_country_does_not_stand(page: Conversion, tmp_path: Path, of: str, into: str) -> None:
    """Also one that another row shows; of the member as of the membership."""
    found = changed(page, _country(of, into), tmp_path)
    assert len({one.subject for one in found.failures}) == 2
    for failure in found.failures:
        assert failure.reason.startswith("the lines show no flag or name of the country ")
        assert failure.reason.endswith(into)


def test_another_code_year_or_day_does_not_stand(page: Conversion, tmp_path: Path) -> None:
    """Each is told with what was looked for."""
    for name, old, new, reason in (
        ("isoCode", "JP", "KR", "日本 has the code JP, not KR"),
        ("year", "1999", "1990", "the lines do not give the year 1990"),
        ("accessedAsPrinted", "2011-05-03", "2011-05-04", "the footnote does not print 2011-05-04"),
    ):

        def change(quad: Quad, name: str = name, old: str = old, new: str = new) -> Quad | None:
            is_it = quad.predicate.value.endswith(f"#{name}") and quad.object.value == old  # type: ignore[union-attr]
            return other(quad, Literal(new)) if is_it else None

        assert {one.reason for one in changed(page, change, tmp_path).failures} == {reason}


def test_what_is_not_looked_for_is_counted(page: Conversion, tmp_path: Path) -> None:
    """As what somebody belonged, and what kind of thing they are: words say so, which this reader does not know."""
    found = verified(list(page.quads), tmp_path)
    quads = list(page.quads)
    assert found.unchecked == {
        "roles": sum(one.predicate in (Org.role, Icm.role) for one in quads),
        "kinds of participants": sum(
            one.predicate == Rdf.type and one.object in (Icm.ORGANIZATION, Icm.COUNTRY, Icm.PERSON)
            for one in quads
        ),
        "footnotes of facts": 1,
    }

"""The site speaks English and Chinese: who chooses how, and that nobody is answered in another's language."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from starlette.requests import Request

from icmlpo_rdf.serve.languages import code_of
from tests.serve.served import PAGE, Served

_TAGS = {"en": "en", "zh": "zh-Hans"}
_MEETING = f"/page/{PAGE}?part=meeting-10"
_PAGES = ["/", "/series", "/bodies", "/countries", "/sources", f"/matrix/{PAGE}", f"/page/{PAGE}", _MEETING]
_PAGES += [
    f"{_MEETING}/德国马列主义党",
    "/page/zh/希腊共产主义组织",
    f"/page/source/{PAGE}",
    "/search?q=希臘",
]
_PAGES += [
    "/query",
    "/query?named=meetings",
    "/page/ontology",
    "/about",
    "/nothing",
    f"/cite/{PAGE}?part=meeting-10",
]


def page_of(
    served: Served, path: str, accepted: str = "", cookie: str = "", status: int | None = None
) -> BeautifulSoup:
    """A page, asked for with a language."""
    fields = {name: value for name, value in (("Accept_Language", accepted), ("Cookie", cookie)) if value}
    answer = served.get(path, "text/html", **fields)
    assert status is None or answer.status == status
    return BeautifulSoup(answer.data, "html.parser")


def language(page: BeautifulSoup) -> str:
    """What a page says that it is in."""
    assert page.html
    return str(page.html["lang"])


@pytest.mark.parametrize("path", _PAGES)
def test_every_page_is_in_the_language_that_is_asked_for(site: Served, path: str) -> None:
    """By header, cookie and address; the words are those of the language, and the switch leads to the other."""
    sign = "&" if "?" in path else "?"
    for code, other in (("zh", "en"), ("en", "zh")):
        asked = (
            page_of(site, path, accepted=f"{code};q=0.9, {other};q=0.1"),
            page_of(site, path, accepted=other, cookie=f"hl={code}"),
            page_of(site, f"{path}{sign}hl={code}", accepted=other, cookie=f"hl={other}"),
        )
        for page in asked:
            assert language(page) == _TAGS[code]
            said = page.select_one(".top nav a[href='/query']")
            assert said
            assert said.get_text() == {"en": "Questions", "zh": "问题"}[code]
        (switch,) = asked[0].select(".languages a")
        assert switch["lang"] == _TAGS[other]
        address = f"{path.partition('?')[0]}{switch['href']}"
        there = page_of(site, address, accepted=code)
        assert language(there) == _TAGS[other]
        title, same = (
            one.find("link", rel="canonical") or one.select_one("h1 bdi[lang], h1[lang]")
            for one in (asked[0], there)
        )
        assert (title is None) == (same is None)
        if title and same:
            assert title.get_text() == same.get_text(), "the switch leads to the same page"


def test_a_choice_is_kept_and_told_to_caches(site: Served) -> None:
    """The address sets the cookie, nothing else does; caches are told what a page depends on, by 304 too."""
    chosen = site.get("/series?hl=zh", "text/html")
    cookie = chosen.headers["Set-Cookie"]
    assert cookie.startswith("hl=zh; ")
    assert {"Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    plain = site.get("/series", "text/html", Accept_Language="zh")
    assert "Set-Cookie" not in plain.headers
    assert plain.data == chosen.data
    for answer in (
        plain,
        site.get("/series", "text/html", Accept_Language="zh", If_None_Match=plain.headers["ETag"]),
    ):
        assert {"Accept-Language", "Cookie"} <= set(answer.headers["Vary"].split(", "))
    assert answer.status == 304
    assert site.get("/series", "text/html", If_None_Match=plain.headers["ETag"]).status == 200
    assert "Set-Cookie" not in site.get("/series?hl=fr", "text/html").headers


def test_the_switch_has_what_the_page_depends_on_and_nothing_of_who_asked_first(site: Served) -> None:
    """A page that is kept for all shows nobody another's parameters."""
    first = page_of(site, f"/matrix/{PAGE}?order=name&mine=secret")
    (switch,) = first.select(".languages a")
    assert switch["href"] == "?order=name&hl=zh"
    (switch,) = page_of(site, _MEETING).select(".languages a")
    assert switch["href"] == "?part=meeting-10&hl=zh"
    (switch,) = page_of(site, "/query?named=companions&p-organization=德国马列主义党").select(".languages a")
    assert "named=companions" in str(switch["href"])
    assert "p-organization=%E5%BE%B7" in str(switch["href"])


def test_programs_are_answered_in_english(site: Served) -> None:
    """What is no page says the same whatever a browser reads."""
    assert site.get("/nothing", "text/plain", Accept_Language="zh").data.startswith(
        b"404 Not Found: the data has"
    )
    assert "数据中没有这一事物" in site.get("/nothing", "text/html", Accept_Language="zh").data.decode()


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh-TW", "zh"),
        ("ja, zh;q=0.5, en;q=0.4", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("zh;q=0, en;q=0.1", "en"),
        ("fr, de", "en"),
        ("*", "en"),
        ("zh;q=much, en", "en"),
        ("x" * 5_000 + ",zh", "en"),
        ("zh;q=nan", "en"),
    ],
)
def test_the_best_language_is_chosen(field: str, code: str) -> None:
    """By quality, the first of equals; what makes no sense is passed over."""
    headers = [(b"accept-language", field.encode())]
    assert code_of(Request({"type": "http", "query_string": b"", "headers": headers})) == code


def test_terms_and_queries_have_their_chinese_names(site: Served) -> None:
    """The vocabulary in the reader's language; a question, its columns and what it says itself."""
    terms = page_of(site, "/page/ontology", accepted="zh")
    meeting = terms.find(id="Meeting")
    assert meeting
    assert "召开过一次的某一次会议" in meeting.get_text()
    assert "One meeting, held once" not in meeting.get_text()
    answer = page_of(site, "/query?named=newcomers-and-leavers", accepted="zh")
    assert [one.get_text() for one in answer.select(".answer th")] == ["系列", "自", "至", "变化", "参与者"]
    said = {row.select("td")[3].get_text() for row in answer.select(".answer tbody tr")}
    assert said == {"新来", "回归", "离开"}


def test_no_page_in_chinese_has_a_sentence_in_english(site: Served) -> None:
    """Long runs of Latin letters are names of formats, addresses, and what the source itself prints."""
    for path in _PAGES:
        page = page_of(site, path, accepted="zh")
        for one in page.select("pre, code, [lang=en], .answer td, .said, .lines, .name, dd, h1, script"):
            one.decompose()
        text = page.get_text(" ")
        assert " the " not in text, path
        assert " of " not in text, path


def test_no_kind_is_a_bare_term(site: Served) -> None:
    """What people find is called as people call it: of the seed's categories, too."""
    for code, kind in (("en", "category"), ("zh", "分类")):
        page = page_of(site, f"/search?q=毛派组织&hl={code}")
        kinds = [one.get_text(strip=True) for one in page.select(".hits .kind")]
        assert kind in kinds, kinds
        assert not [one for one in kinds if re.search(r"\w:\w", one)]

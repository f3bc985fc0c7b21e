"""Pages of a wiki on the web: what addresses name, and a wiki's answers, good and bad, each one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from icmlpo_rdf import read
from icmlpo_rdf.errors import IcmlpoError, ServerError, SourceError, UsageError
from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.source import Revision
from icmlpo_rdf.source.wiki_addresses import wiki_named, wiki_page_of
from tests.conftest import Cli
from tests.source.wiki_made import TEXT, Wiki, running


@pytest.fixture
def wiki() -> Iterator[Wiki]:
    """A wiki."""
    with running() as found:
        yield found


@pytest.mark.parametrize(
    ("address", "title", "code"),
    [
        ("https://zh.wikipedia.org/wiki/%E7%94%B2_(%E4%B9%99)", "甲_(乙)", "zh"),
        ("https://zh.wikipedia.org/wiki/甲/乙", "甲/乙", "zh"),
        ("http://zh.m.wikipedia.org/wiki/甲#段", "甲", "zh"),
        ("https://zh.wikipedia.org/zh-hans/甲?x=1", "甲", "zh"),
        ("https://zh.wikipedia.org/w/index.php?title=%E7%94%B2&action=edit", "甲", "zh"),
        ("https://zh.wikipedia.org/index.php/甲", "甲", "zh"),
        ("https://zh-classical.wikipedia.org/wiki/甲", "甲", "zh-classical"),
        ("http://127.0.0.1:8181/rest.php/v1/page/%E7%94%B2%2F%E4%B9%99", "甲/乙", ""),
        ("HTTPS://ZH.Wikipedia.org/wiki/甲", "甲", "zh"),
        ("https://zh.wikipedia.org/?title=%E7%94%B2", "甲", "zh"),
        ("https://zh.wikipedia.org/wiki/?title=%E7%94%B2", "甲", "zh"),
        ("https://zh.wikipedia.org/w/index.php?title=甲&curid=5", "甲", "zh"),
        ("https://zh.wikipedia.org/api/rest_v1/page/html/%E7%94%B2%2F%E4%B9%99", "甲/乙", "zh"),
        ("https://zh.wikipedia.org/api/rest_v1/page/mobile-html/甲?redirect=false", "甲", "zh"),
    ],
)
def test_addresses_of_pages(address: str, title: str, code: str) -> None:
    """A Wikipedia's in all their spellings, and any wiki's by its REST API."""
    page = wiki_page_of(address)
    assert page is not None
    assert (page.title, page.wiki.code) == (title, code)


@pytest.mark.parametrize(
    ("address", "title", "number"),
    [
        ("https://zh.wikipedia.org/w/index.php?title=%E7%94%B2&oldid=5", "甲", 5),
        ("https://zh.wikipedia.org/wiki/甲?oldid=005", "甲", 5),
        ("https://zh.m.wikipedia.org/w/index.php?oldid=5", "", 5),
        ("https://zh.wikipedia.org/w/index.php?title=甲&oldid=0", "甲", None),
        ("https://zh.wikipedia.org/w/index.php?title=甲&diff=cur&oldid=5", "甲", None),
        ("https://zh.wikipedia.org/wiki/Special:PermanentLink/5", "", 5),
        ("https://zh.wikipedia.org/wiki/Special:%E5%9B%BA%E5%AE%9A%E9%93%BE%E6%8E%A5/5", "", 5),
        ("https://de.wikipedia.org/w/index.php?title=Spezial:Permanenter_Link/5", "", 5),
        ("https://zh.wikipedia.org/wiki/特殊之物:永久链接/5", "特殊之物:永久链接/5", None),
        ("https://zh.wikipedia.org/w/index.php?title=甲&diff=prev&oldid=5", "甲", 5),
        ("https://zh.wikipedia.org/w/index.php?title=甲&diff=6&oldid=5", "甲", 6),
        ("http://127.0.0.1:8181/rest.php/v1/revision/5", "", 5),
        ("https://zh.wikipedia.org/api/rest_v1/page/html/%E7%94%B2/5", "甲", 5),
        ("https://zh.wikipedia.org/api/rest_v1/page/html/%E7%94%B2/5/0c8f", "甲", 5),
        ("https://zh.wikipedia.org/?curid=7&oldid=5", "", 5),
    ],
)
def test_addresses_of_revisions(address: str, title: str, number: int | None) -> None:
    """As the history, the sidebar's *permanent link* and a comparison have them; 0 is the latest, as for MediaWiki."""
    page = wiki_page_of(address)
    assert page is not None
    assert (page.title, page.revision) == (title, number)


def test_an_address_that_only_the_wiki_can_follow() -> None:
    """*The one after this* is known to the wiki alone."""
    with pytest.raises(UsageError, match="by the one before it; give its own oldid"):
        wiki_page_of("https://zh.wikipedia.org/w/index.php?title=甲&diff=next&oldid=5")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/wiki/甲",
        "https://www.wikipedia.org/wiki/甲",
        "https://zh.wikipedia.org/",
        "https://zh.wikipedia.org/api/rest_v1/",
        "zh.wikipedia.org/wiki/甲",
        "s3://zh.wikipedia.org/wiki/甲",
        "https://zh.wikipedia.org.example.org/wiki/甲",
        "page.md",
    ],
)
def test_other_addresses_are_none(address: str) -> None:
    """They are files, or nothing."""
    assert wiki_page_of(address) is None


@pytest.mark.parametrize("path", ["?curid=5", "w/index.php?curid=5", "wiki/?curid=5"])
def test_a_page_by_its_number(path: str) -> None:
    """The API knows pages by their titles alone."""
    with pytest.raises(UsageError, match=r"by its number, .*; give its title"):
        wiki_page_of(f"https://zh.wikipedia.org/{path}")


@pytest.mark.parametrize("given", ["zh.wikipedia.org/wiki/甲", "wiki.example.org/wiki/甲", "a.com:80/甲"])
def test_an_address_without_its_scheme(given: str, cli: Cli) -> None:
    """It is no missing file."""
    done = cli("convert", given, "-o", "a.ttl")
    assert done.returncode == 2
    assert (
        done.stderr
        == f"icmlpo-rdf: {given}: no such file or folder; if it is an address, put https:// before it\n"
    )
    assert "check the path" in cli("convert", "folder.d/甲.md", "-o", "a.ttl").stderr


def test_sources_are_no_addresses(cli: Cli, tmp_path: Path) -> None:
    """`verify` reads what was converted, and says so."""
    (tmp_path / "甲.wikitext").write_text(TEXT, encoding="utf-8")
    assert cli("convert", "甲.wikitext", "--lang", "zh", "-o", "a.ttl").returncode == 0
    done = cli("verify", "a.ttl", "--source", "https://zh.wikipedia.org/wiki/甲")
    assert done.returncode == 2
    assert "sources are read from files, not from an address; download the page" in done.stderr


def test_what_is_wrong_is_said_of_the_address(wiki: Wiki, cli: Cli) -> None:
    """And not of a file that nobody has."""
    done = cli("convert", page(wiki, "缺"), "--lang", "zh", "-o", "a.ttl")
    assert done.stderr.startswith(f"icmlpo-rdf: {page(wiki, '缺')}: the wiki has no such page"), done.stderr


def test_wikis_by_their_names() -> None:
    """As databases, hosts and people call them."""
    named = {
        wiki_named(name).script
        for name in ("zhwiki", "zh", "zh.wikipedia.org", "https://zh.m.wikipedia.org/")
    }
    assert named == {"https://zh.wikipedia.org/w"}
    assert wiki_named("zh_min_nanwiki").code == "zh-min-nan"
    assert (
        wiki_named("zh").page("甲 乙/丙")
        == "https://zh.wikipedia.org/w/rest.php/v1/page/%E7%94%B2_%E4%B9%99%2F%E4%B8%99"
    )
    with pytest.raises(UsageError, match=r"'nowhere.example' is no Wikipedia"):
        wiki_named("nowhere.example")


def page(wiki: Wiki, title: str) -> str:
    """The address of a page."""
    return f"{wiki.base}/rest.php/v1/page/{title}"


def test_a_page_with_its_revision_and_licence(wiki: Wiki) -> None:
    """As the wiki spells its title; line ends are line feeds. We say who asks."""
    raw = read(page(wiki, "小写"), PageOptions("zh"))
    assert (raw.title, raw.wiki, raw.form, raw.held_in) == ("大写", "zh", Form.WIKITEXT, None)
    assert raw.data.decode() == TEXT.replace("\r\n", "\n")
    assert raw.revision == Revision(7, 42, "2023-08-01T00:00:00Z", is_wikipedias=False)
    assert raw.license == "https://creativecommons.org/licenses/by-sa/4.0/"
    (agent,) = wiki.agents
    assert re.fullmatch(r"icmlpo-rdf/\S+ \(https://\S+\)", agent)


def test_a_redirect_of_the_wiki_is_followed(wiki: Wiki) -> None:
    """To the page behind it, as wikis of today and of yesterday say it."""
    assert read(page(wiki, "别名"), PageOptions("zh")).title == "甲"
    assert read(page(wiki, "旧別名"), PageOptions("zh")).title == "甲_会议"


def test_an_old_revision(wiki: Wiki, cli: Cli, tmp_path: Path) -> None:
    """By its number alone: the wiki says what page it is of, and when it was written."""
    raw = read(f"{wiki.base}/rest.php/v1/revision/41", PageOptions("zh"))
    assert (raw.title, raw.form, raw.name) == ("甲 会议", Form.WIKITEXT, "甲_会议.wikitext")
    assert raw.revision == Revision(7, 41, "2019-08-01T00:00:00Z", is_wikipedias=False)
    done = cli("convert", f"{wiki.base}/rest.php/v1/revision/41", "--lang", "zh", "-o", "a.nq")
    assert done.returncode == 0, done.stderr
    assert "2019-08-01T00:00:00Z" in (tmp_path / "a.nq").read_text(encoding="utf-8")


def test_two_revisions_of_a_page_are_not_taken_for_one(wiki: Wiki, cli: Cli, tmp_path: Path) -> None:
    """Neither is left out without a word, whatever becomes of the output."""
    given = [f"{wiki.base}/rest.php/v1/{one}" for one in ("revision/41", "revision/42", "page/甲_会议")]
    for output, code in (("a.nq", 1), ("pages/", 2)):
        done = cli("convert", *given[:2], "--lang", "zh", "-o", output)
        assert done.returncode == code, done.stderr
        assert "PermanentLink/41/甲_会议.wikitext" in done.stderr
    (tmp_path / "list").write_text("\n".join(given), encoding="utf-8")
    assert cli("convert", "--files-from", "list", "--lang", "zh", "-o", "set/").returncode == 1
    rows = (tmp_path / "set" / "manifest" / "part-00000.jsonl").read_text(encoding="utf-8")
    assert rows.count('"same-page"') == 2


@pytest.mark.parametrize(
    ("number", "what"),
    [
        (5, "the wiki has no such revision; check its number"),
        (6, "the wiki refuses it (HTTP 403)"),
        (9, "this revision is a redirect to '甲 会议'; give a revision of that page"),
    ],
)
def test_a_revision_that_cannot_be_had_is_one_line(number: int, what: str, wiki: Wiki) -> None:
    """Also one whose text was hidden, and one that is a redirect: that another page is converted was not asked for."""
    with pytest.raises(SourceError) as told:
        read(f"{wiki.base}/rest.php/v1/revision/{number}", PageOptions("zh"))
    assert what in str(told.value)
    assert len(wiki.asked) == 1


def test_a_busy_wiki_is_waited_for(wiki: Wiki) -> None:
    """For as long as it says in seconds or by a date, for a second where it does not say, and no longer than two minutes."""
    assert read(page(wiki, "忙"), PageOptions("zh")).title == "忙"
    assert len(wiki.asked) == 3
    for title in ("日", "满"):
        wiki.times.clear()
        assert read(page(wiki, title), PageOptions("zh")).title == title
        assert wiki.times[1] - wiki.times[0] >= 0.9
    before = len(wiki.asked)
    with pytest.raises(
        ServerError, match="the server stays busy \\(HTTP 429, wait 4000 s\\); run it again later"
    ):
        read(page(wiki, "久"), PageOptions("zh"))
    assert len(wiki.asked) == before + 1


@pytest.mark.parametrize(
    ("title", "what"),
    [
        ("缺", "the wiki has no such page; check its title"),
        ("圈", "its redirects lead nowhere"),
        ("来", "its redirects lead nowhere"),
        ("外", "it leads to another host, 127.0.0.2:9"),
        ("网页", "the wiki answers with HTML; check that it has the REST API"),
        ("断", "no answer (it broke off); check the network"),
        ("尽", "the wiki answers with a page that is cut off; run it again"),
        ("大", "its answer is longer than 64 MB, which no page of a wiki is"),
        ("模块", "it is no article but Scribunto"),
    ],
)
def test_what_is_no_page_is_one_line(title: str, what: str, wiki: Wiki) -> None:
    """It names the page and what to do."""
    with pytest.raises((SourceError, ServerError)) as told:
        read(page(wiki, title), PageOptions("zh"))
    assert what in str(told.value)


def test_a_line_names_titles_as_people_write_them(wiki: Wiki, cli: Cli) -> None:
    """Whoever asked for two titles saw two addresses full of percent signs, and could not tell which was which."""
    done = cli("convert", "--wiki", wiki.base, "缺", "甲会议", "--lang", "zh", "-o", "x/")
    assert "/page/缺: the wiki has no such page; check its title" in done.stderr
    shown = str(IcmlpoError("x", mend="y", origin="http://a/%E7%BC%BA%25%20%E7%BC/%FF"))
    assert shown == "http://a/缺%25%20%E7%BC/%FF: x; y", "what would lead elsewhere stays"
    assert str(IcmlpoError("x", mend="y", origin="%E7%BC%BA.md")).startswith("%E7"), "a file is called so"


def test_another_wiki_needs_a_language_and_a_network(wiki: Wiki) -> None:
    """Nothing is asked before."""
    with pytest.raises(SourceError, match="is no Wikipedia; if it mirrors one, say which: --lang zh"):
        read(page(wiki, "甲"))
    assert wiki.asked == []
    with pytest.raises(IcmlpoError, match=r"no answer .*; check the network and the address; or give a file"):
        read("http://127.0.0.1:9/rest.php/v1/page/甲", PageOptions("zh"))


def test_titles_of_a_wiki_as_a_user_asks_for_them(wiki: Wiki, cli: Cli, tmp_path: Path) -> None:
    """One after another; what is missing costs itself, and the others are written."""
    where = ("--wiki", wiki.base, "--lang", "zh")
    done = cli("convert", *where, "甲会议", "缺", "乙 会议", "-o", "pages/")
    assert done.returncode == 1, done.stderr
    assert "the wiki has no such page" in done.stderr
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["乙_会议.ttl", "甲会议.ttl"]
    before = len(wiki.asked)
    busy = cli("convert", *where, "甲会议", "久", "乙 会议", "-o", "kept/")
    assert busy.returncode == 1, "what was fetched before the wiki was busy is kept"
    assert busy.stderr.count("the server stays busy (HTTP 429, wait 4000 s)") == 2
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["甲会议.ttl"]
    assert len(wiki.asked) == before + 2, "a busy wiki is not asked for the others"
    (tmp_path / "titles").write_text("甲会议\n丙\n", encoding="utf-8")
    assert cli("convert", *where, "--titles", "titles", "-o", "set/", "--jobs", "2").returncode == 0
    assert "丙" in (tmp_path / "set" / "manifest" / "part-00000.jsonl").read_text(encoding="utf-8")
    (tmp_path / "titles").write_text("甲会议\n缺\n", encoding="utf-8")
    some = cli("convert", *where, "--titles", "titles", "-o", "some/")
    assert some.returncode == 1
    assert "缺.wikitext: the wiki has no such page" in some.stderr, "which one it was"
    assert wiki.most_at_once == 1
    assert wiki.connections == 4, "one for each run"
    one = cli("convert", page(wiki, "甲会议"), "--lang", "zh", "-o", "a.ttl")
    assert (one.returncode, (tmp_path / "a.ttl").exists()) == (0, True), one.stderr
    told = cli("inspect", page(wiki, "甲会议"), "--lang", "zh").stdout
    assert "revision 42, of 2023-08-01T00:00:00Z, page 7" in told
    wrong = cli("convert", "--titles", "titles")
    assert (wrong.returncode, wrong.stderr) == (
        2,
        "icmlpo-rdf: --titles: titles of which wiki?; add --wiki zhwiki\n",
    )


@pytest.mark.parametrize(
    "title", ["Category:甲", "Talk:甲", "分类:甲", "維基百科:甲", "File:甲.svg", "user talk:甲"]
)
def test_a_title_of_another_namespace_costs_itself(title: str, wiki: Wiki, cli: Cli, tmp_path: Path) -> None:
    """A dump's are not read either; a blank behind the colon is a title's own, which the wiki leaves there."""
    given = [title, "甲 会议", "T: 杂志"]
    done = cli("convert", "--wiki", wiki.base, *given, "--lang", "zh", "-o", "out/")
    assert done.returncode == 1, done.stderr
    (line,) = (line for line in done.stderr.splitlines() if " → " not in line)
    namespace = title.partition(":")[0]
    assert line.endswith(
        f": it is no article, but a page of the namespace {namespace!r}; give the article's title"
    )
    assert len(list((tmp_path / "out").glob("*.ttl"))) == 2

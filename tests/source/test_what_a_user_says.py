"""What a user says of an input holds, or is contradicted in a line: its form, its title, a revision; archives on standard input."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

import pytest

from icmlpo_rdf import read
from icmlpo_rdf.errors import ServerError, UsageError
from icmlpo_rdf.notes import Code
from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.page import read_page
from icmlpo_rdf.source import RawPage, wiki_pages
from icmlpo_rdf.source.wiki_addresses import wiki_page_of
from tests.conftest import Cli
from tests.source.wiki_made import Wiki, running

PAGE = "'''甲联盟'''是一个国际组织。\n\n== 成员 ==\n* [[乙党]]\n* [[丙党]]\n"


def export(page_id: int = 1, wiki: str = "zh") -> bytes:
    """An export of one page."""
    return (
        f"<mediawiki xml:lang='{wiki}'><siteinfo><dbname>{wiki}wiki</dbname></siteinfo><page><title>甲联盟</title><ns>0</ns>"
        f"<id>{page_id}</id><revision><id>2</id><text>{PAGE}</text></revision></page></mediawiki>"
    ).encode()


def packed(mode: Literal["w", "w:gz", "w:bz2", "zip"], **members: bytes) -> bytes:
    """An archive: a tar in a mode of its module, or a zip; `__` in a name stands for the point."""
    stream = io.BytesIO()
    if mode == "zip":
        with zipfile.ZipFile(stream, "w") as opened:
            for name, data in members.items():
                opened.writestr(name.replace("__", "."), data)
    else:
        with tarfile.open(fileobj=stream, mode=mode) as opened_tar:
            for name, data in members.items():
                info = tarfile.TarInfo(name.replace("__", "."))
                info.size = len(data)
                opened_tar.addfile(info, io.BytesIO(data))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("said", "what", "code"),
    [
        ("wikitext", "pages.tar.gz/dump.xml: it is xml, and --input-format says wikitext", 1),
        ("enterprise", "pages.tar.gz/dump.xml: it is xml, and --input-format says enterprise", 2),
        ("xml", "pages.tar.gz/丁.md: it is a page, and --input-format says xml, which holds pages", 1),
    ],
)
def test_a_form_is_said_of_all_that_an_archive_holds(
    said: str, what: str, code: int, cli: Cli, tmp_path: Path
) -> None:
    """What is of another form costs itself, with a line; it is not read as if nothing had been said."""
    (tmp_path / "out").mkdir()
    (tmp_path / "pages.tar.gz").write_bytes(packed("w:gz", dump__xml=export(), 丁__md=PAGE.encode()))
    done = cli(
        "convert", "pages.tar.gz", "--input-format", said, "--lang", "zh", "-o", "out/", "--layout", "pages"
    )
    assert (what in done.stderr, done.returncode) == (True, code), done.stderr


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "zip"])
def test_an_archive_on_standard_input(
    mode: Literal["w", "w:gz", "w:bz2", "zip"], cli: Cli, tmp_path: Path
) -> None:
    """It is told by its bytes, and read as the file is; each page is called by its name in it."""
    noise = b"".join(sha256(f"{number}".encode()).digest() for number in range(9_000))
    archive = packed(
        mode, noise__bin=noise, 丁联盟__wikitext=PAGE.replace("甲", "丁").encode(), dump__xml=export()
    )
    name = "a.zip" if mode == "zip" else f"a.tar{mode[1:].replace(':', '.')}"
    (tmp_path / name).write_bytes(archive)
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    given = cli("convert", name, "--lang", "zh", "-o", "one/", "--layout", "pages")
    piped = cli("convert", "-", "--lang", "zh", "-o", "two/", "--layout", "pages", stdin=archive)
    assert piped.returncode == given.returncode, piped.stderr
    assert piped.stderr.replace("<stdin>", name).replace("two", "one") == given.stderr
    written = [sorted(path.name for path in (tmp_path / folder).rglob("*.ttl")) for folder in ("one", "two")]
    assert written[0] == written[1] != []
    shown = cli("inspect", "-", "--lang", "zh", "--title", "甲联盟", stdin=packed(mode, dump__xml=export()))
    assert shown.stdout.startswith("甲联盟"), shown.stderr


_LATIN = "'''Conférence de Genève'''\n\n== Délégués ==\n* Société générale\n"
_JAPANESE = "'''会議'''は国際的な会議である。カタカナの名前がある。\n"
_KOREAN = "'''회의'''는 국제 회의이다. 여러 나라가 참가하였다.\n"
_RUSSIAN = "'''Конференция''' — международная встреча партий и организаций\n"
_TRADITIONAL = "'''甲聯盟'''是一個國際組織，由許多國家的政黨組成。\n"


@pytest.mark.parametrize(
    ("text", "encoding", "language", "named", "not_named"),
    [
        (_LATIN, "latin-1", None, ["WINDOWS-1252"], ["GB18030", "BIG5"]),
        ("L’œuvre – d’abord\n", "cp1252", None, ["WINDOWS-1252"], ["GB18030"]),
        (PAGE, "gb18030", None, ["GB18030"], ["WINDOWS-1252"]),
        (PAGE, "gb18030", "zh", ["GB18030"], ["EUC-JP", "EUC-KR", "SHIFT_JIS"]),
        (_TRADITIONAL, "big5", "zh", ["BIG5"], ["SHIFT_JIS"]),
        (_JAPANESE, "shift_jis", None, ["SHIFT_JIS"], ["WINDOWS-1252"]),
        (_JAPANESE, "euc-jp", "ja", ["EUC-JP"], ["GB18030"]),
        (_KOREAN, "euc-kr", "ko", ["EUC-KR"], ["GB18030"]),
        (_RUSSIAN, "cp1251", "ru", ["WINDOWS-1251"], ["GB18030"]),
    ],
)
def test_the_encoding_is_guessed_by_what_the_bytes_can_be(
    text: str, encoding: str, language: str | None, named: list[str], not_named: list[str]
) -> None:
    """Named is what they can be read in, of the language's own first; never one in which they are none."""
    raw = RawPage("甲.wikitext", text.encode(encoding), "甲.wikitext", form=Form.WIKITEXT)
    (note,) = read_page(raw, PageOptions(language=language))[1]
    assert note.code is Code.NOT_UTF8
    assert [name for name in named if name in note.mend] == named, note.mend
    assert [name for name in not_named if name in note.mend] == [], note.mend


def test_a_broken_place_in_utf_8_is_no_other_encoding() -> None:
    """One byte that went wrong, or a file that was cut within a character."""
    whole = PAGE.encode()
    for data in (whole[: whole.index("丙".encode()) + 2], whole.replace("乙".encode(), b"\xe4\xb9")):
        raw = RawPage("甲.wikitext", data, "甲.wikitext", form=Form.WIKITEXT)
        (note,) = read_page(raw, PageOptions())[1]
        assert "iconv" not in note.mend
        assert "is UTF-8 elsewhere" in note.mend


def test_two_pages_of_one_title_and_wiki(cli: Cli, tmp_path: Path) -> None:
    """They are one page, and the first of the files is taken; `--lang` tells those of two wikis apart."""
    for number in (1, 2):
        (tmp_path / f"{number}.xml").write_bytes(export(number))
    done = cli("convert", "1.xml", "2.xml", "--title", "甲联盟", "-o", "a.ttl")
    assert done.returncode == 1
    assert "2.xml/甲联盟.wikitext: it is the same page as 1.xml/甲联盟.wikitext" in done.stderr
    (tmp_path / "3.xml").write_bytes(export(3, "ja"))
    done = cli("convert", "1.xml", "3.xml", "--title", "甲联盟", "-o", "a.ttl")
    assert "say of which Wikipedia: --lang" in done.stderr


@pytest.mark.parametrize("asked", ["oldid=abc", "oldid=12x", "diff=abc&oldid=5", "oldid=-5"])
def test_a_number_of_a_revision_that_is_none_is_told(asked: str) -> None:
    """MediaWiki would show the latest revision, which is not the one that was meant."""
    with pytest.raises(UsageError, match="no number of a revision; give its number, or leave it out"):
        wiki_page_of(f"https://zh.wikipedia.org/w/index.php?title=甲&{asked}")


@pytest.fixture
def wiki() -> Iterator[Wiki]:
    """A wiki."""
    with running() as found:
        yield found


def test_a_wiki_that_stalls_in_mid_answer_is_left(wiki: Wiki, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer has a time for all of it, whatever comes of it meanwhile."""
    client = wiki_pages._client  # noqa: SLF001 - the one of the process waits for a minute
    monkeypatch.setattr(wiki_pages, "_SECONDS", 1)
    monkeypatch.setattr(wiki_pages, "_client", cache(client.__wrapped__))
    with pytest.raises(ServerError, match="no whole answer within 1 seconds; run it again later"):
        read(f"{wiki.base}/rest.php/v1/page/停", PageOptions("zh"))
    assert len(wiki.asked) == 1

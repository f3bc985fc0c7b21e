"""A page's title: what tells it, in order of trust."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from icmlpo_rdf.convert import understand
from icmlpo_rdf.facts import WikiThing
from icmlpo_rdf.notes import Code
from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.page import PageDocument, TitleSource, normalise, read_page
from icmlpo_rdf.source import Form, RawPage, read_page_file
from tests.conftest import SEED

OPENINGS = tomllib.loads((Path(__file__).parent / "openings.toml").read_text(encoding="utf-8"))["opening"]


def read(text: str, path: str, title: str | None = None) -> PageDocument:
    """Read a page that lies at a path."""
    place = PurePosixPath(path)
    raw = RawPage(place.name, text.encode(), path, in_page_folder=place.parent.name == "Page")
    return read_page(raw, PageOptions("zh", title))[0]


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda opening: opening["file"])
def test_how_real_pages_begin(opening: dict[str, str]) -> None:
    """In its folder, alone, and without a name: forty pages of three dumps."""
    text, name = opening["text"].lstrip("\n"), PurePosixPath(opening["file"]).name
    assert read(text, opening["file"]).title == opening["title"]
    assert read(text, name).title == opening.get("lone", opening["title"])
    assert read(text, "stdin").title == opening["unnamed"]


def test_the_seed_keeps_its_title() -> None:
    """Its file's name says nothing, and its lead all."""
    document, _ = read_page(read_page_file(str(SEED)), PageOptions())
    assert (document.title, document.title_source) == ("马列主义政党和组织国际会议", TitleSource.LEAD)


HEADER = "> 本文内容由[{}]({})转换而来。\n\n\n"
WIKI = "https://zh.wikipedia.org/wiki/"


@pytest.mark.parametrize(
    ("label", "address", "title"),
    [
        ("甲 乙", f"{WIKI}甲_乙", "甲_乙"),
        (r"甲 \(乙\)", rf"{WIKI}甲_\(乙\)", "甲_(乙)"),
        ("甲 (乙)", f"{WIKI}甲_(乙)", "甲_(乙)"),
        ("甲 (乙)", f'{WIKI}甲_(乙) "wikilink"', "甲_(乙)"),
        (":(", f"{WIKI}:(", ":("),
        # An entity is a character, and so is what is percent-encoded.
        ("甲&amp;乙", f"{WIKI}甲&amp;乙", "甲&乙"),
        ("&quot;甲&quot;", f"{WIKI}%22%E7%94%B2%22", '"甲"'),
        ("甲", f"{WIKI}%E7%94%B2", "甲"),
        # A label that was lost is told by its address; its address has the `/` that file names cannot have.
        (" ", f"{WIKI}%E7%94%B2_%E4%B9%99", "甲_乙"),
        ("", f"{WIKI}%E7%94%B2", "甲"),
        ("甲 乙", f"{WIKI}甲/乙", "甲/乙"),
        # The hosts of a Wikipedia: mobile, plain http, a variant, the mirror that later dumps name.
        ("甲", "https://zh.m.wikipedia.org/wiki/甲", "甲"),
        ("甲", "http://zh.wikipedia.org/wiki/甲", "甲"),
        ("甲", "https://zh.wikipedia.org/zh-hant/甲", "甲"),
        ("甲", "https://zh.wiki.chinapedia.org/wiki/甲", "甲"),
    ],
)
@pytest.mark.parametrize("before", ["", "\ufeff", "\ufeff\ufeff", "\n\n"])
def test_header_lines(label: str, address: str, title: str, before: str) -> None:
    """Whatever way a header line is spelt, it tells the title."""
    document = read(before + HEADER.format(label, address) + "正文\n", "x.md")
    assert (document.title, document.title_source) == (title, TitleSource.HEADER)


@pytest.mark.parametrize(
    ("label", "address"),
    [
        (" ", "_"),
        ("", ""),
        ("  ", "__"),
        ("1", "1"),
        (r"\_1\_", "_1_"),
        ("ABC ( )", "ABC_(_)"),
        ("&nbsp;", "%20"),
    ],
)
def test_without_letters_a_header_line_tells_nothing(label: str, address: str) -> None:
    """What the file's name and the lead say counts; if they say nothing, no title is told."""
    header = HEADER.format(label, WIKI + address)
    assert read(f"{header}**第1回会议**是\n", "Page/第1回會議.md").title == "第1回會議"
    if "ABC" not in label:
        assert read(f"{header}**第1回会议**是\n", "x.md").title == "第1回会议"
    if "1" not in label:
        document, notes = read_page(RawPage("stdin", f"{header}会议。\n".encode(), "<stdin>"), PageOptions())
        assert document.title == ""
        assert [note.code for note in notes] == [Code.NO_TITLE]


def test_without_a_title_it_is_said_as_what_the_page_was_read() -> None:
    """Wikitext in a file called `.md` is read as Markdown, which its message must not hide."""
    raw = RawPage("stdin", b"== Congress ==\n* [[Party]]\n", "<stdin>")
    for form in (Form.MARKDOWN, Form.WIKITEXT):
        _, notes = read_page(replace(raw, form=form), PageOptions(language="en"))
        (note,) = (note for note in notes if note.code is Code.NO_TITLE)
        assert note.text == f"it was read as {form.value}"
        assert "--input-format" in note.mend


@pytest.mark.parametrize(
    ("name", "lead", "header", "title"),
    [
        # `@` is `&`, and a blank `/`, where header or lead say so.
        ("R@B_音乐", "R\\&B 音乐", None, "R&B_音乐"),
        ("AT@T_(公司)", "AT\\&T", None, "AT&T_(公司)"),
        ("AC DC", "AC/DC", None, "AC/DC"),
        ("AC_DC_(乐队)", "AC/DC", None, "AC/DC_(乐队)"),
        ("R@B 甲 乙", "丙", ("R&B  ", "R&B_/"), "R&B_甲/乙"),
        ("@甲", "@甲", None, "@甲"),
        ("@甲", "乙", None, "@甲"),
        # File systems of Apple decompose letters; browsers percent-encode them.
        (unicodedata.normalize("NFD", "동아시아_경기_대회"), "乙", (" ", "_"), "동아시아_경기_대회"),
        (unicodedata.normalize("NFD", "Café_甲"), "乙", ("Caf ", "Caf_"), "Café_甲"),
        ("%E7%94%B2", "乙", None, "甲"),
    ],
)
def test_file_names_under_page(name: str, lead: str, header: tuple[str, str] | None, title: str) -> None:
    """A dump's file name is the title but for what no file's name may hold."""
    first = HEADER.format(header[0], WIKI + header[1]) if header else ""
    document = read(f"{first}**{lead}**是\n", f"Page/{name}.md")
    assert (document.title, document.title_source) == (title, TitleSource.FILE_NAME)


@pytest.mark.parametrize(
    ("name", "lead", "rest", "title"),
    [
        # Another script, other marks, a qualifier.
        ("欧洲左翼党", "歐洲左翼黨", "", "欧洲左翼党"),
        ("歐洲左翼黨_(2004年)", "欧洲左翼党", "", "歐洲左翼黨_(2004年)"),
        ("大东亚会议", "大東亜会議", "", "大东亚会议"),
        ("甲·乙会议", "“甲‧乙”会议", "", "甲·乙会议"),
        ("ＡＢＣ会议", "ABC會議", "", "ＡＢＣ会议"),
        # A word less in the lead, that the page knows; a number, a year.
        ("2009年二十国集团伦敦峰会", "2009年二十国集团峰会", "在伦敦", "2009年二十国集团伦敦峰会"),
        ("第34届八国集团首脑会议", "八国集团首脑会议", "", "第34届八国集团首脑会议"),
        ("2018_아시안_게임", "아시안 게임", "2018년", "2018_아시안_게임"),
        (
            "Sommet_du_G20_de_Londres",
            "sommet du G20",
            "tenu à Londres, capitale de l'Angleterre",
            "Sommet_du_G20_de_Londres",
        ),
        # Names that people give.
        ("page", "青松论坛", "", "青松论坛"),
        ("000_4563acc429c8a94e", "青松论坛", "", "青松论坛"),
        ("000_青松论坛", "青松论坛", "000", "青松论坛"),
        ("2_青松论坛", "青松论坛", "2", "青松论坛"),
        ("青松论坛_-_副本", "青松论坛", "", "青松论坛"),
        ("青松论坛_copy", "青松论坛", "copyright", "青松论坛"),
        ("青松论坛 (1)", "青松论坛", "", "青松论坛"),
        ("ICOR", "革命政党和组织国际协调", "（**ICOR**）", "革命政党和组织国际协调"),
        ("论坛", "青松论坛", "", "青松论坛"),
        ("白河论坛", "青松论坛", "", "青松论坛"),
        ("坛", "坛", "", "坛"),
    ],
)
def test_lone_files(name: str, lead: str, rest: str, title: str) -> None:
    """A file's name counts before the lead where both mean one thing."""
    assert read(f"**{lead}**是{rest}\n", f"pages/{name}.md").title == title


def test_a_lead_without_a_name_leaves_the_name_of_the_file() -> None:
    """Lists often have none; only a page with wiki links is surely a wiki's."""
    assert read('名单：[甲](../Page/甲.md "wikilink")\n', "政党列表.md").title == "政党列表"
    assert read("名单：甲\n", "政党列表.md").title == ""
    assert read('名单：[甲](../Page/甲.md "wikilink")\n', "政党列表.txt").title == ""


def test_links_to_the_subject_meet_it() -> None:
    """The page of `AT@T.md` is that to which links say `AT&T`."""
    link = '[AT\\&T](../Page/AT&T_\\(公司\\).md "wikilink")'
    raw = RawPage("AT@T_(公司).md", f"**AT\\&T**是{link}\n".encode(), "AT@T_(公司).md", in_page_folder=True)
    facts = understand(raw).facts
    assert facts
    assert facts.subject.thing == WikiThing("zh", "AT&T_(公司)")
    assert [one.thing for one in facts.links] == [facts.subject.thing]


# Laws, on titles such as dumps have.

_letters = st.sampled_from("会议論坛第회의かナéß1234ABcd-–·.'\"()+&/")
_titles = (
    st.text(_letters, min_size=1, max_size=8)
    .flatmap(lambda word: st.sampled_from([word, f"{word} {word[::-1]}", f"{word} (会议)"]))
    .map(normalise)
    .filter(lambda title: title is not None and title.strip("_/") == title)
    .map(str)
)


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\()[]*&'\"" else letter for letter in text)


def _page(title: str, label: str, address: str) -> str:
    header = HEADER.format(_escaped(label.replace("_", " ")), WIKI + _escaped(address))
    return f"{header}**{_escaped(title.replace('_', ' '))}**是会议。\n"


def _file(title: str) -> str:
    return title.replace("/", " ").replace("&", "@")


@given(_titles)
def test_a_whole_header_is_believed(title: str) -> None:
    """Wherever its page lies, the header line tells the title, `/` and `&` too."""
    assume(not title.isascii())
    text = _page(title, title.replace("/", " "), title)
    for path in (f"Page/{_file(title)}.md", f"{_file(title)}.md", "x.md", "stdin"):
        document = read(text, path)
        assert (document.title, document.title_source) == (title, TitleSource.HEADER)


@given(_titles)
def test_what_was_left_of_a_header_is_not(title: str) -> None:
    """Of a header without its non-ASCII letters, no page gets its title, and the folder's name tells it whole."""
    left = "".join(filter(str.isascii, title))
    assume(left != title)
    text = _page(title, left.replace("/", " "), left)
    document = read(text, f"Page/{_file(title)}.md")
    assert (document.title, document.title_source) == (title, TitleSource.FILE_NAME)
    assert read(text, "x.md").title == title


@given(_titles, _titles)
def test_each_source_gives_way_to_the_one_before_it(title: str, other: str) -> None:
    """Option, header line, file name under `Page/`, lead: the first of them that is there decides."""
    assume(not title.isascii() and normalise(_file(title)) != normalise(_file(other)))
    header = HEADER.format(_escaped(title.replace("_", " ")), WIKI + _escaped(title))
    lead = f"**{_escaped(other.replace('_', ' '))}**是会议。\n"
    path = f"Page/{_file(other)}.md"
    assert read(header + lead, path, "丁").title_source is TitleSource.OPTION
    assert read(header + lead, path).title_source is TitleSource.HEADER
    assert read(lead, path).title_source is TitleSource.FILE_NAME
    assert read(lead, "stdin").title_source is TitleSource.LEAD


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40), st.booleans())
def test_no_name_and_no_header_raise(label: str, name: str, lead: str, in_page_folder: bool) -> None:
    """Whatever stands there, a title is MediaWiki's own spelling, or a note says that there is none."""
    raw = RawPage(f"{name}.md", b"", "x.md", in_page_folder=in_page_folder)
    raw = replace(raw, data=f"> 由[{label}]({WIKI}{label})\n\n**{lead}**\n".encode(errors="replace"))
    document, notes = read_page(raw, PageOptions("zh"))
    told = {note.code for note in notes} & {Code.NO_TITLE, Code.BAD_TITLE}
    assert bool(document.title) != bool(told)
    assert not document.title or "%" in document.title or normalise(document.title) == document.title


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("99th_Diet.html", "<p>The <b>Ninety-ninth Diet</b> met.</p>", ("Ninety-ninth_Diet, not 99th_Diet", "99th Diet")),
        ("Members_of_the_Diet.md", "The **20th Assembly** was a diet: its Members.\n", ("20th_Assembly, not Members_of_the_Diet", "Members of the Diet")),
        ("甲国际倾向.md", "**甲国际趋势**是\n", ("甲国际趋势, not 甲国际倾向", "甲国际倾向")),
        # One thing, in whatever letters; a name that says nothing of the page; a name that nothing tells.
        ("核安全峰会.html", "<p><b>核安全峰會</b>是</p>", None),
        ("000_4563acc429c8a94e.txt", "**国际会议**是\n", None),
        ("page.md", "**国际会议**是\n", None),
        ("1.md", "**第1届**是1\n", None),
    ],
)  # fmt: skip
def test_a_title_that_the_file_name_contradicts_is_said(
    name: str, text: str, said: tuple[str, str] | None
) -> None:
    """The lead counts before a lone file's name; where they differ, the report says which was taken, and the mend."""
    form = Form.HTML if name.endswith("html") else Form.MARKDOWN
    document, notes = read_page(RawPage(name, text.encode(), name, form=form), PageOptions("zh"))
    assert document.title
    found = [note for note in notes if note.code is Code.TITLE_CONTRADICTED]
    assert [note.text for note in found] == ([said[0]] if said else [])
    if said:
        mend = f'if its name is right: --title "{said[1]}"'
        assert [note.mend for note in found] == [mend]
        mended, notes = read_page(RawPage(name, text.encode(), name, form=form), PageOptions("zh", said[1]))
        assert mended.title == said[1].replace(" ", "_")
        assert not [note for note in notes if note.code is Code.TITLE_CONTRADICTED]


@pytest.mark.parametrize(
    ("name", "title", "said"),
    [
        ("甲会议.wikitext", "甲会议", ()),
        ("甲會議.wiki", "甲會議", ()),
        ("甲会议_(1955年).wikitext.gz", "甲会议_(1955年)", ()),
        ("my-notes.wikitext", "My-notes", ("My-notes, not 甲会议",)),
        ("乙论坛.mediawiki", "乙论坛", ("乙论坛, not 甲会议",)),
        # Only these endings say that a tool has named the file after the page.
        ("my-notes.txt", "甲会议", ()),
        ("stdin", "甲会议", ()),
    ],
)
def test_a_wikitext_file_is_named_after_its_page(name: str, title: str, said: tuple[str, ...]) -> None:
    """What its first words call the page does not count against it, but is said."""
    raw = RawPage(name, "'''甲会议'''是一次会议。\n".encode(), name, form=Form.WIKITEXT)
    document, notes = read_page(raw, PageOptions("zh"))
    found = [note for note in notes if note.code is Code.TITLE_CONTRADICTED]
    assert (document.title, tuple(note.text for note in found)) == (title, said)
    assert all(note.mend == 'if its first words are right: --title "甲会议"' for note in found)
    in_dump = replace(raw, in_page_folder=True)
    assert not [
        one for one in read_page(in_dump, PageOptions("zh"))[1] if one.code is Code.TITLE_CONTRADICTED
    ]

"""A cell is one plain name, or it is reported: a wrong name is worse than a missing one."""

from __future__ import annotations

import pytest

from icmlpo_rdf.convert import understand
from icmlpo_rdf.facts import LocalThing, Standing, WikiThing
from icmlpo_rdf.facts.names.delegations import person_behind
from icmlpo_rdf.facts.words.lexicon import lexicon_of
from icmlpo_rdf.notes import Code
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.source import RawPage

PAGE = """\
**甲国际会议**

## {heading}

<table>
<tr>
<th>国家</th>
<th>政党或组织</th>
</tr>
<tr>
<td></td>
<td>{cell}</td>
</tr>
</table>
"""
HEADING = "第十次会议（2011年）参加者"


def names(cell: str, heading: str = HEADING) -> tuple[list[str], list[Code]]:
    """The names that a page with this cell states, and the codes of what it reports."""
    text = PAGE.format(cell=cell, heading=heading)
    understood = understand(RawPage("p.md", text.encode(), "p.md"))
    assert understood.facts
    return (
        [one.name_as_printed for one in understood.facts.participations],
        [note.code for note in understood.notes],
    )


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("<p>雷文多</p>", "雷文多"),
        ("共产党（马列）", "共产党（马列）"),
        ("争取重组1918年－55年的希腊共产党运动", "争取重组1918年－55年的希腊共产党运动"),
        ('<a href="../Page/X.md" title="wikilink">土耳其共产党/马列</a>[3]', "土耳其共产党/马列"),
        ('<a href="../Page/X.md" title="wikilink">劳动党（2008年）</a>', "劳动党（2008年）"),
        ("A/辛涅奇亚 [4][5]", "A/辛涅奇亚"),
    ],
)
def test_one_name(cell: str, name: str) -> None:
    """A name may hold brackets, numbers and slashes; footnote marks are no part of it."""
    assert names(cell) == ([name], [])


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("甲党、乙党", ["甲党", "乙党"]),
        ("甲党，乙党", ["甲党", "乙党"]),
        ("甲党<br />乙党", ["甲党", "乙党"]),
        ("<p>甲党</p><p>乙党</p>", ["甲党", "乙党"]),
        ("<ul><li>甲党</li><li>乙党</li></ul>", ["甲党", "乙党"]),
        (
            '<a href="../Page/X.md" title="wikilink">甲</a>和<a href="../Page/Y.md" title="wikilink">乙</a>',
            ["甲", "乙"],
        ),
        ("| 甲党", ["甲党"]),
        ("甲党''", ["甲党"]),
        ("-{zh-cn:甲党;zh-tw:甲黨}-", ["甲党"]),
        ("{{flag}} 甲党", ["甲党"]),
        ("法国：甲党", ["甲党"]),
        ("：甲党", ["甲党"]),
    ],
)
def test_names_of_a_cell(cell: str, expected: list[str]) -> None:
    """Several names are several participants; leaked markup and lost flags are no part of a name."""
    assert names(cell) == (expected, [])


@pytest.mark.parametrize(
    ("cell", "statuses", "standing"),
    [
        ("甲党（观察员）", (), Standing.OBSERVER),
        ("甲党(2008年被开除)", ("2008年被开除",), None),
        ("甲党（2008年）", ("2008年",), None),
        ('<a href="../Page/X.md" title="wikilink">甲党</a>（观察员）', (), Standing.OBSERVER),
        ('<a href="../Page/X.md" title="wikilink">甲党</a><br />（观察员）', (), Standing.OBSERVER),
        ('<a href="../Page/X.md" title="wikilink">甲党</a>[3]（观察员）[4]', (), Standing.OBSERVER),
        (
            '<a href="../Page/X.md" title="wikilink">甲党</a>（观察员） |- （观察员）',
            (),
            Standing.OBSERVER,
        ),
    ],
)
def test_statuses_are_no_part_of_a_name(
    cell: str, statuses: tuple[str, ...], standing: Standing | None
) -> None:
    """What brackets say of a name's bearer is kept as printed; an observer is one by role."""
    text = PAGE.format(cell=cell, heading=HEADING)
    understood = understand(RawPage("p.md", text.encode(), "p.md"))
    assert understood.facts
    (found,) = understood.facts.participations
    assert (found.name_as_printed, found.statuses, found.standing) == ("甲党", statuses, standing)


@pytest.mark.parametrize(
    "cell",
    [
        '<a href="../Page/X.md" title="wikilink">甲党</a><a href="../Page/Y.md" title="wikilink">乙党</a>',
        '<a href="../Page/X.md" title="wikilink">甲党</a>的代表',
        "甲党在会上发言。",
        "合计",
        "24",
        "—",
        "甲" * 100,
    ],
)
def test_no_name(cell: str) -> None:
    """What is no name is reported and states nothing."""
    stated, codes = names(cell)
    assert stated == []
    # A column of figures only is not read at all.
    assert [code for code in codes if code is not Code.COLUMN_NOT_READ] in (
        [Code.NAME_NOT_UNDERSTOOD],
        [Code.ROW_NOT_UNDERSTOOD],
    )


def test_one_who_was_absent_is_reported() -> None:
    """甲党（缺席） says that it was not there."""
    assert names("甲党（缺席）") == ([], [Code.ABSENT])


@pytest.mark.parametrize(
    "heading", ["第十次会议（2011年）非参加者", "第十次会议（2011年）", "参加者", "第十次会议未参加者"]
)
def test_only_a_heading_that_lists_participants(heading: str) -> None:
    """A table under another heading is not read, whatever its columns."""
    assert names("雷文多", heading) == ([], [Code.TABLE_UNUSED])


def test_a_row_that_slid_is_put_back() -> None:
    """雷文多 is no country, so that the row's first cell was covered from above."""
    text = PAGE.format(cell="", heading=HEADING).replace("<td></td>", "<td>雷文多</td>", 1)
    understood = understand(RawPage("p.md", text.encode(), "p.md"))
    assert understood.facts
    assert [one.name_as_printed for one in understood.facts.participations] == ["雷文多"]
    assert [reading.shifted for reading in understood.facts.readings] == [1]


def test_a_link_to_another_wiki_is_a_name_only() -> None:
    """Never an organization's identity; the link is reported."""
    text = PAGE.format(
        cell='<a href="https://en.wikipedia.org/wiki/X" title="wikilink">甲党</a>', heading=HEADING
    )
    understood = understand(RawPage("p.md", text.encode(), "p.md"))
    assert understood.facts
    assert [one.participant for one in understood.facts.participations] == [LocalThing("甲党")]
    assert [note.code for note in understood.notes] == [Code.LINK_ELSEWHERE]


def test_an_unlinked_name_is_who_the_same_text_is_linked_to() -> None:
    """When just one target has that text; two targets leave the name a name."""
    one = '[甲党](../Page/甲党_\\(乙国\\).md "wikilink")'
    two = one + '[甲党](../Page/甲党_\\(丙国\\).md "wikilink")'
    for links, thing in ((one, WikiThing("zh", "甲党_(乙国)")), (two, LocalThing("甲党"))):
        text = PAGE.format(cell="甲党", heading=HEADING) + f"\n{links}\n"
        understood = understand(RawPage("p.md", text.encode(), "p.md"))
        assert understood.facts
        assert [one.participant for one in understood.facts.participations] == [thing]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("宣传部部长顾作霖", "顾作霖"),
        ("组织部部长任弼时", "任弼时"),
        ("总理衙门大臣", ""),
        ("前部长革命派", ""),
        ("外務人民委員代理", ""),
        ("部长顾作霖", ""),
    ],
)
def test_persons_behind_offices(printed: str, name: str) -> None:
    """An office that tells of what it is ends where a name of three or four letters begins; no other text is parted."""
    assert person_behind(printed, lexicon_of("zh")) == name


@pytest.mark.parametrize("form", [Form.WIKITEXT, Form.HTML, Form.MARKDOWN])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_web_address_is_no_name(form: Form, language: str) -> None:
    """Nor a part of one; what an address is labelled with may be a name."""
    items = [
        "甲党",
        "http://x.example/a",
        "https://x.example/b.",
        "丙党 http://x.example/c",
        "丁党(http://x.example/d?e=f)",
    ]
    lead, heading = {
        "zh": ("甲联盟是一个国际组织。", "成员党"),
        "en": ("Green is an international organization of parties.", "Members"),
    }[language]
    written = {
        Form.WIKITEXT: f"{lead}\n\n== {heading} ==\n" + "".join(f"* {item}\n" for item in items),
        Form.MARKDOWN: f"{lead}\n\n## {heading}\n\n" + "".join(f"- {item}\n" for item in items),
        Form.HTML: f"<p>{lead}</p><h2>{heading}</h2><ul>{''.join(f'<li>{item}' for item in items)}</ul>",
    }[form]
    raw = RawPage("p", written.encode(), "p", form=form)
    understood = understand(raw, ConvertOptions(PageOptions(language, lead[:3])))
    assert understood.facts
    assert [one.name_as_printed for one in understood.facts.memberships] == ["甲党", "丙党", "丁党"]
    assert [note.text for note in understood.notes if note.code is Code.ITEM_NOT_UNDERSTOOD] == items[1:3]

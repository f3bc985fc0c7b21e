"""What belongs to a printed name: no footnote's mark, no character that does not show, but every letter of it."""

from __future__ import annotations

import pytest

from icmlpo_rdf.convert import understand
from icmlpo_rdf.facts.model import Standing
from icmlpo_rdf.source import RawPage

HEAD = "**青松论坛**是若干政党每两年召开一次的国际会议。\n\n## 第三次会议（2005年）参加者\n\n"


def names(page: str) -> list[tuple[str, str | None]]:
    """Who took part, as printed, and for which country."""
    understood = understand(RawPage("青松论坛.md", (HEAD + page).encode(), "青松论坛.md"))
    assert understood.facts
    return [(one.name_as_printed, one.place_as_printed) for one in understood.facts.participations]


@pytest.mark.parametrize(
    "mark", ["†", "‡", "①", "<sup>1</sup>", "<sup>[注 1]</sup>", "[a]", "<ref>报道</ref>"]
)
def test_a_mark_behind_a_name_is_no_part_of_it(mark: str) -> None:
    """Neither of a bare name's nor of a linked one's."""
    row = "<tr><td>{}</td><td>{}</td></tr>"
    rows = [
        row.format("泰国", f"绿洲党{mark}"),
        row.format("蒙古", f'<a href="../Page/赤水工人党.md" title="wikilink">赤水工人党</a>{mark}'),
    ]
    page = f"<table><tr><th>国家</th><th>政党或组织</th></tr>{''.join(rows)}</table>\n"
    assert names(page) == [("绿洲党", "泰国"), ("赤水工人党", "蒙古")]


@pytest.mark.parametrize("space", ["\u3000", "\u00a0", "\u2003"])
def test_any_space_parts_a_name(space: str) -> None:
    """As a plain one does; the link's title has `_` for it."""
    link = f'  - [赤水{space}太郎](../Page/赤水{space}太郎.md "wikilink")\n'
    assert names(link) == [("赤水 太郎", None)]
    assert names(f"  - 赤水{space}太郎党\n") == [("赤水 太郎党", None)]


@pytest.mark.parametrize("mark", ["\u200e", "\u202e", "\u2060", "\ufeff", "\u00ad"])
def test_what_does_not_show_is_no_letter(mark: str) -> None:
    """Marks of direction, soft hyphens, joiners."""
    assert names(f"  - 甲{mark}乙党\n") == [("甲乙党", None)]


def test_a_bar_is_a_letter() -> None:
    r"""A pipe table's `\\|`; in a name, not as markup that leaked."""
    page = '| 国家 | 政党或组织 |\n| -- | -- |\n| 蒙古 | 甲\\|乙同盟 |\n| 不丹 | [丙\\|丁党](../Page/丙丁党.md "wikilink") |\n'
    assert names(page) == [("甲|乙同盟", "蒙古"), ("丙|丁党", "不丹")]


def test_items_behind_a_colon_belong_to_the_list_above() -> None:
    """Wikitext's `:* 甲` between items: the country is whom those below it came for."""
    page = (
        '  - [蒙古](../Page/蒙古.md "wikilink")\n\n:\\* [赤水工人党](../Page/赤水工人党.md "wikilink")\n\n'
        ':\\* [青石共产党](../Page/青石共产党.md "wikilink")\n\n  - [尼泊尔](../Page/尼泊尔.md "wikilink")\n\n'
        ':\\* [白河劳动党](../Page/白河劳动党.md "wikilink")\n'
    )
    assert names(page) == [("赤水工人党", "蒙古"), ("青石共产党", "蒙古"), ("白河劳动党", "尼泊尔")]


def test_items_behind_a_colon_alone_are_a_list() -> None:
    """There is none above them."""
    page = ':\\#[赤水工人党](../Page/赤水工人党.md "wikilink")\n\n:\\#[青石共产党](../Page/青石共产党.md "wikilink")\n'
    assert names(page) == [("赤水工人党", None), ("青石共产党", None)]


def test_a_blank_in_a_destination() -> None:
    """Pandoc's own short form of a link, as some tools write it."""
    assert names('  - [青石 共产党](青石 共产党 "wikilink")\n') == [("青石 共产党", None)]


@pytest.mark.parametrize(
    ("label", "status"),
    [
        ("绿洲党的代表团", None),
        ("绿洲党代表", None),
        ("绿洲党和", None),
        ("绿洲党等", None),
        ("绿洲党为观察员", Standing.OBSERVER),
    ],
)
def test_what_a_label_has_swallowed(label: str, status: Standing | None) -> None:
    """The dumps' labels go on into the text behind the link: the name is the target's, what is said of it counts."""
    page = (
        f'  - [{label}](../Page/绿洲党.md "wikilink")\n  - [赤水工人党](../Page/赤水工人党.md "wikilink")\n'
    )
    understood = understand(RawPage("青松论坛.md", (HEAD + page).encode(), "青松论坛.md"))
    assert understood.facts
    first = understood.facts.participations[0]
    assert (first.name_as_printed, first.standing) == ("绿洲党", status)

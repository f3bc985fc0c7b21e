"""Who is a member: sections of an international, names that recur in one list, remarks that hold a link."""

from __future__ import annotations

from icmlpo_rdf.convert import convert, understand
from icmlpo_rdf.facts import Facts, LocalThing, Standing, WikiThing
from icmlpo_rdf.source import RawPage


def _facts(page: str) -> Facts:
    understood = understand(RawPage("t.md", page.encode(), "t.md"))
    assert understood.facts
    return understood.facts


def _link(title: str, label: str) -> str:
    return f'[{label}](../Page/{title.replace("(", chr(92) + "(").replace(")", chr(92) + ")")}.md "wikilink")'


def test_sections_of_an_international_are_members() -> None:
    """Page 国际马克思主义倾向; a party's 支部 are its own branches."""
    page = "**甲倾向**是一个国际组织。\n\n## 支部\n\n  - 战斗者\n\n## 前支部\n\n  - 火花\n"
    members = _facts(page).memberships
    assert [(one.name_as_printed, one.standing) for one in members] == [
        ("战斗者", Standing.MEMBER),
        ("火花", Standing.FORMER),
    ]
    assert not _facts(page.replace("国际组织", "政党")).memberships


def test_a_name_that_recurs_in_one_list_is_several_members() -> None:
    """Five sections of that international are called 革命, one of them linked: flags told them apart."""
    page = (
        "**甲国际**是会。\n\n## 成员\n\n"
        f"  - {_link('革命_(法国)', '革命')}\n  - 革命\n  - 革命\n  - 日本\n  - 日本\n\n## 前成员\n\n  - 革命\n"
    )
    things = [(one.member, one.standing) for one in _facts(page).memberships]
    assert things == [
        (WikiThing("zh", "革命_(法国)"), Standing.MEMBER),
        (LocalThing("革命"), Standing.MEMBER),
        (LocalThing("革命", 2), Standing.MEMBER),
        # A country is one and the same.
        (LocalThing("日本"), Standing.MEMBER),
        (LocalThing("革命"), Standing.FORMER),
    ]
    iris = {str(quad.subject) for quad in convert(RawPage("t.md", page.encode(), "t.md")).quads}
    assert "<https://w3id.org/icmlpo-rdf/zh/甲国际#革命=2>" in iris


def test_who_left_and_joined_again_is_one_member() -> None:
    """Two rows of one name with their dates are two times, not two members."""
    page = "**甲国际**是会。\n\n## 成员\n\n| 组织 | 加入时间 |\n| --- | --- |\n| 甲党 | 1990年 |\n| 甲党 | 2001年 |\n"
    assert {one.member for one in _facts(page).memberships} == {LocalThing("甲党")}


def test_a_remark_may_hold_a_link() -> None:
    """火花（打入[社会党](…)）: the link is in what is told of the name, and not the name."""
    page = f"**甲国际**是会。\n\n## 成员\n\n  - 火花<small>（打入{_link('社会党', '社会党')}）</small>\n"
    (member,) = _facts(page).memberships
    assert (member.member, member.statuses) == (LocalThing("火花"), ("打入社会党",))
    # A country before its party in brackets is no name with a remark.
    assert not _facts(page.replace("火花", "法国").replace("打入", "")).memberships


def test_a_name_with_an_equals_sign_and_a_number_is_not_the_second_of_another() -> None:
    """`甲=2` printed so is another IRI than that of the second 甲."""
    page = "**丙国际**是会。\n\n## 成员\n\n  - 甲\n  - 甲\n  - 甲=2\n"
    subjects = {str(quad.subject) for quad in convert(RawPage("t.md", page.encode(), "t.md")).quads}
    base = "https://w3id.org/icmlpo-rdf/zh/丙国际#"
    assert {f"<{base}甲>", f"<{base}甲=2>", f"<{base}甲%3D2>"} <= subjects


def test_a_sum_under_the_subjects_own_name_is_nobody() -> None:
    """Page 튀르크 평의회: the row of sums names the council, which is no country and no participant besides."""
    page = "**甲国际**是会。\n\n## 成员国\n\n| 国家 | 人口 |\n| --- | --- |\n| 法国 | 60 |\n| 日本 | 120 |\n| 甲国际 | 180 |\n"
    facts = understand(RawPage("t.md", page.encode(), "甲国际.md")).facts
    assert facts
    assert [one.label for one in facts.participants] == ["法国", "日本"]


def test_the_dates_of_two_rows_are_not_joined() -> None:
    """A beginning in one row and an end in the next are no one's term; what all rows tell is kept."""
    page = (
        "**甲国际**是会。\n\n## 成员国\n\n| 国家 | 加入时间 | 退出时间 |\n| --- | --- | --- |\n"
        "| 法国 | 2009年 | |\n| 日本 | 1990年 | 1991年 |\n| 法国 | | 1966年 |\n| 日本 | 1980年 | 1985年 |\n| 德国 | 1970年 | |\n"
    )
    told = {
        one.name_as_printed: (str(one.start or ""), str(one.end or "")) for one in _facts(page).memberships
    }
    assert told == {"法国": ("", ""), "日本": ("1980", "1991"), "德国": ("1970", "")}

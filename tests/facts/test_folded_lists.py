"""Lists of names that a page folds away in a table, below the one header cell that is their title."""

from __future__ import annotations

import pytest

from icmlpo_rdf.convert import understand
from icmlpo_rdf.facts import Standing
from icmlpo_rdf.options import Form
from icmlpo_rdf.source import RawPage

_ONE_CELL = "|\n* [[甲党]]\n* [[乙党]]\n* [[丙党]]\n"
_TWO_CELLS = "|\n* [[甲党]]\n* [[乙党]]\n|\n* [[丙党]]\n* [[丁党]]\n"


def standings(title: str, cells: str) -> list[tuple[str, Standing]]:
    """The members that a page has below a heading, in a table with one header cell."""
    table = f'{{| class="wikitable collapsible collapsed"\n! {title}\n|-\n{cells}|}}\n'
    text = f"'''某某联盟'''是一个国际组织，成立于1990年。\n\n== 成员 ==\n{table}"
    facts = understand(RawPage("某某联盟.wikitext", text.encode(), "x", form=Form.WIKITEXT, wiki="zh")).facts
    assert facts
    return [(one.name_as_printed, one.standing) for one in facts.memberships]


@pytest.mark.parametrize(
    ("title", "standing"),
    [("名单", Standing.MEMBER), ("成员名单", Standing.MEMBER), ("观察员名单", Standing.OBSERVER), ("前成员", Standing.FORMER)],
)  # fmt: skip
def test_lists_below_their_title(title: str, standing: Standing) -> None:
    """The title tells as what those in the list are members, or only that it is a list."""
    assert standings(title, _ONE_CELL) == [(name, standing) for name in ("甲党", "乙党", "丙党")]
    names = ("甲党", "乙党", "丙党", "丁党")
    assert standings(f"colspan=2 | {title}", _TWO_CELLS) == [(name, standing) for name in names]


@pytest.mark.parametrize("title", ["赞助商", "历任主席", "出版物"])
def test_titles_that_speak_of_others(title: str) -> None:
    """A list of others below a heading of members is none of members."""
    assert not standings(title, _ONE_CELL)
    assert not standings(f"colspan=2 | {title}", _TWO_CELLS)

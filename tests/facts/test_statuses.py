"""What is said behind a name: roles, beginnings, ends."""

from __future__ import annotations

import pytest

from icmlpo_rdf.facts.model import Standing
from icmlpo_rdf.facts.names.statuses import Bare, read_statuses
from icmlpo_rdf.facts.words.lexicon import lexicon_of


@pytest.mark.parametrize(
    ("language", "status", "standing", "start", "end"),
    [
        ("zh", "观察员", Standing.OBSERVER, None, None),
        ("zh", "2008年被开除", Standing.FORMER, None, "2008"),
        ("zh", "2004年退出", Standing.FORMER, None, "2004"),
        ("zh", "2015年加入", None, "2015", None),
        ("zh", "2002年左右退出", Standing.FORMER, None, None),
        ("zh", "2008年停止活动", None, None, None),
        ("zh", "2008年", None, None, None),
        ("zh", "1998年－2007年", None, "1998", "2007"),
        ("zh", "1973年加入，1990年退出", Standing.FORMER, "1973", "1990"),
        ("zh", "候选成员", Standing.CANDIDATE, None, None),
        ("zh", "Left Unity", None, None, None),
        ("zh", "Republican Left of Catalonia", None, None, None),
        ("ja", "1973年加盟、1990年脱退", Standing.FORMER, "1973", "1990"),
        ("ja", "1987年、準加盟", Standing.ASSOCIATE, "1987", None),
        ("ja", "オブザーバー", Standing.OBSERVER, None, None),
        ("ja", "1990年再加盟", None, "1990", None),
        ("ko", "2004년 가입", None, "2004", None),
        ("ko", "2010년 3월 탈퇴", Standing.FORMER, None, "2010-03"),
        ("ko", "참관", Standing.OBSERVER, None, None),
    ],
)
def test_status(
    language: str, status: str, standing: Standing | None, start: str | None, end: str | None
) -> None:
    """A date counts only with the word that says what happened then; about a year is no year."""
    said = read_statuses([status], lexicon_of(language))
    assert (
        said.standing,
        str(said.start) if said.start else None,
        str(said.end) if said.end else None,
        said.absent,
    ) == (standing, start, end, False)


@pytest.mark.parametrize(
    ("language", "status"), [("zh", "缺席"), ("zh", "未派代表出席"), ("ja", "欠席"), ("ko", "불참")]
)
def test_absent(language: str, status: str) -> None:
    """One who was absent took no part."""
    assert read_statuses([status], lexicon_of(language)).absent


def test_a_bare_year_of_a_country_is_when_it_joined() -> None:
    """Only where the reader knows that: a party's may be when it was founded."""
    said = read_statuses(["1992년 1월 17일, 소련을 승계"], lexicon_of("ko"), bare=Bare.START)
    assert str(said.start) == "1992-01-17"

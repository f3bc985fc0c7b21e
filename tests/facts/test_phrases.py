"""What headings say, by their head nouns."""

from __future__ import annotations

import pytest

from icmlpo_rdf.facts.headings.meeting_headings import LEAST
from icmlpo_rdf.facts.headings.parting import parts_by_kind
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.headings.plain_words import is_silent, title_head, trailing_participants
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.words.lexicon import lexicon_of

# Headings in many words: what they say is what a reader says that they say.
CAME = [
    ("zh", "与会国家及其首脑", None),
    ("zh", "主要与会领导人包括：", Kind.PERSON),
    ("zh", "代表结局", Kind.PERSON),
    ("zh", "参会各方", None),
    ("zh", "赴会领袖", Kind.PERSON),
    ("zh", "列席會議的國家", Kind.COUNTRY),
    ("ja", "出席者について", None),
    ("ja", "参加した国と地域", Kind.COUNTRY),
    ("ja", "会議に招待された団体", Kind.ORGANIZATION),
    ("ko", "참석한 정상", Kind.PERSON),
    ("ko", "참가국 명단", Kind.COUNTRY),
    ("en", "Participating states", Kind.COUNTRY),
    ("en", "Attending leaders", Kind.PERSON),
    ("en", "List of delegations", None),
    ("zh", "出席情况", None),
    ("zh", "与会人士", Kind.PERSON),
    ("zh", "被邀请的国家", Kind.COUNTRY),
    ("zh", "签约各国", Kind.COUNTRY),
    ("zh", "各国首脑", Kind.PERSON),
    ("ja", "主要な出席者", None),
    ("ja", "調印国", Kind.COUNTRY),
    ("ja", "各党の首脳", Kind.PERSON),
    ("ko", "참석 명단", None),
    ("ko", "서명국", Kind.COUNTRY),
    ("ko", "각국 정상", Kind.PERSON),
    ("zh", "出席", None),
    ("ko", "참석", None),
]
MEMBERS = [
    ("zh", "成员", Standing.MEMBER),
    ("zh", "前成员党", Standing.FORMER),
    ("zh", "创始会员国（5个）", Standing.FOUNDING),
    ("zh", "观察员国", Standing.OBSERVER),
    ("ja", "正会員", Standing.MEMBER),
    ("ja", "加盟国一覧", Standing.MEMBER),
    ("ja", "脱退した加盟国", Standing.FORMER),
    ("ko", "회원국", Standing.MEMBER),
    ("ko", "참관 단체", Standing.OBSERVER),
    ("en", "Former members", Standing.FORMER),
    ("en", "Member schools", Standing.MEMBER),
    ("en", "Members of the Senate", Standing.MEMBER),
    ("en", "Founding members", Standing.FOUNDING),
    ("en", "Associate Justices", Standing.ASSOCIATE),
    ("zh", "附属工会", Standing.MEMBER),
    ("zh", "荣誉会员", Standing.MEMBER),
    ("zh", "委员名单", Standing.MEMBER),
    ("zh", "成员国家", Standing.MEMBER),
    ("ja", "加盟航空会社", Standing.MEMBER),
    ("ja", "委員一覧", Standing.MEMBER),
    ("ko", "탈퇴국", Standing.FORMER),
    ("ko", "회원 대학교", Standing.MEMBER),
    ("ko", "국회의원 명단", Standing.MEMBER),
]
NOTHING = [
    ("zh", "参加会议"),
    ("zh", "领导人夫人"),
    ("zh", "成员资格的条件"),
    ("zh", "成员国领导人"),
    ("zh", "缺席国家"),
    ("zh", "国际展览局成员"),
    ("ja", "将来参加する可能性のある国"),
    ("ja", "非参加国"),
    ("ja", "会派構成"),
    ("ko", "불참국"),
    ("ko", "회원은 아님"),
    ("en", "Membership timeline"),
    ("en", "Changes in membership"),
    ("en", "Non-members"),
    ("en", "Reactions of participants' families"),
    ("en", "Leaders of member states"),
    ("zh", "候选人"),
    ("zh", "下属机构"),
    ("zh", "委员会成员"),
    ("zh", "未加入的国家"),
    ("ja", "未加盟国"),
    ("ja", "関連団体"),
    ("ja", "代表作"),
    ("ko", "비회원국"),
    ("ko", "대표 인물"),
    ("ko", "산하 단체"),
    ("zh", "意向加入国"),
    ("ja", "加盟を検討している国"),
    ("ko", "가입 희망국"),
]


@pytest.mark.parametrize(("language", "text", "kind"), CAME)
def test_those_who_came(language: str, text: str, kind: Kind | None) -> None:
    """The head noun is a word for who takes part."""
    phrase = read_phrase(text, lexicon_of(language))
    assert phrase is not None
    assert phrase.attended
    assert phrase.score >= LEAST
    assert phrase.kind is kind


@pytest.mark.parametrize(("language", "text", "standing"), MEMBERS)
def test_members(language: str, text: str, standing: Standing) -> None:
    """And as what."""
    phrase = read_phrase(text, lexicon_of(language))
    assert phrase is not None
    assert phrase.members
    assert phrase.score >= LEAST
    if standing is not Standing.ASSOCIATE:
        assert phrase.standing is standing


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_what_only_holds_such_words(language: str, text: str) -> None:
    """Strong words that are not the subject say nothing."""
    phrase = read_phrase(text, lexicon_of(language))
    says = phrase is not None and (phrase.attended or phrase.members) and phrase.score >= LEAST
    assert not says or (phrase is not None and phrase.absent)


@pytest.mark.parametrize(
    ("language", "text", "label"),
    [
        ("zh", "第十次会议（2011年）参加者", "第十次会议（2011年）"),
        ("zh", "第二届会议各国代表", "第二届会议各国"),
        ("ko", "제3차 대회에 참가한 단체", "제3차 대회에 "),
        ("ja", "第3回大会の参加政党", "第3回大会の"),
    ],
)
def test_participants_behind_a_meeting(language: str, text: str, label: str) -> None:
    """The meeting's name ends where the words for those who came begin."""
    begin = trailing_participants(text, lexicon_of(language))
    assert begin is not None
    assert text[:begin] == label


def test_no_participants_behind_another_noun() -> None:
    """代表大会 is a congress, 非参加者 did not take part."""
    assert trailing_participants("第十届全国人民代表大会", lexicon_of("zh")) is None
    assert trailing_participants("第3回大会の非参加国", lexicon_of("ja")) is None


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Congress of Vienna", "meeting"),
        ("2031 Pacific Rim Summit", "meeting"),
        ("Supreme Court of Blueland", "body"),
        ("99th United States Congress", "body"),
        ("2012 Big Valley Conference Tournament", "contest"),
    ],
)
def test_what_a_title_is_about(title: str, named: str) -> None:
    """The noun before the preposition, the last one of its phrase."""
    head = title_head(title, lexicon_of("en"))
    assert head is not None
    assert named in head.classes


def test_silent_headings() -> None:
    """Chambers, letters and years part those of the heading above them."""
    lexicon = lexicon_of("en")
    assert all(is_silent(text, lexicon) for text in ("Senate", "A", "1945 – 1950", "France"))
    assert not any(is_silent(text, lexicon) for text in ("History", "Leadership", "Notable alumni"))


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("zh", "中立国的政党", True),
        ("zh", "全国性工会组织", True),
        ("zh", "学术界（13人）", True),
        ("zh", "相关组织", False),
        ("zh", "成立背景（1919年）", False),
        ("zh", "未来加入的国家", False),
        ("ja", "加盟を目指す国", False),
        ("ja", "関係の深い団体", False),
        ("ja", "学界（2名）", True),
        ("ko", "농민대표 (1명)", True),
        ("ko", "산하 단체", False),
    ],
)
def test_what_parts_members(language: str, text: str, parts: bool) -> None:
    """A kind of organizations or countries, or a count of those under it; not what stands in relation to them."""
    assert parts_by_kind(text, lexicon_of(language)) is parts

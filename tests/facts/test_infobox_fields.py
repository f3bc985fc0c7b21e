"""Fields of members and participants in an infobox are lists under their label, in wikitext as in HTML."""

from __future__ import annotations

import re

import pytest

from icmlpo_rdf.convert import understand
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.source import RawPage

_LABELS = re.compile("member|participant|mitglied|成员国|与会国|회원국", re.IGNORECASE)


def _stated(text: str, form: Form, language: str, title: str) -> tuple[set[str], set[str]]:
    """Who is said to be a member, and who to have taken part."""
    raw = RawPage(title, text.encode(), title, form=form)
    facts = understand(raw, ConvertOptions(PageOptions(language, title))).facts
    assert facts
    members, came = facts.memberships, facts.participations
    told = [(one.name_as_printed, one.spans, one.headings) for one in members]
    told += [(one.name_as_printed, one.spans, one.headings) for one in came]
    for name, spans, headings in told:
        assert all(name in place.cut(text) for place in spans)
        # What says so is the label, which the cited lines hold.
        assert any(_LABELS.search(place.cut(text)) for place in headings)
    return {one.name_as_printed for one in members}, {one.name_as_printed for one in came}


def _box(label: str, *values: str) -> list[tuple[str, Form]]:
    """The field in each way that wikis write it."""
    links = [f"[[{one}]]" for one in values]
    anchors = [f'<a href="/wiki/{one}" title="{one}">{one}</a>' for one in values]
    items = "".join(f"<li>{one}</li>" for one in anchors)
    return [
        (f"{{{{Infobox organization\n| name = a\n| {label} = {'<br>'.join(links)}\n}}}}\n", Form.WIKITEXT),
        (f"{{{{Infobox organization\n|{label}=\n* " + "\n* ".join(links) + "\n}}\n", Form.WIKITEXT),
        (f"{{{{Infobox organization\n|{label}={', '.join(links)}\n}}}}\n", Form.WIKITEXT),
        (f"{{{{Infobox organization\n|{label}={{{{ubl|{'|'.join(links)}}}}}\n}}}}\n", Form.WIKITEXT),
        (
            f'<table class="infobox"><tr><th>{label}</th><td>{"<br>".join(anchors)}</td></tr></table>',
            Form.HTML,
        ),
        (
            f'<table class="infobox"><tr><th>{label}</th><td>{", ".join(anchors)}</td></tr></table>',
            Form.HTML,
        ),
        (f'<table class="infobox"><tr><th>{label}</th><td><ul>{items}</ul></td></tr></table>', Form.HTML),
    ]


_BODIES = [
    ("zh", "甲联盟", "甲联盟是国际组织。", "成员国", ("法国", "德国", "意大利")),
    ("zh", "甲联盟", "甲联盟是国际组织。", "membership", ("法国", "德国", "意大利")),
    (
        "en",
        "Alpha Union",
        "Alpha Union is an international organization.",
        "Member states",
        ("France", "Italy"),
    ),
    ("en", "Alpha Union", "Alpha Union is an international organization.", "members", ("France", "Italy")),
    (
        "de",
        "Alphabund",
        "Der Alphabund ist eine internationale Organisation.",
        "Mitglieder",
        ("Frankreich", "Italien"),
    ),
    ("ko", "갑연합", "갑연합은 국제기구이다.", "회원국", ("프랑스", "독일")),
]


@pytest.mark.parametrize(("language", "title", "lead", "label", "names"), _BODIES)
def test_members(language: str, title: str, lead: str, label: str, names: tuple[str, ...]) -> None:
    """Each name of the field, and no more."""
    for box, form in _box(label, *names):
        assert _stated(box + lead, form, language, title) == (set(names), set()), box


@pytest.mark.parametrize(
    ("language", "title", "lead", "label", "names"),
    [
        ("zh", "2011年甲峰会", "'''2011年甲峰会'''是2011年5月3日在巴黎举行的峰会。", "participants", ("法国", "德国")),
        ("zh", "2011年甲峰会", "'''2011年甲峰会'''是2011年5月3日在巴黎举行的峰会。", "与会国", ("法国", "德国")),
        ("en", "2011 Alpha summit", "The '''2011 Alpha summit''' was held in Paris on 3 May 2011.", "Participants", ("France", "Italy")),
    ],
)  # fmt: skip
def test_participants(language: str, title: str, lead: str, label: str, names: tuple[str, ...]) -> None:
    """Of the meeting that the page is about."""
    for box, form in _box(label, *names):
        written = lead if form is Form.WIKITEXT else lead.replace("'''", "")
        assert _stated(box + written, form, language, title) == (set(), set(names)), box


@pytest.mark.parametrize(
    ("title", "lead", "label", "values"),
    [
        # A number, numbers of parts, an estimate.
        ("Alpha Union", "Alpha Union is an international organization.", "members", ("27",)),
        ("Alpha Union", "Alpha Union is an international organization.", "members", ("27 states", "3 observers")),
        ("Alpha Union", "Alpha Union is an international organization.", "Membership", ("125,000 companies", "and 3.5 million")),
        # One name may be anything: a group, a link to the list.
        ("Alpha Union", "Alpha Union is an international organization.", "members", ("List of members of Alpha Union",)),
        # Other fields, other pages.
        ("Alpha Union", "Alpha Union is an international organization.", "official languages", ("France", "Italy")),
        ("Alpha", "Alpha is an American heavy metal band from Maryland.", "Members", ("Matt Holt", "Tom Maxwell")),
        ("Alpha", "Alpha is an American heavy metal band from Maryland.", "Past members", ("Matt Holt", "Tom Maxwell")),
        ("Alpha", "Alpha is a television series.", "participants", ("Matt Holt", "Tom Maxwell")),
        ("Alpha Cup 2011", "The Alpha Cup 2011 was a football tournament.", "participants", ("France", "Italy")),
    ],
)  # fmt: skip
def test_nobody(title: str, lead: str, label: str, values: tuple[str, ...]) -> None:
    """A number is no list, and a band is no body."""
    for box, form in _box(label, *values):
        assert _stated(box + lead, form, "en", title) == (set(), set()), box


@pytest.mark.parametrize(
    "value", ["[[France]]<br>Italy", "[[France]], Italy", "France<br>Italy", "[[France]] and 12 others"]
)
def test_names_without_links(value: str) -> None:
    """What links nowhere in a field may be a kind of members, or what membership costs."""
    box = (
        f"{{{{Infobox organization\n| members = {value}\n}}}}\nAlpha Union is an international organization."
    )
    assert _stated(box, Form.WIKITEXT, "en", "Alpha Union") == (set(), set())


@pytest.mark.parametrize("between", ["<br>", "、", "，", ", ", "\n", " "])
def test_countries_behind_flags_are_a_list_however_they_are_parted(between: str) -> None:
    """With a comma of any kind, on lines of the source, or by nothing but their flags."""
    field = between.join(f"{{{{flag|{one}}}}}" for one in ("德国", "意大利", "法国"))
    text = f"{{{{Infobox summit\n| name = a\n| participants = {field}\n}}}}\n'''2015年甲峰会'''是2015年5月举行的会议。\n"
    assert _stated(text, Form.WIKITEXT, "zh", "2015年甲峰会") == (set(), {"德国", "意大利", "法国"})

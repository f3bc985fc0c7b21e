"""What a name names, by the title of its page before the name as it is printed."""

from __future__ import annotations

import pytest

from icmlpo_rdf.facts.model import Kind, WikiThing
from icmlpo_rdf.facts.names.things import kind_of_name
from icmlpo_rdf.facts.words.lexicon import lexicon_of


@pytest.mark.parametrize(
    ("language", "text", "title", "kind"),
    [
        ("zh", "海地", "海地足球协会", Kind.ORGANIZATION),
        ("ja", "ハイチ", "ハイチ・サッカー連盟", Kind.ORGANIZATION),
        ("ko", "아이티", "아이티_축구_협회", Kind.ORGANIZATION),
        ("zh", "海地", "海地", Kind.COUNTRY),
        ("zh", "海地", "海地 (国家)", Kind.COUNTRY),
        ("zh", "海地", None, Kind.COUNTRY),
        ("zh", "北湖中学", None, Kind.ORGANIZATION),
        ("ja", "北湖株式会社", None, Kind.ORGANIZATION),
        ("ko", "북호고등학교", None, Kind.ORGANIZATION),
        ("zh", "赵青山", "赵青山", None),
    ],
)
def test_kind_of_name(language: str, text: str, title: str | None, kind: Kind | None) -> None:
    """A country's name that leads to its football association names this."""
    thing = WikiThing(language, title) if title else None
    assert kind_of_name(text, thing, lexicon_of(language)) is kind

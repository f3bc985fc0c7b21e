"""Texts are shown so that none changes what stands around it, and measured without a font."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from icmlpo_rdf.reports.templating import clip, display_width, environment, license_name, shown, web_address
from icmlpo_rdf.store.lookups import Text


def test_what_turns_or_hides_is_shown_by_its_number() -> None:
    """Overrides, isolates, controls and what XML does not hold; marks of right-to-left scripts stay."""
    assert shown("甲\u202e乙\u2069") == "甲⟨U+202E⟩乙⟨U+2069⟩"
    assert shown("a\x00b\x85c\ufffe") == "a⟨U+0000⟩b⟨U+0085⟩c⟨U+FFFE⟩"
    assert shown("tab\tline\n\u200fمرحبا\u0301") == "tab\tline\n\u200fمرحبا\u0301"
    mark = "\u0301"
    assert shown(f"e{mark * 100}x") == f"e{mark * 4}⟨+96 marks⟩x"


@given(st.text())
def test_what_is_shown_is_shown_as_it_is_the_second_time(text: str) -> None:
    """And holds no character that turns what follows."""
    assert shown(shown(text)) == shown(text)
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b") & set(shown(text))


@given(st.text(), st.floats(2, 40))
def test_a_clipped_text_fits(text: str, width: float) -> None:
    """Into the width that was given, and is the text itself where that fits."""
    clipped = clip(text, width)
    assert display_width(clipped) <= width
    whole = " ".join(shown(text).split())
    assert clipped == whole or (clipped[-1] == "…" and whole.startswith(clipped[:-1]))


def test_hanzi_are_as_wide_as_they_are_high() -> None:
    """Letters are narrower, marks have no width (UAX 11)."""
    assert display_width("马列主义") == 4
    assert display_width("한국") == 2
    assert display_width("e\u0301") == display_width("e") < 1


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        ("https://zh.wikipedia.org/wiki/X", "https://zh.wikipedia.org/wiki/X"),
        ("http://e/甲", "http://e/甲"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("https:x", None),
        (None, None),
    ],
)
def test_only_the_web_is_linked_to(iri: str | None, address: str | None) -> None:
    """Other schemes are shown and not followed."""
    assert web_address(iri) == address


def test_licences_by_their_names() -> None:
    """An unknown one by its IRI."""
    assert license_name("https://creativecommons.org/licenses/by-sa/3.0/") == "CC BY-SA 3.0"
    assert license_name("https://creativecommons.org/licenses/by-sa/4.0/deed.zh") == "CC BY-SA 4.0"
    assert license_name("http://e/x") == "http://e/x"


def test_templates_escape_by_themselves() -> None:
    """Texts, and texts with a language; a name that is not there is an error."""
    template = environment().from_string('<b title="{{ a }}">{{ b }}</b>')
    made = template.render(a="\" x='\u202e", b=Text("<i>", "zh"))
    assert made == '<b title="&#34; x=&#39;⟨U+202E⟩">&lt;i&gt;</b>'
    with pytest.raises(UndefinedError):
        template.render(a="")

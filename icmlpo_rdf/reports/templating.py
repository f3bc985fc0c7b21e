"""Text for people: templates that escape by themselves, and what keeps a hostile text harmless.

A dump may hold any text, and so may a label. Markup is escaped; characters that no XML holds or that turn
the direction of what follows are shown by their numbers; only web addresses become links.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.store.lookups import Text

__all__ = ["clip", "display_width", "environment", "finalize", "license_name", "shown", "web_address"]

# Controls but tab and newline; embeddings, overrides and isolates (UAX 9, table 4); lone surrogates and
# noncharacters, which XML 1.0, section 2.2, does not allow.
_NOT_SHOWN = lazy_pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# Marks that stand on the letter before them: a hundred of them paint over the lines above.
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILE = lazy_pattern(f"({_MARK}{{4}})({_MARK}+)")
_WEB = lazy_pattern(r"https?://[^\s]+")
_CREATIVE_COMMONS = lazy_pattern(r"https?://creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)(?:/.*)?")
_WIDE: Final = frozenset("WFA")
"""East Asian Width classes drawn a full em wide; ambiguous ones are so in the fonts of Chinese."""
_BROAD: Final = frozenset("MWmw@%&")
"""Latin letters and signs about as wide as a hanzi."""
_CAPITAL_EM: Final = 0.75
_NARROW_EM: Final = 0.62


def shown(text: str) -> str:
    """Return a text without characters that change what stands around it: `⟨U+202E⟩`, `⟨+96 marks⟩` instead."""
    text = _PILE.sub(lambda match: f"{match[1]}⟨+{len(match[2])} marks⟩", text)
    return _NOT_SHOWN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def display_width(text: str) -> float:
    """Return about how wide a text is drawn, in em (UAX 11): no font is asked, so that bytes never differ."""
    return sum(_character_width(one) for one in text)


@lru_cache(maxsize=20_000)
def _character_width(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    if character in _BROAD or unicodedata.east_asian_width(character) in _WIDE:
        return 1
    return _CAPITAL_EM if character.isupper() else _NARROW_EM


def clip(text: str, width: float) -> str:
    """Return as much of a text, as shown, as fits into a width in em, `…` at its end where it was cut."""
    text = " ".join(shown(text).split())
    kept, used = 0, 0.0
    for place, one in enumerate(text):
        used += _character_width(one)
        if used > width or place >= width * 8:  # a hundred marks on one letter take no width
            return f"{text[:kept]}…"
        if used + 1 <= width:  # the ellipsis is one em wide
            kept = place + 1
    return text


def web_address(iri: str | None) -> str | None:
    """Return an IRI that a browser may follow, or None: `javascript:` and `data:` are no addresses."""
    return iri if iri is not None and _WEB.fullmatch(iri) else None


def license_name(iri: str) -> str:
    """Return a licence as people write it, `CC BY-SA 4.0`; an unknown one by its IRI."""
    match = _CREATIVE_COMMONS.fullmatch(iri)
    return f"CC {match[1].upper()} {match[2]}" if match else iri


def finalize(value: object) -> object:
    """Every value that a template prints comes by here, before it is escaped.

    What must stay as it is, such as an address or what is typed, is escaped by hand: `{{ it | e }}`.
    """
    if isinstance(value, Markup):
        return value
    if isinstance(value, Text):
        value = value.value
    return shown(value) if isinstance(value, str) else value


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates; a name that is not there is an error, never an empty text."""
    templates = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        loader=PackageLoader("icmlpo_rdf.reports"),
    )
    templates.filters.update(clip=clip, web=web_address, license_name=license_name)
    return templates

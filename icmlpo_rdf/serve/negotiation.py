"""Content negotiation: which of the media types on offer a client would rather have (RFC 9110, section 12.5.1).

Our own, for libraries are stricter than clients: WebOb 1.8 and Werkzeug 3.1 find nothing for `application/ld+json;profile=…`
or `text/turtle;charset=utf-8`, and WebOb passes over all of Java's `text/html, *; q=.2`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["preferred"]

_QUOTED = lazy_pattern(r'(?<!\\)"(?:[^"\\]|\\.)*+"')
_NAME = lazy_pattern(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+|[\w!#$&^.+-]+/\*|\*/\*", re.ASCII)
_NUMBER = lazy_pattern(r"\d{1,9}(?:\.\d{0,99})?|\.\d{1,99}", re.ASCII)
_ANY = "*/*"
_LONGEST_ACCEPT = 4_096
"""What is longer is cut: no client needs more, and none shall make us read it for long."""


def preferred(
    accept: str | None, offers: Sequence[str], other_names: Mapping[str, Sequence[str]] | None = None
) -> str | None:
    """Return the media type that a client prefers, or None where it takes none of them.

    Args:
        accept: the `Accept` field; None, or one in which nothing can be understood, takes anything.
        offers: media types, the one we would rather send first: it decides between equals.
        other_names: of an offer, names by which clients ask for it too. One that refuses a type (`q=0`) by such a
            name does not get it under its own, unless it names that as well.
    """
    ranges = _ranges(accept or "")
    if not ranges:
        return offers[0]
    names = other_names or {}
    qualities = {offer: _quality(offer, names.get(offer, ()), ranges) for offer in offers}
    best = max(offers, key=qualities.__getitem__)  # the first of equals
    return best if qualities[best] else None


def _ranges(accept: str) -> dict[str, float]:
    """The media ranges of a field with their qualities. Parameters other than `q` tell apart nothing that we offer."""
    found: dict[str, float] = {}
    for part in _QUOTED.sub("", accept[:_LONGEST_ACCEPT]).lower().split(","):
        name, *parameters = ("".join(one.split()) for one in part.split(";"))
        name = _ANY if name == "*" else name  # as Java's own client writes it
        written = next((one[2:] for one in parameters if one.startswith("q=")), "1")
        if _NAME.fullmatch(name) and _NUMBER.fullmatch(written):
            found[name] = max(found.get(name, 0.0), min(1.0, float(written)))
    return found


def _quality(offer: str, other_names: Sequence[str], ranges: Mapping[str, float]) -> float:
    """The quality of the most specific range that an offer falls into; 0 when it falls into none."""
    if offer in ranges:
        return ranges[offer]
    if asked := [ranges[name] for name in other_names if name in ranges]:
        return max(asked) if all(asked) else 0.0
    return ranges.get(f"{offer.partition('/')[0]}/*", ranges.get(_ANY, 0.0))

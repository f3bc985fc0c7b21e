"""Content negotiation: which of the forms on offer a client would rather have (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["preferred"]

_RANGE = re.compile(
    r"\s*(?P<type>[\w!#$&^.+-]+|\*)\s*/\s*(?P<subtype>[\w!#$&^.+-]+|\*)\s*(?P<parameters>;.*)?", re.ASCII
)
_QUALITY = re.compile(r";\s*q\s*=\s*(?P<q>[^;]*)", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{0,99})?|\.\d{1,99}", re.ASCII)
_LONGEST_ACCEPT = 4_096
"""What is longer is cut: no client needs more, and none shall make us read it for long."""


def preferred(accept: str | None, offers: Sequence[str]) -> str | None:
    """Return the offer that a client prefers, or None where it takes none of them.

    Args:
        accept: the `Accept` field; None or nothing takes anything.
        offers: media types, the one we would rather send first: it decides between equals.
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges = _ranges(accept)
    if not ranges:  # nothing in it could be understood: as if it were not there
        return offers[0]
    best, best_quality = None, 0.0
    for offer in offers:
        quality = _quality(offer, ranges)
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


def _ranges(accept: str) -> list[tuple[str, str, float]]:
    found = []
    for part in accept[:_LONGEST_ACCEPT].split(","):
        match = _RANGE.fullmatch(part)
        quality = _number(match["parameters"]) if match else None
        if match and quality is not None:
            found.append((match["type"].lower(), match["subtype"].lower(), quality))
    return found


def _number(parameters: str | None) -> float | None:
    """The quality that a range has; None where it is no number: then the range says nothing."""
    written = _QUALITY.search(parameters or "")
    if written is None:
        return 1.0
    number = _NUMBER.fullmatch(written["q"].strip())
    return min(1.0, float(number[0])) if number else None


def _quality(offer: str, ranges: list[tuple[str, str, float]]) -> float:
    """The quality of the most specific range that an offer falls into; 0 when it falls into none."""
    kind, _, subkind = offer.partition("/")
    best, best_specificity = 0.0, -1
    for one, sub, quality in ranges:
        if one == kind and sub == subkind:
            specificity = 2
        elif one == kind and sub == "*":
            specificity = 1
        elif one == "*" and sub == "*":
            specificity = 0
        else:
            continue
        if specificity > best_specificity or (specificity == best_specificity and quality > best):
            best, best_specificity = quality, specificity
    return best

"""Content negotiation: which of the forms on offer a client would rather have (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["preferred"]

_RANGE = re.compile(
    r"\s*(?P<type>[\w!#$&^.+-]+|\*)\s*/\s*(?P<subtype>[\w!#$&^.+-]+|\*)\s*(?P<parameters>;.*)?", re.ASCII
)
_QUALITY = re.compile(r";\s*q\s*=\s*(?P<q>[01](?:\.\d{0,3})?)\s*(?:;|$)", re.ASCII | re.IGNORECASE)
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
        if match:
            quality = _QUALITY.search(match["parameters"] or "")
            found.append(
                (match["type"].lower(), match["subtype"].lower(), float(quality["q"]) if quality else 1.0)
            )
    return found


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

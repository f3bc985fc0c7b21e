"""HTML's character references, `&amp;` and `&#8212;`: their names are read when a page has one."""

from __future__ import annotations

__all__ = ["unescape"]


def unescape(text: str) -> str:
    """Return a text with its character references as the characters that they stand for."""
    if "&" not in text:
        return text
    from html import unescape as named  # noqa: PLC0415 - two thousand names, which most pages need none of

    return named(text)

"""The keywords of a SPARQL query, told from the names, strings and comments that may look like them."""

from __future__ import annotations

import re

__all__ = ["find_keyword", "has_keyword"]

# The tokens of SPARQL 1.1, section 19.8, rules 139 to 173, as far as a keyword may hide in one of them. A
# prefixed name may hold an escaped `#` or quote (rule 173), a comment ends with either end of a line
# (section 19.4), and a keyword may follow a full stop or a number without a space.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\r\n]|\\.)*"'
    r"|'(?:[^'\\\r\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\r\n]*"
    r"|[?$]\w+"
    r"|@[A-Za-z]+(?:-[A-Za-z0-9]+)*"
    r"|(?:[^\W\d_](?:[\w.-]{0,300}[\w-])?|_)?:(?:[\w:.%·-]|\\.)*"
    r"|\d+(?:\.\d+)?"
    r"|(?P<word>[^\W\d_]\w*)"
    r"|\\.",
    re.DOTALL,
)


def find_keyword(text: str, keyword: str) -> int | None:
    """Return where a query uses a keyword first, as an offset, or None where it does not.

    It may find one where the engine sees none, and the engine then refuses the query anyway; it never
    misses one that the engine sees.
    """
    wanted = keyword.lower()
    for match in _TOKEN.finditer(text):
        word = match["word"]
        if word is not None and word.lower() == wanted:
            return match.start()
    return None


def has_keyword(text: str, keyword: str) -> bool:
    """Return whether a query uses a keyword."""
    return find_keyword(text, keyword) is not None

"""The keywords of a SPARQL query, told from the names, strings and comments that may look like them."""

from __future__ import annotations

import heapq
import re

__all__ = ["find_keyword", "has_keyword"]

# The tokens of SPARQL 1.1, section 19.8, rules 139 to 173, as far as a keyword may hide in one of them. A
# prefixed name may hold an escaped `#` or quote, but does not begin with a full stop behind its colon (rules
# 169, 173); a comment ends with either end of a line (section 19.4); a keyword may follow a full stop or a
# number without a space.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\r\n]|\\.)*"'
    r"|'(?:[^'\\\r\n]|\\.)*'"
    r'|(?P<iri><[^<>"{}|^`\x00-\x20]*>)'
    r"|(?P<comment>#)"
    r"|[?$]\w+"
    r"|@[A-Za-z]+(?:-[A-Za-z0-9]+)*"
    r"|(?P<prefix>[^\W\d_](?:[\w.-]{0,300}[\w-])?|_)?:(?:(?:[\w:%]|\\.)(?:[\w:.%·-]|\\.)*)?"
    r"|(?P<word>[^\W\d_]\w*)"
    r"|\\.",
    re.DOTALL,
)
_LINE_END = re.compile(r"[\r\n]|\Z")
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_THEN_BRACE = re.compile(r"(?:\s|#[^\r\n]*+)*+\{")
_BEFORE_BRACE = frozenset({"service"})
"""Keywords that stand before a name and a group: only there may the engine cut a prefixed name in two."""


def find_keyword(text: str, keyword: str) -> int | None:
    """Return where a query uses a keyword first, as an offset, or None where it does not.

    The engine's grammar knows no ends of words and tries again where it came to a stop: `SERVICESILENT <x> {}`
    and `SERVICEx:y {}` are calls of `<x>` and `x:y`, and `?a<2)SERVICE#>` holds a comparison or an IRI. So a word
    that holds the keyword counts; so does, for SERVICE, a prefix that holds it where a `{` follows the name; and
    what stands in angle brackets is read in both ways where that makes a difference.

    It may find a keyword where the engine sees none: in `GRAPH service:x {}`, or behind an IRI that holds `'`
    and no `//`. None is known that the engine sees and this misses; `serve` has a second lock (`sandbox`).
    """
    wanted = keyword.lower()
    starts, last, line_end = [0], -1, -1
    while starts:
        match = _TOKEN.search(text, heapq.heappop(starts))
        if match is None or match.start() == last:  # the other reading came to the same token
            continue
        last = match.start()
        if _is_keyword(match, wanted):
            return last
        end = match.end()
        if match["comment"]:
            if line_end < end:  # looked for once a line: many readings may meet a comment in one
                line_end = _line_end(text, end)
            end = line_end
        elif match["iri"] and _may_be_comparison(match["iri"]):
            heapq.heappush(starts, last + 1)
        heapq.heappush(starts, end)
    return None


def _is_keyword(match: re.Match[str], wanted: str) -> bool:
    if match["word"]:
        return wanted in match["word"].lower()
    return (
        wanted in _BEFORE_BRACE
        and wanted in (match["prefix"] or "").lower()
        and _THEN_BRACE.match(match.string, match.end()) is not None
    )


def _may_be_comparison(iri: str) -> bool:
    """Whether an IRI may be an operator and a comment or string that reach beyond it: no expression holds `//`."""
    return ("#" in iri or "'" in iri) and _ABSOLUTE.match(iri) is None


def _line_end(text: str, place: int) -> int:
    match = _LINE_END.search(text, place)
    return match.start() if match else len(text)


def has_keyword(text: str, keyword: str) -> bool:
    """Return whether a query uses a keyword."""
    return find_keyword(text, keyword) is not None

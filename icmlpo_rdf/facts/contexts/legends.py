"""What a legend says of names that are printed otherwise: founding members in bold, or with an asterisk behind them."""

from __future__ import annotations

import re

from msgspec import Struct

from icmlpo_rdf.facts.headings.meeting_headings import standing_in
from icmlpo_rdf.facts.model import Standing
from icmlpo_rdf.facts.words.lexicon import Lexicon

__all__ = ["Legend", "is_marked", "legend_in", "without_legend"]

_SIGNS = r"*†‡§#^"
# The sign by itself: (*), "* =", a word for it.
_SIGN = re.compile(rf"(?<!\w)\\?([{re.escape(_SIGNS)}])(?![\w{re.escape(_SIGNS)}])")
_CLAUSES = re.compile(r"[,，;；]|[（(](?=[^（()）]{2,})|(?<=\w)[）)]")
_ASTERISK = "*"


class Legend(Struct, frozen=True):
    """As what those are members whose names a legend tells apart."""

    standing: Standing
    sign: str
    """What stands behind their names; nothing where these are in bold."""


def legend_in(sentence: str, lexicon: Lexicon) -> Legend | None:
    """Return what a sentence says of names in bold, or of those with a sign behind them; None where it says nothing."""
    sign = _sign_in(sentence, lexicon)
    if sign is None or (standing := standing_in(_SIGN.sub(" ", sentence).strip(" =:-–—"), lexicon)) is None:
        return None
    return Legend(standing, sign)


def _sign_in(text: str, lexicon: Lexicon) -> str | None:
    if lexicon.legend_bold.search(text):
        return ""
    if match := _SIGN.search(text):
        return match[1]
    return _ASTERISK if lexicon.legend_asterisk.search(text) else None


def without_legend(line: str, lexicon: Lexicon) -> tuple[str, Legend | None]:
    """Return a line without the clause that is a legend, and the legend: …, with founding members in bold."""
    begin = 0
    for cut in _CLAUSES.finditer(line):
        if begin and (legend := legend_in(line[begin : cut.start()], lexicon)):
            return line[: begin - 1] + line[cut.end() :], legend
        begin = cut.end()
    if begin and (legend := legend_in(line[begin:], lexicon)):
        return line[: begin - 1], legend
    return line, None


def is_marked(text: str, name: str, sign: str) -> bool:
    """Return whether a sign stands right behind a name."""
    begin = text.find(name)
    return bool(sign) and begin >= 0 and text[begin + len(name) :].lstrip(" \\").startswith(sign)

"""What stands in brackets behind a name, or in a status cell: a role, a beginning, an end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from icmlpo_rdf.facts.dates import PartialDate, parse_date
from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.facts.model import Standing

__all__ = ["Said", "read_statuses"]

_DATE = re.compile(
    r"\d{4}\s*[年년]?(?:\s*\d{1,2}\s*[月월](?:\s*\d{1,2}\s*[日일])?)?|\d{4}-\d{1,2}(?:-\d{1,2})?"
)
_FULL_YEARS = re.compile(r"(\d{4})\s*年?\s*[-–—~～至]\s*(\d{4})\s*年?")
_MAX_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a name's bearer."""

    standing: Standing | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    absent: bool = False


def read_statuses(statuses: Iterable[str], lexicon: Lexicon) -> Said:
    """Return what the remarks behind a name say, as far as they say it in the lexicon's words.

    （观察员） is a role; （2008年被开除） an end with its year; （2002年左右停止活动） gives no date, because about
    2002 is not 2002; a bare year says nothing, since it may be when the bearer was founded.
    """
    standing: Standing | None = None
    start = end = None
    absent = False
    for status in statuses:
        if len(status) > _MAX_LENGTH:
            continue
        text = unicodedata.normalize("NFKC", status)
        absent = absent or lexicon.absent.search(text) is not None
        standing = standing or _standing(text, lexicon)
        if lexicon.approximate.search(text):
            continue
        dates = [span.start for match in _DATE.finditer(text) if (span := parse_date(match[0].strip()))]
        left, joined = lexicon.left.search(text), lexicon.joined.search(text)
        if (_FULL_YEARS.fullmatch(text.strip()) and len(dates) == 2) or (
            len(dates) == 2 and left and joined and joined.start() < left.start()
        ):
            start, end = start or dates[0], end or dates[1]
        elif len(dates) == 1 and left:
            end = end or dates[0]
        elif len(dates) == 1 and joined:
            start = start or dates[0]
    if end is not None and start is not None and str(end) < str(start):
        start = end = None
    return Said(standing, start, end, absent)


def _standing(text: str, lexicon: Lexicon) -> Standing | None:
    for pattern, standing in (
        (lexicon.observer, Standing.OBSERVER),
        (lexicon.candidate, Standing.CANDIDATE),
        (lexicon.founding, Standing.FOUNDING),
        (lexicon.guest, Standing.GUEST),
    ):
        if pattern.search(text):
            return standing
    if lexicon.left.search(text):
        return Standing.FORMER
    if lexicon.associate.match(text) and lexicon.member.search(text):
        return Standing.ASSOCIATE
    if lexicon.host.match(text):
        return Standing.HOST
    return None

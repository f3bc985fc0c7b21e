"""When the meeting that a page is about was held, as its lead says: 1922年3月1日至10日在白沙举行."""

from __future__ import annotations

from icmlpo_rdf.facts.contexts.subject import opening
from icmlpo_rdf.facts.words.dates import DateSpan, find_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import PageDocument

__all__ = ["SENTENCE_END", "own_dates"]

SENTENCE_END = lazy_pattern(
    r"[。！？]|(?<!\s\d)(?<!\s\d\d)[.!?](?=\s+[A-Z])|(?<=[\uac00-\ud7a3])\.(?=[\s\[])"
)
"""Not the dot behind a German day: am 3. Mai 1931."""
_FIRST = 2


def own_dates(
    document: PageDocument, year: int | None, lexicon: Lexicon
) -> tuple[DateSpan, str] | tuple[None, None]:
    """Return the only date, and how it is printed, of the first of two sentences that tells one, with a word for holding; else none.

    Args:
        document: a page about one meeting.
        year: that of its title, in which the date must lie.
        lexicon: the words of the page's language.
    """
    for sentence in SENTENCE_END.split(opening(document), maxsplit=_FIRST)[:_FIRST]:
        dated = find_date(sentence)
        if dated is None:
            continue
        is_told = lexicon.held.search(sentence) is not None and not lexicon.founding.search(sentence)
        return dated if is_told and year in {None, dated[0].start.year} else (None, None)
    return None, None

"""Texts without some stretches of them: without flags and their names, without adverbs."""

from __future__ import annotations

from msgspec.structs import replace

from icmlpo_rdf.page import Text

__all__ = ["stretches_left", "without_stretches"]


def stretches_left(text: str, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches of a text that are not cut out, in order; the last one ends with the text."""
    left: list[tuple[int, int]] = []
    at = 0
    for begin, end in sorted(cuts):
        if at < begin:
            left.append((at, begin))
        at = max(at, end)
    return [*left, (at, len(text))]


def without_stretches(content: Text, cuts: list[tuple[int, int]]) -> Text:
    """Return a text without some stretches of it, its links and marks where they are now."""
    left = stretches_left(content.text, cuts)
    text = "".join(content.text[begin:end] for begin, end in left)
    where: list[int] = []
    kept = 0
    for begin, end in left:
        where += [kept] * (begin - len(where))
        where += range(kept, kept + end - begin)
        kept += end - begin
    where.append(kept)
    lead = len(text) - len(text.lstrip())
    text = text.strip()

    def at(place: int) -> int:
        return max(0, where[min(place, len(where) - 1)] - lead)

    links = tuple(
        replace(link, start=at(link.start), end=at(link.end))
        for link in content.links
        if link.start + 1 == len(where) or where[link.start] < where[link.start + 1]
    )
    bold = tuple(replace(mark, start=at(mark.start), end=at(mark.end)) for mark in content.bold)
    return replace(content, text=text, links=links, bold=bold, pictures=())

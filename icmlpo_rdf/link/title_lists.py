"""A plain list of titles → the items of those that have one, as lines of text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from icmlpo_rdf.errors import DataError, counted
from icmlpo_rdf.link.identification import Identified, Reason, Trail, WikiTitle
from icmlpo_rdf.link.opening import Sources
from icmlpo_rdf.link.resolving import identify
from icmlpo_rdf.page.titles import Namespace, normalise, split_prefixes

__all__ = ["ListedTitle", "check_wikis", "identify_list", "report_line", "summary"]


@dataclass(frozen=True, slots=True)
class ListedTitle:
    """A line of a list, and the answer to it."""

    written: str
    """The title as the list has it."""
    answer: Identified


def identify_list(written: Iterable[str], wiki: str, sources: Sources) -> Iterator[ListedTitle]:
    """Yield the answer to each title of a list, in its order.

    Args:
        written: titles as people write them.
        wiki: the code of the Wikipedia that they are of.
        sources: what knows of items.

    Raises:
        DataError: a source is not whole, or is of another wiki.
        ServerError: a service gives no answer.
    """
    check_wikis({wiki}, sources)
    lines = list(written)
    titles = {line: _title(line, wiki) for line in lines}
    answers = identify((one for one in titles.values() if isinstance(one, WikiTitle)), sources)
    for line in lines:
        title = titles[line]
        yield ListedTitle(
            line, answers[title] if isinstance(title, WikiTitle) else _refused(line, wiki, title)
        )


def check_wikis(wikis: Iterable[str], sources: Sources) -> None:
    """Refuse sources that know of other wikis only.

    Raises:
        DataError: they do.
    """
    asked = set(wikis)
    if asked and sources.wikis and asked.isdisjoint(sources.wikis):
        known = " and ".join(f"{one}wiki" for one in sorted(sources.wikis))
        wanted = " and ".join(f"{one}wiki" for one in sorted(asked))
        raise DataError(
            f"the sources are of {known}, and titles of {wanted} are asked",
            mend=f"give the dump of {wanted}",
            origin="--wikidata",
        )


def _title(written: str, wiki: str) -> WikiTitle | Reason:
    of, namespace, rest = split_prefixes(written, wiki)
    title = normalise(rest)
    if title is None:
        return Reason.NO_TITLE
    return WikiTitle(wiki, title) if of == wiki and namespace is Namespace.PAGE else Reason.NO_ARTICLE


def _refused(written: str, wiki: str, reason: Reason) -> Identified:
    return Identified(WikiTitle(wiki, written), Trail((written,), (), reason), reason=reason)


def report_line(answer: Identified) -> str:
    """Return all that is known of an answer as one line of JSON."""
    said: Mapping[str, object] = {
        "wiki": answer.asked.wiki,
        "title": answer.asked.title,
        "item": answer.item or None,
        "reason": answer.reason.slug if answer.reason else None,
        "message": answer.reason.sentence if answer.reason else None,
        "leads_to": [
            {"by": step.value, "title": name}
            for step, name in zip(answer.trail.steps, answer.trail.names[1:], strict=True)
        ],
        "found_under": answer.holder or None,
        "sources": [{"name": one.name, "date": one.date or None} for one in answer.witnesses],
        "second_class": answer.is_second_class,
        "said": [{"source": source, "item": item} for source, item in answer.said],
    }
    return json.dumps(said, ensure_ascii=False)


def summary(answers: Iterable[Identified], noun: str) -> str:
    """Return in one sentence how many have an item, and why the others have none."""
    every = list(answers)
    found = sum(bool(one.item) for one in every)
    reasons = Counter(one.reason.slug for one in every if one.reason is not None)
    why = ", ".join(
        f"{number:,} {slug}" for slug, number in sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
    )
    return f"{found:,} of {counted(len(every), noun)} have an item{f'; {why}' if why else ''}"

"""What is told of the codes of countries: which have none and why, and which are spoken of in years in which they were gone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection

from icmlpo_rdf.language.country_codes import NoCode
from icmlpo_rdf.link.dated_countries import CodedCountry

__all__ = ["country_line", "country_sentence", "country_summary", "is_reported"]

_GONE = "gone-in-some-years"
_DISAGREE = "data-disagree"


def is_reported(one: CodedCountry) -> bool:
    """Whether there is more to tell of a country than its code."""
    return bool(_reason(one))


def country_line(one: CodedCountry) -> str:
    """Return all that is known of a country's code as one line of JSON."""
    return json.dumps(
        {
            "country": one.iri,
            "wiki": one.wiki,
            "title": one.thing.title.title if one.thing else None,
            "name": one.name or None,
            "code": one.code if isinstance(one.code, str) and not one.stated else None,
            "reason": _reason(one),
            "message": country_sentence(one),
            "years": list(one.gone),
            "stated": list(one.stated),
        },
        ensure_ascii=False,
    )


def country_sentence(one: CodedCountry) -> str:
    """Return what is to be told of a country, in one sentence."""
    name, years = one.name or one.iri, " and ".join(map(str, one.gone))
    match one.code:
        case NoCode.SEVERAL:
            return f"{name}: several countries are called so; it has no code"
        case NoCode.WITHDRAWN:
            return f"{name}: it is spoken of in {years}, when that state was gone; it has no code"
        case NoCode.NOT_KNOWN:
            return f"{name}: no country of this name has a code in ISO 3166"
    if one.stated:
        return f"{name}: its code is {one.code} in these years, and the data say {' and '.join(one.stated)}; nothing is added"
    return f"{name}: it is spoken of in {years}, when the state with the code {one.code} was gone"


def country_summary(countries: Collection[CodedCountry]) -> str:
    """Return in one sentence how many countries have a code, and why others have none."""
    found = sum(isinstance(one.code, str) and not one.stated for one in countries)
    reasons = Counter(reason for one in countries if (reason := _reason(one)) and reason != _GONE)
    why = ", ".join(
        f"{number:,} {slug}" for slug, number in sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
    )
    every = f"{len(countries):,} {'country' if len(countries) == 1 else 'countries'}"
    return f"{found:,} of {every} with an ISO 3166 code{f'; {why}' if why else ''}"


def _reason(one: CodedCountry) -> str:
    if isinstance(one.code, NoCode):
        return one.code.value
    if one.stated:
        return _DISAGREE
    return _GONE if one.gone else ""

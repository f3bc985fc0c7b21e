"""Participants by country, as bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from icmlpo_rdf.reports.figure import SMALL, Bar, Figure, Label, Shape
from icmlpo_rdf.reports.templating import clip, display_width
from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.views.country_shares import CountryShare

__all__ = ["country_bars"]

_MOST: Final = 60
_ROW: Final = 24
_LONGEST: Final = 420
_NAME_EMS: Final = 20
_GAP: Final = 12


def country_bars(shares: Sequence[CountryShare], title: Text) -> Figure:
    """Draw a bar of attendances for each country, with the number of its participants.

    Args:
        shares: what each country has, in the order in which it is drawn; whoever has none last.
        title: what stands above it.
    """
    known = [one for one in shares if one.iri is not None]
    shown = known[:_MOST]
    names = round(
        max((display_width(clip(one.label.value, _NAME_EMS)) for one in shown), default=0) * SMALL * 1.2
    )
    longest = max((one.attendances for one in shown), default=1)
    shapes: list[Shape] = []
    for number, one in enumerate(shown):
        y = number * _ROW
        long = one.attendances / longest * _LONGEST
        words = f"{one.label.value}: {_counted(one)}"
        shapes += [
            Label(
                0, y + 16, Text(clip(one.label.value, _NAME_EMS), one.label.language), "soft", one.label.value
            ),
            Bar(names + _GAP, y + 4, long, 16, "bar", words),
            Label(names + 2 * _GAP + long, y + 16, Text(f"{one.attendances} ({one.participants})"), "small"),
        ]
    bottom = len(shown) * _ROW
    nobody = [one for one in shares if one.iri is None]
    summary = f"Attendances by country, participants in brackets; {len(known)} countr{'y' if len(known) == 1 else 'ies'}"
    summary += f", the first {_MOST} drawn" if len(known) > _MOST else ""
    summary += f"; of {nobody[0].participants} participants no country is known" if nobody else ""
    in_words = " ".join(f"{one.label.value}: {_counted(one)}." for one in known)
    return Figure(title, summary, in_words, names + 2 * _GAP + _LONGEST + 60, bottom, shapes)


def _counted(share: CountryShare) -> str:
    return (
        f"{share.attendances} attendance{'' if share.attendances == 1 else 's'} of "
        f"{share.participants} participant{'' if share.participants == 1 else 's'}"
    )

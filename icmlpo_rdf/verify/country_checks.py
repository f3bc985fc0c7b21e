"""Countries of participants and their codes: looked for in the flags, links and names of the lines that state the participant.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

from collections.abc import Iterator

from icmlpo_rdf.verify.country_names import code_named
from icmlpo_rdf.verify.excerpt import Excerpt
from icmlpo_rdf.verify.page_data import ICM, PageData
from icmlpo_rdf.verify.page_text import NOWHERE, Range

__all__ = ["CountryChecker"]


class CountryChecker:
    """Checks the countries and regions that one page states of participants, and the codes of countries."""

    def __init__(self, data: PageData) -> None:
        self._data = data

    def places(self, subject: str) -> Iterator[tuple[str, Range, str]]:
        """For each country and region of a participant what it is, where it should stand, and what is wrong; nothing where it stands.

        Of a participant that several pages speak of the data do not tell which one states its country.
        """
        data = self._data
        if len(data.graph.sources_of(subject)) != 1:
            return
        lines = data.ranges[subject]
        excerpts = data.read(lines)
        for kind in ("country", "region"):
            for place in data.graph.values(subject, f"{ICM}{kind}"):
                stands = any(self._shows(one, place) for one in excerpts)
                shown = data.title_of(place) or next(iter(data.names_of(place)), place)
                reason = "" if stands else f"the lines show no flag or name of the {kind} {shown}"
                yield kind, lines[0] if lines else NOWHERE, reason

    def code(self, country: str) -> tuple[Range, str] | None:
        """What is wrong with a country's code, by the country's title; None where no table here has the title."""
        data = self._data
        told = data.graph.values(country, f"{ICM}isoCode")
        code = code_named(data.title_of(country), data.wiki)
        if not told or not code:
            return None
        lines = next(iter(data.ranges.get(country, ())), NOWHERE)
        return lines, "" if code in told else f"{data.title_of(country)} has the code {code}, not {told[0]}"

    def _shows(self, excerpt: Excerpt, place: str) -> bool:
        """Whether some lines name a place, or call for its flag: {{JPN}}, {{flag|Japan}}, a picture that links to it."""
        data = self._data
        title, names = data.title_of(place), data.names_of(place)
        if (title and title in excerpt.titles) or any(
            excerpt.prints(name) or excerpt.prints_before_link(name)  # 高知県[いの町](…)
            for name in names
        ):
            return True
        code = code_named(title or next(iter(names), ""), data.wiki)
        if not code:
            return any(name in excerpt.called for name in (title, *names))
        written = {
            *excerpt.called,
            *excerpt.titles,
            *(link.label.rpartition("=")[2] for link in excerpt.links),
        }
        return any(code_named(one, data.wiki) == code for one in written | excerpt.units)

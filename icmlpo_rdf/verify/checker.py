"""The facts of one page, each looked for in the lines that it names.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from icmlpo_rdf.verify.country_checks import CountryChecker
from icmlpo_rdf.verify.page_data import ICM, SKOSXL, PageData
from icmlpo_rdf.verify.page_text import NOWHERE, Range
from icmlpo_rdf.verify.record_checks import RecordChecker
from icmlpo_rdf.verify.thing_checks import ThingChecker

__all__ = ["KINDS", "Failure", "PageChecker"]

_PARTICIPATION, _MEMBERSHIP = f"{ICM}Participation", f"{ICM}Membership"
_NAMED = ("MeetingSeries", "Organization", "Country", "Person", "Participant", "Place")
KINDS = (
    _PARTICIPATION,
    _MEMBERSHIP,
    f"{ICM}Meeting",
    f"{SKOSXL}Label",
    *(f"{ICM}{kind}" for kind in _NAMED),
    f"{ICM}WikilinkTarget",
    f"{ICM}Reference",
)
"""The kinds of facts that rest on lines."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A fact whose evidence was not found."""

    subject: str
    """The node that carries the fact."""
    lines: str
    """The lines that should state it, `46-49`; empty when it names none."""
    reason: str


class PageChecker:
    """Checks the facts of one page."""

    def __init__(self, data: PageData) -> None:
        self._data = data
        self.checked: Counter[str] = Counter()
        """How many pieces of evidence were looked for, by kind of fact."""
        self.failures: dict[tuple[int, Failure], None] = {}
        """What was not found, with the line where it should be."""
        things = ThingChecker(data)
        self._things: dict[str, Callable[[str, Range], str]] = {
            f"{ICM}Meeting": things.meeting,
            f"{SKOSXL}Label": things.name,
            **{f"{ICM}{kind}": things.named for kind in _NAMED},
            f"{ICM}WikilinkTarget": things.target,
            f"{ICM}Reference": things.reference,
        }

    def run(self) -> None:
        """Look for all facts of the page; what is not found becomes a failure."""
        data = self._data
        records = RecordChecker(data)
        for subject, iri in data.nowhere:
            self._fail(subject, NOWHERE, f"{iri} names no lines of the source")
        self._countries()
        for subject in list(data.ranges):
            if data.graph.is_a(subject, _PARTICIPATION):
                self._record("Participation", subject, records.participation)
            elif data.graph.is_a(subject, _MEMBERSHIP):
                self._record("Membership", subject, records.membership)
            else:
                self._thing(subject, data.ranges[subject])

    def _countries(self) -> None:
        """The countries of each participant, and the code of each country that the page speaks of."""
        data = self._data
        countries = CountryChecker(data)
        spoken_of = dict.fromkeys(data.ranges)
        for subject in list(spoken_of):
            for kind, lines, reason in countries.places(subject):
                self.checked[kind] += 1
                if reason:
                    self._fail(subject, lines, reason)
            spoken_of |= dict.fromkeys(data.graph.values(subject, f"{ICM}country"))
        for country in spoken_of:
            if (found := countries.code(country)) is not None:
                self.checked["isoCode"] += 1
                if found[1]:
                    self._fail(country, *found)

    def _record(self, kind: str, subject: str, check: Callable[[str], Iterable[tuple[Range, str]]]) -> None:
        """Each of the lines of a participation or membership must bear it out."""
        for lines, reason in check(subject):
            self.checked[kind] += 1
            if reason:
                self._fail(subject, lines, reason)

    def _thing(self, subject: str, ranges: list[Range]) -> None:
        """Each kind of thing must be borne out by some of the lines, and each of the lines bear out some kind."""
        graph = self._data.graph
        checks = {kind: check for kind, check in self._things.items() if graph.is_a(subject, kind)}
        reasons = {(kind, lines): check(subject, lines) for kind, check in checks.items() for lines in ranges}
        self.checked.update(kind.rpartition("#")[2] for kind, _ in reasons)
        for lines in ranges:
            told = [reasons[kind, lines] for kind in checks]
            if told and all(told):
                self._fail(subject, lines, told[0])
        # A thing of several pages may be of this kind because of another one.
        if len(checks) > 1 and len(graph.sources_of(subject)) == 1:
            for kind in checks:
                told = [reasons[kind, lines] for lines in ranges]
                if all(told):
                    self._fail(subject, ranges[0], told[0])

    def _fail(self, subject: str, lines: Range, reason: str) -> None:
        shown = self._data.source.shown(lines) if lines != NOWHERE else ""
        self.failures[lines[0], Failure(subject, shown, reason)] = None

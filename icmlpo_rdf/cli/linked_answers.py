"""What `link` is asked, and how people are told of what it found."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from icmlpo_rdf.cli.terminal import Verbosity, read_text, say, write_result
from icmlpo_rdf.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from icmlpo_rdf.link.data_things import DataThings
    from icmlpo_rdf.link.dated_countries import CodedCountry, CountryUse
    from icmlpo_rdf.link.identification import Identified
    from icmlpo_rdf.link.opening import Sources
    from icmlpo_rdf.store.decisions import Decisions

__all__ = ["AskedData", "ToldAnswers"]


@dataclass(frozen=True, slots=True)
class AskedData:
    """What is to be linked, and by what."""

    data: tuple[str, ...]
    base_iri: str | None
    sources: tuple[str, ...]
    decided: str | None

    def read(self) -> tuple[DataThings, Decisions, CountryUse]:
        """Read data and decisions."""
        from icmlpo_rdf.link.data_things import things_in  # noqa: PLC0415 - keeps --help quick
        from icmlpo_rdf.link.dated_countries import CountryUse  # noqa: PLC0415
        from icmlpo_rdf.options import IriOptions  # noqa: PLC0415
        from icmlpo_rdf.store.decisions import gathered, read_decisions  # noqa: PLC0415
        from icmlpo_rdf.store.on_disk import is_store, quads_in  # noqa: PLC0415
        from icmlpo_rdf.store.rdf_files import expand  # noqa: PLC0415
        from icmlpo_rdf.store.streams import is_decisions  # noqa: PLC0415

        given = [self.decided] if self.decided is not None else []
        folders = (one for one in self.data if not is_store(one))
        lying = (file for one in folders for file in expand(one) if is_decisions(file))
        decisions = gathered(
            one
            for file in dict.fromkeys([*given, *lying])
            for one in read_decisions(read_text(file), file).every
        )
        use = CountryUse()
        quads = chain.from_iterable(quads_in(one, self.base_iri) for one in self.data)
        things = things_in(use.watched(quads), IriOptions().base)
        if not things.every:
            raise DataError(
                "it holds nobody who meets, takes part or is a member",
                mend="give data that convert made",
                origin=self.data[0],
            )
        return things, decisions, use

    def opened(self) -> Sources:
        """Open the sources."""
        from icmlpo_rdf.link.opening import open_sources  # noqa: PLC0415 - keeps --help quick

        return open_sources(self.sources)


@dataclass(frozen=True, slots=True)
class ToldAnswers:
    """How people are told of what was found."""

    report: str | None
    verbosity: Verbosity
    noun: str

    def tell(
        self, answers: Sequence[Identified], sources: Sources, countries: Sequence[CodedCountry] = ()
    ) -> bool:
        """Write the report, and say what people should know of it; False where no source knows of anything that is asked."""
        from icmlpo_rdf.link.identification import Reason  # noqa: PLC0415 - keeps --help quick
        from icmlpo_rdf.link.title_lists import summary  # noqa: PLC0415

        self.report_on(answers, countries)
        for one in answers:
            if one.reason is Reason.DISAGREE or (one.reason and self.verbosity is Verbosity.VERBOSE):
                views = "".join(f"; {source} says {item}" for source, item in one.said)
                say(f"{one.asked.title}: {one.reason.sentence}{views}")
        if second := sum(one.is_second_class and bool(one.item) for one in answers):
            self.say(
                f"{second} of them rest on a wikimapper index alone, which follows redirects that lead elsewhere"
            )
        if any(one.item for one in answers) and not sources.tell_kinds:
            self.say(
                "no source tells disambiguation pages from others; page_props does, and sitelinks with wdt:P31"
            )
        self.say(summary(answers, self.noun))
        unasked = {Reason.NO_TITLE, Reason.NO_ARTICLE}
        if {one.reason for one in answers} - unasked == {Reason.NOT_TOLD}:
            say("no source tells of any of them; check of which wiki the sources are")
            return False
        return True

    def report_on(self, answers: Sequence[Identified], countries: Sequence[CodedCountry] = ()) -> None:
        """Write the report, where one is asked for."""
        from icmlpo_rdf.link.country_reports import country_line, is_reported  # noqa: PLC0415 - keeps --help quick
        from icmlpo_rdf.link.title_lists import report_line  # noqa: PLC0415

        if self.report is not None:
            lines = [
                *map(report_line, answers),
                *(country_line(one) for one in countries if is_reported(one)),
            ]
            write_result("".join(f"{line}\n" for line in lines).encode(), self.report)

    def tell_countries(self, countries: Sequence[CodedCountry]) -> None:
        """Say how many countries have a code, and of those that have none, or of other years, why."""
        from icmlpo_rdf.link.country_reports import (  # noqa: PLC0415 - keeps --help quick
            country_sentence,
            country_summary,
            is_reported,
        )

        for one in countries:
            if is_reported(one) and (one.gone or self.verbosity is Verbosity.VERBOSE):
                say(country_sentence(one))
        if countries:
            self.say(country_summary(countries))

    def say(self, message: str) -> None:
        """Say what is no fault, unless nothing but faults is to be said."""
        if self.verbosity > Verbosity.QUIET:
            say(message)

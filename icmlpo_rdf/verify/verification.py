"""Every fact of the data looked for again in the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Quad

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.verify.checker import KINDS, Failure, PageChecker
from icmlpo_rdf.verify.page_data import ICM, ORG, SCHEMA, PageData
from icmlpo_rdf.verify.sources import Source, Sources
from icmlpo_rdf.verify.triples import Told

__all__ = ["Verification", "verify"]


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification found."""

    checked: dict[str, int]
    """How many pieces of evidence were looked for, by kind of fact."""
    failures: tuple[Failure, ...]
    """Those that were not found, in the order of their lines; a source that the place does not hold is one too."""
    unchecked: dict[str, int]
    """How many statements this reader does not look for, by what they say: words of human languages tell them, or several lines do."""
    absent: tuple[str, ...] = ()
    """The names of the sources that the place does not hold: of their facts nothing is known."""

    @property
    def ok(self) -> bool:
        """True when everything was found."""
        return not self.failures


def verify(data: Iterable[Quad], place: str) -> Verification:
    """Find the evidence of every fact again.

    Args:
        data: the quads.
        place: the source file, or a folder or archive that holds the sources at any depth. Of several files of one name
            the one with the SHA-256 that the data gives is read.

    Raises:
        SourceError: the place does not exist, or holds no source of the data.
    """
    graph = Told(data)
    pages = graph.subjects_of(f"{ICM}Page")
    if not pages:
        raise SourceError(
            "the data names no source file", mend="give data that icmlpo-rdf made", origin=place
        )
    wanted = {
        page: Source(graph.value(page, f"{SCHEMA}name"), graph.value(page, f"{SCHEMA}sha256"))
        for page in pages
    }
    sources = Sources(place, wanted.values())
    checked: Counter[str] = Counter()
    failures: list[tuple[int, Failure]] = []
    absent: list[str] = []
    for page, source in wanted.items():
        text, problem = sources.text(source)
        checked["source file"] += 1
        if problem:
            failures.append((0, Failure(page, "", problem)))
        if text is None:
            absent.append(source.name)
        else:
            checker = PageChecker(PageData(graph, page, text, sources.redirects))
            checker.run()
            checked += checker.checked
            failures += checker.failures
    if len(absent) == len(wanted):
        others = f" nor any other of the {len(absent)} sources" if len(absent) > 1 else ""
        raise SourceError(
            f"the folder does not hold {absent[0]}{others}{sources.unread}",
            mend="name the folder of the source",
            origin=place,
        )
    failures += [
        (0, Failure(subject, "", "no lines are named for it"))
        for subject in dict.fromkeys(one for kind in KINDS for one in graph.subjects_of(kind))
        if not graph.sources_of(subject)
    ]
    failures.sort(key=lambda one: (one[0], one[1].subject, one[1].reason))
    return Verification(
        dict(sorted(checked.items())),
        tuple(failure for _, failure in failures),
        _unchecked(graph),
        tuple(sorted(absent)),
    )


_NOT_LOOKED_FOR = {
    "roles": (f"{ICM}role", f"{ORG}role"),
    "on whose behalf": (f"{ICM}onBehalfOf",),
    "places of meetings": (f"{SCHEMA}location",),
    "footnotes of facts": ("http://purl.org/dc/terms/references",),
}
_KINDS_OF_PARTICIPANTS = ("Organization", "Country", "Person")


def _unchecked(graph: Told) -> dict[str, int]:
    """How many statements are not looked for, where there are any."""
    found = {
        what: sum(len(graph.all_values(one)) for one in names) for what, names in _NOT_LOOKED_FOR.items()
    }
    found["kinds of participants"] = sum(
        len(graph.subjects_of(f"{ICM}{one}")) for one in _KINDS_OF_PARTICIPANTS
    )
    dates = (one for name in ("startDate", "endDate") for one in graph.all_values(f"{SCHEMA}{name}"))
    found["months and days of dates"] = sum(len(one) > _YEAR_ALONE for one in dates)
    return {what: number for what, number in sorted(found.items()) if number}


_YEAR_ALONE = 4

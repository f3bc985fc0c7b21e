"""Every fact of the data looked for again in the sources."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.verify.checker import Failure, PageChecker
from icmlpo_rdf.verify.triples import Told

__all__ = ["Verification", "verify"]

_ICM = "https://w3id.org/icmlpo-rdf/ontology#"
_SCHEMA = "http://schema.org/"


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification found."""

    checked: dict[str, int]
    """How many pieces of evidence were looked for, by kind of fact."""
    failures: tuple[Failure, ...]
    """Those that were not found, in the order of their lines."""

    @property
    def ok(self) -> bool:
        """True when everything was found."""
        return not self.failures


def verify(data: Iterable[Quad], place: str) -> Verification:
    """Find the evidence of every fact again.

    Args:
        data: the quads.
        place: the source file, or a folder that holds the sources at any depth.

    Raises:
        SourceError: the place does not exist, or holds no source of the data.
    """
    graph = Told(data)
    pages = graph.subjects_of(f"{_ICM}Page")
    if not pages:
        raise SourceError(
            "the data names no source file", mend="give data that icmlpo-rdf made", origin=place
        )
    checked: Counter[str] = Counter()
    failures: list[tuple[int, Failure]] = []
    for page in pages:
        text, problem = _source_text(graph, page, place)
        checked["source file"] += 1
        if problem:
            failures.append((0, Failure(page, "", problem)))
        if text is not None:
            PageChecker(graph, page, text, checked, failures).run()
    failures.sort(key=lambda one: (one[0], one[1].subject, one[1].reason))
    return Verification(dict(sorted(checked.items())), tuple(failure for _, failure in failures))


def _source_text(graph: Told, page: str, place: str) -> tuple[str | None, str]:
    """The page's text, and what is wrong with the file."""
    name, expected = graph.value(page, f"{_SCHEMA}name"), graph.value(page, f"{_SCHEMA}sha256")
    root = Path(place)
    if not root.exists():
        raise SourceError("no such file or folder", mend="check the path", origin=place)
    path = (
        root if root.is_file() else next((one for one in sorted(root.rglob("*")) if one.name == name), None)
    )
    if path is None:
        return None, f"{place} does not hold {name}"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"cannot be read ({error.strerror})", mend="give a readable file", origin=str(path)
        ) from error
    found = hashlib.sha256(data).hexdigest()
    problem = (
        "" if found == expected else f"{path} was edited: its SHA-256 is {found[:12]}…, not {expected[:12]}…"
    )
    return data.decode("utf-8", "replace").removeprefix("\ufeff"), problem

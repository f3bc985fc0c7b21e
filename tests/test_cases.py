"""Each item of docs/pages.md, read right: see cases/README.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from icmlpo_rdf.convert import Understanding, convert, understand
from icmlpo_rdf.facts import Facts, Meeting, PartialDate, Thing, WikiThing
from icmlpo_rdf.options import ConvertOptions, PageOptions
from icmlpo_rdf.source import read_page_file
from icmlpo_rdf.validation.shacl_report import Engine, validate
from icmlpo_rdf.verify import verify
from tests.conftest import ROOT
from tests.laws.test_text_is_kept import text_of

CASES = sorted(
    path for path in (ROOT / "tests" / "cases").glob("*/*") if path.suffix in {".md", ".html", ".wikitext"}
)
_ITEMS = 24


def _who(thing: Thing) -> str:
    return f"={thing.title}" if isinstance(thing, WikiThing) else thing.name


def _key(meeting: Meeting) -> str:
    if meeting.thing:
        return f"={meeting.thing.title}"
    return str(meeting.ordinal or meeting.year or meeting.label)


def _span(start: PartialDate | None, end: PartialDate | None) -> str:
    return f" {start or ''}..{end or ''}" if start or end else ""


def _said(facts: Facts) -> Iterator[str]:
    for link in facts.links:
        word = {True: "link", False: "unlinked", None: "category"}[link.in_dump]
        yield f"{word} {link.thing.title}"
    for meeting in facts.meetings:
        told = meeting.dates.start if meeting.dates else PartialDate(meeting.year) if meeting.year else None
        dates = _span(told, meeting.dates.end if meeting.dates else None)
        places = "".join(f" @{place}" for place in meeting.places_as_printed)
        yield f"meeting {_key(meeting)}{dates}{places}"
    for one in facts.participations:
        parts = [f'attended {_key(one.meeting)} {_who(one.participant)} "{one.name_as_printed}"']
        parts += [f"@{one.place_as_printed}"] if one.place_as_printed else []
        parts += [one.standing.name.lower()] if one.standing else []
        parts += [f"for {_who(thing)}" for thing in one.on_behalf_of]
        yield " ".join([*parts, *(f"({status})" for status in one.statuses)])
    for member in facts.memberships:
        body = "." if member.body == facts.subject.thing else _who(member.body)
        role = member.standing.name.lower()
        line = f'member {body} {_who(member.member)} {role} "{member.name_as_printed}"'
        line += f" @{member.place_as_printed}" if member.place_as_printed else ""
        line += _span(member.start, member.end)
        yield " ".join([line, *(f"({status})" for status in member.statuses)])


def _read(understood: Understanding) -> list[str]:
    assert understood.facts
    lines = [f"title {understood.document.title}", *_said(understood.facts)]
    for note in understood.notes:
        span = f" {note.lines.first}-{note.lines.last}" if note.lines else ""
        lines.append(f"note {note.code.slug}{span}")
    return sorted(lines)


def _options(path: Path, expected: list[str]) -> ConvertOptions:
    """Wikitext says neither its title nor its wiki: both are given, as a reader of a dump gives them."""
    if path.suffix != ".wikitext":
        return ConvertOptions()
    title = next(line.removeprefix("title ") for line in expected if line.startswith("title "))
    return ConvertOptions(page=PageOptions(path.parent.name, title=title.replace("_", " ")))


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path: Path) -> None:
    """The page says what its case lists, and nothing else; the data conforms and its evidence is there."""
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    expected = [line for line in expected if line and not line.startswith("#")]
    texts = [line.removeprefix("text ") for line in expected if line.startswith("text ")]
    options = _options(path, expected)
    understood = understand(read_page_file(str(path)), options)
    assert _read(understood) == sorted(line for line in expected if not line.startswith("text "))
    text = text_of(understood.document)
    assert [one for one in texts if one not in text] == []
    conversion = convert(read_page_file(str(path)), options)
    if path.suffix == ".md":  # what verify reads
        assert verify(conversion.quads, str(path)).failures == ()
    assert validate(conversion.quads, engine=Engine.FAST).conforms


def test_every_item_has_a_case() -> None:
    """docs/pages.md has 24 items, and pages of seven more languages."""
    names = {path.stem.split("-")[0] for path in CASES}
    assert names >= {f"{number:02}" for number in range(1, _ITEMS + 1)}
    assert {path.parent.name for path in CASES} == {"zh", "ja", "ko", "en", "de", "fr", "es", "ru"}

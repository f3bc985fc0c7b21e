"""What files of languages make of dates, ordinals, headings and titles."""

from __future__ import annotations

import re

import pytest

from icmlpo_rdf.facts.headings.meeting_headings import parse_meeting_heading
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.headings.plain_words import title_head
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.words.dates import parse_date
from icmlpo_rdf.facts.words.lexicon import lexicon_of
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("3. Mai 2011", "2011-05-03", None),
        ("3.–5. Mai 2011", "2011-05-03", "2011-05-05"),
        ("vom 3. bis 5. Mai 2011", "2011-05-03", "2011-05-05"),
        ("30. April bis 2. Mai 2011", "2011-04-30", "2011-05-02"),
        ("03.05.2011", "2011-05-03", None),
        ("1er mai 2011", "2011-05-01", None),
        ("du 3 au 5 août 2011", "2011-08-03", "2011-08-05"),
        ("3 de mayo de 2011", "2011-05-03", None),
        ("del 3 al 5 de mayo de 2011", "2011-05-03", "2011-05-05"),
        ("с 3 по 5 мая 2011 г.", "2011-05-03", "2011-05-05"),
        ("30 апреля – 2 мая 2011 года", "2011-04-30", "2011-05-02"),
        ("март 2011", "2011-03", None),
        ("2011 год", "2011", None),
        ("3–5 May 2011", "2011-05-03", "2011-05-05"),
    ],
)
def test_dates(printed: str, start: str, end: str | None) -> None:
    """Months, marks behind days and small words are data."""
    span = parse_date(printed)
    assert span is not None
    assert (str(span.start), str(span.end) if span.end else None) == (start, end)


@pytest.mark.parametrize("printed", ["Mai", "3.5", "31. Juni 2011", "3. Mai", "de 3 a 5", "12", "Maier 2011"])
def test_no_dates(printed: str) -> None:
    """Without a year, or of no calendar."""
    assert parse_date(printed) is None


@pytest.mark.parametrize(
    ("language", "heading", "ordinal", "year"),
    [
        ("de", "3. Internationale Konferenz (1985)", 3, 1985),
        ("de", "XX. Parteitag", 20, None),
        ("de", "Zweiter Kongress der Kommunistischen Internationale", 2, None),
        ("fr", "15e sommet de la Francophonie", 15, None),
        ("fr", "IIe congrès", 2, None),
        ("es", "XXV Cumbre Iberoamericana", 25, None),
        ("es", "3.ª Conferencia Internacional", 3, None),
        ("ru", "XX съезд", 20, None),
        ("ru", "II Международный конгресс философов", 2, None),
        ("ru", "2-й съезд Советов", 2, None),
    ],
)
def test_ordinals(language: str, heading: str, ordinal: int, year: int | None) -> None:
    """Marks, Roman numerals and words."""
    meeting = parse_meeting_heading(heading, lexicon_of(language))
    assert meeting is not None
    assert (meeting.ordinal, meeting.year) == (ordinal, year)


@pytest.mark.parametrize(
    ("language", "heading", "standing", "kind"),
    [
        ("de", "Mitgliedstaaten", Standing.MEMBER, Kind.COUNTRY),
        ("de", "Ehemalige Mitglieder", Standing.FORMER, None),
        ("de", "Liste der Mitglieder des 19. Deutschen Bundestages", Standing.MEMBER, None),
        ("fr", "États membres", Standing.MEMBER, Kind.COUNTRY),
        ("fr", "Membres fondateurs", Standing.FOUNDING, None),
        ("fr", "Liste des députés de la XVe législature", Standing.MEMBER, Kind.PERSON),
        ("es", "Países observadores", Standing.OBSERVER, Kind.COUNTRY),
        ("es", "Antiguos miembros", Standing.FORMER, None),
        ("ru", "Государства-члены", Standing.MEMBER, Kind.COUNTRY),
        ("ru", "Список членов Европейского парламента", Standing.MEMBER, None),
    ],
)
def test_members(language: str, heading: str, standing: Standing, kind: Kind | None) -> None:
    """What belongs to a noun stands before it or behind it, as the language has it."""
    phrase = read_phrase(heading, lexicon_of(language))
    assert phrase is not None
    assert (phrase.members, phrase.standing, phrase.kind) == (True, standing, kind)


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("de", "Mitgliederentwicklung"),
        ("de", "Aufgaben der Mitglieder"),
        ("fr", "Conditions d'adhésion"),
        ("es", "Requisitos para ser miembro"),
        ("ru", "История членства"),
    ],
)
def test_other_subjects(language: str, heading: str) -> None:
    """The head noun speaks of something else."""
    assert read_phrase(heading, lexicon_of(language)) is None


def test_a_compound_with_a_hyphen_is_what_ends_it() -> None:
    """Mitglieder-Entwicklung are no members."""
    german = lexicon_of("de")
    assert read_phrase("Mitglieder-Entwicklung", german) is None
    head = title_head("Kabinett Adenauer III", german)
    assert head is not None
    assert head.text == "Kabinett"


def test_no_cyrillic_in_code() -> None:
    """Words of a language are data; the verifier has its own few, to depend on nothing. Docstrings may show examples."""
    literal = re.compile(r"""(?<!")"[^"\n]*[\u0400-\u04ff][^"\n]*"(?!")""")
    code = [
        path for path in (ROOT / "icmlpo_rdf").rglob("*.py") if not {"language", "verify"} & set(path.parts)
    ]
    assert [path.name for path in code if literal.search(path.read_text(encoding="utf-8"))] == []

"""The codes of countries by their names, in nine languages, and by the years in which they are spoken of.

`countries.tsv`: the codes and past states of ISO 3166 from pycountry 26.2.16 (Debian's iso-codes, LGPL-2.1), today's names from Babel
2.19.0 (CLDR), the names of past states from iso-codes.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from icmlpo_rdf.language.country_codes import NoCode, code_of, country_names

ROWS = list(
    csv.DictReader(
        Path(__file__).with_name("countries.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t"
    )
)
LOCALES = ("zh", "zh_Hant", "ja", "ko", "en", "de", "fr", "es", "ru")
# What iso-codes gets wrong: the neutral zone's is any neutral zone, and the Korean name of Burma that of Vietnam.
NOT_TAKEN = {"NTHH": set(LOCALES), "BUMM": {"ko"}}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_name_has_its_code(locale: str) -> None:
    """All names of the table, those of past states in the year in which their codes were withdrawn."""
    found = {
        row["alpha2"]: code_of(row[locale], locale[:2], (int(row["until"][:4]),) if row["until"] else ())
        for row in ROWS
        if row[locale]
    }
    wrong = {
        code: got for code, got in found.items() if got != code and locale not in NOT_TAKEN.get(code, ())
    }
    assert wrong == {}
    assert len(found) > 270
    assert all(not isinstance(found.get(code), str) for code, of in NOT_TAKEN.items() if locale in of)


def test_codes_have_their_names() -> None:
    """And back: each name leads to the code again."""
    today = [row for row in ROWS if not row["until"]]
    for row in today:
        names = country_names(row["alpha2"])
        led = {tag: code_of(name, tag[:2]) for tag, name in names.items()}
        assert led == dict.fromkeys(names, row["alpha2"])
    assert [row["ko"] for row in today] == [country_names(row["alpha2"])["ko"] for row in today]


@pytest.mark.parametrize(
    ("name", "language", "years", "code"),
    [
        ("苏联", "zh", (1955,), "SUHH"),
        ("苏联", "zh", (), "SUHH"),
        ("苏联", "zh", (1955, 2010), "SUHH"),
        ("苏联", "zh", (2010,), NoCode.WITHDRAWN),
        ("苏维埃社会主义共和国联盟", "zh", (1955,), "SUHH"),
        ("蘇維埃社會主義共和國聯盟", "zh", (1955,), "SUHH"),
        ("Sowjetunion", "de", (1992,), "SUHH"),
        ("Sowjetunion", "de", (1993,), NoCode.WITHDRAWN),
        ("锡金", "zh", (1970,), "SKIN"),
        ("锡金", "zh", (2010,), NoCode.WITHDRAWN),
        ("东帝汶", "zh", (1999,), "TPTL"),
        ("东帝汶", "zh", (1999, 2010), "TL"),
        ("东帝汶", "zh", (), "TL"),
        ("刚果", "zh", (), NoCode.SEVERAL),
        ("剛果", "zh", (1961,), NoCode.SEVERAL),
        ("刚果（金）", "zh", (), "CD"),
        ("刚果共和国", "zh", (), "CG"),
        ("Congo", "en", (), NoCode.SEVERAL),
        ("科索沃", "zh", (), NoCode.NOT_KNOWN),
        ("欧洲联盟", "zh", (), NoCode.NOT_KNOWN),
        ("南欧", "zh", (), NoCode.NOT_KNOWN),
        ("佐治亚州", "zh", (), NoCode.NOT_KNOWN),
        ("Georgia_(U.S._state)", "en", (), NoCode.NOT_KNOWN),
        ("Georgia_(country)", "en", (), "GE"),
    ],
)
def test_names_and_years(name: str, language: str, years: tuple[int, ...], code: str | NoCode) -> None:
    """Past states in their time, names of several countries, what is no country."""
    assert code_of(name, language, years) == code

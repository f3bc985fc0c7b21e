"""The table of `icmlpo_rdf/language/territories.tsv`, made from the copy of CLDR that Babel holds.

    python -m tests.language.cldr_table > icmlpo_rdf/language/territories.tsv

The program ships the table and not Babel: that would take 30 MB, and 30 ms of each start instead of 1. A test holds the
table to what the installed Babel says.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import babel
from babel import localedata

__all__ = ["names", "text"]

LOCALES = ("zh", "zh_Hant", "zh_Hant_HK", "ja", "ko", "en", "de", "fr", "es", "ru")
_HEAD = """\
# The names of countries, territories and the UN's regions in CLDR (https://cldr.unicode.org/), from Babel {version}, by
# `python -m tests.language.cldr_table`. A column is a locale; where a cell is empty, the locale's parent has the name.
#
"""


def names(locale: str) -> dict[str, str]:
    """Return a locale's own names by their codes."""
    data = localedata.load(locale, merge_inherited=False)
    return {code: data["territories"][code] for code in sorted(data["territories"])}


def text() -> str:
    """Return the whole file, with the licence that must come with it."""
    licence = Path(babel.__file__).with_name("locale-data") / "LICENSE.unicode"
    terms = "".join(f"# {line}".rstrip() + "\n" for line in licence.read_text(encoding="utf-8").splitlines())
    columns = [names(locale) for locale in LOCALES]
    codes = sorted({code for column in columns for code in column})
    rows = [("code", *LOCALES), *((code, *(column.get(code, "") for column in columns)) for code in codes)]
    return _HEAD.format(version=version("babel")) + terms + "".join("\t".join(row) + "\n" for row in rows)


if __name__ == "__main__":
    sys.stdout.write(text())

"""The table of `icmlpo_rdf/language/folding.txt`, made from OpenCC's dictionaries.

    python -m tests.language.opencc_table > icmlpo_rdf/language/folding.txt

The program ships the table and not OpenCC: that would take 7 MB, a compiler where there is no wheel (musl), and 70 ms
of each start instead of 2. A test holds the table to what the installed OpenCC says.
"""

from __future__ import annotations

import sys
import unicodedata
from importlib.metadata import version

from opencc import OpenCC

__all__ = ["table", "text"]

_HEAD = """\
# Pairs of characters: one as it may be written, and the simplified one that a comparison takes it for.
# Made from the dictionaries of OpenCC {version} (https://github.com/BYVoid/OpenCC, Apache-2.0, Copyright OpenCC's authors)
# by `python -m tests.language.opencc_table`: traditional to simplified, Japanese to traditional, traditional to Japanese.
"""
_PAIRS_A_LINE = 40
# The unified ideographs, https://www.unicode.org/charts/: extension A and the first block, extensions B to H.
_IDEOGRAPHS = (range(0x3400, 0xA000), range(0x20000, 0x323B0))


def table() -> dict[str, str]:
    """Return the simplified character for each ideograph that is written otherwise."""
    characters = [chr(code) for block in _IDEOGRAPHS for code in block if _stays(chr(code))]

    def converted(direction: str) -> list[str]:
        lines: str = OpenCC(direction).convert("\n".join(characters))  # a line each: no phrases
        return lines.split("\n")

    simplified = dict(zip(characters, converted("t2s"), strict=True))
    found = {one: simple for one, simple in simplified.items() if one != simple}
    ends = frozenset(found.values())
    traditional = zip(characters, converted("jp2t"), strict=True)
    # Where Japanese has one character for two, OpenCC prefers the one that is written alike (戸 to 戸, not to 戶).
    japanese = ((new, old) for old, new in zip(characters, converted("t2jp"), strict=True))
    for one, old in (*traditional, *japanese):
        simple = simplified.get(old, old)
        if one not in ends and one != simple:
            found.setdefault(one, simple)
    return {one: found.get(simple, simple) for one, simple in sorted(found.items())}


def _stays(character: str) -> bool:
    """Whether Unicode's own folding, which goes before the table, leaves a character as it is."""
    return unicodedata.normalize("NFKC", character) == character


def text() -> str:
    """Return the whole file."""
    pairs = [one + simple for one, simple in table().items()]
    lines = ("".join(pairs[place : place + _PAIRS_A_LINE]) for place in range(0, len(pairs), _PAIRS_A_LINE))
    return _HEAD.format(version=version("opencc")) + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())

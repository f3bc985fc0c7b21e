"""The table of characters that are one says what OpenCC says."""

from __future__ import annotations

from pathlib import Path

import icmlpo_rdf.language
from icmlpo_rdf.language import fold
from tests.language.opencc_table import table


def test_the_table_is_what_opencc_says() -> None:
    """`python -m tests.language.opencc_table` writes it anew where a later version knows more."""
    lines = (Path(icmlpo_rdf.language.__path__[0]) / "folding.txt").read_text(encoding="utf-8").splitlines()
    pairs = "".join(line for line in lines if not line.startswith("#"))
    assert dict(zip(pairs[::2], pairs[1::2], strict=True)) == table()


def test_japanese_forms_are_those_of_chinese() -> None:
    """Also where Japanese has one form for two."""
    assert fold("神戸 経済 広島 党 氷") == fold("神戶 經濟 廣島 黨 冰") == fold("神户 经济 广岛 党 冰")

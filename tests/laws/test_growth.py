"""How long a page takes grows with it, and not with its square, also where each of its rows is worth a note."""

from __future__ import annotations

import time

from icmlpo_rdf import convert
from icmlpo_rdf.options import Form
from icmlpo_rdf.source import RawPage

_TIMES = 8


def seconds_of_flags(flags: int) -> float:
    """The processor's time for a page of which one item holds so many flags, the less of two."""
    text = "'''某联盟'''是一个组织。\n\n== 成员国 ==\n* " + "{{flag|泰国}}、" * flags
    raw, taken = RawPage("某联盟.wikitext", text.encode(), "某联盟", form=Form.WIKITEXT, wiki="zh"), []
    for _ in range(2):
        begin = time.process_time()
        convert(raw)
        taken.append(time.process_time() - begin)
    return min(taken)


def test_flags_in_one_item() -> None:
    """None is looked for among all links and cuts of the item."""
    seconds_of_flags(10)
    assert seconds_of_flags(500 * _TIMES) < 2 * _TIMES * seconds_of_flags(500)


def seconds(rows: int) -> float:
    """The processor's time for a page that names one member again and again, the less of two; a note a row."""
    text = "**某联盟**是一个组织。\n\n## 成员国\n\n" + "* 泰国\n" * rows
    raw, taken = RawPage("某联盟.md", text.encode(), "某联盟", wiki="zh"), []
    for _ in range(2):
        begin = time.process_time()
        conversion = convert(raw)
        taken.append(time.process_time() - begin)
        assert len(conversion.notes) >= rows - 1
    return min(taken)


def test_rows_that_come_again() -> None:
    """Each is told in a note that says which row it repeats: messages are not counted anew for each."""
    seconds(10)  # compiles the patterns
    assert seconds(1_000 * _TIMES) < 2 * _TIMES * seconds(1_000)

"""Aligned tables that measure East Asian characters right."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from io import StringIO

from icmlpo_rdf.errors import one_line

__all__ = ["filled", "table"]

# A pipe has no width: a line is as long as its text, so that other programs can read it.
_NO_WIDTH = 100_000
_USUAL, _READABLE, _LEAST = 80, 100, 40


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Iterable[int] = (),
    is_whole: bool = False,
) -> str:
    """Return rows as an aligned table.

    Args:
        columns: the headings.
        rows: the cells; characters that a terminal would obey are made visible.
        right: the numbers of the columns that are set right, from 0.
        is_whole: a row is one line, even where it is longer than the terminal is wide.
    """
    from rich import box  # noqa: PLC0415 - keeps --help quick
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    flush_right = set(right)
    for number, column in enumerate(columns):
        shown.add_column(Text(column), overflow="fold", justify="right" if number in flush_right else "left")
    for row in rows:
        shown.add_row(*(Text(one_line(cell)) for cell in row))
    out = StringIO()
    terminal = sys.stdout.isatty() and not is_whole
    console = Console(
        file=out, width=None if terminal else _NO_WIDTH, color_system=None, legacy_windows=False
    )
    console.print(shown)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def filled(text: str, hanging: int) -> str:
    """Return English text as lines that begin after four blanks, the second and later ones after `hanging`.

    As wide as the terminal, but no wider than can be read; a pipe is taken for a terminal of 80 columns.
    """
    width = min(shutil.get_terminal_size().columns, _READABLE) if sys.stdout.isatty() else _USUAL
    lines = textwrap.wrap(
        one_line(text),
        max(width, _LEAST),
        initial_indent="    ",
        subsequent_indent=" " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "".join(f"{line}\n" for line in lines)

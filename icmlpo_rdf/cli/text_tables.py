"""Aligned tables that measure East Asian characters right."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from icmlpo_rdf.errors import one_line

__all__ = ["READABLE", "clipped", "filled", "table", "width_of_output"]

# A pipe has no width: a line is as long as its text, so that other programs can read it.
_NO_WIDTH = 100_000
READABLE = 100
"""Columns of a line that can be read."""
_USUAL, _LEAST = 80, 40
_GAP = 3
"""Columns between two columns of a table."""
_LINES = 2
"""Of a cell."""


def width_of_output() -> int | None:
    """Return how many columns a line may have: those of the terminal, or what COLUMNS says.

    None: a line is as long as its text. A pipe has no width, so that other programs can read what comes out of it.
    """
    if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit():
        return max(shutil.get_terminal_size().columns, _LEAST)
    return None


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Iterable[int] = (),
    width: int | None = None,
) -> str:
    """Return rows as an aligned table.

    Args:
        columns: the headings.
        rows: the cells; characters that a terminal would obey are made visible.
        right: the numbers of the columns that are set right, from 0.
        width: what is wider is folded; None: a row is one line.
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
    console = Console(file=out, width=width or _NO_WIDTH, color_system=None, legacy_windows=False)
    console.print(shown)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def clipped(columns: Mapping[str, Sequence[str]], width: int) -> dict[str, list[str]]:
    """Return a table's columns with their cells cut where they would take more than two lines of a table so wide."""
    from rich.cells import cell_len  # noqa: PLC0415

    needed = [max(map(cell_len, [name, *cells])) for name, cells in columns.items()]
    room = width - _GAP * (len(needed) - 1)
    # The widest columns give way, as far as it takes, as they do in a table of rich.
    widest = max(needed, default=0)
    while widest > 1 and sum(min(one, widest) for one in needed) > room:
        widest -= 1
    return {
        name: [cell if cell_len(cell) <= widest else _cut(cell, widest) for cell in cells]
        for name, cells in columns.items()
    }


def _cut(cell: str, width: int) -> str:
    from rich.cells import chop_cells  # noqa: PLC0415

    cell = one_line(cell)
    # Text in words takes more room than its length, for a word goes whole to the next line.
    lines = _wrapped(cell, width) if " " in cell else chop_cells(cell, width)
    if len(lines) <= _LINES:
        return cell
    end = 0
    for line in lines[:_LINES]:
        end = cell.index(line, end) + len(line)
    return f"{cell[: end - 1]}…"


def _wrapped(cell: str, width: int) -> list[str]:
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(file=StringIO(), width=width)
    return [line.plain for line in Text(cell).wrap(console, width, overflow="fold")]


def filled(text: str, hanging: int) -> str:
    """Return English text as lines that begin after four blanks, the second and later ones after `hanging`.

    As wide as the terminal, but no wider than can be read; a pipe is taken for a terminal of 80 columns.
    """
    width = min(shutil.get_terminal_size().columns, READABLE) if sys.stdout.isatty() else _USUAL
    lines = textwrap.wrap(
        one_line(text),
        max(width, _LEAST),
        initial_indent="    ",
        subsequent_indent=" " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "".join(f"{line}\n" for line in lines)

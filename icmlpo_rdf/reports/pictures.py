"""A drawing as a picture for paper: PDF or PNG, on white, with every letter drawn in it, so that it stands everywhere alike."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from enum import Enum
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree

from icmlpo_rdf.errors import DataError, UsageError, install

__all__ = ["PictureForm", "picture_of"]

_PIXELS_PER_INCH = 192
"""Twice what a screen has, for print."""
_PAGE = """\
#set document(title: sys.inputs.title, date: none)
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg")
"""
_LETTERS = """\
#set document(date: none)
#set page(width: auto, height: auto, margin: 0pt)
#for one in json(bytes(sys.inputs.letters)) [#box(one) ]
"""
_NO_LETTER = "\U0010fffd"
"""A code for private use, which no font draws: what looks like it is a letter that no font here has."""
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_DRAW_NOTHING = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Mc", "Me"})
"""Blanks and controls; marks are drawn with the letter before them."""
_SHOWN = 8


class PictureForm(Enum):
    """The forms, by the endings of their files."""

    PDF = "pdf"
    PNG = "png"


def picture_of(svg: bytes, form: PictureForm, origin: str) -> bytes:
    """Return a drawing as a picture; the same drawing and fonts give the same bytes.

    Args:
        svg: the drawing. What it calls `paper` becomes white.
        form: which picture.
        origin: what an error message names.

    Raises:
        UsageError: typst, which draws it, is not installed.
        DataError: no font at hand has one of the letters.
    """
    try:
        import typst  # noqa: PLC0415 - no part of what must be installed
    except ImportError as error:
        raise UsageError("typst is not installed", mend=install("pictures"), origin=origin) from error
    drawing = svg.decode().replace("</style>", ".paper { fill: #fff; }\n</style>", 1)
    fonts = typst.Fonts(include_system_fonts=True, font_paths=_font_folders())
    _check_letters(typst, fonts, drawing, origin)
    inputs = {"svg": drawing, "title": next(_texts(drawing, "title"), "")}
    made: bytes = typst.compile(
        _PAGE.encode(), sys_inputs=inputs, format=form.value, ppi=_PIXELS_PER_INCH, font_paths=fonts
    )
    return made


def _font_folders() -> list[str]:
    """Where fonts lie that Python packages bring: mplfonts has Noto Sans CJK (SIL Open Font License)."""
    found = find_spec("mplfonts")
    folders = found.submodule_search_locations if found else None
    return [str(Path(one) / "fonts") for one in folders or ()]


def _check_letters(typst: Any, fonts: Any, drawing: str, origin: str) -> None:  # noqa: ANN401 - a library that need not be there
    texts = "".join(_texts(drawing, "text"))
    letters = sorted({one for one in texts if unicodedata.category(one) not in _DRAW_NOTHING})
    inputs = {"letters": json.dumps([_NO_LETTER, *letters])}
    pages = typst.compile(_LETTERS.encode(), sys_inputs=inputs, format="svg", font_paths=fonts)
    none, *glyphs = [one.get(_HREF) for one in etree.fromstring(pages).iter(f"{_SVG}use")]
    missing = [letter for letter, glyph in zip(letters, glyphs, strict=True) if glyph == none]
    if missing:
        raise DataError(
            f"no font here has {' '.join(missing[:_SHOWN])}{' …' if len(missing) > _SHOWN else ''}",
            mend="install one that has, such as Noto Sans CJK (Debian: fonts-noto-cjk; pip install mplfonts)",
            origin=origin,
        )


def _texts(drawing: str, name: str) -> Iterator[str]:
    """The text of each element of a name, with that of its parts."""
    for one in etree.fromstring(drawing.encode()).iter(f"{_SVG}{name}"):
        yield "".join(map(str, one.itertext()))

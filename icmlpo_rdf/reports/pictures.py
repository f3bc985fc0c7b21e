"""A drawing as a picture for paper: PDF or PNG, on white, with every letter drawn in it, so that it stands everywhere alike."""

from __future__ import annotations

import html
import json
import unicodedata
from enum import Enum
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from icmlpo_rdf.errors import DataError, UsageError
from icmlpo_rdf.lazy_patterns import lazy_pattern

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
_GLYPH = lazy_pattern(r'<use [^>]*href="#(\w+)"')
_TEXT = lazy_pattern(r"<(?:text|tspan)\b[^>]*>([^<]*)")
_TITLE = lazy_pattern(r"<title\b[^>]*>([^<]*)</title>")
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
        raise UsageError(
            "typst is not installed", mend="pip install 'icmlpo-rdf[pictures]'", origin=origin
        ) from error
    drawing = svg.decode().replace("</style>", ".paper { fill: #fff; }\n</style>", 1)
    fonts = typst.Fonts(include_system_fonts=True, font_paths=_font_folders())
    _check_letters(typst, fonts, drawing, origin)
    title = _TITLE.search(drawing)
    inputs = {"svg": drawing, "title": html.unescape(title[1]) if title else ""}
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
    texts = html.unescape("".join(_TEXT.findall(drawing)))
    letters = sorted({one for one in texts if unicodedata.category(one) not in _DRAW_NOTHING})
    inputs = {"letters": json.dumps([_NO_LETTER, *letters])}
    pages = typst.compile(_LETTERS.encode(), sys_inputs=inputs, format="svg", font_paths=fonts)
    none, *glyphs = _GLYPH.findall(pages.decode())
    missing = [letter for letter, glyph in zip(letters, glyphs, strict=True) if glyph == none]
    if missing:
        raise DataError(
            f"no font here has {' '.join(missing[:_SHOWN])}{' …' if len(missing) > _SHOWN else ''}",
            mend="install one that has, such as Noto Sans CJK (Debian: fonts-noto-cjk; pip install mplfonts)",
            origin=origin,
        )

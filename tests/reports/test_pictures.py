"""The matrix as a picture for paper: whole letters, white paper, the same bytes."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.reports.drawings import Drawing, drawing_of
from icmlpo_rdf.reports.pictures import PictureForm, picture_of
from icmlpo_rdf.reports.series_choice import Choice
from icmlpo_rdf.store.rdf_files import load
from tests.conftest import ROOT, Cli

DATA = str(ROOT / "output")
LETTERS = """<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><title>%s</title><style></style>
<text x="5" y="20" font-size="16">%s</text></svg>"""


@pytest.fixture(scope="module")
def matrix() -> bytes:
    """The seed's, on a machine that has a font for it; one that has none says so."""
    try:
        picture_of((LETTERS % ("t", "会")).encode(), PictureForm.PNG, "x.png")
    except DataError as error:
        pytest.skip(str(error))
    return drawing_of(load([DATA]), Drawing.MATRIX, Choice(), "m.svg")


def test_pdf(matrix: bytes) -> None:
    """One page of the drawing's size; fonts lie in it, with what maps them back to text."""
    made = picture_of(matrix, PictureForm.PDF, "m.pdf")
    assert made.startswith(b"%PDF-")
    box = re.search(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", made)
    size = re.search(rb'viewBox="0 0 (\d+) (\d+)"', matrix)
    assert box
    assert size
    assert float(box[1]) / float(box[2]) == pytest.approx(int(size[1]) / int(size[2]), rel=0.01)
    assert b"/FontFile" in made
    assert b"/ToUnicode" in made
    assert picture_of(matrix, PictureForm.PDF, "m.pdf") == made


def test_png(matrix: bytes) -> None:
    """Big enough for print, in the drawing's proportions."""
    made = picture_of(matrix, PictureForm.PNG, "m.png")
    width, height = struct.unpack(">II", made[16:24])
    size = re.search(rb'viewBox="0 0 (\d+) (\d+)"', matrix)
    assert size
    assert width >= 2 * int(size[1]) * 0.9
    assert width / height == pytest.approx(int(size[1]) / int(size[2]), rel=0.01)


@pytest.mark.usefixtures("matrix")
def test_letters_are_drawn() -> None:
    """Two ideographs are two drawings, and none of them is the box of a letter that is not there."""
    one, other = (
        picture_of((LETTERS % ("t", letter)).encode(), PictureForm.PNG, "x.png") for letter in ("会", "议")
    )
    assert one != other


@pytest.mark.parametrize("text", ["\U0010fffc", "A\U0010fffc"])
def test_a_letter_that_no_font_has_is_said(text: str) -> None:
    """And no picture is made with a box in its place."""
    with pytest.raises(DataError, match=r"no font here has \\u10fffc; install one that has"):
        picture_of((LETTERS % ("t", text)).encode(), PictureForm.PDF, "x.pdf")


@pytest.mark.usefixtures("matrix")
def test_the_command(cli: Cli, tmp_path: Path) -> None:
    """By the ending; a picture quotes no lines."""
    for name in ("m.pdf", "m.PNG"):
        done = cli("report", DATA, "-o", name)
        assert (done.returncode, done.stderr) == (0, f"icmlpo-rdf: {name} is written\n")
        assert (tmp_path / name).stat().st_size > 10_000
    done = cli("report", DATA, "-o", "x.pdf", "--source", str(ROOT / "seeds"))
    assert done.returncode == 2
    assert "a picture quotes no lines" in done.stderr

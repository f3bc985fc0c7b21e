"""A dataset of other pages is not lost because its folder was named again, or not named at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from icmlpo_rdf.errors import UsageError
from tests.batch.test_dataset import files_of, made, rows_of
from tests.conftest import Cli

_PAGE = "**{0}** is an international alliance of parties.\n\n## Members\n\n- Oak\n- Elm\n"


def _pages(folder: Path, *titles: str) -> None:
    folder.mkdir()
    for title in titles:
        (folder / f"{title}.md").write_text(_PAGE.format(title))


def test_a_second_dump_does_not_remove_the_first_ones_data(tmp_path: Path, cli: Cli) -> None:
    """Both go to the default folder: the second is refused in one line, and done where the user says so."""
    _pages(tmp_path / "trees", "Ash", "Birch", "Cedar")
    _pages(tmp_path / "hills", "Dune", "Cedar", "Esker")
    assert cli("convert", "trees/", "--lang", "en").returncode == 0
    before = files_of(tmp_path / "output")
    refused = cli("convert", "hills/", "--lang", "en")
    said = (
        "icmlpo-rdf: output: it holds other pages, most of which would be removed, such as Ash; name another folder "
        "with --output, or let these pages take their place: --replace\n"
    )
    assert (refused.returncode, refused.stderr) == (2, said)
    assert files_of(tmp_path / "output") == before
    assert cli("convert", "hills/", "--lang", "en", "--replace").returncode == 0
    assert {row["title"] for row in rows_of(tmp_path / "output")} == {"Dune", "Cedar", "Esker"}


def test_a_changed_dump_is_known_by_its_pages(tmp_path: Path) -> None:
    """Whatever its folder is called, and where it has more shards or fewer than before."""
    titles = [f"Alliance {number}" for number in range(40)]
    _pages(tmp_path / "old", *titles)
    made(tmp_path / "old", tmp_path / "out")
    _pages(tmp_path / "new", *titles, *(f"League {number}" for number in range(60)))
    made(tmp_path / "new", tmp_path / "out")
    made(tmp_path / "old", tmp_path / "out", replace=True)
    _pages(tmp_path / "other", *(f"League {number}" for number in range(300)))
    with pytest.raises(UsageError, match="it holds other pages"):
        made(tmp_path / "other", tmp_path / "out")
    shutil.rmtree(tmp_path / "out")
    made(tmp_path / "other", tmp_path / "out")
    with pytest.raises(UsageError, match="it holds other pages"):
        made(tmp_path / "old", tmp_path / "out")

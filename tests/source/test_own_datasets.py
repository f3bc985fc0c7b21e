"""A dataset that the program wrote into a folder of pages is no page, wherever the folder is read from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.source.dumps_made import MEETING

KEPT = "# A dataset of ours\n\n'''Text'''\n"


@pytest.fixture
def held(cli: Cli, tmp_path: Path) -> Path:
    """A folder of a page, another page that lies in a dataset's folder, and a README that is nobody's dataset."""
    folder = tmp_path / "in"
    (folder / "old").mkdir(parents=True)
    (folder / "甲会议.wikitext").write_text(MEETING, encoding="utf-8")
    assert cli("convert", "in", "-o", "in/old/", "-q").returncode == 0
    (folder / "old" / "乙会议.wikitext").write_text(MEETING.replace("甲会议", "乙会议"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("given", ["in", "in.zip", "in.tar", "in/**/*", "in/*", "in/old"])
@pytest.mark.parametrize("output", ["new/", "all.ttl"])
def test_a_dataset_among_pages_is_no_page(
    given: str, output: str, held: Path, cli: Cli, tmp_path: Path
) -> None:
    """Its README was read as a page, and with a glob each of its files."""
    if given.endswith((".zip", ".tar")):
        shutil.make_archive(str(tmp_path / "in"), given[3:], held.parent, "in")
    done = cli("convert", given, "-o", output)
    assert done.returncode == 0, done.stderr
    assert "README" not in done.stderr
    told = "passed over: an earlier dataset of this program, in/old/\n"
    is_archive = given in {"in.zip", "in.tar"}
    assert done.stderr.count(told) == (not is_archive), done.stderr
    # Of an archive, which is read in its own order, its files count among those of other kinds.
    assert ("for their endings" in done.stderr) == is_archive


def test_a_readme_is_known_by_what_it_holds(held: Path, cli: Cli, tmp_path: Path) -> None:
    """Another program's README beside folders called `data` and `report` is no dataset's; a dataset's is told by its own name too."""
    (held / "old" / "README.md").rename(tmp_path / "other.md")
    (held / "old" / "README.md").write_text(KEPT, encoding="utf-8")
    done = cli("convert", "in", "-o", "all.ttl", "--lang", "zh")
    assert "in/old/README.md: " in done.stderr
    named = cli("convert", "other.md", "-o", "x.ttl")
    assert named.returncode == 2
    assert "other.md: this is the README of a dataset of this program; `query` reads its data" in named.stderr

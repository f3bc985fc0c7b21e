"""Every input is listed in one way: files, folders, globs, archives, remote places; what is no page is said."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.source import Entry, expand_globs, in_order, list_inputs, read_entry, read_page_file
from tests.conftest import ROOT

PAGE = "**会议**\n".encode()


def tree(folder: Path) -> None:
    """A small dump."""
    for name in ("Page/b.md", "Page/a.md", "notes.txt", "picture.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(PAGE)


def pack(archive: Path, folder: Path) -> None:
    """The folder as an archive of the kind that its ending tells."""
    kinds = {".zip": "zip", ".tar": "tar", ".tar.gz": "gztar", ".tar.xz": "xztar"}
    ending = "".join(archive.suffixes)
    shutil.make_archive(str(archive).removesuffix(ending), kinds[ending], folder)


def listed(work: Path, *inputs: object) -> list[Entry]:
    """The pages of inputs, in their order."""
    return in_order(
        entry for entry in list_inputs(expand_globs(map(str, inputs)), lambda: work) if not entry.is_redirect
    )


def test_folders_and_globs_are_sorted_and_say_where_a_page_lay(tmp_path: Path) -> None:
    """Only pages, each once, whatever names it."""
    tree(tmp_path / "in")
    found = listed(
        tmp_path, tmp_path / "in", tmp_path / "in" / "Page" / "*.md", tmp_path / "in" / "notes.txt"
    )
    assert [page.below.rpartition("/")[2] for page in found] == ["a.md", "b.md", "notes.txt"]
    assert [read_entry(page).in_page_folder for page in found] == [True, True, False]
    assert [page.below for page in listed(tmp_path, tmp_path / "in")] == [
        "Page/a.md",
        "Page/b.md",
        "notes.txt",
    ]


@pytest.mark.parametrize("given", ["in/Page", ".", "in/Page/a.md", "a.md"])
def test_a_page_is_in_its_folder_however_it_is_named(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also from within, where nothing of the path is written; its output lies where the user pointed."""
    tree(tmp_path / "in")
    monkeypatch.chdir(tmp_path if given.startswith("in") else tmp_path / "in" / "Page")
    page = listed(tmp_path, given)[0]
    raw = read_entry(page)
    assert (raw.in_page_folder, page.below, raw.data) == (True, "a.md", PAGE)
    assert Path(raw.folder).samefile(tmp_path / "in" / "Page")


@pytest.mark.parametrize("ending", [".zip", ".tar", ".tar.gz", ".tar.xz"])
def test_archives_are_folders(ending: str, tmp_path: Path) -> None:
    """The same pages, with the same places, as in the folder that was packed; a glob of archives too."""
    tree(tmp_path / "in")
    archive = tmp_path / f"dump{ending}"
    pack(archive, tmp_path / "in")
    for given in (archive, tmp_path / f"*{ending}"):
        found = listed(tmp_path, given)
        assert [page.below for page in found] == ["Page/a.md", "Page/b.md", "notes.txt"]
        raw = read_entry(found[0])
        assert (raw.name, raw.data, raw.in_page_folder) == ("a.md", PAGE, True)
        assert raw.origin == f"{archive}/Page/a.md"


def test_a_link_out_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    """A dump cannot make us read other files."""
    (tmp_path / "secret.md").write_bytes(PAGE)
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "a.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(SourceError, match="there is no page"):
        listed(tmp_path, tmp_path / "dump")


def test_a_page_is_bounded(tmp_path: Path) -> None:
    """A file without an end, one that is too large, and one of a remote place."""
    large = tmp_path / "large.md"
    with large.open("wb") as stream:
        stream.truncate(5_000_000_000)
    for path in ("/dev/zero", str(large), large.as_uri()):
        (page,) = listed(tmp_path, path)
        with pytest.raises(SourceError, match="more than 32 MiB"):
            read_entry(page)
    with pytest.raises(SourceError, match="more than 32 MiB"):
        read_page_file("/dev/zero")


def test_names_that_no_system_has(tmp_path: Path) -> None:
    """A path that is too long, or holds a null byte."""
    for path in ("x" * 5000, "a\0b"):
        with pytest.raises(SourceError, match=r"cannot be read|no such file"):
            listed(tmp_path, path)
        with pytest.raises(SourceError, match="cannot be read"):
            read_page_file(path)


def test_a_python_that_takes_names_for_something_else_is_told(tmp_path: Path) -> None:
    """In another locale every title would be misread: what reads names refuses, also below the command line."""
    tree(tmp_path)
    (tmp_path / "Page" / "甲.md").write_bytes(PAGE)
    code = (
        "import sys; from icmlpo_rdf.source import list_inputs, read_page_file\n"
        "print(sys.getfilesystemencoding())\n"
        "try: list(list_inputs(['.'], None))\n"
        "except Exception as error: print(type(error).__name__, ascii(str(error)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "LC_ALL": "C",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    encoding, told = done.stdout.splitlines()
    assert encoding != "utf-8", "this system has no other locale"
    assert told.startswith("SourceError")
    assert "PYTHONUTF8=1" in told

"""Pages are found in files, folders, globs, archives; what is no page is said."""

from __future__ import annotations

import io
import shutil
import tarfile
import zipfile
from pathlib import Path, PurePath

import pytest

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.source import find_pages, read_page_file

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


def test_folders_and_globs_are_sorted_and_say_where_a_page_lay(tmp_path: Path) -> None:
    """Only pages, each once, in the order of their paths."""
    tree(tmp_path)
    found = list(find_pages([str(tmp_path), str(tmp_path / "Page" / "*.md")]))
    assert [page.relative for page in found] == [
        PurePath("Page/a.md"),
        PurePath("Page/b.md"),
        PurePath("notes.txt"),
    ]
    assert [read_page_file(page.path).in_page_folder for page in found] == [True, True, False]


@pytest.mark.parametrize("ending", [".zip", ".tar", ".tar.gz", ".tar.xz"])
def test_archives_are_folders(ending: str, tmp_path: Path) -> None:
    """The same pages, with the same places, as in the folder that was packed."""
    tree(tmp_path / "in")
    archive = tmp_path / f"dump{ending}"
    pack(archive, tmp_path / "in")
    found = list(find_pages([str(archive)]))
    assert [page.relative for page in found] == [
        PurePath("Page/a.md"),
        PurePath("Page/b.md"),
        PurePath("notes.txt"),
    ]
    raw = read_page_file(found[0].path, found[0].member)
    assert (raw.name, raw.data, raw.in_page_folder) == ("a.md", PAGE, True)


def test_a_link_out_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    """A dump cannot make us read other files."""
    (tmp_path / "secret.md").write_bytes(PAGE)
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "a.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(SourceError, match="the folder holds no page"):
        list(find_pages([str(tmp_path / "dump")]))


@pytest.mark.parametrize("name", ["../evil.md", "/evil.md", "a/../../evil.md", "..\\evil.md"])
def test_archive_members_that_lead_out_are_refused(name: str, tmp_path: Path) -> None:
    """`..` and absolute names, in both kinds of archives."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as opened:
        opened.writestr(name, PAGE)
    with tarfile.open(tmp_path / "a.tar", "w") as opened_tar:
        info = tarfile.TarInfo(name)
        info.size = len(PAGE)
        opened_tar.addfile(info, io.BytesIO(PAGE))
    for archive in ("a.zip", "a.tar"):
        with pytest.raises(SourceError, match="leads out of the archive"):
            list(find_pages([str(tmp_path / archive)]))


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.xz"])
def test_archives_that_are_none(name: str, tmp_path: Path) -> None:
    """Random bytes under an archive's name, and an archive without pages."""
    (tmp_path / name).write_bytes(b"no archive" * 99)
    with pytest.raises(SourceError, match="no whole archive"):
        list(find_pages([str(tmp_path / name)]))
    (tmp_path / "empty").mkdir()
    pack(tmp_path / f"empty{name[1:]}", tmp_path / "empty")
    with pytest.raises(SourceError, match="the archive holds no page"):
        list(find_pages([str(tmp_path / f"empty{name[1:]}")]))


def test_names_that_no_system_has() -> None:
    """A path that is too long, or holds a null byte."""
    for path in ("x" * 5000, "a\0b"):
        with pytest.raises(SourceError, match=r"cannot be read|no such file"):
            list(find_pages([path]))
        with pytest.raises(SourceError, match="cannot be read"):
            read_page_file(path)

"""Archives are whole or refused, and give what whoever unpacks them gets; none takes more memory than a page may."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import resource
import stat
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.source import read_entry
from tests.conftest import Cli
from tests.source.test_listing import PAGE, listed, pack, tree

Files = dict[str, bytes]


def tar_of(*members: tuple[tarfile.TarInfo | str, bytes], form: int = tarfile.GNU_FORMAT) -> bytes:
    """A tar of members, in their order."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form) as packed:
        for member, data in members:
            info = tarfile.TarInfo(member) if isinstance(member, str) else member
            info.size = info.size or len(data)
            packed.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def link(name: str, target: str, kind: bytes = tarfile.LNKTYPE) -> tuple[tarfile.TarInfo, bytes]:
    """A member that leads to another."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info, b""


def read(tmp_path: Path, archive: Path) -> Files:
    """What an archive gives, by name."""
    return {page.name: read_entry(page).data for page in listed(tmp_path, archive)}


WHOLE = tar_of(("Page/a.md", PAGE), ("Page/b.md", PAGE * 2), ("Page/c.md", PAGE * 3))


@pytest.mark.parametrize("name", ["../evil.md", "/evil.md", "a/../../evil.md", "..\\evil.md"])
def test_members_that_lead_out_are_refused(name: str, tmp_path: Path) -> None:
    """`..` and absolute names, in both kinds of archives."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as opened:
        opened.writestr(name, PAGE)
    (tmp_path / "a.tar").write_bytes(tar_of((name, PAGE)))
    for archive in ("a.zip", "a.tar"):
        with pytest.raises(SourceError, match="leads out of the archive"):
            listed(tmp_path, tmp_path / archive)


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.xz"])
def test_archives_that_are_none(name: str, tmp_path: Path) -> None:
    """Random bytes under an archive's name, and an archive without pages."""
    (tmp_path / name).write_bytes(b"no archive" * 99)
    with pytest.raises(SourceError, match="no whole archive"):
        listed(tmp_path, tmp_path / name)
    (tmp_path / "empty").mkdir()
    pack(tmp_path / f"empty{name[1:]}", tmp_path / "empty")
    with pytest.raises(SourceError, match="there is no page"):
        listed(tmp_path, tmp_path / f"empty{name[1:]}")


@pytest.mark.parametrize("packed", [bytes, gzip.compress, bz2.compress])
def test_a_tar_is_whole_or_refused(packed: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """Every cut before its end, and a bit flipped anywhere in a header: never a shorter archive."""
    archive = tmp_path / {bytes: "a.tar", gzip.compress: "a.tar.gz", bz2.compress: "a.tar.bz2"}[packed]
    end = 3 * 1024
    assert WHOLE[end:].count(0) == len(WHOLE) - end
    for cut in (*range(100, end, 333), 512, 1024, 2048, end, end + 511):
        archive.write_bytes(packed(WHOLE[:cut]))
        with pytest.raises(SourceError, match="no whole archive"):
            listed(tmp_path, archive)
    for place in range(0, 512, 17):
        damaged = bytearray(WHOLE)
        damaged[1024 + place] ^= 4
        archive.write_bytes(packed(bytes(damaged)))
        with pytest.raises(SourceError, match="no whole archive"):
            listed(tmp_path, archive)
    archive.write_bytes(packed(WHOLE + WHOLE))
    with pytest.raises(SourceError, match="something follows its end"):
        listed(tmp_path, archive)


def test_a_zip_is_whole_or_refused(tmp_path: Path) -> None:
    """A bit flipped in its directory: refused, or of no matter to the pages; never a shorter archive or another name."""
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for name in ("a", "b", "c"):
            opened.writestr(f"Page/{name}.md", PAGE)
    whole = archive.read_bytes()
    directory = whole.index(b"PK\x01\x02")
    refused = 0
    for place in range(directory, len(whole)):
        for bit in range(8):
            damaged = bytearray(whole)
            damaged[place] ^= 1 << bit
            archive.write_bytes(damaged)
            try:
                names = [page.name for page in listed(tmp_path, archive)]
            except SourceError:
                refused += 1
            else:
                # The high bytes of the attributes tell links and devices apart from files, and nothing else says so.
                assert (
                    names == ["Page/a.md", "Page/b.md", "Page/c.md"]
                    or b"PK" in whole[place - 41 : place - 37]
                )
    assert refused > 100


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_later_of_two_members_of_one_name_counts(tmp_path: Path) -> None:
    """As for whoever unpacks the archive, however the name is spelled."""
    (tmp_path / "a.tar").write_bytes(
        tar_of(("Page/a.md", b"old"), ("Page/b.md", PAGE), ("./Page//a.md", b"new"))
    )
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as opened:
        for name, data in (("Page/a.md", b"old"), ("Page/b.md", PAGE), ("Page/a.md", b"new")):
            opened.writestr(name, data)
    for archive in ("a.tar", "a.zip"):
        assert read(tmp_path, tmp_path / archive) == {"Page/a.md": b"new", "Page/b.md": PAGE}


def test_links_between_members(tmp_path: Path) -> None:
    """A hard link is the file that stands before it; one that leads nowhere is refused; symbolic ones are no pages."""
    archive = tmp_path / "a.tar"
    members = (
        ("Page/a.md", PAGE),
        link("Page/b.md", "Page/a.md"),
        link("./Page/c.md", "Page/b.md"),
        ("Page/a.md", b"new"),
        link("Page/d.md", "/etc/passwd", tarfile.SYMTYPE),
        link("Page/e.md", "", tarfile.CHRTYPE),
        link("Page/f.md", "", tarfile.FIFOTYPE),
    )
    archive.write_bytes(tar_of(*members))
    expected = {"Page/a.md": b"new", "Page/b.md": PAGE, "Page/c.md": PAGE}
    assert read(tmp_path, archive) == expected
    (tmp_path / "unpacked").mkdir()
    subprocess.run(
        ["tar", "xf", str(archive), "-C", str(tmp_path / "unpacked"), "--exclude=e.md"], check=True
    )
    assert read(tmp_path, tmp_path / "unpacked") == expected
    archive.write_bytes(tar_of(link("Page/b.md", "Page/a.md"), ("Page/a.md", PAGE)))
    with pytest.raises(SourceError, match=r"a link to 'Page/a\.md', which does not stand before it"):
        listed(tmp_path, archive)


@pytest.mark.parametrize("form", ["oldgnu", "0.0", "0.1", "1.0"])
def test_sparse_members_are_refused_by_name(form: str, tmp_path: Path) -> None:
    """GNU tar packs a file with holes so; what stands in the archive is not the file."""
    (tmp_path / "Page").mkdir()
    with (tmp_path / "Page" / "s.md").open("wb") as stream:
        stream.seek(4_000_000_000)
        stream.write(PAGE)
    (tmp_path / "Page" / "z.md").write_bytes(PAGE)
    options = ["--format=gnu"] if form == "oldgnu" else ["--format=pax", f"--sparse-version={form}"]
    subprocess.run(["tar", "cSf", "a.tar", *options, "Page/s.md", "Page/z.md"], cwd=tmp_path, check=True)
    with pytest.raises(SourceError, match=r"its member 'Page/s\.md' is no plain file \(sparse\)"):
        listed(tmp_path, tmp_path / "a.tar")


def test_other_kinds_of_members(tmp_path: Path) -> None:
    """What no standard defines is refused by name, if it is called like a page."""
    for kind, name in ((b"M", "Page/a.md"), (b"Q", "Page/a.md")):
        (tmp_path / "a.tar").write_bytes(tar_of(link(name, "", kind), ("Page/b.md", PAGE)))
        with pytest.raises(SourceError, match=r"its member 'Page/a\.md' is no plain file \(its type is"):
            listed(tmp_path, tmp_path / "a.tar")
    (tmp_path / "a.tar").write_bytes(tar_of(link("volume", "", b"V"), ("Page/b.md", PAGE)))
    assert read(tmp_path, tmp_path / "a.tar") == {"Page/b.md": PAGE}


def test_sizes_that_lead_backwards(tmp_path: Path) -> None:
    """A negative size (base 256) would be read for ever; a header of a gigabyte would be read into memory."""
    back = tarfile.TarInfo("Page/a.md")
    header = bytearray(back.tobuf(tarfile.GNU_FORMAT))
    header[124:136] = b"\xff" * 10 + b"\xfa\x00"
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    (tmp_path / "a.tar").write_bytes(tar_of(("Page/z.md", PAGE))[:1024] + header + bytes(2048))
    with pytest.raises(SourceError, match="no whole archive"):
        listed(tmp_path, tmp_path / "a.tar")
    long = tarfile.TarInfo("././@LongLink")
    long.type, long.size = tarfile.GNUTYPE_LONGNAME, 1_000_000_000
    with (tmp_path / "b.tar").open("wb") as stream:
        stream.write(long.tobuf(tarfile.GNU_FORMAT))
        stream.truncate(2_000_000_000)
    with pytest.raises(SourceError, match="no whole archive"):
        listed(tmp_path, tmp_path / "b.tar")


def test_names_of_a_zip_that_does_not_say_how_it_writes_them(tmp_path: Path) -> None:
    """UTF-8 without the flag for it, as the Finder of macOS writes; the module takes it for code page 437."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as opened:
        opened.writestr("Page/甲.md", PAGE)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    for signature, flags in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        data[data.index(signature) + flags] &= ~8
    (tmp_path / "a.zip").write_bytes(data)
    assert read(tmp_path, tmp_path / "a.zip") == {"Page/甲.md": PAGE}


def test_bombs_cost_themselves(tmp_path: Path) -> None:
    """A page of 320 MB in a small archive: told in one line, and never in memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    page = tarfile.TarInfo("Page/a.md")
    page.size = 20 * 2**24
    for name, packed in (
        ("a.tar.gz", gzip.compress),
        ("a.tar.bz2", bz2.compress),
        ("a.tar.xz", lzma.compress),
    ):
        parts = (packed(page.tobuf()), *[packed(bytes(2**24))] * 20, packed(bytes(1024)))
        (tmp_path / name).write_bytes(b"".join(parts))
    with (
        zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as opened,
        opened.open("Page/a.md", "w") as stream,
    ):
        for _ in range(320):
            stream.write(bytes(1_000_000))
    for name in ("a.tar.gz", "a.tar.bz2", "a.tar.xz", "a.zip"):
        with pytest.raises(SourceError, match="unpacks to over 250 times its"):
            listed(tmp_path, tmp_path / name)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_page_too_large_in_an_archive_costs_itself(tmp_path: Path) -> None:
    """The other pages are read."""
    noise = os.urandom(1_000_000)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("Page/a.md", bytes(60_000_000))
        opened.writestr("Page/b.md", PAGE)
        opened.writestr("noise.bin", noise)
    (tmp_path / "a.tar").write_bytes(tar_of(("Page/a.md", bytes(60_000_000)), ("Page/b.md", PAGE)))
    for archive in ("a.zip", "a.tar"):
        large, small = listed(tmp_path, tmp_path / archive)
        assert read_entry(small).data == PAGE
        with pytest.raises(SourceError, match="more than 32 MiB"):
            read_entry(large)


@pytest.mark.parametrize(
    ("at", "value", "told"),
    [
        (6, 1, "it is locked with a password; unpack it first"),
        (8, 9, "it is packed by a method that is not known here (method 9 of zip); unpack it first"),
    ],
)
def test_a_zip_that_cannot_be_unpacked_here_says_why(tmp_path: Path, at: int, value: int, told: str) -> None:
    """Its flags or its method in both headers: it is whole, and getting it again would not help."""
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("Page/a.md", PAGE)
    data = bytearray(archive.read_bytes())
    for signature, place in ((b"PK\3\4", at), (b"PK\1\2", at + 2)):
        data[data.index(signature) + place] = value
    archive.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read(tmp_path, archive)
    assert str(caught.value) == f"{archive}: {told}"


def test_a_zip_that_is_written_anew_is_read_anew(tmp_path: Path) -> None:
    """Within one process, which keeps it open."""
    for text in (b"one", b"two!"):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as opened:
            opened.writestr("Page/a.md", text)
        assert read(tmp_path, tmp_path / "a.zip") == {"Page/a.md": text}


def test_devices_in_a_zip_are_no_pages(tmp_path: Path) -> None:
    """As in a folder and a tar."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as opened:
        device = zipfile.ZipInfo("Page/a.md")
        device.external_attr = (stat.S_IFCHR | 0o644) << 16
        opened.writestr(device, b"")
        opened.writestr("Page/b.md", PAGE)
    assert read(tmp_path, tmp_path / "a.zip") == {"Page/b.md": PAGE}


@given(st.lists(st.tuples(st.integers(0, 5119), st.integers(0, 255)), min_size=1, max_size=6), st.booleans())
def test_any_bytes_are_an_archive_or_one_error(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], is_zip: bool
) -> None:
    """Bytes changed anywhere: pages, or a `SourceError`; nothing else is raised."""
    folder = tmp_path_factory.mktemp("any")
    tree(folder / "in")
    archive = folder / ("a.zip" if is_zip else "a.tar")
    pack(archive, folder / "in")
    data = bytearray(archive.read_bytes())
    for place, value in changes:
        data[place % len(data)] = value
    archive.write_bytes(data)
    with suppress(SourceError):
        for page in listed(folder, archive):
            read_entry(page)


def test_what_archives_hold_besides_is_counted_as_in_folders(cli: Cli, tmp_path: Path) -> None:
    """Also a Mac's notes on other files, which were read as pages; what a PDF in a zip was, was not told."""
    page = b"'''Lake Congress''' was a meeting.\n\n== Participants ==\n* [[Party]]\n"
    notes = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        "
    files = {
        "en/Lake Congress.wikitext": page,
        "en/._Lake Congress.wikitext": notes,
        "__MACOSX/en/._Lake Congress.wikitext": notes,
        "a.pdf": b"%PDF-1.7",
        "b.pdf": b"%PDF-1.7",
        ".hidden.pdf": b"",
    }
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as opened:
        for name, data in files.items():
            opened.writestr(name, data)
            target = tmp_path / "folder" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    (tmp_path / "a.tar").write_bytes(tar_of(*files.items()))
    for place in ("folder", "a.zip", "a.tar"):
        done = cli("convert", place, "-o", "d.ttl", "--lang", "en")
        assert done.returncode == 0, done.stderr
        assert done.stderr.splitlines()[:2] == [
            "icmlpo-rdf: passed over, for their endings are no page's (2): 2 .pdf (-v names them)",
            "icmlpo-rdf: passed over, a Mac's notes on other files (._*): 2",
        ]
        verbose = cli("convert", place, "-o", "d.ttl", "--lang", "en", "-v").stderr
        assert f"icmlpo-rdf: {place}/b.pdf\n" in verbose

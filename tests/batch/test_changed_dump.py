"""What a later run does with a dataset: damaged pages replace nothing, a page is one page, only what changed is converted."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from icmlpo_rdf.batch.page_conversion import Check
from icmlpo_rdf.batch.plan import shard_of
from tests.batch.test_dataset import files_of, made, quads_of, rows_of
from tests.pages_made import write_pages

HEADER = "> 本文内容由[甲会议](https://zh.wikipedia.org/wiki/甲会议)转换而来。\n\n**甲会议**是会议。\n\n## 第一次会议（1999年）参加者\n\n"


def same_page_twice(folder: Path, others: int) -> tuple[Path, Path]:
    """A dump in which two files are one page; of the shards of ten pages each they are in different ones."""
    write_pages(folder, others)
    shards = 1
    while shards * 10 < others + 2:
        shards *= 2
    names = [f"甲会议{number}" for number in range(50)]
    first, second = (
        next(name for name in names if shard_of(name, shards) == number) for number in (0, shards - 1)
    )
    first, second = sorted((first, second))
    paths = folder / "Page" / f"{first}.md", folder / "Page" / f"{second}.md"
    for path, member in zip(paths, ("乙党", "丙党"), strict=True):
        path.write_text(f'{HEADER}* [{member}](../Page/{member}.md "wikilink")\n', encoding="utf-8")
    return paths


def statuses(output: Path) -> dict[str, object]:
    """The status of each page that is not done."""
    return {str(row["source"]): row["status"] for row in rows_of(output) if row["status"] != "done"}


def test_what_a_run_has_changed_is_counted_once(tmp_path: Path) -> None:
    """Also in a shard that is written twice, for a page of another shard is the same page."""
    _, second = same_page_twice(tmp_path / "zh", 40)
    made(tmp_path / "zh", tmp_path / "out")
    (tmp_path / "zh" / "Page" / "新成立的联盟.md").write_text("**新成立的联盟**\n", encoding="utf-8")
    second.write_text(f"{second.read_text('utf-8')}\n再一行。\n", encoding="utf-8")
    changed = made(tmp_path / "zh", tmp_path / "out")
    assert (changed.pages, changed.failed, changed.converted) == (43, 1, 2)
    assert (changed.added, changed.replaced, changed.removed) == (1, 1, 0)


def test_a_page_that_is_in_two_shards_is_one_page(tmp_path: Path) -> None:
    """The second file is reported, as within a shard; whatever the processes, the parts, and what was there before."""
    first, second = same_page_twice(tmp_path / "zh", 40)
    summary = made(tmp_path / "zh", tmp_path / "out")
    assert (summary.pages, summary.failed, summary.is_whole) == (42, 1, True)
    # The second shard was written twice, but each of its files was converted once.
    assert summary.converted == 42
    assert statuses(tmp_path / "out") == {f"Page/{second.name}": "same-page"}
    (row,) = (row for row in rows_of(tmp_path / "out") if row["status"] != "done")
    assert row["reason"] == f"it is the same page as Page/{first.name}"
    data = "".join(map(str, quads_of(tmp_path / "out")))
    assert ("乙党" in data, "丙党" in data) == (True, False)

    again = made(tmp_path / "zh", tmp_path / "out")
    assert (again.converted, again.failed) == (0, 1)
    made(tmp_path / "zh", tmp_path / "two", jobs=2)
    for number in (2, 1, 3):
        made(tmp_path / "zh", tmp_path / "parts", part=(number, 3))
    assert files_of(tmp_path / "out") == files_of(tmp_path / "two") == files_of(tmp_path / "parts")

    kept = first.read_bytes()
    first.unlink()
    made(tmp_path / "zh", tmp_path / "out")
    assert statuses(tmp_path / "out") == {}
    made(tmp_path / "zh", tmp_path / "new")
    assert files_of(tmp_path / "out") == files_of(tmp_path / "new")
    first.write_bytes(kept)
    made(tmp_path / "zh", tmp_path / "out")
    assert files_of(tmp_path / "out") == files_of(tmp_path / "two")


def test_a_damaged_page_leaves_its_place_to_a_whole_one(tmp_path: Path) -> None:
    """Of two files of one page the first is damaged: the second is the page."""
    for folder, rest in (("a", "<table>\n<tr>\n<td>"), ("b", "## 成员\n\n  - 甲党\n")):
        page = tmp_path / "in" / folder / "Page" / "会议.md"
        page.parent.mkdir(parents=True)
        page.write_text(f"**会议**\n\n{rest}\n", encoding="utf-8")
    made(tmp_path / "in", tmp_path / "out")
    assert statuses(tmp_path / "out") == {"a/Page/会议.md": "damaged"}
    assert "甲党" in "".join(map(str, quads_of(tmp_path / "out")))


@pytest.mark.parametrize("damage", ["cut", "not-utf8", "too-large"])
def test_a_page_that_is_damaged_now_keeps_its_data(damage: str, tmp_path: Path) -> None:
    """Its row says so; when it is whole again, or its earlier text, all is as from nothing."""
    write_pages(tmp_path / "zh", 12)
    made(tmp_path / "zh", tmp_path / "out")
    before = files_of(tmp_path / "out")
    page = tmp_path / "zh" / "Page" / "第3国际组织.md"
    text = page.read_bytes()
    damaged = {"cut": text + b"\n<table>\n<tr>", "not-utf8": b"\xff" + text, "too-large": bytes(40_000_000)}
    page.write_bytes(damaged[damage])
    for _ in range(2):
        summary = made(tmp_path / "zh", tmp_path / "out")
        assert (summary.failed, summary.is_whole) == (1, True)
        now = files_of(tmp_path / "out")
        assert all(data == now[name] for name, data in before.items() if name.startswith("data/"))
    (row,) = (row for row in rows_of(tmp_path / "out") if row["status"] != "done")
    assert row["status"] in {"damaged", "failed"}
    assert str(row["reason"]).endswith("its data is what an earlier run made of it")
    page.write_bytes(text)
    made(tmp_path / "zh", tmp_path / "out")
    assert files_of(tmp_path / "out") == before
    assert made(tmp_path / "zh", tmp_path / "partial", partial=True).failed == 0


def test_a_page_with_old_size_and_times_is_seen(tmp_path: Path) -> None:
    """The time of the node's change tells it; where that is the same too, `--check-content` compares the bytes."""
    write_pages(tmp_path / "zh", 12)
    made(tmp_path / "zh", tmp_path / "out")
    page = tmp_path / "zh" / "Page" / "第3国际组织.md"
    for old, new in (("甲党", "己党"), ("己党", "庚党")):
        status = page.stat()
        page.write_text(page.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert page.stat().st_size == status.st_size
        if new == "庚党":  # a system whose nodes tell no such time
            pretend_unchanged(tmp_path / "out", page)
            assert made(tmp_path / "zh", tmp_path / "out").converted == 0
        summary = made(tmp_path / "zh", tmp_path / "out", check_content=new == "庚党")
        assert (summary.converted, summary.replaced) == (1, 1)
        made(tmp_path / "zh", tmp_path / "new")
        assert files_of(tmp_path / "out") == files_of(tmp_path / "new")
        shutil.rmtree(tmp_path / "new")
    assert made(tmp_path / "zh", tmp_path / "out", check_content=True).converted == 0


def pretend_unchanged(output: Path, page: Path) -> None:
    """Let the dataset's state have the times that the page has now."""
    status = page.stat()
    for path in (output / ".state").glob("part-*.json"):
        state = json.loads(path.read_text())
        for row in state["pages"]:
            if row[0].endswith(page.name):
                row[1] = f"{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}"
        path.write_text(json.dumps(state))


@pytest.mark.parametrize("parts", [1, 2])
def test_a_dump_that_grows_past_a_power_of_two_is_not_converted_again(parts: int, tmp_path: Path) -> None:
    """The new shards are made from the old ones, and the other way round; the same bytes as from nothing."""
    write_pages(tmp_path / "zh", 80)
    made(tmp_path / "zh", tmp_path / "out")
    assert len(list((tmp_path / "out" / "data").iterdir())) == 8
    extra = [tmp_path / "zh" / "Page" / f"新{number}.md" for number in range(2)]
    for path in extra:
        path.write_text("**新**\n\n## 成员\n\n  - 甲党\n", encoding="utf-8")
    converted = [
        made(tmp_path / "zh", tmp_path / "out", part=(number, parts)).converted
        for number in range(1, parts + 1)
    ]
    if parts == 1:
        assert converted == [2]
    made(tmp_path / "zh", tmp_path / "new")
    assert len(files_of(tmp_path / "new")) > 16 * 3
    assert files_of(tmp_path / "out") == files_of(tmp_path / "new")
    for path in extra:
        path.unlink()
    shrunk = made(tmp_path / "zh", tmp_path / "out")
    assert (shrunk.converted, shrunk.removed) == (0, 2)
    shutil.rmtree(tmp_path / "new")
    made(tmp_path / "zh", tmp_path / "new", check=Check.NONE)
    assert files_of(tmp_path / "out") == files_of(tmp_path / "new")

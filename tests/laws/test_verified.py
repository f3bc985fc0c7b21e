"""`verify`, a reader of its own, finds every fact of what `convert` wrote, whatever the page."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icmlpo_rdf.convert import convert
from icmlpo_rdf.source import RawPage, read_page_file
from icmlpo_rdf.verify import Failure, verify
from tests.conftest import GIVEN, PAGES, SEED


def failures(raw: RawPage, folder: Path) -> tuple[Failure, ...]:
    """What `verify` does not find of a page's facts; nothing where it states none."""
    quads = convert(raw).quads
    if not quads:
        return ()
    path = folder / raw.name
    path.write_bytes(raw.data)
    return verify(quads, str(path)).failures


@pytest.mark.parametrize("path", [SEED, *PAGES, *GIVEN], ids=lambda path: path.stem)
def test_real_pages(path: Path, tmp_path: Path) -> None:
    """Every page that we have."""
    assert failures(read_page_file(str(path)), tmp_path) == ()


# Names that titles and labels may have: both scripts, combining and full-width letters, ideographic spaces, marks that turn
# the direction, signs that Markdown, HTML or addresses mean something by.
_LETTERS = st.sampled_from(
    "甲乙丙丁戊己庚辛赤水白河青石ＡＢ２Red e\u0301é\u3000\u00a0\u200e\u202e\u200b %&'\"+=;@*!$,~:/?`^_.()（）#|<>-—·・{}[]\\𠮷😀Ⅳﾊ"
)
_NAMES = st.lists(_LETTERS, max_size=8).map(lambda letters: "".join(letters) + "党")
_BAR, _ESCAPED_BAR = re.compile(r"(?<!\\)\|"), r"\\|"
_ROWS = st.sampled_from(["list", "pipes", "html", "html over lines", "wrapped"])


def _destination(title: str, spelling: int) -> str:
    """A title in one of the spellings that links have."""
    return (
        f"../Page/{title}.md",
        f"https://zh.wikipedia.org/wiki/{title}",
        f"https://zh.wikipedia.org/wiki/{quote(title)}",
        f"https://zh.m.wikipedia.org/wiki/{title}",
        f"https://zh.wikipedia.org/zh-hans/{title}",
        f"https://zh.wikipedia.org/wiki/{title}#历史",
        f"https://zh.wikipedia.org/w/index.php?title={quote(title)}&action=edit&redlink=1",
        title,
    )[spelling]


@st.composite
def _entry(draw: st.DrawFn) -> str:
    """A row or item with a name, linked or not."""
    label, title = draw(_NAMES), draw(_NAMES)
    if draw(st.booleans()):
        title = label
    spelling = draw(st.integers(-1, 7))
    row = draw(_ROWS)
    if row.startswith("html"):
        name = html.escape(label)
        if spelling >= 0:
            gap = "\n" if row == "html over lines" else " "
            href = html.escape(_destination(title, spelling))
            name = f'<a{gap}href="{href}"{gap}title="wikilink">{name}</a>'
        if row == "html over lines":
            return f'<tr\nclass="odd">\n<td\n>蒙古</td>\n<td><p>{name}</p></td>\n</tr>'
        return f"<tr>\n<td>蒙古</td>\n<td><p>{name}</p></td>\n</tr>"
    name = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", label)
    if spelling >= 0:
        written = re.sub(r"([()\\<>*`_\[\]])", r"\\\1", _destination(title, spelling).replace(" ", "_"))
        name = f'[{name}]({written} "wikilink")'
    if row == "pipes":
        return f"| 蒙古 | {_BAR.sub(_ESCAPED_BAR, name)} |"
    if row == "wrapped":
        return f"  - {name}\n    （蒙古）"
    return f"  - {name}"


_ENTRIES = st.lists(_entry(), min_size=1, max_size=4)


@st.composite
def _section(draw: st.DrawFn) -> str:
    """A heading over rows of one kind."""
    heading = draw(
        st.sampled_from(
            [
                "## 第三次会议（2005年）参加者",
                "## 第四次会议（2007年）\n\n### 与会者",
                "## 成员",
                "## 参加者",
                "### 观察员",
            ]
        )
    )
    entries = draw(_ENTRIES)
    rows = [one for one in entries if one.startswith("<tr")]
    pipes = [one for one in entries if one.startswith("|")]
    items = [one for one in entries if one.startswith("  -")]
    parts = [heading, "\n".join(items)]
    if pipes:
        parts.append("\n".join(["| 国家 | 政党或组织 |", "| --- | --- |", *pipes]))
    if rows:
        head = "<thead>\n<tr>\n<th>国家</th>\n<th>政党或组织</th>\n</tr>\n</thead>"
        parts.append("\n".join(["<table>", head, "<tbody>", *rows, "</tbody>", "</table>"]))
    return "\n\n".join(parts)


_PAGES = st.lists(_section(), min_size=1, max_size=3).map(
    lambda sections: "\n\n".join(["**青松论坛**是若干政党每两年召开一次的国际会议。", *sections, ""])
)


@given(_PAGES)
def test_pages_with_hostile_names(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Any name, any spelling of a link, in lists and tables of both kinds."""
    assert failures(RawPage("青松论坛.md", text.encode(), "p"), tmp_path_factory.mktemp("page")) == ()

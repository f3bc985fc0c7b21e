"""Pages of 1 MB that no author would write: how long each stage takes, and whether the time is linear.

    python -m benchmarks.hostile [SHAPE…] [--form wikitext|html] [--megabytes N]

Budget: any 1 MB under 2 s on one core, to N-Quads; of wikitext and HTML the page stage alone under 1 s. `x` is the time over that of the half page: 2 is linear,
4 quadratic. Seconds of the processor, as others may use the machine; times under a tenth of a second say nothing of growth and show no `x`.
"""

from __future__ import annotations

import argparse
import signal
import time
from collections.abc import Mapping
from itertools import count, pairwise, takewhile

from benchmarks.hostile_forms import HTML, WIKITEXT
from benchmarks.shapes import LEAD, Shape, nested, repeated
from icmlpo_rdf.batch.page_limits import calm_collector
from icmlpo_rdf.facts import find_facts
from icmlpo_rdf.options import Form, IriOptions, PageOptions, SourceOptions
from icmlpo_rdf.page import read_page
from icmlpo_rdf.page.markdown.tree import walk_tree, without_ragged_tables
from icmlpo_rdf.quads import PREFIXES, emit_quads
from icmlpo_rdf.sinks import OutputFormat, to_bytes
from icmlpo_rdf.source import RawPage

BUDGET_SECONDS = 2.0
READER_SECONDS = 1.0
PATIENCE_SECONDS = 15
HEADING = "## 第十次会议（2011年）参加者\n\n"
TABLE = HEADING + "<table>\n<thead>\n<tr>\n<th>国家</th>\n<th>政党或组织</th>\n</tr>\n</thead>\n<tbody>\n"


def towers(begin: str, end: str, depth: int) -> Shape:
    """Nested elements of a depth that parsers allow, one tower after the other."""
    return repeated(begin * depth + "甲" + end * depth + "\n")


def stairs(size: int) -> str:
    """A list in which each item is nested one deeper than the item before."""
    lines = takewhile(
        lambda line: len(line) < 2 * int(size**0.5), ("  " * depth + "- a\n" for depth in count())
    )
    return LEAD + "".join(lines)


def one_row(cell: str) -> Shape:
    """A table with one row of many cells."""
    return repeated(cell, TABLE + "<tr>\n", "</tr>\n</tbody>\n</table>\n")


def pipe(columns: int) -> Shape:
    """A Markdown table with as many rows as the size allows."""
    row = "|" + "a|" * columns + "\n"
    return repeated(row, LEAD + row + "|" + "-|" * columns + "\n")


def ragged_pipe(size: int) -> str:
    """A wide header over rows with one cell each, which the parser fills up."""
    columns = size // 8
    return LEAD + "|" + "a|" * columns + "\n|" + "-|" * columns + "\n" + "|a|\n" * (size // 8)


ROW = '<tr>\n<td><p>甲{n}</p></td>\n<td><p><a href="../Page/乙{n}.md" title="wikilink">乙{n}</a></p></td>\n</tr>\n'
SHAPES: dict[str, Shape] = {
    "text, one line": repeated("文字"),
    "text, short lines": repeated("文字\n"),
    "paragraphs": repeated("文\n\n"),
    "spaces": repeated(" "),
    "ideographic spaces": repeated("　"),
    "newlines": repeated("\n"),
    "tabs": repeated("\t"),
    "spaces and newlines": repeated(" \n"),
    "NULs": repeated("\0"),
    "carriage returns": repeated("a\r"),
    "byte order marks": repeated("\ufeff"),
    "headings": repeated("# 甲\n"),
    "headings of meetings": repeated("# 第{n}次会议（2011年）\n", "**会议**\n"),
    "headings of one meeting": repeated("# 第十次会议（2011年）\n", "**会议**\n"),
    "underlined headings": repeated("a\n=\n"),
    "one long heading": repeated("第十次会议", LEAD + "# "),
    "items": repeated("- a\n"),
    "items, loose": repeated("- a\n\n"),
    "items, empty": repeated("-\n"),
    "items, numbered": repeated("1. a\n"),
    "items, nested": stairs,
    "items, nested in a line": repeated("- "),
    "items, two levels": repeated("- a\n    - b\n"),
    "items, HTML": repeated("<li>a\n", LEAD + "<ul>\n"),
    "items, HTML, nested": repeated("<ul><li>a\n"),
    "quotes": repeated("> a\n"),
    "quotes, deep": repeated(">"),
    "quotes, towers": repeated(">" * 500 + "a\n\n"),
    "rows": repeated(ROW, TABLE, "</tbody>\n</table>\n"),
    "rows, one organization": repeated(
        "<tr>\n<td>甲</td>\n<td>乙</td>\n</tr>\n", TABLE, "</tbody>\n</table>\n"
    ),
    "rows, empty": repeated("<tr>\n</tr>\n", TABLE),
    "rows, HTML unclosed": repeated("<tr><td>a", TABLE),
    "cells, one row": one_row("<td>a</td>\n"),
    "cells, one row, empty": one_row("<td>"),
    "cells, huge": repeated("文<br />\n", TABLE + "<tr>\n<td>甲</td>\n<td>"),
    "cells, paragraphs": repeated("<p>文", TABLE + "<tr>\n<td>甲</td>\n<td>"),
    "cells, outside of tables": repeated("<td>a</td>\n"),
    "cells, spans": one_row('<td rowspan="65534" colspan="1000">a</td>\n'),
    "cells, spans out of range": one_row('<td rowspan="99999999">a</td>\n'),
    "tables": repeated("<table>\n<tr>\n<td>a</td>\n</tr>\n</table>\n"),
    "tables, nested": nested("<table><tr><td>", "</td></tr></table>", 30_000),
    "tables, towers": towers("<table><tr><td>", "</td></tr></table>", 300),
    "tables, unclosed": repeated("<table>\n"),
    "tables, Markdown": repeated("|a|\n|-|\n|b|\n\n"),
    "pipe table, 2 columns": pipe(2),
    "pipe table, 1,000 columns": pipe(1_000),
    "pipe table, ragged": ragged_pipe,
    "pipe table, ragged, narrow": repeated("a\n", LEAD + "a|b\n-|-\n"),
    "pipe tables, ragged, small": repeated("a|b|c|d|e|f|g|h\n-|-|-|-|-|-|-|-\n" + "a\n" * 16 + "\n"),
    "pipe table, one line": repeated("|a"),
    "pipe table, delimiters": repeated("|-", LEAD + "|a|\n"),
    "pipe table, paragraph above": repeated("a\n", LEAD, "|a|\n|-|\n|b|\n"),
    "pipe table, pipes escaped": repeated("\\|", LEAD + "|a|\n|-|\n|"),
    "links": repeated('[甲](../Page/甲.md "wikilink")'),
    "links, many targets": repeated('[甲{n}](../Page/甲{n}.md "wikilink")'),
    "links, short": repeated("[a](b)"),
    "links, HTML": repeated('<a href="../Page/甲{n}.md" title="wikilink">甲</a>'),
    "links, HTML, unclosed": repeated('<a href="../Page/甲.md" title="wikilink"><b>'),
    "links, HTML, nested": nested('<a href="../Page/甲.md" title="wikilink"><i>', "</i></a>", 1_000),
    "link, long destination": repeated("a", LEAD + "[a](../Page/", '.md "wikilink")'),
    "link, many prefixes": repeated("en:", LEAD + "[a](../Page/", '.md "wikilink")'),
    "link, colons": repeated(":", LEAD + "[a](../Page/", '.md "wikilink")'),
    "link, percents": repeated("%E4%BD%A0", LEAD + "[a](../Page/", '.md "wikilink")'),
    "link, long label": repeated("a", LEAD + "[", '](../Page/a.md "wikilink")'),
    "link references": repeated("[a{n}]: b\n"),
    "link references, used": repeated("[a{n}]: b\n\n[a{n}] [a] "),
    "link references, one long": repeated("[a] ", LEAD + "[a]: " + "b" * 200_000 + "\n\n"),
    "categories": repeated('[Category:丙{n}](https://zh.wikipedia.org/wiki/Category:丙{n} "wikilink")\n'),
    "brackets": repeated("["),
    "brackets, closing": repeated("]"),
    "brackets, pairs": repeated("[]"),
    "brackets, nested": repeated("[", LEAD, "]" * 200_000),
    "brackets, images": repeated("!["),
    "brackets, links begun": repeated("[a]("),
    "brackets, angle": repeated("[a](<b"),
    "brackets, titles begun": repeated('[a](b "'),
    "less-than": repeated("<"),
    "tags begun": repeated("<a "),
    "tags begun, attributes": repeated("<a b='"),
    "one tag, attributes": repeated("a=b ", LEAD + "<td "),
    "one tag, different attributes": repeated("a{n}=b ", LEAD + "<td ", ">"),
    "closing tags": repeated("</p>"),
    "closing tags, unknown": repeated("</x>"),
    "closing tags, in a tower": repeated("</x>", LEAD + "<i>" * 1_900),
    "tags, unknown": repeated("<x>"),
    "tags, unclosed div": repeated("<div>\n"),
    "tags, unclosed p": repeated("<p>"),
    "tags, unclosed b": repeated("<b>a"),
    "tags, unclosed font": repeated("<font>a\n\n"),
    "tags, unclosed i and p": repeated("<i><p>"),
    "tags, void": repeated("<br>"),
    "tags, at line starts": repeated("<b>a</b>\n"),
    "comments begun": repeated("<!--"),
    "comments": repeated("<!-- a -->"),
    "comments, blocks": repeated("<!-- a -->\n\n"),
    "comments, dashes": repeated("<!--->-"),
    "instructions begun": repeated("<?"),
    "declarations begun": repeated("<!A "),
    "CDATA begun": repeated("<![CDATA["),
    "scripts": repeated("<script>"),
    "textareas": repeated("<textarea>\n"),
    "selects": repeated("<select><option>"),
    "SVG": repeated("<svg><path>"),
    "stars": repeated("*"),
    "stars, pairs": repeated("**a** "),
    "stars, open": repeated("*a "),
    "stars, closing": repeated("a* "),
    "stars, mixed": repeated("*a **a "),
    "stars and underscores": repeated("*_a"),
    "stars, nested": repeated("*a **a ", LEAD, "a** a* " * 50_000),
    "bold, in a tower": nested("<b>", "</b>", 1_900),
    "underscores": repeated("_a"),
    "backticks": repeated("`"),
    "backticks, growing": lambda size: LEAD + "".join(f"a{'`' * length}" for length in range(int((2 * size) ** 0.5))),
    "fences": repeated("```\n"),
    "indented code": repeated("    <td>\n"),
    "backslashes": repeated("\\"),
    "ampersands": repeated("&"),
    "entities": repeated("&amp;"),
    "entities, numbers": repeated("&#20250;"),
    "entities, line feeds": repeated("&#10;"),
    "entities, long": repeated("a", LEAD + "&"),
    "dollars and tildes": repeated("~~a~~ "),
    "abbreviations": repeated("简称", "**会议**"),
    "abbreviation, spaces behind": repeated("　", "**会议**简称"),
    "announcements": repeated("又称**甲**、", "**会议**"),
    "bold names": repeated("**甲{n}**、", ""),
    "bold names and meetings": lambda size: repeated("**A{n}**、", "")(size // 2)
    + "\n\n"
    + repeated("# 第{n}次会议\n", "")(size // 2),
    "sentences": repeated("。", "**会议**"),
    "confusions": repeated('请勿与[会议](../Page/会议_\\({n}\\).md "wikilink")混淆。', "**会议**\n\n"),
    "header line begun": repeated("> 本文内容由[", ""),
    "line marks": repeated(' data-icm-line="1"'),
    "leaked markup": repeated("-{zh-cn:a;zh-tw:b}-{{}}''"),
    "pages, as they are": repeated(
        "# 第{n}次会议（2011年）参加者\n\n" + TABLE.removeprefix(HEADING) + ROW * 3 + "</tbody>\n</table>\n\n", "**会议**\n\n"
    ),
}  # fmt: skip


FORMS = {Form.MARKDOWN: SHAPES, Form.WIKITEXT: WIKITEXT, Form.HTML: HTML}


class Nobody:
    """Told of a page's tree, does nothing."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """It ends."""

    def data(self, text: str) -> None:
        """Some text."""

    def comment(self, text: str) -> None:
        """A comment."""

    def pi(self, target: str, text: str | None) -> None:
        """A processing instruction."""

    def close(self) -> None:
        """The page ends."""


def timed(text: str, form: Form) -> dict[str, float]:
    """Seconds by stage; Markdown's tree is walked once more for its own figure."""
    raw = RawPage("会议.md", text.encode(), "会议.md", in_page_folder=True, form=form)
    marks = [time.process_time()]
    if form is Form.MARKDOWN:
        text, _ = without_ragged_tables(text.replace("\0", "\ufffd").replace("\r", "\n"))
        walk_tree(text, Nobody())
    marks.append(time.process_time())
    document, _ = read_page(raw, PageOptions(language="zh"))
    marks.append(time.process_time())
    facts = find_facts(document)
    marks.append(time.process_time())
    # Where the page tells no title nothing is said of it.
    quads = tuple(emit_quads(facts, raw, IriOptions(), SourceOptions())) if facts else ()
    marks.append(time.process_time())
    to_bytes(quads, OutputFormat.NQUADS, PREFIXES)
    marks.append(time.process_time())
    steps = [end - begin for begin, end in pairwise(marks)]
    return dict(zip(("tree", "page", "facts", "quads", "N-Quads"), steps, strict=True))


def give_up(_signal: int, _frame: object) -> None:
    """Patience has an end."""
    raise TimeoutError


def main() -> None:
    """Time each shape at half the size and at the whole."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shapes", nargs="*", help="words of the shapes' names; all when none")
    parser.add_argument("--form", choices=[form.value for form in FORMS], default=Form.MARKDOWN.value)
    parser.add_argument("--megabytes", type=float, default=1.0)
    chosen = parser.parse_args()
    form = Form(chosen.form)
    size = int(chosen.megabytes * 1_000_000)
    over = 0
    print(f"{'':32}{'tree':>7}{'page':>7}{'facts':>7}{'quads':>7}{'N-Quads':>8}{'all':>7} s     x")
    signal.signal(signal.SIGVTALRM, give_up)
    for name, shape in FORMS[form].items():
        if chosen.shapes and not any(word in name for word in chosen.shapes):
            continue
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE_SECONDS)
            with calm_collector():  # as every command has it
                half, whole = timed(shape(size // 2), form), timed(shape(size), form)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        except TimeoutError:
            over += 1
            print(f"{name:32}not done in {PATIENCE_SECONDS} s  over budget", flush=True)
            continue
        # The page stage walks the tree itself; its own column only says how much of it that is.
        total, before = (sum(one.values()) - one["tree"] for one in (whole, half))
        growth = f"{total / before:6.1f}" if total > 0.1 else ""
        late = total > BUDGET_SECONDS * chosen.megabytes
        late |= form is not Form.MARKDOWN and whole["page"] > READER_SECONDS * chosen.megabytes
        over += late
        print(
            f"{name:32}{whole['tree']:7.2f}{whole['page']:7.2f}{whole['facts']:7.2f}{whole['quads']:7.2f}"
            f"{whole['N-Quads']:8.2f}{total:7.2f} {growth:>7}{'  over budget' if late else ''}",
            flush=True,
        )
    print(f"{over} over budget")


if __name__ == "__main__":
    main()

"""Two files of one page: the first of them is taken, and the other is told, whatever becomes of the output."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Cli

PAGE = "'''甲联盟'''是一个国际组织。\n\n== 成员 ==\n* [[乙党]]\n* [[丙党]]\n"


@pytest.mark.parametrize("output", ["one.nq", "pages/", "set/"])
def test_the_first_of_two_files_is_taken(output: str, cli: Cli, tmp_path: Path) -> None:
    """One graph of two saved copies of a page stopped, and wrote nothing of all the others."""
    for name, text in (("a", PAGE), ("b", f"{PAGE}* [[丁党]]\n"), ("c", PAGE.replace("甲联盟", "戊联盟"))):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    layout = ("--layout", "dataset") if output == "set/" else ()
    done = cli("convert", "c.txt", "b.txt", "a.txt", "--lang", "zh", "-o", output, *layout)
    assert done.returncode == 1, done.stderr
    (line,) = (line for line in done.stderr.splitlines() if "the same page as" in line)
    assert line.removeprefix("icmlpo-rdf: ").startswith("b.txt: it is the same page as a.txt"), line
    if output == "one.nq":
        data = (tmp_path / output).read_text(encoding="utf-8")
        assert ("戊联盟" in data, "丁党" in data) == (True, False)

"""Coverage-guided fuzzing of the way from a page's bytes to linked data; `fuzz/README.md` says how to run it.

    python fuzz/fuzz_page.py [--minutes N] [--corpus FOLDER] [--found FOLDER] [--again FILE…]

A finding does not end the run: the input goes to the folder of findings, once for each place in the code.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import traceback
from collections.abc import Iterator
from enum import Enum
from hashlib import sha256
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["icmlpo_rdf"]):
    from icmlpo_rdf.convert import Conversion, convert, understand
    from icmlpo_rdf.notes import Lines
    from icmlpo_rdf.sinks import OutputFormat
    from icmlpo_rdf.source import RawPage

ROOT = Path(__file__).parents[1]
MAX_BYTES = 2_000
RAW = b"\xff"
SLOW_SECONDS = 1.0
"""Far more than any page of `MAX_BYTES` needs: what takes longer is not linear."""

# What the format is made of, and what Markdown and HTML treat in ways of their own.
TOKENS = [
    *"<table> </table> <caption> </caption> <thead> </thead> <tbody> <tr> </tr> <td> </td> <th> </th>".split(),
    *"<p> </p> <br> <b> </b> <ul> </ul> <ol> <li> </li> <dl> <dd> </dd> <dt> <div> </div> <pre> </pre>".split(),
    *"<h1> </h1> <h6> <blockquote> </blockquote> <span> <font> <script> </script> <style> <svg> <math>".split(),
    *"<select> <option> <textarea> <title> <body> <html> <head> <frameset> <plaintext> <noscript>".split(),
    *"<!-- --> <![CDATA[ ]]> <?x ?> <!DOCTYPE <File: <Image: <references/> <ref> </ref> </a>".split(),
    *'"wikilink" ../Page/ ../Redirect/ ../Category/ .md "fig: https://zh.wikipedia.org/wiki/ en: #'.split(),
    *"[ ] ]( ) \\( \\) \\[3\\] [3] ** **** * _ ` ``` ~~~ ~ > | \\| || -{ }- {{ }} {{-}} '' &amp; &lt;".split(),
    *"&#10; &#0; &#xD800; &NewLine; &nbsp; # ## ### - + 1. 4. --- === 、 （ ） （观察员） ， 。 “ ” 或".split(),
    *"国家 国家或地区 政党或组织 组织 参加者 会议 第十次会议（2011年）参加者 2011年 参见 参见列表 简称 又称".split(),
    *"第1次会议 1st 2nd 참가국 会議 참가자 目次 大会 党 甲 乙 丙 𠮷 e\u0301 ⓦ Ⓡ 分类: Category: File:".split(),
    "| --- |", "|---|---|\n", "\n", "\n\n", "\r", "\r\n", "  - ", "    ", "\t", "  \n", "　", "\u00a0", "\u2028",
    "\ufeff", "\x00", "\x0b", "\x0c", "\u200e", "\ufdd0", "\ufffe", "\U0010ffff", "%", "%FF", "%0A", "%7C",
    '<a href="../Page/甲.md" title="wikilink">', '[甲](../Page/甲.md "wikilink")', '[Category:丙](../Page/丙.md "wikilink")',
    ' rowspan="2"', ' colspan="1001"', ' colspan="99999999"', ' data-sourcepos="', ' data-icm-line="', "9:9-9:9",
    "> 本文内容由[甲](https://zh.wikipedia.org/wiki/甲)转换而来。", "> この記事は[", "> This article is converted from ",
]  # fmt: skip


def page_of(data: bytes) -> RawPage:
    """A page that has a title by its file name, unless it begins with a lead that tells one."""
    return RawPage("甲.md", data, "甲.md", in_page_folder=not data.startswith(b"**"))


def lines_in(value: object) -> Iterator[Lines]:
    """Every range of lines in a stage's result."""
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, Lines):
            yield one
        elif isinstance(one, list | tuple):
            pending.extend(one)
        elif not isinstance(one, type | Enum):
            pending.extend(getattr(one, name) for name in getattr(one, "__match_args__", ()))


def check(data: bytes) -> None:
    """The laws that hold on any page; raises where one does not."""
    begin = time.process_time()
    raw = page_of(data)
    understood = understand(raw)
    last = max(len(understood.document.lines), 1)
    # A page that cannot be decoded has no lines counted; the note names the line of the bad byte.
    if len(understood.document.lines):
        for lines in lines_in(understood):
            assert 1 <= lines.first <= lines.last <= last, f"{lines} is not within 1-{last}"
    conversion = convert(raw)
    _check_quads(conversion)
    assert convert(raw) == conversion, "the same bytes gave something else"
    for output_format in OutputFormat:
        written = conversion.to_bytes(output_format)
        assert written.decode() or not conversion.quads
    took = time.process_time() - begin
    assert took < SLOW_SECONDS, f"{len(data)} bytes took {took:.1f} s"


def _check_quads(conversion: Conversion) -> None:
    assert len(set(conversion.quads)) == len(conversion.quads), "a quad came twice"
    assert conversion.quads or conversion.notes.errors, "neither facts nor a reason"


class Fuzzer:
    """Runs the laws and keeps one input for each place where one broke."""

    def __init__(self, found: Path) -> None:
        self.found = found
        self.places: set[str] = set()

    def __call__(self, data: bytes) -> None:
        """One execution."""
        # Most changes to bytes break UTF-8, and such a page is refused at once. A first byte that no text
        # has keeps them as they are; else the broken characters go.
        data = data[1:] if data[:1] == RAW else data.decode(errors="ignore").encode()
        try:
            check(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            frames = traceback.extract_tb(error.__traceback__)
            place = f"{type(error).__name__} {frames[-1].name}:{frames[-1].lineno}"
            if place not in self.places:
                self.places.add(place)
                file = self.found / f"{sha256(data).hexdigest()[:16]}.md"
                file.write_bytes(data)
                print(f"FOUND {place}: {error} in {file}", flush=True)


def mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """One change to a page: every other time libFuzzer's own, else one that knows tokens and lines."""
    chance = random.Random(seed)  # noqa: S311 - libFuzzer's seed makes the run repeatable
    if chance.random() < 0.5:
        return bytes(atheris.Mutate(data, max_size))
    text = data.decode(errors="ignore")
    for _ in range(chance.randint(1, 4)):
        text = _change(text, chance)
    return text.encode()[:max_size]


def _change(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    kind = chance.randrange(5)
    if kind == 0:
        return text[:at] + chance.choice(TOKENS) + text[at:]
    if kind == 1:
        return text[:at] + chance.choice(TOKENS) * chance.choice((2, 3, 50)) + text[at:]
    pieces = re.split(r"(?<=[\n>\]])", text)
    one, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    if kind == 2:
        del pieces[one]
    elif kind == 3:
        pieces[one], pieces[other] = pieces[other], pieces[one]
    else:
        pieces.insert(one, pieces[other])
    return "".join(pieces)


def seed_corpus(corpus: Path) -> None:
    """Cut the real pages into blocks, so that mutation begins with the format as it is."""
    pages = [*(ROOT / "tests" / "pages").rglob("*.md"), *(ROOT / "seeds").glob("0*.txt")]
    for page in pages:
        data = page.read_bytes()
        blocks = re.split(rb"\n\n+", data)
        for size in (1, 2, 5):
            for at in range(0, len(blocks), size):
                piece = b"\n\n".join(blocks[at : at + size])[:MAX_BYTES].decode(errors="ignore").encode()
                (corpus / sha256(piece).hexdigest()[:16]).write_bytes(piece)


def write_dictionary(path: Path) -> None:
    """The tokens as libFuzzer reads them: ASCII, the rest escaped byte by byte."""
    path.write_text(
        "".join('"' + "".join(f"\\x{byte:02x}" for byte in token.encode()) + '"\n' for token in TOKENS)
    )


def main() -> None:
    """Fuzz, or run the laws once on given inputs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--corpus", type=Path, default=ROOT / "fuzz" / "corpus")
    parser.add_argument("--found", type=Path, default=ROOT / "fuzz" / "found")
    parser.add_argument("--again", type=Path, nargs="+", help="inputs to run once, with a traceback")
    chosen = parser.parse_args()
    if chosen.again:
        for path in chosen.again:
            check(path.read_bytes())
            print(f"{path}: holds")
        return
    for folder in (chosen.corpus, chosen.found):
        folder.mkdir(parents=True, exist_ok=True)
    seed_corpus(chosen.corpus)
    dictionary = chosen.found / "tokens.dict"
    write_dictionary(dictionary)
    options = [
        f"-dict={dictionary}",
        f"-max_len={MAX_BYTES}",
        f"-max_total_time={int(chosen.minutes * 60)}",
        "-timeout=20",
        "-print_final_stats=1",
        f"-artifact_prefix={chosen.found}/",
    ]
    atheris.Setup([sys.argv[0], *options, str(chosen.corpus)], Fuzzer(chosen.found), custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

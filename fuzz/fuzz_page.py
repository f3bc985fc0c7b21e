"""Coverage-guided fuzzing of the way from a page's bytes to linked data; `fuzz/README.md` says how to run it.

    python fuzz/fuzz_page.py [--form FORM] [--minutes N] [--corpus FOLDER] [--found FOLDER] [--again FILE…]

A finding does not end the run: the input goes to the folder of findings, once for each place in the code.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from enum import Enum
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zlib import crc32

import atheris

with atheris.instrument_imports(include=["icmlpo_rdf"]):
    from icmlpo_rdf.convert import Conversion, convert, understand
    from icmlpo_rdf.errors import SourceError
    from icmlpo_rdf.notes import Lines
    from icmlpo_rdf.options import Form
    from icmlpo_rdf.sinks import OutputFormat
    from icmlpo_rdf.source import RawPage
    from icmlpo_rdf.source.enterprise import article_text, list_articles
    from icmlpo_rdf.source.mediawiki_xml import pages_of
    from icmlpo_rdf.source.snapshot_json import Stretch
    from icmlpo_rdf.spans import Span

from tokens import TOKENS

ROOT = Path(__file__).parents[1]
MAX_BYTES = 2_000
RAW = b"\xff"
SLOW_SECONDS = 1.0
"""Far more than any page of `MAX_BYTES` needs: what takes longer is not linear."""
_ENDINGS = {
    Form.MARKDOWN: "md",
    Form.WIKITEXT: "wikitext",
    Form.HTML: "html",
    Form.XML: "xml",
    Form.ENTERPRISE: "ndjson",
}
_EXPORT = "<mediawiki xml:lang='zh'><siteinfo><dbname>zhwiki</dbname></siteinfo><page><title>甲</title><ns>0</ns><revision><text>{}</text></revision></page></mediawiki>"


def pages_in(data: bytes, form: Form) -> Iterator[RawPage]:
    """The page, or those that an export or snapshot holds; one that is refused with a reason holds none."""
    if form not in {Form.XML, Form.ENTERPRISE}:
        name = f"甲.{_ENDINGS[form]}"
        # A page that has a title by its file name, unless it begins with a lead that tells one.
        yield RawPage(name, data, name, in_page_folder=not data.startswith(b"**"), form=form)
        return
    try:
        if form is Form.XML:
            half = len(data) // 2
            for page in pages_of(iter([data[:half], data[half:]]), "甲.xml"):
                yield RawPage("甲.wikitext", page.text.encode(), "甲", form=Form.WIKITEXT, title=page.title)
            return
        stretch = Stretch("甲.ndjson", 0, len(data))
        for entry in list_articles("甲.ndjson", BytesIO(data), stretch, "zh"):
            if entry.told and not entry.leads_to and entry.problem is None:
                text = article_text(data[entry.offset : entry.offset + entry.size], entry.told.form)
                yield RawPage(
                    "甲", text, "甲", form=entry.told.form, title=entry.told.title, wiki=entry.told.wiki
                )
    except SourceError:
        return


def places_in(value: object) -> Iterator[Lines | Span]:
    """Every place of the source in a stage's result."""
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, Lines | Span):
            yield one
        elif isinstance(one, list | tuple):
            pending.extend(one)
        elif not isinstance(one, type | Enum):
            pending.extend(getattr(one, name) for name in getattr(one, "__match_args__", ()))


def check(data: bytes, form: Form) -> None:
    """The laws that hold on any page, or any file of pages; raises where one does not."""
    begin = time.process_time()
    for raw in pages_in(data, form):
        check_page(raw)
    took = time.process_time() - begin
    assert took < SLOW_SECONDS, f"{len(data)} bytes took {took:.1f} s"


def check_page(raw: RawPage) -> None:
    """The laws that hold on any page."""
    understood = understand(raw)
    index = understood.document.lines
    last = max(len(index), 1)
    # A page that cannot be decoded has no lines counted; the note names the line of the bad byte.
    if len(index):
        for place in places_in(understood):
            if isinstance(place, Lines):
                assert 1 <= place.first <= place.last <= last, f"{place} is not within 1-{last}"
            else:
                assert 0 <= place.begin <= place.end <= index.length, f"{place} is not within {index.length}"
    conversion = convert(raw)
    _check_quads(conversion)
    # What costs much is done for some pages; which ones, the page itself tells.
    some = crc32(raw.data)
    if some % 8 == 0:
        assert convert(raw) == conversion, "the same bytes gave something else"
    written = conversion.to_bytes(list(OutputFormat)[some % len(OutputFormat)])
    assert written.decode() or not conversion.quads


def _check_quads(conversion: Conversion) -> None:
    assert len(set(conversion.quads)) == len(conversion.quads), "a quad came twice"
    assert conversion.quads or conversion.notes.errors, "neither facts nor a reason"


class Fuzzer:
    """Runs the laws and keeps one input for each place where one broke."""

    def __init__(self, found: Path, form: Form) -> None:
        self.found = found
        self.form = form
        self.places: set[str] = set()

    def __call__(self, data: bytes) -> None:
        """One execution."""
        # Most changes to bytes break UTF-8, and such a page is refused at once. A first byte that no text
        # has keeps them as they are; else the broken characters go.
        data = data[1:] if data[:1] == RAW else data.decode(errors="ignore").encode()
        try:
            check(data, self.form)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            frames = traceback.extract_tb(error.__traceback__)
            place = f"{type(error).__name__} {frames[-1].name}:{frames[-1].lineno}"
            if place not in self.places:
                self.places.add(place)
                file = self.found / f"{sha256(data).hexdigest()[:16]}.{_ENDINGS[self.form]}"
                file.write_bytes(data)
                print(f"FOUND {place}: {error} in {file}", flush=True)


def mutator(tokens: list[str]) -> Callable[[bytes, int, int], bytes]:
    """What changes a page: every other time libFuzzer's own way, else one that knows tokens and lines."""

    def mutate(data: bytes, max_size: int, seed: int) -> bytes:
        chance = random.Random(seed)  # noqa: S311 - libFuzzer's seed makes the run repeatable
        if chance.random() < 0.5:
            return bytes(atheris.Mutate(data, max_size))
        text = data.decode(errors="ignore")
        for _ in range(chance.randint(1, 4)):
            text = _change(text, chance, tokens)
        return text.encode()[:max_size]

    return mutate


def _change(text: str, chance: random.Random, tokens: list[str]) -> str:
    at = chance.randint(0, len(text))
    kind = chance.randrange(5)
    if kind == 0:
        return text[:at] + chance.choice(tokens) + text[at:]
    if kind == 1:
        return text[:at] + chance.choice(tokens) * chance.choice((2, 3, 50)) + text[at:]
    pieces = re.split(r"(?<=[\n>\]])", text)
    one, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    if kind == 2:
        del pieces[one]
    elif kind == 3:
        pieces[one], pieces[other] = pieces[other], pieces[one]
    else:
        pieces.insert(one, pieces[other])
    return "".join(pieces)


def _seeds(form: Form) -> Iterator[bytes]:
    """Real pages of the form."""
    if form is Form.MARKDOWN:
        for page in [*(ROOT / "tests" / "pages").rglob("*.md"), *(ROOT / "seeds").glob("0*.txt")]:
            yield page.read_bytes()
        return
    held = Form.WIKITEXT if form in {Form.XML, Form.ENTERPRISE} else form
    for page in (ROOT / "tests").rglob(f"*.{_ENDINGS[held]}"):
        yield page.read_bytes()


def _as_file(text: str, form: Form) -> bytes:
    """A piece of a page as a file of the form."""
    if form is Form.XML:
        return _EXPORT.format(escape(text)).encode()
    if form is Form.ENTERPRISE:
        article = {"name": "甲", "is_part_of": {"identifier": "zhwiki"}, "article_body": {"wikitext": text}}
        return json.dumps(article, ensure_ascii=False).encode()
    return text.encode()


def seed_corpus(corpus: Path, form: Form) -> None:
    """Cut the real pages into pieces, so that mutation begins with the form as it is."""
    parting = rb"(?<=>)\s*\n" if form is Form.HTML else rb"\n\n+"
    for data in _seeds(form):
        blocks = re.split(parting, data)
        for size in (1, 2, 5, 20):
            for at in range(0, min(len(blocks), 40 * size), size):
                text = b"\n\n".join(blocks[at : at + size])[: MAX_BYTES - 300].decode(errors="ignore")
                piece = _as_file(text, form)
                (corpus / sha256(piece).hexdigest()[:16]).write_bytes(piece)


def write_dictionary(path: Path, tokens: list[str]) -> None:
    """The tokens as libFuzzer reads them: ASCII, the rest escaped byte by byte."""
    path.write_text(
        "".join('"' + "".join(f"\\x{byte:02x}" for byte in token.encode()) + '"\n' for token in tokens)
    )


def main() -> None:
    """Fuzz, or run the laws once on given inputs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--form", choices=[form.value for form in Form], default=Form.MARKDOWN.value)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--corpus", type=Path, help="default: fuzz/corpus/FORM")
    parser.add_argument("--found", type=Path, default=ROOT / "fuzz" / "found")
    parser.add_argument("--again", type=Path, nargs="+", help="inputs to run once, with a traceback")
    chosen = parser.parse_args()
    if chosen.again:
        for path in chosen.again:
            check(path.read_bytes(), Form(chosen.form))
            print(f"{path}: holds")
        return
    form, tokens = Form(chosen.form), TOKENS[chosen.form]
    corpus = chosen.corpus or ROOT / "fuzz" / "corpus" / form.value
    for folder in (corpus, chosen.found):
        folder.mkdir(parents=True, exist_ok=True)
    seed_corpus(corpus, form)
    dictionary = chosen.found / f"tokens.{form.value}.dict"
    write_dictionary(dictionary, tokens)
    options = [
        f"-dict={dictionary}",
        f"-max_len={MAX_BYTES}",
        f"-max_total_time={int(chosen.minutes * 60)}",
        "-timeout=20",
        "-print_final_stats=1",
        f"-artifact_prefix={chosen.found}/",
    ]
    atheris.Setup(
        [sys.argv[0], *options, str(corpus)], Fuzzer(chosen.found, form), custom_mutator=mutator(tokens)
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()

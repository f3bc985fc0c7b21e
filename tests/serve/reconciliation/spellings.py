"""Spellings of names that a reconciliation service should see through, made once and pinned in `spellings.tsv`.

`python -m tests.serve.reconciliation.spellings` makes them anew, from the names of who takes part in anything on the
pages of `tests/cases` and the seed; and `names.tsv` from the names of all things there that may be asked for, among
which they are looked for. They were pinned before the service was written: what it finds says how good it is.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import opencc
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.reconcile.candidates import named_things
from icmlpo_rdf.store.rdf_files import read_quads
from tests.conftest import ROOT

__all__ = ["NAMES", "SPELLINGS", "main"]

SPELLINGS = Path(__file__).with_name("spellings.tsv")
NAMES = Path(__file__).with_name("names.tsv")
_NAMED = """
SELECT DISTINCT ?thing ?name {
  ?thing rdfs:label|skos:altLabel ?name .
  FILTER EXISTS { { ?one icm:attendedBy|icm:hasMember|icm:series ?thing } UNION { ?thing icm:hasMember|icm:attendedBy ?one } }
}
"""
_BRACKETS = re.compile(r"\s*[(（]([^()（）]+)[)）]")
_KANA = re.compile("[ァ-ヴ]{2,}")
_LEAST = 5
"""Letters of a name of which one may be wrong and the name still be known."""


def main() -> None:
    """Write the files."""
    store = Store()
    with tempfile.TemporaryDirectory() as folder:
        command = ["convert", str(ROOT / "tests/cases"), "-o", f"{folder}/cases/", "-q"]
        subprocess.run([sys.executable, "-m", "icmlpo_rdf", *command], cwd=ROOT, check=False)
        store.bulk_extend(read_quads([f"{folder}/cases", str(ROOT / "output")], None))
    things = _things(store)
    named = sorted(f"{name}\t{thing}\n" for thing, name in named_things(store))
    NAMES.write_text("".join(["name\tthing\n", *named]), encoding="utf-8")
    choose = random.Random(2026)  # noqa: S311 - a choice that anybody can make again
    lines = ["kind\tspelling\tthings"]
    for kind, count, spell in _kinds(choose):
        names = sorted(things)
        choose.shuffle(names)
        made = ((spell(name), name) for name in names)
        new = [(spelling, name) for spelling, name in made if spelling and spelling not in things]
        lines += [f"{kind}\t{spelling}\t{' '.join(sorted(things[name]))}" for spelling, name in new[:count]]
    SPELLINGS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _things(store: Store) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    answer = store.query(_NAMED, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(answer, QuerySolutions)
    for thing, name in answer:
        assert isinstance(thing, NamedNode)
        assert isinstance(name, Literal)
        found[name.value].add(thing.value)
    return found


def _kinds(choose: random.Random) -> Iterator[tuple[str, int, Callable[[str], str]]]:
    to_traditional, to_simplified = opencc.OpenCC("s2t"), opencc.OpenCC("t2s")
    yield "traditional", 35, to_traditional.convert
    yield "simplified", 15, to_simplified.convert
    yield "one character", 15, lambda name: name.replace("党", "黨", 1)
    yield "width", 30, _wide
    yield "brackets", 35, lambda name: _other_brackets(name, choose)
    yield "kana", 20, _other_kana
    yield "a letter off", 50, lambda name: _wrong(name, choose)


def _wide(name: str) -> str:
    """Full-width letters, or half-width katakana."""
    if _KANA.search(name):
        return "".join(_HALF.get(one, one) for one in name)
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in name)


_HALF = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}


def _other_brackets(name: str, choose: random.Random) -> str:
    shape = choose.choice((r" (\1)", r"（\1）", r"(\1)", r"〔\1〕", r"[\1]", r"_(\1)", r"【\1】"))
    return _BRACKETS.sub(shape, name)


def _other_kana(name: str) -> str:
    return _KANA.sub(lambda found: "".join(chr(ord(one) - 0x60) for one in found[0]), name)


def _wrong(name: str, choose: random.Random) -> str:
    """A name with a letter left out, written twice, exchanged with its neighbour, or another one."""
    if sum(one.isalpha() for one in name) < _LEAST:
        return ""
    place = choose.randrange(1, len(name) - 1)
    other = choose.choice([one for one in name if one.isalpha()])
    return choose.choice(
        (
            name[:place] + name[place + 1 :],
            name[:place] + name[place] * 2 + name[place + 1 :],
            name[:place] + name[place + 1] + name[place] + name[place + 2 :],
            name[:place] + other + name[place + 1 :],
        )
    )


if __name__ == "__main__":
    main()

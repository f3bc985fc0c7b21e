"""The search without a server: names cut into files of which a script fetches the few that it needs.

    search/index.js      which file has which pair of characters, what stands for what, kinds of things
    search/pairs-7.js    of each pair of characters the numbers of the names that hold it
    search/names-3.js    a thousand names, short ones first, each with its page

Names are folded as the site's own search folds them. The files are scripts and no JSON: a page that was opened as a file may
fetch nothing, but it may load scripts.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from pyoxigraph import NamedNode

from icmlpo_rdf.language import fold, folded_characters
from icmlpo_rdf.serve.site import Site
from icmlpo_rdf.static_site.site_addresses import Answering
from icmlpo_rdf.store.lookups import Lookups

__all__ = ["write_search_index"]

_NAMES_A_FILE = 1_000
_CHARACTERS_A_FILE = 40_000
_ALONE = 500
"""Names, the shortest, that are listed for one character alone."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def write_search_index(site: Site, answering: Answering, folder: Path) -> int:
    """Write the files of the search, and return how many names there are.

    Args:
        site: the names.
        answering: which page answers for a thing.
        folder: is there already.
    """
    pairs: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    kinds: dict[tuple[str, ...], int] = {}
    block: list[object] = []
    count = 0
    for entry, folded in _entries(site, answering, kinds):
        for pair in sorted({*folded, *map("".join, pairwise(folded))}):
            if " " not in pair and (len(pair) > 1 or len(pairs[pair]) < _ALONE):
                pairs[pair].append(count)
        block.append(entry)
        count += 1
        if len(block) == _NAMES_A_FILE:
            _write(folder / f"names-{count // _NAMES_A_FILE - 1}.js", block)
            block = []
    if block:
        _write(folder / f"names-{count // _NAMES_A_FILE}.js", block)
    firsts = list(_write_pairs(pairs, folder))
    known = {one for one in pairs if len(one) == 1}
    alike = "".join(one + of for one, of in folded_characters() if of in known)
    tags = [site.words[code].tag for code in answering.languages]
    told = {tag: [one[place] for one in kinds] for place, tag in enumerate(tags)}
    index = {"pairs": firsts, "size": _NAMES_A_FILE, "kinds": told, "alike": alike}
    _write(folder / "index.js", index)
    return count


def _entries(
    site: Site, answering: Answering, kinds: dict[tuple[str, ...], int]
) -> Iterator[tuple[list[object], str]]:
    """Each name with its language, its page, the number of its kind, and the thing's label where that is another one."""
    readers = [site.reader(code) for code in answering.languages]
    look = Lookups(site.store)
    for iri, name in site.names:
        address = site.addresses.page(iri)
        target = answering.target(address) if address is not None else None
        folded = fold(name.value)
        if target is None or not folded:
            continue
        types = site.documents.types(iri)
        kind = tuple(" · ".join(one.kinds(NamedNode(iri), types)) for one in readers)
        label = look.label(NamedNode(iri))
        entry: list[object] = [name.value, name.language, target.file, kinds.setdefault(kind, len(kinds))]
        yield (entry if label.value == name.value else [*entry, label.value, label.language]), folded


def _write_pairs(pairs: dict[str, array[int]], folder: Path) -> Iterator[str]:
    """Write the numbers in files of like size, and yield the first pair of each."""
    here: dict[str, str] = {}
    number = size = 0
    for pair in sorted(pairs):
        written = _steps(pairs[pair])
        if here and size + len(written) > _CHARACTERS_A_FILE:
            yield next(iter(here))
            _write(folder / f"pairs-{number}.js", here)
            here, size, number = {}, 0, number + 1
        here[pair] = written
        size += len(written) + len(pair) + 6
    if here:
        yield next(iter(here))
        _write(folder / f"pairs-{number}.js", here)


def _steps(numbers: array[int]) -> str:
    """The first number and the steps to each next one, in base 36."""
    before, found = 0, []
    for one in numbers:
        found.append(_in_base_36(one - before))
        before = one
    return " ".join(found)


def _in_base_36(number: int) -> str:
    digits = ""
    while number >= 36:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return _DIGITS[number] + digits


def _write(file: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    file.write_text(f'icmlpoSearch.take("{file.stem}",{text});\n', encoding="utf-8")

"""`python -m tests.gate.ablation`: what each clue is worth: precision and recall over the gate's real pages without it.

What only says no is worth nothing there; for that, how much is stated on the cases whose pages only look alike. A page is read once; only its meaning is found anew for each clue. What a name holds of a clue's may be given: `… ablation table office`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from icmlpo_rdf.facts import Clue, find_facts
from icmlpo_rdf.facts.contexts.profile import Profile, profile_of
from icmlpo_rdf.facts.tables.recognisers import TableReader
from icmlpo_rdf.facts.words.lexicon import Lexicon, lexicon_of
from icmlpo_rdf.language import class_names
from icmlpo_rdf.language.matcher import Matcher, Token
from icmlpo_rdf.options import ConvertOptions, PageOptions
from icmlpo_rdf.page import PageDocument, read_page
from icmlpo_rdf.quads import emit_quads
from icmlpo_rdf.source import RawPage, read_page_file
from tests.conftest import ROOT
from tests.gate.gold import GoldPage, gold_pages
from tests.gate.scores import Score, compare
from tests.gate.stated import stated_in

__all__ = ["all_clues", "main", "without"]

_FACTS = "icmlpo_rdf.facts"
_KINDS = ("attendance", "membership")
_UNSURE = 1.0
Patch = tuple[str, Callable[..., Any]]


def _unsure(document: PageDocument, sentence: str, lexicon: Lexicon) -> Profile:
    return replace(profile_of(document, sentence, lexicon), body=_UNSURE)


def _never_refusing(document: PageDocument, sentence: str, lexicon: Lexicon) -> Profile:
    told = profile_of(document, sentence, lexicon)
    return replace(told, body=max(told.body, _UNSURE))


def _nothing(*_: object, **__: object) -> None:
    return None


def _nobody(*_: object, **__: object) -> tuple[Clue, ...]:
    return ()


def _whole(tokens: Sequence[Token], *_: object) -> tuple[list[Token], list[Token], int]:
    return list(tokens), [], 0


_CLUES: dict[str, tuple[Patch, ...]] = {
    "the page: what title and lead call it": ((f"{_FACTS}.finding.profile_of", _unsure),),
    "the page: what refuses it": ((f"{_FACTS}.finding.profile_of", _never_refusing),),
    "the page's own meeting": ((f"{_FACTS}.contexts.block_contexts.meeting_of_page", _nothing),),
    "lists by their title": ((f"{_FACTS}.contexts.block_contexts.find_titled_list", _nothing),),
    "lines before lists": ((f"{_FACTS}.contexts.section_walk.introduced", _nothing),),
    "captions": ((f"{_FACTS}.contexts.section_walk.captioned", lambda _caption, context, *_: context),),
    "bold lines as headings": ((f"{_FACTS}.contexts.section_walk.label_line", _nothing),),
    "headings that only part those above": (
        (f"{_FACTS}.contexts.section_headings._parts_members", lambda *_, **__: False),
        (f"{_FACTS}.contexts.said.parted", _nothing),
        (f"{_FACTS}.contexts.heading_rules.parted", _nothing),
    ),
    "head nouns": ((f"{_FACTS}.headings.phrases.head_phrase", _whole),),
    "the cost of unknown words": ((f"{_FACTS}.headings.phrases._cost", lambda *_: 0.0),),
    "what the entries of lists look like": ((f"{_FACTS}.lists.item_lists.looks_of_items", _nobody),),
    "what the entries of tables look like": ((f"{_FACTS}.tables.recognisers.looks_of_table", _nobody),),
    "columns by what stands in them": ((f"{_FACTS}.content.columns.infer_roles", _nothing),),
}
_READERS = (
    "attendance-matrix",
    "crossed-table",
    "names-under-headers",
    "names-table",
    "delegations-table",
    "meetings-table",
    "names-table-by-header",
    "affiliations-table",
)


@contextmanager
def without(patches: Sequence[Patch]) -> Iterator[None]:
    """Leave a clue out for a while."""
    with ExitStack() as until_done:
        for place, other in patches:
            until_done.enter_context(patch(place, other))
        lexicon_of.cache_clear()
        yield
    lexicon_of.cache_clear()


def _without_reader(name: str) -> tuple[Patch, ...]:
    begin = TableReader.__init__

    def fewer(self: TableReader, *given: Any, **named: Any) -> None:  # noqa: ANN401 - whatever it takes
        begin(self, *given, **named)
        self._recognisers = tuple(one for one in self._recognisers if one.name != name)

    return ((f"{_FACTS}.tables.recognisers.TableReader.__init__", fewer),)


def _without_class(name: str) -> tuple[Patch, ...]:
    begin = Matcher.__init__

    def fewer(self: Matcher, words: dict[str, Any], *given: Any) -> None:  # noqa: ANN401 - whatever it takes
        begin(self, {kind: listed for kind, listed in words.items() if kind != name}, *given)

    return (("icmlpo_rdf.language.matcher.Matcher.__init__", fewer),)


def all_clues() -> dict[str, tuple[Patch, ...]]:
    """Return what to change for each clue to be left out."""
    found = dict(_CLUES)
    found |= {f"table reader: {name}": _without_reader(name) for name in _READERS}
    classes = sorted({*class_names(), "place", "office", "meeting"})
    return found | {f"words of class {name}": _without_class(name) for name in classes}


def _scores(pages: Sequence[tuple[GoldPage, RawPage, PageDocument]]) -> dict[str, Score]:
    total = dict.fromkeys(_KINDS, Score())
    for page, raw, document in pages:
        facts = find_facts(document)
        quads = tuple(emit_quads(facts, raw, ConvertOptions().iris, ConvertOptions().source)) if facts else ()
        measured = compare(page, stated_in(page, quads, facts))
        total = {kind: total[kind] + measured.scores[kind] for kind in _KINDS}
    return total


def _stated(pages: Sequence[PageDocument]) -> int:
    """How many take part or are members by what the pages say."""
    found = [facts for document in pages if (facts := find_facts(document))]
    return sum(len(facts.participations) + len(facts.memberships) for facts in found)


def _look_alikes() -> Iterator[PageDocument]:
    """The cases whose pages look as if they stated members or participants, and state none or next to none."""
    for path in sorted((ROOT / "tests" / "cases").glob("*/no-*")):
        if path.suffix == ".txt":
            continue
        title = None
        if path.suffix == ".wikitext":  # it tells no title of its own
            told = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
            title = next(line.removeprefix("title ") for line in told if line.startswith("title "))
        yield read_page(read_page_file(str(path)), PageOptions(path.parent.name, title))[0]


def _row(name: str, scores: dict[str, Score], stated: int) -> str:
    cells = (f"{scores[kind].precision:.3f}, {scores[kind].recall:.3f}" for kind in _KINDS)
    return f"| {name} | {' | '.join(cells)} | {stated} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure all, then without each clue in turn; what changes nothing is told in one line at the end."""
    parser = argparse.ArgumentParser(prog="python -m tests.gate.ablation", description=__doc__)
    parser.add_argument("clues", nargs="*", help="a part of the names of the clues to leave out")
    options = parser.parse_args(arguments)
    pages = []
    for page in gold_pages():
        if "made" not in page.table.parts:
            raw = read_page_file(str(page.page))
            pages.append((page, raw, read_page(raw, PageOptions(page.language, page.title))[0]))
    tell = sys.stdout.write
    nobody = list(_look_alikes())
    tell(
        f"| without | attendance: precision, recall | membership: precision, recall | on {len(nobody)} look-alikes |\n"
    )
    tell("|---|---|---|---|\n")
    whole = _scores(pages), _stated(nobody)
    tell(_row("nothing: all clues", *whole) + "\n")
    same = []
    for name, patches in all_clues().items():
        if options.clues and not any(part in name for part in options.clues):
            continue
        with without(patches):
            scores = _scores(pages), _stated(nobody)
        if scores == whole:
            same.append(name)
        else:
            tell(_row(name, *scores) + "\n")
            sys.stdout.flush()
    tell(f"\nWithout these nothing changes: {', '.join(same) or 'none'}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

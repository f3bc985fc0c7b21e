"""The same pages as wikitext and as Markdown: how long all of it takes, to N-Quads, and the ratio.

    python -m benchmarks.forms WIKITEXT MARKDOWN [--rounds N]

Two folders; pages are paired by their names, whatever folders lie between. The rounds are interleaved and the fastest of each
is shown, because machines are noisy: read the ratios. Budget: wikitext at most 1.2 times the same page as Markdown. Wikitext has what
the Markdown has lost (flags, references), so that more is stated: the last column is the ratio of the times per quad.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from pathlib import Path

from msgspec.structs import replace

from icmlpo_rdf.batch.page_limits import calm_collector
from icmlpo_rdf.facts import find_facts
from icmlpo_rdf.options import Form, IriOptions, PageOptions, SourceOptions
from icmlpo_rdf.page import read_page
from icmlpo_rdf.quads import PREFIXES, emit_quads
from icmlpo_rdf.sinks import OutputFormat, to_bytes
from icmlpo_rdf.source import RawPage


def timed(raw: RawPage, number: int) -> tuple[float, float, int]:
    """Seconds of the reader, and of all, and the number of quads; each round reads the page some lines further down, so that no text is one that was kept."""
    raw = replace(raw, data=b"\n" * number + raw.data)
    begin = time.process_time()
    document, _ = read_page(raw, PageOptions(language="zh"))
    read = time.process_time()
    facts = find_facts(document)
    assert facts
    quads = tuple(emit_quads(facts, raw, IriOptions(), SourceOptions()))
    to_bytes(quads, OutputFormat.NQUADS, PREFIXES)
    return read - begin, time.process_time() - begin, len(quads)


def main() -> None:
    """Time each pair."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("wikitext", type=Path)
    parser.add_argument("markdown", type=Path)
    parser.add_argument("--rounds", type=int, default=25)
    chosen = parser.parse_args()
    markdown = {path.stem: path for path in chosen.markdown.rglob("*.md")}
    pairs = {
        path.stem: (
            RawPage(path.name, path.read_bytes(), path.name, form=Form.WIKITEXT, wiki="zh"),
            RawPage(path.name, markdown[path.stem].read_bytes(), path.name, in_page_folder=True, wiki="zh"),
        )
        for path in sorted(chosen.wikitext.rglob("*.wikitext"))
        if path.stem in markdown
    }
    times: dict[tuple[str, Form], list[tuple[float, float, int]]] = defaultdict(list)
    with calm_collector():
        for number in range(chosen.rounds):
            for name, pair in pairs.items():
                for raw in pair:
                    times[name, raw.form].append(timed(raw, number))
    print(f"{'ms':>8}{'wikitext':>10}{'Markdown':>10}{'ratio':>7}{'read':>8}{'Markdown':>10}{'per quad':>10}")
    ratios, of_quads = [], []
    for name in pairs:
        (read, whole, quads), (other_read, other, other_quads) = (
            map(min, zip(*times[name, form], strict=True)) for form in (Form.WIKITEXT, Form.MARKDOWN)
        )
        ratios.append(whole / other)
        of_quads.append(whole / quads / (other / other_quads))
        print(
            f"{'':8}{whole * 1e3:10.2f}{other * 1e3:10.2f}{whole / other:7.2f}{read * 1e3:8.2f}{other_read * 1e3:10.2f}{of_quads[-1]:10.2f}  {name}"
        )
    print(f"median ratio {statistics.median(ratios):.2f}, largest {max(ratios):.2f}")
    print(f"per quad: median ratio {statistics.median(of_quads):.2f}, largest {max(of_quads):.2f}")


if __name__ == "__main__":
    main()

"""One page in all forms: what each gives, and how long all of it takes, as the table of `docs/forms.md`.

    python -m benchmarks.form_table [--rounds N]

The pages are those of `tests/pages/forms`: wikitext, three kinds of HTML that a MediaWiki made of it, and Markdown that pandoc made
of it. A cell is compared with MediaWiki's HTML (`action=render`) where no template takes part in it: its text, links, bold, and what
it spans. Times are the processor's, the least of interleaved rounds; shown are the medians over the pages of the ratio to
Markdown, of all of it and per quad: pandoc's Markdown has lost what tells the countries and some of the tables, and states less.
"""

from __future__ import annotations

import argparse
import statistics
from collections import defaultdict
from pathlib import Path

from benchmarks.forms import timed
from icmlpo_rdf.batch.page_limits import calm_collector
from icmlpo_rdf.convert import understand
from icmlpo_rdf.facts import Facts
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.source import RawPage
from interop.structure import equal_slots

PAGES = Path(__file__).parents[1] / "tests" / "pages" / "forms"
FORMS = {
    "Markdown (pandoc)": ("pandoc/{}.txt", Form.MARKDOWN),
    "wikitext": ("wikitext/{}.wikitext", Form.WIKITEXT),
    "HTML, Parsoid": ("html/{}.parsoid.html", Form.HTML),
    "HTML, saved page": ("html/{}.skin.html", Form.HTML),
    "HTML, `action=render`": ("html/{}.render.html", Form.HTML),
}

_NOT_COMPARED = {"Markdown (pandoc)": "not compared", "HTML, `action=render`": "the measure"}


def page(title: str, place: str, form: Form) -> RawPage:
    """A page, with what its wiki would tell of it."""
    data = (PAGES / place.format(title)).read_bytes()
    return RawPage(f"{title}.page", data, f"{title}.page", form=form, wiki="zh", title=title)


def facts_of(raw: RawPage) -> Facts:
    """What a page says."""
    understood = understand(raw, ConvertOptions(PageOptions(language="zh")))
    assert understood.facts
    return understood.facts


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    titles = sorted(path.stem for path in (PAGES / "wikitext").iterdir())
    pages = {name: {title: page(title, *found) for title in titles} for name, found in FORMS.items()}
    times: dict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
    with calm_collector():
        for number in range(rounds):
            for title in titles:
                for name in FORMS:
                    times[name, title].append(timed(pages[name][title], number)[1:])
    least = {key: min(found) for key, found in times.items()}
    print(
        "| form | pages | attendances | memberships | meetings | of these with a country | cells as MediaWiki's | time | per quad |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name in FORMS:
        found = [facts_of(raw) for raw in pages[name].values()]
        counts = [
            sum(len(getattr(one, kind)) for one in found)
            for kind in ("participations", "memberships", "meetings")
        ]
        equal = [equal_slots(pages[name][title], pages["HTML, `action=render`"][title]) for title in titles]
        alike, compared = (sum(numbers) for numbers in zip(*equal, strict=True))
        mine, others = ([least[one, title] for title in titles] for one in (name, "Markdown (pandoc)"))
        ratio = statistics.median(a / b for (a, _), (b, _) in zip(mine, others, strict=True))
        of_quads = statistics.median(
            (a / quads) / (b / other) for (a, quads), (b, other) in zip(mine, others, strict=True)
        )
        countries = sum(_with_country(one) for one in found)
        cells = _NOT_COMPARED.get(name, f"{alike:,} of {compared:,}")
        print(
            f"| {name} | {len(titles)} | {counts[0]} | {counts[1]} | {counts[2]} | {countries} | {cells} | {ratio:.2f} | {of_quads:.2f} |"
        )
        seed = next(
            one for raw, one in zip(pages[name].values(), found, strict=True) if "国际通讯" in raw.name
        )
        print(f"    seed: {len(seed.participations)} attendances, {_with_country(seed)} with a country")


def _with_country(facts: Facts) -> int:
    countries = {one.thing: one.countries for one in facts.participants}
    of_all = [one.participant for one in facts.participations] + [one.member for one in facts.memberships]
    return sum(bool(countries.get(one)) for one in of_all)


if __name__ == "__main__":
    main()

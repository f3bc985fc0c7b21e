"""How long checking takes grows with the data, and not with their square."""

from __future__ import annotations

import time

from pyoxigraph import Quad, RdfFormat, parse

from icmlpo_rdf.validation.compiled import check
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "shapes" / "examples" / "pass").glob("*.ttl"))
BASE = "@base <https://w3id.org/icmlpo-rdf/"


def copies(number: int) -> list[Quad]:
    """What each shape looks at, so many times: of other wikis and with other names, so that nothing is shared."""
    quads: dict[Quad, None] = {}
    for path in EXAMPLES:
        text = path.read_text(encoding="utf-8")
        for copy in range(number):
            other = text.replace(BASE, f"{BASE}{path.stem}/{copy}/").replace('"@zh', f'{path.stem}{copy}"@zh')
            quads |= dict.fromkeys(parse(other, RdfFormat.TURTLE, lenient=True))
    return list(quads)


def seconds(data: list[Quad]) -> float:
    """The processor's time for checking them, the least of three: another program shares its caches."""
    taken = []
    for _ in range(3):
        begin = time.process_time()
        check(data)
        taken.append(time.process_time() - begin)
    return min(taken)


def test_eight_times_the_data() -> None:
    """Queries that join all evidence with all pages, or all members with all memberships, take the square of it."""
    check(copies(1))  # compiles the shapes
    # In proportion it is 8 times, and 11 were measured on a quiet machine; the square is 64.
    assert seconds(copies(32)) < 24 * seconds(copies(4))

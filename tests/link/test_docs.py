"""docs/link.md tells what the program does."""

from __future__ import annotations

from icmlpo_rdf.link.identification import Reason
from tests.conftest import ROOT, Cli
from tests.link.dumps_made import DATA

TEXT = (ROOT / "docs" / "link.md").read_text(encoding="utf-8")


def test_every_reason_is_documented() -> None:
    """By its word and its sentence."""
    for reason in Reason:
        assert f"| `{reason.slug}` | {reason.sentence} |" in TEXT, reason.slug


def test_the_summary_is_real(cli: Cli) -> None:
    """The line that is shown is what the program says of the titles of these tests."""
    lines = (DATA / "expected.tsv").read_text(encoding="utf-8").splitlines()[1:]
    titles = "".join(f"{line.partition(chr(9))[0]}\n" for line in lines).encode()
    done = cli(
        "link", "--titles", "-", "--wiki", "zhwiki", "--wikidata", str(DATA / "sql-oneline"), stdin=titles
    )
    assert done.returncode == 0
    assert (
        done.stderr.partition(", …")[0]
        .strip()
        .startswith("icmlpo-rdf: 15 of 21 titles have an item; 1 disambiguation")
    )
    (shown,) = [line for line in TEXT.splitlines() if line.startswith("icmlpo-rdf: 15 of 21")]
    assert done.stderr.startswith(shown.removesuffix("…"))

"""Stock pySHACL, run as its users run it, says of our data what we say of them: with no reasoner and with any it has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEED

SHAPES = str(ROOT / "shapes" / "icmlpo.shacl.ttl")
ONTOLOGY = str(ROOT / "ontology" / "icmlpo.ttl")
WAYS = {
    "shapes alone": (),
    "ontology": ("-e", ONTOLOGY),
    "ontology, RDFS and OWL 2 RL": ("-e", ONTOLOGY, "-i", "both"),
}
# The strongest of its ways. More triples make a shape fail that has passed, or pass that has failed: what passes with none
# of them and with all of them passes with those that RDFS alone infers, or OWL 2 RL alone.
STRONGEST = "ontology, RDFS and OWL 2 RL"
PAGES = ROOT / "tests" / "pages"
OTHERS = [
    PAGES / "zh" / "革命国际主义运动.md",
    PAGES / "made" / "ja" / "アジア農民団体会議.md",
    PAGES / "made" / "ko" / "북방림_협력기구.md",
]


def pyshacl(data: Path, *options: str) -> list[str]:
    """Run the command; the lines of its report."""
    command = [str(Path(sys.executable).with_name("pyshacl")), *options, str(data)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert not done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the data of each page, written by the command."""
    folder = tmp_path_factory.mktemp("converted")
    for page in (SEED, *OTHERS):
        target = folder / f"{page.stem}.ttl"
        command = [sys.executable, "-m", "icmlpo_rdf", "convert", str(page), "-o", str(target), "-q"]
        assert subprocess.run(command, check=False).returncode == 0
    return folder


@pytest.mark.parametrize("way", WAYS)
def test_the_seed_conforms(way: str, converted: Path) -> None:
    """The ontology contradicts no shape: what follows from it may stand in the graph."""
    assert pyshacl(converted / f"{SEED.stem}.ttl", "-s", SHAPES, *WAYS[way])[1] == "Conforms: True"


@pytest.mark.parametrize("page", OTHERS, ids=lambda page: page.stem)
@pytest.mark.parametrize("way", ["shapes alone", STRONGEST])
def test_other_pages_conform(way: str, page: Path, converted: Path) -> None:
    """Members, countries, persons, dates; in Chinese, Japanese and Korean."""
    assert pyshacl(converted / f"{page.stem}.ttl", "-s", SHAPES, *WAYS[way])[1] == "Conforms: True"


def test_a_curator_is_shown_the_same_whether_the_ontology_is_known_or_not(converted: Path) -> None:
    """Who is found by two classes is reported once."""
    curation = str(ROOT / "shapes" / "curation.shacl.ttl")
    for way in ((), ("-e", ONTOLOGY)):
        report = pyshacl(converted / f"{SEED.stem}.ttl", "-s", curation, *way)
        assert report[1:3] == ["Conforms: False", "Results (22):"]

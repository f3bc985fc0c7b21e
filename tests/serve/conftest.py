"""Two sites: the seed with its source, and one whose titles and labels are as odd as a dump's may be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.odd_data import odd_quads
from tests.serve.served import Served, serving


@pytest.fixture(scope="package")
def site() -> Iterator[Served]:
    """The seed, with its source, and limits as they are."""
    with serving("output/", "--source", "seeds/") as served:
        yield served


@pytest.fixture(scope="package")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Odd titles and labels in named graphs, and narrow limits."""
    folder: Path = tmp_path_factory.mktemp("odd")
    (folder / "odd.nq").write_text(odd_quads(), encoding="utf-8")
    limits = ("--query-seconds", "3", "--query-megabytes", "128", "--answer-megabytes", "1")
    with serving(str(folder / "odd.nq"), *limits, "--request-kilobytes", "256") as served:
        yield served

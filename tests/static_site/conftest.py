"""Two sites of files: the seed with its source and a known address, and one of odd titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from icmlpo_rdf.serve.site_store import store_folder
from icmlpo_rdf.static_site.page_chunks import SiteChoice, opened
from icmlpo_rdf.static_site.site_files import write_site
from tests.conftest import ROOT
from tests.static_site.odd_site import odd_site_quads

ADDRESS = "https://somebody.github.io/meetings/"


@pytest.fixture(scope="package")
def seed_choice(tmp_path_factory: pytest.TempPathFactory) -> SiteChoice:
    """What is shown of the seed."""
    store = store_folder([str(ROOT / "output")], None, str(tmp_path_factory.mktemp("store")))
    return SiteChoice(store, str(ROOT / "seeds"), None, ADDRESS)


@pytest.fixture(scope="package")
def seed_site(seed_choice: SiteChoice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed's site."""
    folder = tmp_path_factory.mktemp("site") / "meetings"
    assert write_site(seed_choice, folder).failed == ()
    return folder


@pytest.fixture(scope="package")
def odd_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of odd titles."""
    place = tmp_path_factory.mktemp("odd")
    (place / "odd.nq").write_text(odd_site_quads(), encoding="utf-8")
    opened.cache_clear()
    store = store_folder([str(place / "odd.nq")], None, str(tmp_path_factory.mktemp("store")))
    assert write_site(SiteChoice(store, None, None, ADDRESS), place / "site", languages=("en",)).failed == ()
    return place / "site"

"""The files of `language/` are TOML, and the quick reader reads what TOML's reader reads."""

from __future__ import annotations

import tomllib

import pytest

from icmlpo_rdf.language.data_files import FOLDER, read_data

# Those of them that hold arrays of tables have their reader.
FILES = sorted(file.name for file in FOLDER.glob("*.toml") if file.name != "templates.toml")


@pytest.mark.parametrize("name", FILES)
def test_a_file_says_what_it_says_as_toml(name: str) -> None:
    """Nothing is lost, nothing is there twice."""
    assert read_data(name) == tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))

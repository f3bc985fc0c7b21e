"""Imports run one way, and what passes between stages can travel between processes."""

from __future__ import annotations

import os
import pickle
from collections import Counter
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from icmlpo_rdf.convert import Conversion, Understanding, understand
from icmlpo_rdf.errors import DataError, OutputError, SourceError, UsageError
from icmlpo_rdf.options import ConvertOptions, IriOptions, PageOptions, SourceOptions
from icmlpo_rdf.source import RawPage, read_page_file
from tests.conftest import ROOT, SEED


def test_imports_run_one_way() -> None:
    """Every module has its layer, and no import goes up."""
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        assert (
            lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS
        )
    finally:
        os.chdir(before)


def test_stage_values_survive_pickling(seed_conversion: Conversion) -> None:
    """What passes between stages, with all that it holds, is equal after a trip through pickle."""
    raw = read_page_file(str(SEED))
    understood = understand(raw)
    for value in (raw, understood, understood.document, understood.facts, understood.notes, seed_conversion):
        assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own bytes


def test_options_survive_pickling() -> None:
    """Workers get the options that the user chose."""
    options = ConvertOptions(PageOptions("ja", "T"), IriOptions("http://e/"), SourceOptions("http://d", "r"))
    assert pickle.loads(pickle.dumps(options)) == options  # noqa: S301


def test_errors_survive_pickling() -> None:
    """A worker's error arrives whole: class, message, place."""
    for kind in (UsageError, SourceError, DataError, OutputError):
        error = kind("bad", mend="do better", origin="f", line=3, column=4)
        copy = pickle.loads(pickle.dumps(error))  # noqa: S301
        assert (type(copy), str(copy)) == (kind, "f:3:4: bad; do better")


def test_stage_values_are_frozen_and_slotted(seed_understanding: Understanding) -> None:
    """Nothing that passes between stages can be changed or grow."""
    raw = RawPage("n", b"", "o")
    facts = seed_understanding.facts
    assert facts
    for value in (
        raw,
        seed_understanding,
        seed_understanding.document,
        facts,
        facts.meetings[0],
        facts.subject,
    ):
        assert not hasattr(value, "__dict__")
        with pytest.raises(AttributeError):
            setattr(value, type(value).__match_args__[0], None)


def test_module_names_are_unique() -> None:
    """No module's name stands twice in the package, so that a name says where to look.

    What the readers of the forms of a page have in common has one name in each.
    """
    page = ROOT / "icmlpo_rdf/page"
    readers = {page / form for form in ("html", "markdown", "wikitext")}
    names = Counter(path.stem for path in (ROOT / "icmlpo_rdf").rglob("*.py") if path.parent not in readers)
    names.update({path.stem for reader in readers for path in reader.glob("*.py")})
    twice = {name for name, count in names.items() if count > 1}
    assert twice <= {"__init__", "__main__"}

"""Wikipedia pages that say who took part in what, as linked data with evidence.

    bytes ── source/ ──▶ RawPage ── page/ ──▶ PageDocument ── facts/ ──▶ Facts ── quads/ ──▶ quads ── sinks/ ──▶ files

Four functions are enough for most uses: `read` a page, `convert` it, `validate` and `query` what comes out.
`open_store` keeps much data on disk, to `ask` it and, with the queries that ship, to `ask_named`.
They are imported when they are first used, so that `import icmlpo_rdf` and `--help` are quick.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icmlpo_rdf.convert import Conversion, convert
    from icmlpo_rdf.errors import DataError, IcmlpoError, OutputError, SourceError, UsageError
    from icmlpo_rdf.options import ConvertOptions, IriOptions, PageOptions, SourceOptions
    from icmlpo_rdf.query.asking import ask, ask_named, named_queries, query
    from icmlpo_rdf.source import RawPage
    from icmlpo_rdf.source import read_page_file as read
    from icmlpo_rdf.store.on_disk import open_store
    from icmlpo_rdf.validation.shacl_report import ValidationReport, validate

__all__ = [
    "Conversion",
    "ConvertOptions",
    "DataError",
    "IcmlpoError",
    "IriOptions",
    "OutputError",
    "PageOptions",
    "RawPage",
    "SourceError",
    "SourceOptions",
    "UsageError",
    "ValidationReport",
    "ask",
    "ask_named",
    "convert",
    "named_queries",
    "open_store",
    "query",
    "read",
    "validate",
]

_HOMES = {
    "Conversion": "convert",
    "ConvertOptions": "options",
    "DataError": "errors",
    "IcmlpoError": "errors",
    "IriOptions": "options",
    "OutputError": "errors",
    "PageOptions": "options",
    "RawPage": "source",
    "SourceError": "errors",
    "SourceOptions": "options",
    "UsageError": "errors",
    "ValidationReport": "validation.shacl_report",
    "ask": "query.asking",
    "ask_named": "query.asking",
    "convert": "convert",
    "named_queries": "query.asking",
    "open_store": "store.on_disk",
    "query": "query.asking",
    "read": "source",
    "validate": "validation.shacl_report",
}


class _Package(ModuleType):
    """The package. Its public names are functions and classes, whatever sub-modules of these names are imported."""

    def __setattr__(self, name: str, value: object) -> None:
        # Python stores an imported sub-module in its package: `convert` and `query` name functions here.
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), "read_page_file" if name == "read" else name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__

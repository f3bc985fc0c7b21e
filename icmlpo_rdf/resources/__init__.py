"""The ontology and the shapes, wherever they lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

__all__ = ["curation_text", "ontology_text", "shapes_text"]


def ontology_text() -> str:
    """Return `ontology/icmlpo.ttl`."""
    return _text("ontology", "icmlpo.ttl")


def shapes_text() -> str:
    """Return `shapes/icmlpo.shacl.ttl`: what must be."""
    return _text("shapes", "icmlpo.shacl.ttl")


def curation_text() -> str:
    """Return `shapes/curation.shacl.ttl`: what a curator should look at."""
    return _text("shapes", "curation.shacl.ttl")


def _text(folder: str, name: str) -> str:
    packaged = Path(__file__).with_name(name)
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return (Path(__file__).parents[2] / folder / name).read_text(encoding="utf-8")

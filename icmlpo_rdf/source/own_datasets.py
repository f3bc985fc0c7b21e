"""Datasets that this program has written into a folder of pages: what they hold is no page, and an archive may have packed them."""

from __future__ import annotations

from functools import cache
from os.path import join
from pathlib import PurePath

__all__ = ["DATASET_NAMES", "README_TITLE", "STATE", "is_dataset", "is_of_dataset", "is_readme"]

README_TITLE = "# A dataset made by icmlpo-rdf"
"""The first line of a dataset's README, by which it is known for one."""

STATE = ".state"
"""The folder of the shards' states, in the dataset's."""

DATASET_NAMES = frozenset({"data", "report", "manifest", STATE, "README.md", "dataset.ttl"})
"""What lies in a dataset's folder and is its own."""


def is_readme(head: bytes) -> bool:
    """True when a file begins as the README of a dataset does."""
    return head.startswith(README_TITLE.encode())


def is_dataset(folder: str) -> bool:
    """True when a folder holds a dataset, whatever else lies there."""
    try:
        with open(join(folder, "README.md"), "rb") as stream:  # noqa: PTH118, PTH123 - one of each folder of a dump
            return is_readme(stream.read(len(README_TITLE)))
    except (OSError, ValueError):
        return False


def is_of_dataset(path: str) -> bool:
    """True when a file or folder is a dataset's own, or lies in what is."""
    whole = PurePath(path)
    return any(
        part in DATASET_NAMES and _is_known_dataset(str(PurePath(*whole.parts[:number])))
        for number, part in enumerate(whole.parts)
    )


_is_known_dataset = cache(is_dataset)

"""The tour is true: run again, each cell shows what the notebook holds.

python -m tests.test_notebook     # runs docs/tour.ipynb and keeps what its cells show now
"""

from __future__ import annotations

import warnings

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from tests.conftest import ROOT

TOUR = ROOT / "docs" / "tour.ipynb"


def _run() -> NotebookNode:
    """The tour with what its cells show today."""
    notebook = nbformat.read(TOUR, as_version=4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the kernel's own, of its sockets
        return NotebookClient(
            notebook, timeout=240, record_timing=False, resources={"metadata": {"path": str(TOUR.parent)}}
        ).execute()


def _shown(notebook: NotebookNode) -> list[list[NotebookNode]]:
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def test_the_tour_shows_what_it_shows() -> None:
    """A cell that fails, or whose figures have changed, fails here."""
    kept = _shown(nbformat.read(TOUR, as_version=4))
    assert any(kept)
    assert _shown(_run()) == kept


if __name__ == "__main__":
    nbformat.write(_run(), TOUR)

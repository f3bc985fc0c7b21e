"""The command's process: `python -m icmlpo_rdf` is `icmlpo-rdf`."""

from __future__ import annotations

import gc
from typing import NoReturn

__all__ = ["main"]


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    # Python would look for cycles after each few hundred objects. A start makes many objects and next to no cycles.
    gc.set_threshold(50_000, 20, 50)
    from icmlpo_rdf.cli import main as run  # noqa: PLC0415 - its imports are most of a start

    run()


if __name__ == "__main__":
    main()

"""The option that several commands share: where they write."""

from __future__ import annotations

import click

__all__ = ["output_option"]

output_option = click.option(
    "-o", "--output", metavar="FILE", default="-", show_default="standard output", help="The file to write."
)

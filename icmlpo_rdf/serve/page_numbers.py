"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from starlette.requests import Request

__all__ = ["page_number", "paged"]

PER_PAGE: Final = 200


def page_number(request: Request) -> int:
    """Which page of a list is asked for; the first where the address tells none."""
    wanted = request.query_params.get("page", "1")
    return max(1, int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else 1


def paged(request: Request, found: Sequence[object]) -> Mapping[str, object]:
    """What a template shows of a list: the page that is asked for, and whether others come before and after it."""
    number = page_number(request)
    first = (number - 1) * PER_PAGE
    return {
        "listed": found[first : first + PER_PAGE],
        "number": number,
        "is_last": first + PER_PAGE >= len(found),
        "total": len(found),
    }

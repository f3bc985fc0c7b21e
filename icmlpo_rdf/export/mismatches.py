"""Where Wikidata says otherwise, as Mismatch Finder takes it.

https://github.com/wmde/wikidata-mismatch-finder/blob/main/docs/UserGuide.md, with the column `type` that its import asks for.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from icmlpo_rdf.export.comparing import Mismatch
from icmlpo_rdf.export.wikidata_values import ItemValue, TimeValue, Value

__all__ = ["COLUMNS", "mismatch_file"]

COLUMNS = (
    "item_id",
    "statement_guid",
    "property_id",
    "wikidata_value",
    "meta_wikidata_value",
    "external_value",
    "external_url",
    "type",
)
_LONGEST = 1_500
"""Characters of a value or an address."""


def mismatch_file(mismatches: Iterable[Mismatch]) -> bytes:
    """Return the file: a line for each statement or qualifier that differs. One without an identifier of its own cannot be named there."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(COLUMNS)
    for one in mismatches:
        if not one.statement.guid:
            continue
        theirs = _value(one.theirs)
        if max(len(theirs), len(one.ours)) > _LONGEST:
            continue
        url = next((cited.url for cited in reversed(one.claim.cited) if len(cited.url) <= _LONGEST), "")
        kind = "qualifier" if one.is_qualifier else "statement"
        table.writerow((one.claim.item, one.statement.guid, one.predicate, theirs, "", one.ours, url, kind))
    return written.getvalue().encode()


def _value(value: Value) -> str:
    if isinstance(value, TimeValue):
        return value.iso
    return value.item if isinstance(value, ItemValue) else value.text

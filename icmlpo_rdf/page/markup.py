"""Whether a text has any markup: what a browser gives of a page when its text is copied has none, and looks like Markdown."""

from __future__ import annotations

import re

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["has_markup"]

# Links, headings, tables, templates, tags, bold and italics of all forms. Lists do not count, and neither do addresses
# in angle brackets: browsers write both into a page that is saved as text.
_MARKUP = lazy_pattern(
    r"\[\[|\]\(|\{\{|\{\||''|\*\*|__|<(?!https?:)[a-z!/]|^[#=|>]|-:? ?\||^(?:={3,}|-{3,})$",
    re.IGNORECASE | re.MULTILINE,
)


def has_markup(text: str) -> bool:
    """Return whether a text has a mark of any form but those of lists."""
    return _MARKUP.search(text) is not None

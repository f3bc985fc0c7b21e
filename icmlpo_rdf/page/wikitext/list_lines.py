"""Lines of lists in wikitext: `*`, `#`, `;` and `:`, as MediaWiki's BlockLevelPass::execute has them."""

from __future__ import annotations

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.document import ItemRole
from icmlpo_rdf.page.wikitext.inline import InlineReader
from icmlpo_rdf.page.wikitext.nested import ABSENT

__all__ = ["BLANK", "ListLines"]

BLANK = f" \t{ABSENT}"
"""What may stand around a line's text."""
_PREFIX = lazy_pattern(rf"(?:{ABSENT}*[*#:;])+")
_LONGEST_PREFIX = 30
"""Lists in lists; further marks are text."""
_ROLES = {";": ItemRole.TERM, ":": ItemRole.DEFINITION}
_TERM_MARK = lazy_pattern(r"\[\[?|\]\]?|<[^<>]*>|:")
_ITEM, _LIST = frozenset({"li"}), frozenset({"list"})


class ListLines:
    """Reads lines that are items, and knows what of lists and paragraphs stands open."""

    def __init__(self, inline: InlineReader) -> None:
        self._inline = inline
        self._builder = inline.builder
        self._prefix = ""
        """What the list items that stand open begin with."""
        self._base = len(inline.open)
        self._at = 0
        """Where what was read last ends."""

    def _list_line(self, line: str, at: int) -> None:
        match = _PREFIX.match(line)
        if match is None:
            return
        self._paragraph_ends()
        prefix = match[0].replace(ABSENT, "")[:_LONGEST_PREFIX]
        begin_of_body = match.end() if len(prefix) < _LONGEST_PREFIX else min(match.end(), _LONGEST_PREFIX)
        plain = prefix.replace(";", ":")
        common = _in_common(plain, self._prefix)
        for _ in self._prefix[common:]:
            self._end_list(self._at)
        if len(plain) == common:
            self._next_item(prefix[-1], at)
        for mark in prefix[common:]:
            self._begin_list(mark, at)
        self._prefix = plain
        body, begin = line[begin_of_body:], at + begin_of_body
        if prefix[-1] == ";" and (colon := _term_end(body)) is not None:
            self._inline.read_view(body[:colon], begin)
            self._next_item(":", begin + colon)
            body, begin = body[colon + 1 :], begin + colon + 1
        self._inline.read_view(body, begin)
        self._at = begin + len(body.rstrip(BLANK))

    def _begin_list(self, mark: str, at: int) -> None:
        self._inline.begin("list", self._builder.list, at, ordered=mark == "#")
        self._begin_item(mark, at)

    def _begin_item(self, mark: str, at: int) -> None:
        role = _ROLES.get(mark, ItemRole.ITEM)
        self._inline.begin("li", self._builder.item, at, role)

    def _next_item(self, mark: str, at: int) -> None:
        self._inline.end_tag(_ITEM, self._at)
        self._begin_item(mark, at)

    def _end_list(self, at: int) -> None:
        self._inline.end_tag(_ITEM, at)
        self._inline.end_tag(_LIST, at)

    def _close_list(self, at: int) -> None:
        for _ in self._prefix:
            self._end_list(min(at, max(self._at, 0)))
        self._prefix = ""

    def _paragraph_ends(self) -> bool:
        """End the innermost paragraph, of those around what is read here only one that stands open last; False where there is none."""
        opened = self._inline.open
        lowest = max(0, min(self._base, len(opened) - 1))
        for index in range(len(opened) - 1, lowest - 1, -1):
            if opened[index] == "p":
                self._inline.end_to(index, self._at)
                return True
        return False


def _term_end(text: str) -> int | None:
    """Where the colon stands that ends a term: `; term : definition`; none within a link or tag counts."""
    depth = 0
    for match in _TERM_MARK.finditer(text):
        if match[0][0] == "[":
            depth += len(match[0])
        elif match[0][0] == "]":
            depth = max(0, depth - len(match[0]))
        elif match[0] == ":" and depth == 0 and not text.startswith("//", match.end()):
            return match.start()
    return None


def _in_common(one: str, other: str) -> int:
    """How many characters both begin with."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count

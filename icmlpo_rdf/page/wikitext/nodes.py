"""What nests in wikitext: templates and their parameters, comments, tags of extensions, language variants."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

__all__ = ["Argument", "Kind", "Node"]


class Kind(Enum):
    """What a node is."""

    TEMPLATE = "template"
    PARAMETER = "parameter"
    """`{{{1|default}}}`, which only templates have."""
    COMMENT = "comment"
    TAG = "tag"
    """Of an extension: `<ref>…</ref>`."""
    VARIANT = "variant"
    """`-{zh-hans:a;zh-hant:b}-`."""


class Argument(Struct, eq=False):
    """A stretch between bars. The first is the name of what holds it."""

    begin: int
    end: int
    equals: int = -1
    """Where its first `=` stands; negative where it has none."""


class Node(Struct, eq=False):
    """Something that nests."""

    kind: Kind
    begin: int
    end: int
    arguments: list[Argument] = []
    """Of a template, a parameter or a variant."""
    name: str = ""
    """Of a tag, in lower case."""
    attributes: str = ""
    """Of a tag, as written."""
    content: tuple[int, int] | None = None
    """Of a tag, between its two ends; None for `<ref/>`."""
    children: list[Node] = []
    """What nests in its arguments, in order."""
    is_cut: bool = False
    """True for a comment, or what only other pages include, that hides the rest of the page because it does not end."""

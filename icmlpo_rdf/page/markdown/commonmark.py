"""Markdown to HTML by cmark-gfm, its memory given back.

The functions of cmarkgfm that turn a page into HTML never free the page's syntax tree nor the HTML: a
process kept twice the size of each page of tables that it had read, and a hundred times that of a page of
short lists. So the calls are made here one by one, and
what its bindings lack is called in the same library through ctypes.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from cmarkgfm import _cmark, cmark

__all__ = ["markdown_to_html"]

# Raw HTML must pass (the tables are HTML); nothing is ever rendered for a browser from this.
# The whole line behind a code fence must pass too; the bindings have no name for this option of cmark-gfm.h.
_FULL_INFO_STRING: Final = 1 << 16
_OPTIONS: Final = cmark.Options.CMARK_OPT_SOURCEPOS | cmark.Options.CMARK_OPT_UNSAFE | _FULL_INFO_STRING


def markdown_to_html(text: str) -> str:
    """Return the page as HTML, each Markdown block with its place in `data-sourcepos`."""
    free_tree, free_text = _free()
    parser = cmark.parser_new(_OPTIONS)
    try:
        cmark.core_extensions_ensure_registered()
        cmark.parser_attach_syntax_extension(parser, cmark.find_syntax_extension("table"))
        cmark.parser_feed(parser, text)
        tree = cmark.parser_finish(parser)
        html = _cmark.lib.cmark_render_html(tree, _OPTIONS, cmark.parser_get_syntax_extensions(parser))
        try:
            written: bytes = _cmark.ffi.string(html)
            return written.decode()
        finally:
            free_text(_address(html))
            free_tree(_address(tree))
    finally:
        cmark.parser_free(parser)


def _address(pointer: Any) -> int:  # noqa: ANN401 - cffi has no types
    return int(_cmark.ffi.cast("uintptr_t", pointer))


@cache
def _free() -> tuple[Callable[[int], object], Callable[[int], object]]:
    """What frees a syntax tree, and what frees text; on Windows, whose libraries hide them, nothing does."""
    try:
        free_tree, free_text = ctypes.CDLL(_cmark.__file__).cmark_node_free, ctypes.CDLL(None).free
    except (OSError, TypeError, AttributeError):
        return id, id
    for function in (free_tree, free_text):
        function.argtypes, function.restype = [ctypes.c_void_p], None
    return free_tree, free_text

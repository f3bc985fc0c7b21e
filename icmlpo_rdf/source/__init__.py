"""Where pages come from: files, folders, globs, archives, remote places → `RawPage`."""

from icmlpo_rdf.source.archives import is_archive
from icmlpo_rdf.source.entries import PAGE_FOLDER, REDIRECT_FOLDER, Entry, listed_redirects
from icmlpo_rdf.source.listing import (
    expand_globs,
    holds_many,
    in_order,
    list_inputs,
    read_entry,
    read_page_file,
)
from icmlpo_rdf.source.raw import RawPage, as_text
from icmlpo_rdf.source.remote import is_remote

__all__ = [
    "PAGE_FOLDER",
    "REDIRECT_FOLDER",
    "Entry",
    "RawPage",
    "as_text",
    "expand_globs",
    "holds_many",
    "in_order",
    "is_archive",
    "is_remote",
    "list_inputs",
    "listed_redirects",
    "read_entry",
    "read_page_file",
]

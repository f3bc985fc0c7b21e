"""Where pages come from: files, folders, globs, archives → `RawPage`."""

from icmlpo_rdf.source.archives import is_archive
from icmlpo_rdf.source.dumps import DumpEntry, is_remote, list_dump, read_entry
from icmlpo_rdf.source.files import FoundPage, find_pages, read_page_file
from icmlpo_rdf.source.raw import RawPage, as_text

__all__ = [
    "DumpEntry",
    "FoundPage",
    "RawPage",
    "as_text",
    "find_pages",
    "is_archive",
    "is_remote",
    "list_dump",
    "read_entry",
    "read_page_file",
]

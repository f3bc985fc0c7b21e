"""Where pages come from: files, folders, globs, archives → `RawPage`."""

from icmlpo_rdf.source.files import FoundPage, find_pages, read_page_file
from icmlpo_rdf.source.raw import RawPage

__all__ = ["FoundPage", "RawPage", "find_pages", "read_page_file"]

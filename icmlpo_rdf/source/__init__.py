"""Where pages come from: files, folders, globs, archives, remote places → `RawPage`."""

from icmlpo_rdf.source.entries import (
    HEAD_BYTES,
    PAGE_FOLDER,
    PAGE_SUFFIXES,
    REDIRECT_FOLDER,
    Entry,
    Problem,
    is_archive,
    listed_redirects,
)
from icmlpo_rdf.source.entry_bytes import folder_of, plain_bytes, read_entry
from icmlpo_rdf.source.folders import list_folder
from icmlpo_rdf.source.forms import Form, form_by_ending, form_named, form_of, unpacked_name
from icmlpo_rdf.source.listed_dumps import Dumps
from icmlpo_rdf.source.listing import NO_PAGE, expand_globs, holds_many, in_order, list_inputs
from icmlpo_rdf.source.one_page import is_titled, read_page_file
from icmlpo_rdf.source.own_datasets import DATASET_NAMES, README_TITLE, STATE, is_readme
from icmlpo_rdf.source.passed_over import PassedOver
from icmlpo_rdf.source.raw import RawPage, Revision, Told, as_text
from icmlpo_rdf.source.remote import is_remote

__all__ = [
    "DATASET_NAMES",
    "HEAD_BYTES",
    "NO_PAGE",
    "PAGE_FOLDER",
    "PAGE_SUFFIXES",
    "README_TITLE",
    "REDIRECT_FOLDER",
    "STATE",
    "Dumps",
    "Entry",
    "Form",
    "PassedOver",
    "Problem",
    "RawPage",
    "Revision",
    "Told",
    "as_text",
    "expand_globs",
    "folder_of",
    "form_by_ending",
    "form_named",
    "form_of",
    "holds_many",
    "in_order",
    "is_archive",
    "is_readme",
    "is_remote",
    "is_titled",
    "list_folder",
    "list_inputs",
    "listed_redirects",
    "plain_bytes",
    "read_entry",
    "read_page_file",
    "unpacked_name",
]

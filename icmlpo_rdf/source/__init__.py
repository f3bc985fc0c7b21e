"""Where pages come from: files, folders, globs, archives, remote places → `RawPage`."""

from icmlpo_rdf.source.asked_title import AskedTitle
from icmlpo_rdf.source.entries import (
    HEAD_BYTES,
    PAGE_FOLDER,
    PAGE_SUFFIXES,
    REDIRECT_FOLDER,
    Entry,
    Problem,
    first_error,
    is_archive,
    listed_redirects,
)
from icmlpo_rdf.source.entry_bytes import folder_of, plain_bytes, read_entry
from icmlpo_rdf.source.folders import list_folder
from icmlpo_rdf.source.forms import Form, form_by_ending, form_named, form_of, sure_form, unpacked_name
from icmlpo_rdf.source.listed_dumps import Dumps
from icmlpo_rdf.source.listing import NO_PAGE, expand_globs, holds_many, list_inputs
from icmlpo_rdf.source.listing_notes import ListingNotes
from icmlpo_rdf.source.one_page import read_page_file
from icmlpo_rdf.source.own_datasets import DATASET_NAMES, README_TITLE, STATE, is_readme
from icmlpo_rdf.source.page_order import in_order, is_part_of, place_anywhere, whole
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
    "AskedTitle",
    "Dumps",
    "Entry",
    "Form",
    "ListingNotes",
    "Problem",
    "RawPage",
    "Revision",
    "Told",
    "as_text",
    "expand_globs",
    "first_error",
    "folder_of",
    "form_by_ending",
    "form_named",
    "form_of",
    "holds_many",
    "in_order",
    "is_archive",
    "is_part_of",
    "is_readme",
    "is_remote",
    "list_folder",
    "list_inputs",
    "listed_redirects",
    "place_anywhere",
    "plain_bytes",
    "read_entry",
    "read_page_file",
    "sure_form",
    "unpacked_name",
    "whole",
]

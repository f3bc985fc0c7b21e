"""What `convert` was asked to do, and what its output becomes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from icmlpo_rdf.cli.lines_of_files import read_list, read_titles
from icmlpo_rdf.cli.terminal import Verbosity, say
from icmlpo_rdf.cli.written_files import WrittenFiles
from icmlpo_rdf.errors import UsageError

if TYPE_CHECKING:
    from icmlpo_rdf.batch.page_conversion import PageRules
    from icmlpo_rdf.options import ConvertOptions
    from icmlpo_rdf.source import ListingNotes

__all__ = ["ConvertJob", "Layout", "addresses_of", "layout_of", "refuse_overwriting", "tell_listing_notes"]


class Layout(Enum):
    """What the output becomes."""

    DATASET = "dataset"
    """Shards of N-Quads, with a manifest and a report."""
    PAGES = "pages"
    """One file per page, in a folder."""
    GRAPH = "graph"
    """One file, or standard output, with all pages."""


class ConvertJob(Struct, frozen=True):
    """What `convert` was asked to do, whatever its output becomes."""

    inputs: Sequence[str]
    """Files, folders, archives and remote places; the globs are what they match."""
    files_from: str | None
    wiki: str | None
    """The wiki whose pages the inputs are titles of."""
    titles: str | None
    """A file of such titles."""
    output: str
    format_name: str | None
    report: str | None
    options: ConvertOptions
    check: str
    partial: bool
    page_seconds: float
    page_megabytes: int
    jobs: int

    def listed(self) -> Iterator[str]:
        """Yield what the lists name, files and addresses, once it is sure that no result is written over that.

        Raises:
            UsageError: one would be, or there is no such wiki.
        """
        written = self.written()
        for name in read_list(self.files_from):
            written.refuse_inputs((name,))
            yield name
        if self.wiki is not None:
            yield from addresses_of(self.wiki, read_titles(self.titles))

    def written(self) -> WrittenFiles:
        """Return the files that the job writes, but those of pages.

        Raises:
            UsageError: two of them are one.
        """
        return WrittenFiles(("--output", self.output), ("--report", self.report))

    def rules(self) -> PageRules:
        """Return how each page is converted."""
        from icmlpo_rdf.batch.page_conversion import Check, PageRules  # noqa: PLC0415 - keeps --help quick

        return PageRules(
            self.options, Check(self.check), self.partial, self.page_seconds, self.page_megabytes
        )


def tell_listing_notes(noted: ListingNotes, verbosity: Verbosity) -> None:
    """Say what of the folders was no page."""
    if verbosity is not Verbosity.QUIET:
        for line in noted.lines(named=verbosity is Verbosity.VERBOSE):
            say(line)


def addresses_of(wiki: str, titles: Iterable[str]) -> Iterator[str]:
    """Return the address of each page of a wiki.

    Raises:
        UsageError: there is no such wiki, or a title is none.
    """
    from icmlpo_rdf.source.wiki_addresses import wiki_named  # noqa: PLC0415 - keeps --help quick

    found = wiki_named(wiki)
    return (found.page(_checked(title)) for title in titles)


def _checked(title: str) -> str:
    """A title that a user gave; no page has an empty one, or one that begins with `#`."""
    if not title.strip() or title.lstrip().startswith("#"):
        raise UsageError(
            f"{title!r} is no title of a page", mend="give titles as the wiki spells them", origin="--wiki"
        )
    return title


def layout_of(job: ConvertJob, wanted: str | None) -> Layout:
    """Return what the output becomes: what `--layout` says, or what the input and the output's name say.

    Raises:
        UsageError: the output cannot become that.
    """
    from icmlpo_rdf.source import holds_many, is_remote  # noqa: PLC0415 - keeps --help quick

    is_folder = job.output != "-" and (job.output.endswith(("/", os.sep)) or Path(job.output).is_dir())
    if wanted is None:
        if not is_folder:
            layout = Layout.GRAPH
        else:
            many = (
                job.files_from is not None
                or job.titles is not None
                or any(holds_many(given, job.options.page.form) for given in job.inputs)
            )
            layout = Layout.DATASET if many else Layout.PAGES
    else:
        layout = Layout(wanted)
        if not is_folder:
            _check_folder(job.output)
    if layout is not Layout.DATASET and is_remote(job.output):
        raise UsageError(
            "only a dataset is written to a remote place", mend="add --layout dataset", origin=job.output
        )
    if layout is Layout.DATASET:
        _check_format(job.format_name)
    return layout


def refuse_overwriting(job: ConvertJob, layout: Layout, lexicon: str | None) -> None:
    """Check, before anything is written, that no result is written over an input or another result.

    What a list of files names is checked as it is read, and what a file a page would overwrite when the pages are known.

    Raises:
        UsageError: one would be.
    """
    written = job.written()
    written.refuse_inputs((*job.inputs, job.files_from, lexicon))
    if layout is Layout.DATASET and job.report is not None:
        _check_report(job.report, job.output)


def _check_report(report: str, output: str) -> None:
    """Check that a dataset's report is none of the dataset's own files."""
    from icmlpo_rdf.source import DATASET_NAMES  # noqa: PLC0415 - keeps --help quick

    place, dataset = Path(report).resolve(), Path(output).resolve()
    if dataset in place.parents and place.relative_to(dataset).parts[0] in DATASET_NAMES:
        raise UsageError(
            "it would be written over a file of the dataset",
            mend="name another file",
            origin=f"--report {report}",
        )


def _check_folder(output: str) -> None:
    """Check that an output which is no folder yet may become one."""
    from icmlpo_rdf.sinks import OutputFormat  # noqa: PLC0415 - keeps --help quick

    if output == "-" or Path(output).exists():
        raise UsageError("it is no folder, which --layout asks for", mend="name a folder", origin=output)
    try:
        OutputFormat.of_file(output)
    except UsageError:
        return
    raise UsageError("it is named like a file", mend="end it in / if it shall be a folder", origin=output)


def _check_format(name: str | None) -> None:
    from icmlpo_rdf.sinks import OutputFormat  # noqa: PLC0415 - keeps --help quick

    if name is not None and OutputFormat.named(name) is not OutputFormat.NQUADS:
        raise UsageError(
            "a dataset is N-Quads",
            mend="leave --format out; or add --layout pages for one file per page, or name one file with --output",
            origin="--format",
        )

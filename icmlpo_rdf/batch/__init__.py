"""Many pages: found, converted and checked one after another or in several processes."""

from icmlpo_rdf.batch.dataset import DatasetOptions, Summary, convert_dataset, read_reports
from icmlpo_rdf.batch.engines import Engine, dask_cluster, local_processes
from icmlpo_rdf.batch.page_conversion import Check, PageRules, Status
from icmlpo_rdf.batch.page_run import PageResult, PagesTask, run_pages
from icmlpo_rdf.batch.plan import list_pages
from icmlpo_rdf.batch.shard import ShardResult

__all__ = [
    "Check",
    "DatasetOptions",
    "Engine",
    "PageResult",
    "PageRules",
    "PagesTask",
    "ShardResult",
    "Status",
    "Summary",
    "convert_dataset",
    "dask_cluster",
    "list_pages",
    "local_processes",
    "read_reports",
    "run_pages",
]

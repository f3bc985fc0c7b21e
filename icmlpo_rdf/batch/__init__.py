"""Many pages: found, converted and checked one after another or in several processes."""

from icmlpo_rdf.batch.dataset import DatasetOptions, Summary, convert_dataset, read_reports
from icmlpo_rdf.batch.dataset_run import PageResult, Task, run
from icmlpo_rdf.batch.engines import Engine, dask_cluster, local_processes
from icmlpo_rdf.batch.one_page import Check
from icmlpo_rdf.batch.page_reports import report_lines
from icmlpo_rdf.batch.shard import ShardResult

__all__ = [
    "Check",
    "DatasetOptions",
    "Engine",
    "PageResult",
    "ShardResult",
    "Summary",
    "Task",
    "convert_dataset",
    "dask_cluster",
    "local_processes",
    "read_reports",
    "report_lines",
    "run",
]

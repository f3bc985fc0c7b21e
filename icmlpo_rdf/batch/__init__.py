"""Many pages: found, converted and checked one after another or in several processes."""

from icmlpo_rdf.batch.run import PageResult, Task, run

__all__ = ["PageResult", "Task", "run"]

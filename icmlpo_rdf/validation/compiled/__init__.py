"""Whether a page's graph conforms, fast: the same shapes file, compiled to plain functions; a dump has no time for more.

It gives the verdict and no report: where it says no, pySHACL says why. What it cannot express it refuses when it compiles,
so that no shape is skipped in silence; only shapes whose severity is `sh:Violation` decide a verdict (SHACL, section 3.4
leaves the rest to whoever reads the report). Classes count as they are written: the data states every class.
"""

from icmlpo_rdf.validation.compiled.check import QuickCheck, quick_check

__all__ = ["QuickCheck", "quick_check"]

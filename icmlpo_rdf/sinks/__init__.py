"""Writing: quads → bytes → files, whole or not at all. Knows no vocabulary."""

from icmlpo_rdf.sinks.formats import OutputFormat
from icmlpo_rdf.sinks.serialize import to_bytes, to_nquads
from icmlpo_rdf.sinks.whole_files import make_folder, write_whole

__all__ = ["OutputFormat", "make_folder", "to_bytes", "to_nquads", "write_whole"]

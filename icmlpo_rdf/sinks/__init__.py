"""Writing: quads → bytes → files, whole or not at all. Knows no vocabulary."""

from icmlpo_rdf.sinks.files import make_folder, write_whole
from icmlpo_rdf.sinks.formats import OutputFormat
from icmlpo_rdf.sinks.serialize import to_bytes, to_nquads

__all__ = ["OutputFormat", "make_folder", "to_bytes", "to_nquads", "write_whole"]

"""Facts as linked data: IRIs, the vocabulary, quads. Makes no judgement and knows no files."""

from icmlpo_rdf.quads.emit import emit_quads
from icmlpo_rdf.quads.given import given_quads
from icmlpo_rdf.quads.vocab import PREFIXES

__all__ = ["PREFIXES", "emit_quads", "given_quads"]

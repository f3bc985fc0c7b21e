"""What a human language brings, as data: which characters are one, which codes the Wikipedias have."""

from icmlpo_rdf.language.folding import fold

__all__ = ["fold"]

"""The fast SHACL engine: shapes compiled to functions, their SPARQL constraints asked of pyoxigraph.

`convert` checks each page with it. It gives the same report as pySHACL, which the tests hold it to; what it cannot express it
refuses when it compiles, so that no shape is skipped in silence. It knows what our own shapes need of SHACL Core.
"""

from icmlpo_rdf.validation.compiled.check import check, validate

__all__ = ["check", "validate"]

"""Tests of `icmlpo_rdf.language`."""

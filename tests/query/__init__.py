"""Tests of `icmlpo_rdf.query`."""

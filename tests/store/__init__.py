"""Tests of `icmlpo_rdf.store`."""

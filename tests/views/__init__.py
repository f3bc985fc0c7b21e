"""Tests of `icmlpo_rdf.views`."""

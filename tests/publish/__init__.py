"""Tests of `icmlpo_rdf.publish`."""

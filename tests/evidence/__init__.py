"""Tests of `icmlpo_rdf.evidence`."""

"""Tests of `icmlpo_rdf.reports`."""

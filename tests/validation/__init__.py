"""Tests of `icmlpo_rdf.validation`."""

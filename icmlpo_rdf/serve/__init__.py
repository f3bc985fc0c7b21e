"""A read-only site over a store: SPARQL, linked data, and pages for people."""

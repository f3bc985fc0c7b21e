"""SPARQL: one's own queries and the named ones that ship; names that users type resolved to things."""

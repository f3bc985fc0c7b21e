"""What a user does with a graph: validate, query, explain, verify. Knows nothing of how pages are read."""

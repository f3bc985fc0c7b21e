"""What a user does with a graph."""

"""What a store says, as values to show: attendance matrices, members, statistics."""

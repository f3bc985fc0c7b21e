"""Names that others have written → the things of the data that they may mean, each with a score that says why."""

"""`load`, against real servers."""

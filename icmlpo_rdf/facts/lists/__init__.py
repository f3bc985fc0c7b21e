"""Lists to statements."""

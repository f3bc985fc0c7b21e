"""Data in the forms of others."""

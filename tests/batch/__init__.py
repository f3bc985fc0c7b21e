"""Dumps as datasets."""

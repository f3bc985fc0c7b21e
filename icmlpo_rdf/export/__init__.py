"""Data in the forms of others: a module for each format, which `export_formats` names."""

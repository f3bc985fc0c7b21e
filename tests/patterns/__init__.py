"""Regular expressions that read what strangers wrote: none may take more than linear time."""

"""Facts with the lines of the source files that state them, found again and quoted."""

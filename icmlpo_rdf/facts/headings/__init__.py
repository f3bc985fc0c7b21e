"""What headings, captions and labels say by their words, each read alone."""

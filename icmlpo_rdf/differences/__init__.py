"""What became of data: two datasets or revisions, as sentences, as a patch, as an update."""

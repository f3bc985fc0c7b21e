"""RDF data in a store: files read, kept on disk, looked up."""

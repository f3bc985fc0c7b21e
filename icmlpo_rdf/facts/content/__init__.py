"""What the entries of a table or list look like, apart from the words above them."""

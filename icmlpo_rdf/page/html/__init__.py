"""HTML: pages as a browser saves them, as a wiki renders them, as its REST API gives them."""

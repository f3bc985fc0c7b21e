"""Text of cells and items as names, each with what is said of its bearer."""

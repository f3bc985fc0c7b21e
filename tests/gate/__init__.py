"""The quality gate: what pages say, annotated by hand, against what the program makes of them."""

"""Do other people's stores and parsers read what we write, and answer what we ask, as ours do? See `__main__`."""

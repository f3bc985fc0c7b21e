"""Tables to statements: the recognisers, and how each reads its kind."""

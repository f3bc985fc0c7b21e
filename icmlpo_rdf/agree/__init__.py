"""What several pages say of one thing: what all of them say, what only some do, where they differ."""

"""The served site, asked as its users ask it."""

"""Wikitext: pages as their authors wrote them."""

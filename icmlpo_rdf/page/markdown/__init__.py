"""Markdown: the pages of the dumps that pandoc made of wikitext."""

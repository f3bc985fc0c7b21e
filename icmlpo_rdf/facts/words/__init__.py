"""The words of a page's language, and what they make: numbers, dates, places, patterns."""

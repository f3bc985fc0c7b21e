"""Who it is elsewhere: titles of wikis → Wikidata's items, by what dumps and services say, each with its evidence."""

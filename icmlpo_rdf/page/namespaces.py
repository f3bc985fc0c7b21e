"""Prefixes that titles may carry, as data: namespaces by language, and sister sites."""

from __future__ import annotations

from icmlpo_rdf.language import namespace_words

__all__ = ["CATEGORY_WORDS", "FILE_WORDS", "PROJECT_WORDS", "SISTER_PREFIXES"]

CATEGORY_WORDS = namespace_words("category")
FILE_WORDS = namespace_words("file")
PROJECT_WORDS = namespace_words("project") | namespace_words("special")

# The sister projects' prefixes, https://www.mediawiki.org/wiki/Interwiki and the sites table of Wikimedia. A prefix that
# is neither one of these nor a language's is taken as part of the title.
_SISTERS = """
    b c commons d foundation incubator m meta mw n q s species v voy w wikibooks wikidata wikimedia
    wikinews wikipedia-en wikiquote wikisource wikispecies wikiversity wikivoyage wikt wiktionary bugzilla
    phab phabricator google imdb doi isbn mozillawiki wikia
""".split()
SISTER_PREFIXES = frozenset(_SISTERS)

"""Prefixes that titles may carry, as data: namespaces by language, and sister sites."""

from __future__ import annotations

import tomllib
from importlib.resources import files

__all__ = ["CATEGORY_WORDS", "FILE_WORDS", "PROJECT_WORDS", "SISTER_PREFIXES"]

_LANGUAGES = tomllib.loads((files("icmlpo_rdf.language") / "namespaces.toml").read_text(encoding="utf-8"))


def _names(kind: str) -> frozenset[str]:
    """The names that namespaces of a kind have in any language: a page may hold links made for another wiki."""
    return frozenset(name for names in _LANGUAGES.values() for name in names[kind])


CATEGORY_WORDS = _names("category")
FILE_WORDS = _names("file")
PROJECT_WORDS = _names("project")

# The sister projects' prefixes, https://www.mediawiki.org/wiki/Interwiki and the sites table of Wikimedia. A prefix that
# is neither one of these nor a language's is taken as part of the title.
_SISTERS = """
    b c commons d foundation incubator m meta mw n q s species v voy w wikibooks wikidata wikimedia
    wikinews wikipedia-en wikiquote wikisource wikispecies wikiversity wikivoyage wikt wiktionary bugzilla
    phab phabricator google imdb doi isbn mozillawiki wikia
""".split()
SISTER_PREFIXES = frozenset(_SISTERS)

"""What a human language brings, as data: the words by which pages say what they mean (`*.toml`), which characters are one, how
countries and regions are called, which codes the Wikipedias have.
"""

from icmlpo_rdf.language.countries import other_country_names
from icmlpo_rdf.language.date_words import date_words, months
from icmlpo_rdf.language.folding import fold, folded_characters
from icmlpo_rdf.language.matcher import is_alphabetic
from icmlpo_rdf.language.namespace_words import namespace_words
from icmlpo_rdf.language.scripts import (
    is_hangul,
    is_kanji,
    is_katakana,
    is_written_otherwise,
    may_be_written_so,
    wiki_by_script,
)
from icmlpo_rdf.language.territories import locales_of, territories
from icmlpo_rdf.language.wikis import LANGUAGE_CODE, is_wiki, language_tag, wiki_codes, wiki_of_path
from icmlpo_rdf.language.words import class_names, languages, words_of

__all__ = [
    "LANGUAGE_CODE",
    "class_names",
    "date_words",
    "fold",
    "folded_characters",
    "is_alphabetic",
    "is_hangul",
    "is_kanji",
    "is_katakana",
    "is_wiki",
    "is_written_otherwise",
    "language_tag",
    "languages",
    "locales_of",
    "may_be_written_so",
    "months",
    "namespace_words",
    "other_country_names",
    "territories",
    "wiki_by_script",
    "wiki_codes",
    "wiki_of_path",
    "words_of",
]

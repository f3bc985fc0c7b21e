"""What a human language brings, as data: the words by which pages say what they mean (`*.toml`), which characters are one, which codes the Wikipedias have."""

from icmlpo_rdf.language.folding import fold
from icmlpo_rdf.language.wikis import LANGUAGE_CODE, is_wiki, language_tag, wiki_codes, wiki_of_path

__all__ = ["LANGUAGE_CODE", "fold", "is_wiki", "language_tag", "wiki_codes", "wiki_of_path"]

"""The codes of the Wikipedias and their language tags."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal
from rdflib import SH, Graph, Namespace

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.language import is_wiki, language_tag, wiki_codes, wiki_of_path
from icmlpo_rdf.options import PageOptions
from tests.conftest import ROOT

SHAPES = Namespace("https://w3id.org/icmlpo-rdf/shapes#")

# RFC 5646, section 2.1, in lower case and without the irregular tags, which are a closed list.
_LANGUAGE = "(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})"
_VARIANT = "(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3})"
_EXTENSION = "(?:[0-9a-wy-z](?:-[a-z0-9]{2,8})+)"
_PRIVATE = "(?:x(?:-[a-z0-9]{1,8})+)"
WELL_FORMED = re.compile(
    rf"{_LANGUAGE}(?:-[a-z]{{4}})?(?:-(?:[a-z]{{2}}|[0-9]{{3}}))?(?:-{_VARIANT})*(?:-{_EXTENSION})*(?:-{_PRIVATE})?|{_PRIVATE}"
)


@pytest.mark.parametrize("code", sorted(wiki_codes()))
def test_every_code_has_a_language_tag(code: str) -> None:
    """The tag is well-formed by RFC 5646, in lower case as the shapes want it, and what a literal may have."""
    tag = language_tag(code)
    assert WELL_FORMED.fullmatch(tag)
    assert Literal("甲", language=tag).language == tag
    assert is_wiki(code)
    assert PageOptions(code).language == code


def test_the_shapes_know_every_code() -> None:
    """A thing's IRI may have any wiki's code, and a source file any language's tag."""
    shapes = Graph().parse(ROOT / "shapes" / "icmlpo.shacl.ttl")
    (iri,) = shapes.objects(SHAPES["thing-iri"], SH.pattern)
    (tag,) = shapes.objects(SHAPES["page-language"], SH.pattern)
    for code in wiki_codes():
        assert re.search(str(iri), f"https://w3id.org/icmlpo-rdf/{code}/T")
        assert re.search(str(tag), language_tag(code))


@pytest.mark.parametrize(
    ("code", "tag"),
    [
        ("zh", "zh"),
        ("zh-classical", "lzh"),
        ("zh-min-nan", "nan"),
        ("zh-yue", "yue"),
        ("be-x-old", "be-tarask"),
        ("be-tarask", "be-tarask"),
        ("roa-tara", "nap-x-tara"),
        ("roa-rup", "rup"),
        ("bat-smg", "sgs"),
        ("fiu-vro", "vro"),
        ("map-bms", "jv-x-bms"),
        ("cbk-zam", "cbk"),
        ("nds-nl", "nds-nl"),
        ("simple", "en"),
        ("als", "gsw"),
        ("no", "nb"),
        ("eml", "egl"),
        # One that the table does not have: new Wikipedias have codes of ISO 639.
        ("tok", "tok"),
    ],
)
def test_codes_that_are_no_tags(code: str, tag: str) -> None:
    """The wiki's code is no language tag, or that of another language (Wikimedia's special language codes)."""
    assert is_wiki(code)
    assert language_tag(code) == tag


@pytest.mark.parametrize(
    "code", ["", "z", "中文", "ZH", "www", "zh-xx", "chinese", "zh_yue", "de-", "species"]
)
def test_what_is_no_wiki_is_refused(code: str) -> None:
    """A code that no Wikipedia has is wrong use; the line says where the right one stands."""
    assert not is_wiki(code)
    with pytest.raises(UsageError, match="no language code of a wiki; use the first part of its address"):
        PageOptions(code)


@pytest.mark.parametrize(
    ("path", "wiki"),
    [
        ("wikipedia.ja/Page/甲.md", "ja"),
        ("/data/zh/wikipedia.ko/甲.md", "ko"),
        ("dumps/fr/Page/A.md", "fr"),
        ("dumps/be-x-old/Redirect/A.md", "be-x-old"),
        ("wikipedia.zh-classical.tar/甲.md", "zh-classical"),
        ("ja.zip/Page/甲.md", "ja"),
        ("fr.wikipedia.org/A.md", "fr"),
        ("zh_min_nanwiki-20200101/A.md", "zh-min-nan"),
        # Folders that people have.
        ("is/to/no/A.md", ""),
        ("mywiki/A.md", ""),
        ("my.wiki/Page/A.md", ""),
        ("Page/A.md", ""),
        ("/home/ko/A.md", ""),
        ("", ""),
    ],
)
def test_paths(path: str, wiki: str) -> None:
    """A dump's folder or archive tells the wiki where its name says that it is a dump's."""
    assert wiki_of_path(path) == wiki

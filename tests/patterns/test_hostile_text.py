"""A megabyte of what patterns once took the square of its length for, given to what reads strangers' text."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from icmlpo_rdf.evidence.quotation import readable_text
from icmlpo_rdf.publish.triplestore.authentication import Authorization, Credentials
from icmlpo_rdf.query.named_queries import NamedQuery
from icmlpo_rdf.query.syntax_errors import read_slip
from icmlpo_rdf.query.tokens import Kind, tokens_of
from icmlpo_rdf.serve import negotiation
from icmlpo_rdf.store.nesting import DeepError, watch_for
from icmlpo_rdf.validation.compiled.sparql import SparqlConstraint
from icmlpo_rdf.verify.excerpt import read_excerpt
from icmlpo_rdf.verify.page_form import Site, Written, written_in
from icmlpo_rdf.verify.wikitext import scanned
from tests.patterns.limit import limited

MEGABYTE = 1_000_000


_PAGE = Site("zh", Written.MARKDOWN, {})


def _much(unit: str) -> str:
    return unit * (MEGABYTE // len(unit))


def _quoted(text: str) -> object:
    return readable_text([text])


def _challenged(text: str) -> object:
    return Authorization(Credentials("a", "b")).learn(f"Digest {text}")


def _bound(text: str) -> object:
    return NamedQuery("a", "a", "a", text).bound({})


def _slipped(text: str) -> object:
    return read_slip(
        SyntaxError(f"error at 1:1: expected one of {text}"), "ASK {", tokens_of("ASK {"), has_base=True
    )


def _constrained(text: str) -> object:
    constraint = SparqlConstraint(Literal("a"), f"SELECT $this WHERE {{ $this ?p {text}", {}, ())
    with pytest.raises(SyntaxError):
        list(constraint.solutions(Store(), [NamedNode("urn:a")]))
    return None


def _watched(text: str) -> object:
    return watch_for(io.BytesIO(text.encode()), RdfFormat.TURTLE).read()


@pytest.mark.parametrize(
    ("read", "text"),
    [
        pytest.param(_quoted, _much("<!--"), id="comments that are not closed"),
        pytest.param(_quoted, f"{_much(' ')}x", id="blanks before a letter"),
        pytest.param(_quoted, "[a](" + _much(r"[a](y\)"), id="destinations that are not closed"),
        pytest.param(_challenged, _much("a"), id="a parameter without a value"),
        pytest.param(_bound, _much("\n"), id="blank lines in a query"),
        pytest.param(_slipped, _much("["), id="classes that are not closed"),
        pytest.param(_slipped, '"' + _much('\\"'), id="a token that is not closed"),
        pytest.param(tokens_of, _much("'''a'\\"), id="long strings that are not closed"),
        pytest.param(negotiation._QUOTED.split, '"' + _much('\\"'), id="a parameter that is not closed"),  # noqa: SLF001 - the field is cut before
        pytest.param(_constrained, '"' + _much('\\"'), id="a string that is not closed"),
        pytest.param(_constrained, _much("'''a'\\"), id="long strings that are not closed, in a constraint"),
        pytest.param(_constrained, _much("'''a'\\"), id="long strings of a constraint"),
        pytest.param(_watched, _much("<<(#") + '\n"', id="triple terms in a comment"),
        pytest.param(lambda text: read_excerpt(text, _PAGE), f"[a]({_much('　')}", id="ideographic spaces"),
        pytest.param(lambda text: read_excerpt(text, _PAGE), f"-{{{_much('a')}", id="a variant"),
        pytest.param(
            lambda text: read_excerpt(text, _PAGE),
            "[" * 30_000 + "a" + '](b "wikilink")' * 30_000,
            id="links in links",
        ),
        pytest.param(lambda text: written_in(text, "a.md"), _much("<!---->"), id="comments before a page"),
        pytest.param(
            partial(scanned, wiki="zh"), _much("[//a"), id="links to other sites that are not closed"
        ),
        pytest.param(partial(scanned, wiki="zh"), f"[[a:{_much(' ')}b|]]", id="blanks in a title"),
    ],
)
def test_a_megabyte_is_read_in_little_time(read: Callable[[str], object], text: str) -> None:
    """Each took minutes or hours, or would have."""
    with limited():
        read(text)


def test_text_is_read_as_before() -> None:
    """What the patterns that were made linear must still tell apart."""
    assert (
        readable_text(["<!-- <b> -->甲<b title='x'>乙</b><!-- 丙", " |---|:-:| ", "\t", "丁 | "])
        == "甲乙<!-- 丙 丁"
    )
    assert readable_text([r'![甲](a_(b).png) [乙](c_\(d "丁") [丙](e(f(g)))']) == "甲 乙 [丙](e(f(g)))"
    assert [token.text for token in tokens_of("'''a' \"\"\"b''' '''c'd \"\"\"e\"\"\"")] == [
        "'''a' \"\"\"b'''",
        "''",
        "'c'",
        "d",
        '"""e"""',
    ]
    assert [token.kind for token in tokens_of('\'\'\' """a"""')] == [Kind.STRING, Kind.STRING]
    excerpt = read_excerpt('[甲[乙](../Page/b_(c).md "wikilink")](  <../Page/a.md> "wikilink" )', _PAGE)
    assert {(link.label, link.target.title) for link in excerpt.links} == {("乙", "B_(c)"), ("甲乙", "A")}
    assert read_excerpt("-{zh-cn:甲;zh-tw:乙}--{丙}--{A|丁}-", _PAGE).text == "甲丙丁"
    assert (
        scanned("[//a [//b.c 甲] [https://d] [//e[//f 乙\n丙] [[丁 (戊)|]] [[己, 庚|]]", "zh").text
        == "[//a 甲  [//e[//f 乙\n丙] 丁 己"
    )
    wikitext = "甲<!-- - -- 乙 -->丙<REF>丁</ref\n><ref/><references />-{戊}--{{己-{庚}-"
    assert scanned(wikitext, "zh").text == "甲丙戊-{{己庚"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("<!-- a --> <!-- b -->\n<!DOCTYPE  html>", Written.HTML),
        ("<!-- a --> [[b]] <!-- c --> <div>", Written.WIKITEXT),
        ('<div class="a">[[b]]</div>', Written.WIKITEXT),
        ('<div><a href="c">c</a>[[b]]</div>', Written.HTML),
        ('<a href="b">c</a><a title="<a href=\'d\'">', Written.HTML),
        ('](b "wikilink") ](c) <a href="d">', Written.MARKDOWN),
        ("](https://a) ](b) [[c]] [[d]]", Written.WIKITEXT),
    ],
)
def test_forms_are_told_apart(text: str, form: Written) -> None:
    """Comments before a page end where they are closed, and each link counts once."""
    assert written_in(text, "a.wikitext" if form is not Written.WIKITEXT else "a.md") is form


@pytest.mark.parametrize("behind", ["", "#<<(\n", "#<<(#<<(\r", "a <b> "])
def test_triple_terms_are_counted_past_comments(behind: str) -> None:
    """What a comment hides is none, and what follows one counts."""
    nested = f'<<(# "\n"<<( {behind}' + "<<(" * 101
    with pytest.raises(DeepError):
        watch_for(io.BytesIO(nested.encode()), RdfFormat.TURTLE).read()

"""Which Wikipedia a page is from: what tells it, in order of trust."""

from __future__ import annotations

import pytest

from icmlpo_rdf.convert import understand
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.options import ConvertOptions, PageOptions
from icmlpo_rdf.page import LanguageSource, PageDocument, read_page
from icmlpo_rdf.source import RawPage

HAN = "**青松论坛**是若干政党每两年召开一次的国际会议。\n\n"
KANA = "**青松フォーラム**は、二年ごとに開かれる国際会議である。\n\n"
HANGUL = "**청송 포럼**은 여러 정당이 이 년마다 여는 국제 회의이다.\n\n"
LATIN = "Le **Forum des Pins** est une conférence internationale de partis, tous les deux ans.\n\n"
CYRILLIC = "**Сасновы форум** — міжнародная канферэнцыя некалькіх партый.\n\n"


def read(text: str, path: str = "x.md", given: str | None = None) -> tuple[PageDocument, tuple[Note, ...]]:
    """Read a page that was found at a path."""
    return read_page(RawPage(path.rpartition("/")[2], text.encode(), path), PageOptions(given))


def header(host: str) -> str:
    """A dump's header line."""
    return f"> Cet article vient de [A](https://{host}/wiki/A).\n\n\n"


def link(host: str, title: str = "A") -> str:
    """A wiki link out of the dump."""
    return f'  - [{title}](https://{host}/wiki/{title} "wikilink")\n'


@pytest.mark.parametrize(
    ("text", "path", "given", "language", "source"),
    [
        (header("fr.wikipedia.org") + LATIN, "x.md", "oc", "oc", LanguageSource.OPTION),
        (header("fr.wikipedia.org") + HAN, "wikipedia.ja/x.md", None, "fr", LanguageSource.HEADER),
        (header("be-x-old.wikipedia.org") + CYRILLIC, "x.md", None, "be-x-old", LanguageSource.HEADER),
        (header("zh-classical.m.wikipedia.org") + HAN, "x.md", None, "zh-classical", LanguageSource.HEADER),
        (header("en.wiki.chinapedia.org") + LATIN, "x.md", None, "en", LanguageSource.HEADER),
        # Most links decide, among those that are links between pages.
        (LATIN + link("de.wikipedia.org") + 2 * link("fr.wikipedia.org"), "x.md", None, "fr", LanguageSource.LINKS),
        (HAN + link("zh-classical.wikipedia.org"), "wikipedia.ja/x.md", None, "zh-classical", LanguageSource.LINKS),
        (CYRILLIC + '<a href="//be-tarask.wikipedia.org/wiki/A" title="wikilink">A</a>\n', "x.md", None, "be-tarask", LanguageSource.LINKS),
        (LATIN + "[1](https://de.wikipedia.org/wiki/B)\n" + link("fr.wikipedia.org"), "x.md", None, "fr", LanguageSource.LINKS),
        (LATIN + "[1](https://de.wikipedia.org/wiki/B)\n", "x.md", None, "de", LanguageSource.LINKS),
        (LATIN + link("www.wikipedia.org"), "oc/Page/x.md", None, "oc", LanguageSource.PATH),
        # A page in one script with links to the wiki of another only: what it is written in tells more.
        (HAN + link("en.wikipedia.org"), "x.md", None, "zh", LanguageSource.SCRIPT),
        (HANGUL + link("en.wikipedia.org"), "x.md", None, "ko", LanguageSource.SCRIPT),
        (KANA + link("zh.wikipedia.org"), "x.md", None, "ja", LanguageSource.SCRIPT),
        (KANA, "x.md", None, "ja", LanguageSource.SCRIPT),
        (HANGUL, "x.md", None, "ko", LanguageSource.SCRIPT),
        (HAN + "（[1](https://en.wikipedia.org/wiki/B)）\n", "x.md", None, "zh", LanguageSource.SCRIPT),
        (HAN, "wikipedia.ja/x.md", None, "ja", LanguageSource.PATH),
        (LATIN, "fr/Page/x.md", None, "fr", LanguageSource.PATH),
        # The names of templates are no text.
        (HAN + 1000 * "{{x|", "x.md", None, "zh", LanguageSource.SCRIPT),
        (1000 * "{{citation needed|", "x.md", None, "zh", LanguageSource.DEFAULT),
        ("**T**\n", "甲.md", None, "zh", LanguageSource.SCRIPT),
        ("**T**\n", "x.md", None, "zh", LanguageSource.DEFAULT),
        (LATIN, "x.md", None, "", LanguageSource.NONE),
        (CYRILLIC, "x.md", None, "", LanguageSource.NONE),
        (header("green.fandom.com") + LATIN, "x.md", "fr", "fr", LanguageSource.OPTION),
        (header("zh.wikipedia.beta.wmflabs.org") + HAN, "x.md", None, "", LanguageSource.NONE),
        (header("www.wikipedia.org") + LATIN, "x.md", None, "", LanguageSource.NONE),
    ],
)  # fmt: skip
def test_what_tells_the_wiki(
    text: str, path: str, given: str | None, language: str, source: LanguageSource
) -> None:
    """Option, header line, links, path, script: the first that tells it; what none tells is not guessed."""
    document, _ = read(text, path, given)
    assert (document.language, document.language_source) == (language, source)


@pytest.mark.parametrize(
    ("text", "code", "mend"),
    [
        (LATIN, Code.NO_LANGUAGE, "--lang"),
        (header("green.fandom.com") + LATIN, Code.OTHER_WIKI, "--lang"),
        ("**T**\n", Code.LANGUAGE_ASSUMED, "--lang"),
    ],
)
def test_what_nothing_tells_is_said(text: str, code: Code, mend: str) -> None:
    """In one line that names the mend; of a page whose wiki is not known nothing is stated."""
    _, notes = read(text)
    (note,) = [note for note in notes if note.code is code]
    assert mend in (note.mend or code.mend)
    facts = understand(RawPage("x.md", text.encode(), "x.md")).facts
    assert (facts is None) == (code is not Code.LANGUAGE_ASSUMED)


@pytest.mark.parametrize(
    ("wiki", "is_said"),
    [("zh", False), ("ja", False), ("ko", False), ("en", False), ("simple", False), ("fr", False), ("it", True), ("zh-yue", True), ("zh-classical", True), ("be-x-old", True)],
)  # fmt: skip
def test_a_language_without_words_is_said(wiki: str, is_said: bool) -> None:
    """The page is converted as far as its form goes, and a note says why no more."""
    raw = RawPage("x.md", LATIN.encode(), "x.md")
    understood = understand(raw, ConvertOptions(PageOptions(wiki)))
    assert understood.facts
    assert understood.facts.subject.thing.wiki == wiki
    said = [note.code for note in understood.notes if note.code is Code.NO_WORDS_FOR_LANGUAGE]
    assert bool(said) == is_said

"""Pages of any Wikipedia, all the way: converted, checked, verified, explained, inspected."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from icmlpo_rdf.language import language_tag
from tests.conftest import Cli

PAGE = """\
> {sentence}[{title}](https://{wiki}.wikipedia.org/wiki/{title}).

**{title}** ({other}).

## 2005

  - [{member}](../Page/{member}.md "wikilink")
  - [{second}](https://{wiki}.wikipedia.org/wiki/{second} "wikilink")
"""
_WITH_WORDS = {"simple", "fr", "de"}
WORDS = {
    "zh-classical": ("青松之會", "赤水工黨", "白河勞黨"),
    "zh-min-nan": ("Chhêng-siông_Lūn-tôaⁿ", "Chhiah-chúi_Kang-tóng", "Pe̍h-hô_Lô-tóng"),
    "zh-yue": ("青松論壇", "赤水工人黨", "白河勞動黨"),
    "be-x-old": ("Сасновы_форум", "Партыя_працы", "Рабочая_партыя"),
    "roa-tara": ("Forum_d'u_Pine", "Partite_operaie", "Partite_d'u_fatije"),
    "simple": ("Pine_Forum", "Labour_Party", "Workers_Party"),
    "fr": ("Forum_des_Pins", "Parti_ouvrier", "Parti_du_travail"),
    "de": ("Kiefernforum", "Arbeiterpartei", "Partei_der_Arbeit"),
    "no": ("Furuforumet", "Arbeiderpartiet", "Arbeidets_parti"),
    "tok": ("Kulupu_kasi", "Kulupu_pali", "Kulupu_loje"),
}


@pytest.mark.parametrize("wiki", WORDS)
def test_a_page_of_any_wikipedia(wiki: str, cli: Cli, tmp_path: Path) -> None:
    """IRIs and addresses have the wiki's code, texts the language's tag, and each command copes with both."""
    title, member, second = WORDS[wiki]
    text = PAGE.format(sentence="", title=title, other="2005", wiki=wiki, member=member, second=second)
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    done = cli("convert", "page.md", "-o", "page.nq")
    assert done.returncode == 0, done.stderr
    assert ("no words for its language" in done.stderr) == (wiki not in _WITH_WORDS)
    tag = language_tag(wiki)
    quads = list(pyoxigraph.parse(path=str(tmp_path / "page.nq")))
    literals = [quad.object for quad in quads if isinstance(quad.object, pyoxigraph.Literal)]
    assert {one.language for one in literals if one.language} == {tag, "en"}
    topic = f"https://w3id.org/icmlpo-rdf/{wiki}/{title}"
    assert {quad.subject.value for quad in quads} >= {
        topic,
        f"https://w3id.org/icmlpo-rdf/source/{wiki}/{title}",
    }
    page = [
        quad.subject.value
        for quad in quads
        if quad.object.value == topic and "wikipedia" in quad.subject.value
    ]
    assert page[0].startswith(f"https://{wiki}.wikipedia.org/wiki/")
    assert cli("validate", "page.nq").returncode == 0
    verified = cli("verify", "page.nq", "--source", "page.md")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    explained = cli("explain", topic, "page.nq", "--source", ".")
    assert explained.returncode == 0
    assert member.replace("_", " ") in explained.stdout
    inspected = cli("inspect", "page.md")
    assert (
        inspected.stdout.splitlines()[0]
        == f"{title}  [{wiki} from its first line, title from its first line]"
    )


def test_a_page_that_links_to_the_english_wikipedia_only(cli: Cli, tmp_path: Path) -> None:
    """It was called Chinese, and attributed to a page `En` of that Wikipedia."""
    text = 'The summit met in May 2005.\n\n## Participants\n\n  - [Red Party](https://en.wikipedia.org/wiki/Red_Party "wikilink")\n'
    (tmp_path / "en.md").write_text(text)
    assert cli("convert", "en.md", "--title", "Summit", "-o", "en.ttl").returncode == 0
    written = (tmp_path / "en.ttl").read_text(encoding="utf-8")
    assert "//zh." not in written
    assert "/zh/" not in written
    assert "@zh" not in written
    assert "<https://en.wikipedia.org/wiki/Summit>" in written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Das **Kiefernforum** ist eine internationale Konferenz.\n", "page.md: nothing tells which Wikipedia the page is from; say which one: --lang"),
        (
            "> From [A](https://green.fandom.com/wiki/A).\n\n**A** is a conference of several parties.\n",
            "page.md:1: the page says that it is of another site than a Wikipedia (green.fandom.com, told by the header line); if it mirrors a Wikipedia, say which one: --lang",
        ),
    ],
)  # fmt: skip
def test_what_no_clue_tells_is_asked_for(text: str, said: str, cli: Cli, tmp_path: Path) -> None:
    """One line names the mend, nothing is written, and the mend helps."""
    (tmp_path / "page.md").write_text(text)
    done = cli("convert", "-q", "page.md", "-o", "page.ttl")
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "page.ttl").exists()
    assert cli("convert", "page.md", "-o", "page.ttl", "--lang", "de").returncode == 0
    assert "@de" in (tmp_path / "page.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("head", "body", "said"),
    [
        ('<title>A</title>\n<link rel="canonical" href="https://green.fandom.com/wiki/A">', "", ':3: the page says that it is of another site than a Wikipedia (green.fandom.com, told by <link rel="canonical">)'),
        ('<base href="https://green.fandom.com/wiki/">', "", ":2: the page says that it is of another site than a Wikipedia (green.fandom.com, told by <base>)"),
        ("", '<a href="https://green.fandom.com/wiki/B">B</a>', ":3: the page says that it is of another site than a Wikipedia (green.fandom.com, told by most links)"),
    ],
)  # fmt: skip
def test_what_tells_that_an_html_page_is_another_sites(
    head: str, body: str, said: str, cli: Cli, tmp_path: Path
) -> None:
    """The tag is named, with its line, and the mend; `inspect` shows both in what it writes."""
    wiki = '<meta name="generator" content="MediaWiki 1.43">'
    text = f"<html><head>\n{head}{wiki}</head>\n<body><p><b>A</b> is a conference. {body}</p></body></html>\n"
    (tmp_path / "page.html").write_text(text)
    done = cli("convert", "-q", "page.html", "-o", "page.ttl")
    assert done.returncode == 2
    assert f"page.html{said}; if it mirrors a Wikipedia, say which one: --lang" in done.stderr
    shown = cli("inspect", "page.html").stdout
    assert "told by" in shown
    assert "other-wiki: if it mirrors a Wikipedia, say which one: --lang zh" in shown


def test_inspect_says_how_to_name_the_wiki(cli: Cli, tmp_path: Path) -> None:
    """A page that nothing tells the Wikipedia of: the mend stands below the table of notes."""
    text = "Das **Kiefernforum** ist eine internationale Konferenz.\n"
    (tmp_path / "page.md").write_text(text)
    shown = cli("inspect", "page.md").stdout
    assert "no-language: say which one: --lang en for en.wikipedia.org" in shown


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("notes.wikitext", "'''Green Pact''' is a pact of three states.\n", '(Notes, not Green_Pact); if its first words are right: --title "Green Pact"'),
        ("page.html", '<html lang="en"><h1>Green Pact</h1><p>A <a href="/wiki/Pact">pact</a>.</p></html>', "(en, by <html lang>); if it is from another one, say which: --lang fr"),
    ],
)  # fmt: skip
def test_what_names_a_page_and_is_not_certain_is_said(
    name: str, text: str, said: str, cli: Cli, tmp_path: Path
) -> None:
    """All links of the page go wrong with it; a page that is not converted has worse to tell."""
    (tmp_path / name).write_text(text)
    done = cli("convert", "-q", name, "-o", "page.ttl", *(["--lang", "en"] if "wikitext" in name else []))
    assert (done.returncode, said in done.stderr) == (0, True)
    (tmp_path / "short.txt").write_text("T.\n")
    assert "for certain" not in cli("convert", "-q", "short.txt", "-o", "short.ttl").stderr

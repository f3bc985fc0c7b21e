"""Why something was not turned into facts: stable codes, each with how much it matters."""

from __future__ import annotations

from enum import Enum

__all__ = ["Code", "Severity"]


class Severity(Enum):
    """How much a note matters."""

    ERROR = "error"
    """The page is damaged: what it says cannot be trusted to be complete."""
    WARNING = "warning"
    """Something that looks like a fact was not understood."""
    INFO = "info"
    """Something that holds no fact, or none that we look for."""


class Code(Enum):
    """Why something is in the report. The names are stable: scripts may rely on them."""

    NOT_UTF8 = ("not-utf8", Severity.ERROR, "the page is not UTF-8 text")
    EMPTY_PAGE = ("empty-page", Severity.ERROR, "the page holds no text")
    BLANK_PAGE = ("blank-page", Severity.INFO, "the page is blank in its wiki, so that it says nothing")
    NO_MARKUP = (
        "no-markup",
        Severity.WARNING,
        "the text has no link, heading, table or any other markup, as text that was copied from a browser, so that it cannot be told what is a name and of what",
    )
    NO_TITLE = ("no-title", Severity.ERROR, "neither header, file name nor lead tells the page's title")
    BAD_TITLE = ("bad-title", Severity.ERROR, "the page's title is none that MediaWiki allows")
    TITLE_CONTRADICTED = (
        "title-contradicted",
        Severity.WARNING,
        "the page's first words call it otherwise than its file's name, and one of the two is taken for its title",
    )
    NO_LANGUAGE = ("no-language", Severity.ERROR, "nothing tells which Wikipedia the page is from")
    LANGUAGE_ASSUMED = (
        "language-assumed",
        Severity.WARNING,
        "nothing tells for certain which Wikipedia the page is from",
    )
    NO_WIKI = (
        "no-wiki",
        Severity.ERROR,
        "nothing in the HTML shows that it is a wiki's page: no mark of MediaWiki, Parsoid or Kiwix",
    )
    NO_ARTICLE = (
        "no-article",
        Severity.ERROR,
        "the saved page is no article but another page of its wiki",
    )
    OTHER_WIKI = ("other-wiki", Severity.ERROR, "the page says that it is of another site than a Wikipedia")
    WIKI_CONTRADICTED = (
        "wiki-contradicted",
        Severity.WARNING,
        "the dump says that it is of another Wikipedia than the one that its file is named after",
    )
    LANGUAGE_CONTRADICTED = (
        "language-contradicted",
        Severity.WARNING,
        "the page says that it is of another Wikipedia than --lang, which counts",
    )
    NO_TIME = ("no-time", Severity.WARNING, "the date of its revision is none, and is left out")
    REDIRECT = ("redirect", Severity.WARNING, "the page is a redirect, which only leads to another page")
    TABLE_NOT_CLOSED = (
        "table-not-closed",
        Severity.WARNING,
        "a table begins and does not end: it is read to the next heading or the end of what it stands in",
    )
    MARKUP_NOT_CLOSED = (
        "markup-not-closed",
        Severity.WARNING,
        "a template, link or tag begins and does not end, so that it is text, or hides what follows",
    )
    TABLE_TOO_WIDE = (
        "table-too-wide",
        Severity.ERROR,
        "a Markdown table has far more columns than its rows have cells",
    )
    COMMENT_NOT_CLOSED = (
        "comment-not-closed",
        Severity.WARNING,
        "a comment begins and does not end, so that the rest of the page is not read",
    )
    HTML_CUT_OFF = (
        "html-cut-off",
        Severity.ERROR,
        "the file ends within a tag, within a whole HTML document, or within a table of a dump in Markdown, so that the rest of the page is missing",
    )
    TOO_DEEP = ("too-deep", Severity.ERROR, "elements are nested deeper than any real page's")
    TOO_MANY_PARTS = (
        "too-many-parts",
        Severity.ERROR,
        "more paragraphs, items and cells, or more links and templates, than any real page has, so that the rest of the page is not read",
    )
    SPAN_OUT_OF_RANGE = (
        "span-out-of-range",
        Severity.WARNING,
        "a cell spans more than HTML allows, and is taken to span the most that it does; told of the first on a page",
    )
    CONTROL_CHARACTER = ("control-character", Severity.WARNING, "a character that no text may hold")
    ROW_NOT_UNDERSTOOD = ("row-not-understood", Severity.WARNING, "a row whose cells do not fit the columns")
    NAME_NOT_UNDERSTOOD = ("name-not-understood", Severity.WARNING, "a cell that is more than one plain name")
    OTHER_DATES = (
        "other-dates",
        Severity.WARNING,
        "a row that tells other dates of a member than a row above it: stated are the earliest beginning and the latest end, as far as each row tells one",
    )
    DUPLICATE_ROW = ("duplicate-row", Severity.WARNING, "a row that names a participant a second time")
    NO_WORDS_FOR_LANGUAGE = (
        "no-words-for-language",
        Severity.WARNING,
        "the program knows no words of the page's language: facts are found by form and by English words only",
    )
    ROLE_NOT_TOLD = (
        "role-not-told",
        Severity.WARNING,
        "neither heading nor row tells whether a member, an observer or another is meant",
    )
    MARK_NOT_UNDERSTOOD = (
        "mark-not-understood",
        Severity.WARNING,
        "a mark of a matrix that neither form nor legend explains",
    )
    ITEM_NOT_UNDERSTOOD = (
        "item-not-understood",
        Severity.WARNING,
        "a list item under such a heading that is no name",
    )
    LIST_NOT_UNDERSTOOD = (
        "list-not-understood",
        Severity.WARNING,
        "a list under such a heading without a single name",
    )
    ROW_CONTINUES = (
        "row-continues",
        Severity.WARNING,
        "a row that goes on with what the row above it tells of",
    )
    TABLE_NOT_UNDERSTOOD = (
        "table-not-understood",
        Severity.WARNING,
        "a table under words for participants or members that names none, as far as it is understood",
    )
    LINKS_NOT_READ = (
        "links-not-read",
        Severity.ERROR,
        "the page's links are written in a way that is not known, so that none of them was read",
    )
    LINK_NOT_A_TITLE = ("link-not-a-title", Severity.WARNING, "a wiki link that leads to no possible title")
    LINK_ELSEWHERE = (
        "link-elsewhere",
        Severity.INFO,
        "a link to another wiki, to a file or to a project page",
    )
    STRUCK_OUT = ("struck-out", Severity.INFO, "text that the page has struck out")
    TEMPLATE_NOT_READ = (
        "template-not-read",
        Severity.INFO,
        "a template whose output is not known here; told once for each on a page",
    )
    FLAG_OF_NO_COUNTRY = (
        "flag-of-no-country",
        Severity.INFO,
        "a flag that is not known as a country's, so that it tells none; told once for each on a page",
    )
    FLAG_BY_FILE_NAME = (
        "flag-by-file-name",
        Severity.INFO,
        "a flag without link and text: the name of its file alone tells whose it is, which is not stated; told once for each on a page",
    )
    FLAG_OF_ANOTHER = (
        "flag-of-another",
        Severity.INFO,
        "a flag beside a name that is another country's than the one printed with the name, which counts",
    )
    SEVERAL_FLAGS = (
        "several-flags",
        Severity.INFO,
        "flags of several countries beside a name, so that none of them is stated as its country",
    )
    ABSENT = ("absent", Severity.INFO, "somebody of whom the page says that they were not there")
    REST_NOT_READ = ("rest-not-read", Severity.INFO, "text behind a name that tells more than who")
    COLUMN_NOT_READ = (
        "column-not-read",
        Severity.INFO,
        "a column of a table that was read, of no interest or unknown",
    )
    NOT_TEXT = (
        "not-text",
        Severity.INFO,
        "a comment, an instruction to a program, a picture's or code's label: no text of the page",
    )
    NO_PICTURE = (
        "gallery-without-picture",
        Severity.WARNING,
        "a line of a gallery that names no picture: MediaWiki shows nothing of it",
    )
    ROW_EMPTY = ("row-empty", Severity.INFO, "a row without any text")
    ITEM_EMPTY = ("item-empty", Severity.INFO, "a list item without any text")
    TABLE_UNUSED = ("table-unused", Severity.INFO, "a table in which no participants are looked for")
    LIST_UNUSED = ("list-unused", Severity.INFO, "a list in which no participants are looked for")

    def __init__(self, slug: str, severity: Severity, meaning: str) -> None:
        self.slug = slug
        self.severity = severity
        self.meaning = meaning

    @property
    def mend(self) -> str:
        """What can be done about any such note; empty where that is told by each, or where nothing is to be done."""
        return _MENDS.get(self, "")


_MENDS = {
    Code.EMPTY_PAGE: "give a page that has text",
    Code.NO_MARKUP: "give the page's address, its wikitext, or the page saved as HTML",
    Code.NO_TITLE: "give it with --title",
    Code.NO_LANGUAGE: "say which one: --lang en for en.wikipedia.org",
    Code.LIST_UNUSED: "if it lists members or participants, teach its heading: inspect --propose",
    Code.TABLE_UNUSED: "if it lists members or participants, teach its heading and columns: inspect --propose",
    Code.TABLE_NOT_UNDERSTOOD: "inspect says why; if a column holds the names, teach its header: inspect --propose",
}

"""A page's title: what tells it, in order of trust."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from icmlpo_rdf.language import fold
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page.document import TitleSource
from icmlpo_rdf.page.header_line import HeaderLine
from icmlpo_rdf.page.titles import decoded, normalise
from icmlpo_rdf.source import Form, RawPage, form_by_ending, sure_form, unpacked_name
from icmlpo_rdf.spans import Span

__all__ = ["TitleClues", "page_title"]

_QUALIFIER = lazy_pattern(r"_\([^()]*\)$", needs="(")
# `甲 (1).md` is how browsers and desktops name the second file of a name.
_COPY = lazy_pattern(r"(?<![ _])[ _]*+\(\d{1,2}\)$", needs="(")
_QUOTED = lazy_pattern("[《〈「『](.+)[》〉」』]", needs="《〈「『")
_WORD = lazy_pattern(r"\w+")
_MARKS_OF_NUMBER = 2
"""Letters that stand around a number: 第34届, 2009年, 제34회."""
_YEAR = lazy_pattern(r"\d{4}")
_LETTERS = lazy_pattern(r"[^\W\d_]{3,}+")
_LAST_WITH_SPACES = "\u303f"
"""Behind it stand the scripts that part no words by spaces."""
_GAP = lazy_pattern(r"^_|_$|__|\(_|_\)|_\(\)", needs="_")


class TitleClues(Struct, frozen=True):
    """What the page itself says of its title."""

    header: HeaderLine | None
    """Its first line, where it is a dump's."""
    headline: str
    """Its heading above all text, empty where it has none."""
    bold: Sequence[str]
    """The bold texts of the paragraph that names the page's subject, in order."""
    is_subject: bool
    """Whether the first of these begins its sentence, or stands behind an article or so: what stands in its midst may be anything."""
    has_links: bool
    """Whether it has wiki links, as pages of a dump have."""
    text: Callable[[], str]
    """Gives the page's text; asked for only where the file's name must be borne out by it."""


def page_title(
    raw: RawPage, given: str | None, clues: TitleClues
) -> tuple[str, TitleSource, tuple[Note, ...]]:
    """Return a page's normalised title and what told it; without one, an empty title and a note that says why.

    What the user gives counts first, then the header line, the file's name under `Page/`, the headline, and the lead's bold text.
    Another file's name counts before the lead where both mean one thing: links name the page as its file is named; and where
    the lead names no subject, if the page knows a word of it.

    Args:
        raw: the file.
        given: what the user says.
        clues: what the page says.
    """
    if given is not None:
        candidates: Iterable[tuple[str, TitleSource]] = [(given, TitleSource.OPTION)]
    else:
        candidates = _candidates(raw, clues)
    impossible = None
    for written, source in candidates:
        if title := normalise(written):
            return title, source, _contradiction(raw, title, source, clues)
        impossible = impossible or written
    if impossible is None:
        told = Note(Code.NO_TITLE, None, f"it was read as {raw.form.value}", _mend(raw))
        return "", TitleSource.NONE, (told,)
    note = Note(Code.BAD_TITLE, Span(0, 0), impossible[:200], "give the true one with --title")
    return "", TitleSource.NONE, (note,)


def _mend(raw: RawPage) -> str:
    """What to do where nothing tells a title: its form may be another one than it was read in, by its bytes or by what was said."""
    mend = "give it with --title"
    surely = sure_form(raw.data)
    if surely and surely is not raw.form:
        return f"{mend}; it is {surely.value}: leave --input-format out"
    other = Form.MARKDOWN if raw.form is Form.WIKITEXT else Form.WIKITEXT
    return f"{mend}; if it was written in another form, say in which: --input-format {other.value}"


def _candidates(raw: RawPage, clues: TitleClues) -> Iterable[tuple[str, TitleSource]]:
    """What may be the title, the most trusted first."""
    stem, _, ending = unpacked_name(raw.name).rpartition(".")
    stem = _spelt(stem)
    names = [name for name in map(_unquoted, clues.bold) if normalise(name)]
    if clues.header and (title := _of_header(clues.header, stem, names)):
        yield title, TitleSource.HEADER
    if raw.in_page_folder or _is_named_after_page(raw):
        yield _with_its_marks(stem, clues.header, names), TitleSource.FILE_NAME
    else:
        yield from _of_lone_file(_COPY.sub("", stem), ending, names, raw, clues)
    # Bytes that are no UTF-8: the name had the title, and it is lost.
    is_lost = raw.in_page_folder and "\ufffd" in stem
    for name in (names or clues.bold[:1]) if clues.is_subject and not is_lost else ():
        yield name, TitleSource.LEAD


def _of_lone_file(
    stem: str, ending: str, names: Sequence[str], raw: RawPage, clues: TitleClues
) -> Iterator[tuple[str, TitleSource]]:
    """What may be the title of a file that is not called after its page by where it lies: its headline, its name."""
    if clues.headline:
        yield clues.headline, TitleSource.FORM
    if _may_be_title(stem, ending, names, raw, clues):
        yield _with_its_marks(stem, clues.header, names), TitleSource.FILE_NAME


def _may_be_title(stem: str, ending: str, names: Sequence[str], raw: RawPage, clues: TitleClues) -> bool:
    """Whether a lone file's name is taken for the title: by the lead's names, or where the lead names no subject."""
    if names and _is_named(stem, names, clues.text):
        return True
    if (names and clues.is_subject) or not clues.has_links:
        return False
    of_dump = not names and (raw.form, ending) == (Form.MARKDOWN, "md")
    return of_dump or (form_by_ending(raw.name) is raw.form and _knows(clues, stem))


def _spelt(text: str) -> str:
    return unicodedata.normalize("NFC", decoded(text)).replace(" ", "_")


def _unquoted(name: str) -> str:
    """A title that the lead prints in the marks of works, without them."""
    match = _QUOTED.fullmatch(name.strip())
    return match[1] if match else name


def _is_named_after_page(raw: RawPage) -> bool:
    """True for a file that tools of wikitext have named: `T.wikitext`, as a dump's `Page/T.md`."""
    return raw.form is Form.WIKITEXT and form_by_ending(raw.name) is Form.WIKITEXT


def _contradiction(raw: RawPage, title: str, source: TitleSource, clues: TitleClues) -> tuple[Note, ...]:
    """What is said where a lone file's name and the page's first words tell two titles, each of which may be the true one."""
    if raw.in_page_folder:
        return ()
    if source is TitleSource.LEAD and (other := _told_by_name(raw, title, clues)):
        whose = "its name is"
    elif source is TitleSource.FILE_NAME and (other := _told_by_lead(title, clues)):
        whose = "its first words are"
    else:
        return ()
    mend = f'if {whose} right: --title "{other.replace("_", " ")}"'
    return (Note(Code.TITLE_CONTRADICTED, None, f"{title}, not {other}"[:200], mend),)


def _told_by_lead(title: str, clues: TitleClues) -> str:
    """The title that the first words tell, where a file's name means something else."""
    names = [name for one in clues.bold if clues.is_subject and (name := normalise(_unquoted(one)))]
    return names[0] if names and not _is_named(title, names, clues.text) else ""


def _told_by_name(raw: RawPage, title: str, clues: TitleClues) -> str:
    """The title that the file's name tells, where that is more than a name that somebody gave it: the page knows a word of it."""
    stem = _COPY.sub("", _spelt(raw.name.rpartition(".")[0]))
    if not (named := normalise(stem)) or _key(stem).startswith(_key(title)):
        return ""  # what stands behind the title is the user's own: `甲会议-copy`
    return named if _knows(clues, stem) else ""


def _knows(clues: TitleClues, stem: str) -> bool:
    """True when a word of the file's name stands on the page."""
    words = set(_telling_words(fold(stem).replace("_", " ")))
    text = fold(clues.text()) if words else ""
    return any(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) for word in words)


def _telling_words(name: str) -> Iterator[str]:
    """What a file's name says that is no number: words of three letters, or two letters of a script without spaces."""
    for parts_words, run in groupby(name, lambda letter: letter <= _LAST_WITH_SPACES):
        text = "".join(run)
        yield from _LETTERS.findall(text) if parts_words else re.findall("..", text, re.DOTALL)


# The header line. Tools that made it in a locale without UTF-8 have left out each character that is not ASCII.


def _of_header(header: HeaderLine, stem: str, names: Sequence[str]) -> str | None:
    """The header's title, unless it is what such a tool has left of one."""
    label, address = _spelt(header.label), _spelt(header.address)
    if _is_remnant(label, (stem, *names)):
        return None if _is_remnant(address, (stem, *names)) else address
    return address if _as_file(address) == _as_file(label) else label


def _is_remnant(title: str, names: Sequence[str]) -> bool:
    """True when letters of a title were left out: it is blank, has gaps, or is what is left of the file's name or the lead's.

    One that is the file's name is whole, whatever the lead says.
    """
    if not title.replace("_", " ").strip():
        return True
    if not title.isascii() or _as_file(title) == _as_file(names[0]):
        return False
    return _has_gaps(title) or any(_is_left_of(name, title) for name in names)


def _has_gaps(title: str) -> bool:
    """True where blanks or brackets show that something stood beside them: `_HEX`, `IETF__`, `ABC_(_)`, `At_()`."""
    return _GAP.search(title) is not None


def _is_left_of(name: str, written: str) -> bool:
    """True when a title is a name without the characters that are not ASCII."""
    return not name.isascii() and _bare(_ascii(name)) == _bare(written)


def _bare(title: str) -> str:
    return _as_file(title).replace("_", "").casefold()


def _ascii(text: str) -> str:
    return "".join(filter(str.isascii, text))


# File names. A dump's have `@` for `&`, and a blank for `/`, which no file's name may hold.


def _as_file(title: str) -> str:
    return re.sub("[ _/]", "_", title).replace("&", "@")


def _with_its_marks(stem: str, header: HeaderLine | None, names: Sequence[str]) -> str:
    """The title that a file is named after: with `&` and `/` where the header or the lead has them."""
    qualifier = _QUALIFIER.search(stem)
    label = stem[: qualifier.start()] if qualifier else stem
    rest = qualifier[0] if qualifier else ""
    witnesses = [(stem, "", written) for written in ((header.address, header.label) if header else ())]
    witnesses += [(label, rest, name) for name in names if _is_one(label, name)]
    for name, behind, witness in witnesses:
        marks = _ascii(_spelt(witness))
        if _as_file(marks).casefold() == _as_file(_ascii(name)).casefold():
            left = iter(marks)
            return "".join(next(left) if letter.isascii() else letter for letter in name) + behind
    return stem


# A lone file, whose name may be the title or anything.


def _is_named(stem: str, names: Sequence[str], text: Callable[[], str]) -> bool:
    """True when a file's name and the lead mean one thing: in another script, with a qualifier, or with a word more."""
    label = _QUALIFIER.sub("", stem)
    # A short name in Latin letters is what people call a file too.
    others = names if label != stem or not stem.isascii() else names[:1]
    return any(_is_one(label, name) for name in others) or _has_a_word_more(label, names[0], text)


def _is_one(name: str, other: str) -> bool:
    return _key(name) == _key(other)


def _key(text: str) -> str:
    """Letters, digits and symbols of a text, folded; a text of nothing but punctuation as it is."""
    folded = fold(text)
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] not in "PZC") or folded


def _has_a_word_more(name: str, lead: str, text: Callable[[], str]) -> bool:
    """True when a name is the lead's with a word more that the page knows: 伦敦, 第34届, 2018; not `copy`, `000`."""
    long, short = _key(name), _key(lead)
    if not 1 < len(short) < len(long):
        return False
    begins = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    more = long[begins : len(long) - len(short) + begins]
    if long[:begins] + long[begins + len(more) :] != short:
        return False
    if not more.isascii():
        is_number = len(more) - _MARKS_OF_NUMBER <= sum(map(str.isdigit, more)) > 0
        return is_number or more in _key(text())
    page = fold(text())
    return all(
        (not word.isdigit() or _YEAR.fullmatch(word)) and re.search(rf"(?<![a-z0-9]){word}(?![a-z0-9])", page)
        for word in set(_WORD.findall(fold(name))) - set(_WORD.findall(fold(lead)))
    )

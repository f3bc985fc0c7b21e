"""The words of each language that no page of the tests prints: nobody has seen that they say what they are taken for.

    python -m tests.language.unseen

writes `unseen/CODE.txt` anew, a word a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from icmlpo_rdf.language import languages, words_of
from icmlpo_rdf.language.folding import fold_characters

__all__ = ["MARKED", "all_words", "marked", "seen_in", "text_of_pages"]

_TESTS = Path(__file__).parents[1]
MARKED = Path(__file__).parent / "unseen"
_FORMS = {".md", ".html", ".wikitext"}
_SECTIONS = ("columns", "blocking", "classes")


def text_of_pages(language: str) -> str:
    """Return what all pages of the tests in a language print, folded."""
    folders = (_TESTS / "cases", _TESTS / "pages", _TESTS / "pages" / "given", _TESTS / "pages" / "made")
    pages = [
        path
        for folder in folders
        for path in sorted((folder / language).rglob("*"))
        if path.suffix in _FORMS and path.name != "README.md"
    ]
    return fold_characters("\n".join(path.read_text(encoding="utf-8") for path in pages)).lower()


def all_words(language: str) -> dict[str, None]:
    """Return every word of a language's file, as it stands there."""
    words = words_of(language)
    listed: list[Any] = [words, *(words[section] for section in _SECTIONS)]
    return {
        word: None
        for section in listed
        for name, value in section.items()
        if isinstance(value, list) and name != "compounds"  # these are classes
        for word in value
    }


def seen_in(text: str, words: dict[str, None]) -> Iterator[str]:
    """The words that a folded text prints; those of an alphabet whole."""
    known = set(re.findall(r"\w+", text))
    for word in words:
        folded = fold_characters(word.strip(" …")).lower()
        alphabetic = folded[:1] < "\u1100" and folded[:1].isalpha()
        if alphabetic and " " not in folded and folded.isalpha():
            found = folded in known
        elif alphabetic:
            found = _stands_whole(folded, text)
        else:
            found = all(part in text for part in folded.split("…"))
        if found:
            yield word


def _stands_whole(phrase: str, text: str) -> bool:
    """Whether a phrase stands in a text with no letter of a word before or behind it."""
    begin = text.find(phrase)
    while begin >= 0:
        around = text[max(0, begin - 1) : begin] + text[begin + len(phrase) : begin + len(phrase) + 1]
        if not re.search(r"\w", around):
            return True
        begin = text.find(phrase, begin + 1)
    return False


def marked(language: str) -> frozenset[str]:
    """Return the words that are marked as unseen."""
    lines = (MARKED / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("# "))


def _write() -> None:
    MARKED.mkdir(exist_ok=True)
    for language in languages():
        words = all_words(language)
        seen = set(seen_in(text_of_pages(language), words))
        unseen = sorted(set(words) - seen)
        head = f"# {len(seen)} of the {len(words)} words of {language}.toml stand on a page of the tests; these do not.\n"
        (MARKED / f"{language}.txt").write_text(
            head + "".join(f"{word}\n" for word in unseen), encoding="utf-8"
        )
        print(language, len(words), len(seen))  # noqa: T201 - it tells what it wrote


if __name__ == "__main__":
    _write()

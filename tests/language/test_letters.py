"""Words of human languages are data: no letter of Chinese, Japanese, Korean or Cyrillic stands in code outside `language/`."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

PACKAGE = ROOT / "icmlpo_rdf"
_APART = ("language", "verify")
"""Where the words are, and what must share nothing with it."""
_EXAMPLES = frozenset({"example"})
"""What the command line's help calls for lines to be typed, which name what is in the seed."""
_SCRIPTS = re.compile(r"CJK|HIRAGANA|KATAKANA|HANGUL|CYRILLIC")


def _letters(text: str) -> str:
    return "".join(one for one in text if one.isalpha() and _SCRIPTS.match(unicodedata.name(one, "")))


def found_in(source: str) -> Iterator[tuple[int, str]]:
    """The lines of a module whose code prints such letters, and these; escapes name code points and are no words."""
    tree = ast.parse(source)
    apart: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for one in body if isinstance(body, list) else ():
            if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant):
                apart.update(range(one.lineno, one.end_lineno + 1 if one.end_lineno else one.lineno))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _EXAMPLES:
            apart.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    remarks = {
        token.start[0]: token.start[1]
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    for number, line in enumerate(source.splitlines(), start=1):
        if number not in apart and (letters := _letters(line[: remarks.get(number)])):
            yield number, letters


def test_letters_are_found() -> None:
    """In strings and names, also in those of patterns; not in comments, docstrings and examples."""
    source = '''"""会议"""
A = "会议"  # 会议
def f():
    """Член."""
    return rf"[年{A}]", "\\u4f1a", example("seed 党"), "・○"
'''
    assert list(found_in(source)) == [(2, "会议")]
    assert list(found_in(source.replace('example("seed 党")', '"член"'))) == [(2, "会议"), (5, "年член")]


def test_no_words_stand_in_code() -> None:
    """A word in code is one that `--lexicon` cannot add to, and that a new language cannot have."""
    found = {
        f"{path.relative_to(ROOT)}:{line}": letters
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).parts[0] not in _APART
        for line, letters in found_in(Path(path).read_text(encoding="utf-8"))
    }
    assert found == {}

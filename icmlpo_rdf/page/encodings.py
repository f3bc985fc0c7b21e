"""In which encodings bytes can be text that are no UTF-8: advice for who must convert them, by what they look like."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["mend_of_encoding"]

# What a page of HTML says that it is encoded in.
_CHARSET = lazy_pattern(rb"\bcharset\s*=\s*[\"']?(?!utf-?8\b)([\w-]{2,30})", re.IGNORECASE)
# UTF-32's begins with UTF-16's.
_MARKS = {codecs.BOM_UTF32_LE: "UTF-32", codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}
"""By what a file of another Unicode encoding begins."""
_PROLOG = 2_000
_SAMPLE = 65_536
_HIGH = lazy_pattern(rb"[\x80-\xff]++")
_ISOLATED = 1.5
"""Letters with accents stand alone between others, dashes and quotes too; of other encodings the bytes stand in rows this long."""
_MOSTLY = 10
"""A file with so many letters of UTF-8 for each byte that is none is UTF-8 with a fault."""


class _Encoding(NamedTuple):
    """An encoding by what iconv and Python call it, and whose it is."""

    name: str
    codec: str
    language: str


# https://encoding.spec.whatwg.org/#names-and-labels: those of several bytes a letter, which few other bytes can be.
_ENCODINGS = (
    _Encoding("GB18030", "gb18030", "zh"),
    _Encoding("BIG5", "big5hkscs", "zh"),
    _Encoding("SHIFT_JIS", "cp932", "ja"),
    _Encoding("EUC-JP", "euc_jp", "ja"),
    _Encoding("EUC-KR", "cp949", "ko"),
)
_CYRILLIC = frozenset({"ru", "uk", "be", "bg", "sr", "mk"})


def mend_of_encoding(data: bytes, at: int, language: str) -> str:
    """Return what to do with a file that is no UTF-8.

    Args:
        data: its bytes.
        at: where the first of them stands that is none.
        language: the code of its Wikipedia, where it is known; else empty.
    """
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return f"convert it to UTF-8: iconv -f {name} -t UTF-8"
    if told := _CHARSET.search(data, 0, _PROLOG):
        return f"convert it to UTF-8: iconv -f {told[1].decode()} -t UTF-8"
    begin = data.rfind(b"\n", 0, max(at - _SAMPLE, 0)) + 1
    if _is_nearly_utf_8(data[begin : at + _SAMPLE]):
        return "mend that place, or get the file again whole: it is UTF-8 elsewhere"
    line = data.rfind(b"\n", 0, at) + 1
    if names := _possible(data[line : line + _SAMPLE], language):
        return f"convert it to UTF-8, for instance: iconv -f {names[0]} -t UTF-8" + "".join(
            f", or {name}" for name in names[1:]
        )
    return "convert it to UTF-8: iconv -f ENCODING -t UTF-8, with the encoding that it was written in"


def _is_nearly_utf_8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    letters = sum(letter >= "\x80" for letter in text)
    return letters > _MOSTLY * text.count("\ufffd")


def _possible(sample: bytes, language: str) -> list[str]:
    """The encodings in which the bytes can be text, those of the language alone where one of these is among them."""
    rows = _HIGH.findall(sample)
    if sum(map(len, rows)) < _ISOLATED * len(rows):
        return ["WINDOWS-1252"]
    found = [one for one in _ENCODINGS if _can_be(sample, one.codec)]
    names = [one.name for one in found if one.language == language] or [one.name for one in found]
    return names or (["WINDOWS-1251"] if language in _CYRILLIC else [])


def _can_be(sample: bytes, codec: str) -> bool:
    try:
        # The sample may end within a letter.
        codecs.getincrementaldecoder(codec)().decode(sample)
    except UnicodeDecodeError:
        return False
    return True

"""Items in JSON: a page of Special:EntityData, one item, or a dump of many, one a line.

https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct, field

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.export.known_values import Entity, Statement
from icmlpo_rdf.export.wikidata_values import ItemValue, TextValue, Value, time_in_wikibase
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.link.dump_files import file_chunks

__all__ = ["entities_in"]

_LONGEST = 256 << 20
"""Bytes of one item, or of a page of items."""
_IDENTIFIER = lazy_pattern(rb'"id"\s*:\s*"([A-Z]\d+)"')
_NEAR = 400
"""Bytes at a line's begin in which its item is named."""
_PAGE = lazy_pattern(rb'\s*\{\s*"entities"')


class _Data(Struct):
    value: object = None


class _Snak(Struct):
    snaktype: str = "value"
    datavalue: _Data | None = None


class _Claim(Struct):
    mainsnak: _Snak
    id: str = ""
    rank: str = "normal"
    qualifiers: dict[str, list[_Snak]] | list[object] = field(default_factory=dict)


class _Entity(Struct):
    id: str
    claims: dict[str, list[_Claim]] | list[object] = field(default_factory=dict)
    """Of an item without statements PHP writes an empty list."""
    missing: str | None = None


class _Page(Struct):
    entities: dict[str, _Entity]


_LINE, _WHOLE_PAGE = msgspec.json.Decoder(_Entity), msgspec.json.Decoder(_Page)
_WHOLE_LIST = msgspec.json.Decoder(list[_Entity])


def entities_in(path: str, items: frozenset[str], properties: frozenset[str]) -> Iterator[Entity]:
    """Yield those items of a file that are asked for.

    Args:
        path: the file's, also compressed.
        items: those that are asked for.
        properties: those whose statements and qualifiers are kept.

    Raises:
        DataError: it is cut off, or no JSON of Wikidata's.
    """
    is_any = False
    for one in _decoded(path, items):
        is_any = True
        if one is not None and one.id in items and one.missing is None:
            claims = one.claims if isinstance(one.claims, dict) else {}
            kept = (
                _statement(name, claim, properties)
                for name in claims
                if name in properties
                for claim in claims[name]
            )
            yield Entity(one.id, tuple(kept))
    if not is_any:
        raise _no_items(path, "it holds no item")


def _decoded(path: str, items: frozenset[str]) -> Iterator[_Entity | None]:
    """The items of a file; None for one that nobody asks for."""
    is_first = True
    for number, line in enumerate(_lines(path), 1):
        text = line.strip().rstrip(b",")
        if text in {b"", b"[", b"]"}:
            continue
        named = _IDENTIFIER.search(text, 0, _NEAR)
        try:
            is_asked = named is None or is_first or named[1].decode() in items
            yield _LINE.decode(text) if is_asked else None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            if is_first:
                yield from _whole(path)
                return
            raise _no_items(path, f"this is no whole item of Wikidata ({error})", number) from error
        is_first = False


def _whole(path: str) -> Iterator[_Entity]:
    """The items of a file that is one page of Special:EntityData, or a list over many lines."""
    data = b"".join(_bounded(path))
    try:
        if _PAGE.match(data):
            yield from _WHOLE_PAGE.decode(data).entities.values()
        elif data.lstrip().startswith(b"["):
            yield from _WHOLE_LIST.decode(data)
        else:
            yield _LINE.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _no_items(path, f"it is no whole JSON of Wikidata's items ({error})") from error


def _bounded(path: str) -> Iterator[bytes]:
    size = 0
    for chunk in file_chunks(path):
        size += len(chunk)
        if size > _LONGEST:
            raise _no_items(path, "it is no dump with an item a line, and too long for one page of items")
        yield chunk


def _lines(path: str) -> Iterator[bytes]:
    rest = b""
    for chunk in file_chunks(path):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
        if len(rest) > _LONGEST:
            raise _no_items(path, "a line of it is too long for an item")
    yield rest


def _statement(name: str, claim: _Claim, properties: frozenset[str]) -> Statement:
    said = claim.qualifiers if isinstance(claim.qualifiers, dict) else {}
    qualifiers = {
        one: tuple(value for snak in said[one] if (value := _value(snak)) is not None)
        for one in said
        if one in properties
    }
    return Statement(name, _value(claim.mainsnak), claim.id, claim.rank == "deprecated", qualifiers)


def _value(snak: _Snak) -> Value | None:
    value = snak.datavalue.value if snak.snaktype == "value" and snak.datavalue else None
    if isinstance(value, str):
        return TextValue(value)
    if not isinstance(value, dict):
        return None
    if isinstance(item := value.get("id"), str):
        return ItemValue(item)
    if isinstance(number := value.get("numeric-id"), int):  # as old dumps have it
        return ItemValue(f"Q{number}")
    time, precision = value.get("time"), value.get("precision")
    return time_in_wikibase(time, precision) if isinstance(time, str) and isinstance(precision, int) else None


def _no_items(path: str, what: str, line: int | None = None) -> DataError:
    return DataError(
        what,
        mend="give what Special:EntityData/Q….json answers, a JSON dump, or RDF with p:, ps: and pq:",
        origin=path,
        line=line,
    )

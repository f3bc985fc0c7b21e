"""Pages, items and statements made for the tests of `export`, and a reading of commands as QuickStatements does it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from icmlpo_rdf.convert import convert
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.source import RawPage
from icmlpo_rdf.source.raw import Revision
from tests.conftest import Cli

PAGE = """'''甲会议'''是会议系列。

== 第一次会议（1955年）参加者 ==
* [[乙党]]<ref>{{cite web|url=http://example.org/a?b=1|title=Resolution|publisher=ICM|date=1956|access-date=2011-05-03}}</ref><ref>{{cite book|url=http://example.org/b|title=Minutes}}</ref>
* [[丙党]]（观察员）
* [[丁党|丁|戊]]
* [[己党|“己”党]]

== 第二次会议（1957年）参加者 ==
* [[乙党]]
* 无名党
"""
ADDRESS = "https://zh.wikipedia.org/w/index.php?title=%E7%94%B2%E4%BC%9A%E8%AE%AE&oldid=80000107"
BASE = "https://w3id.org/icmlpo-rdf/zh/"
ITEMS = {
    "甲会议": "Q1",
    "甲会议#meeting-1": "Q11",
    "乙党": "Q21",
    "丙党": "Q22",
    "丁党": "Q23",
    "己党": "Q24",
}


def write_page(
    path: Path, text: str = PAGE, *, title: str = "甲会议", revision: int | None = 80000107
) -> None:
    """Convert a page of wikitext, of a revision that is known or not."""
    told = Revision(5, revision, "2024-01-01T00:00:00Z") if revision else Revision()
    raw = RawPage("a.wikitext", text.encode(), "a", form=Form.WIKITEXT, revision=told)
    made = convert(raw, ConvertOptions(PageOptions("zh", title)))
    path.write_bytes(made.to_bytes())


def items_of(items: dict[str, str]) -> str:
    """A link graph, as `link` writes it but for its evidence."""
    same = "http://www.w3.org/2002/07/owl#sameAs"
    return "".join(
        f"<{name if '://' in name else BASE + name}> <{same}> <http://www.wikidata.org/entity/{item}> .\n"
        for name, item in items.items()
    )


@dataclass(frozen=True, slots=True)
class Command:
    """A command of version 1, as the parser of QuickStatements 3 takes it apart."""

    item: str
    name: str
    value: str
    qualifiers: tuple[tuple[str, str], ...] = ()
    references: tuple[tuple[tuple[str, str], ...], ...] = ()
    summary: str = ""


def parsed(text: str) -> list[Command]:
    """Commands of a file; what the parser would change or refuse is an error."""
    assert "|" not in text
    assert not set("“”") & set(text)
    return [_command(line) for line in text.splitlines()]


def _command(line: str) -> Command:
    remark = re.search(r"^(.*?)\s*/\*\s*(.*?)\s*\*/\s*$", line)
    parts = (remark[1] if remark else line).split("\t")
    assert all(parts), line
    item, name, value, *rest = parts
    assert re.fullmatch(r"-?Q\d+", item), line
    assert re.fullmatch(r"P\d+", name), line
    qualifiers: list[tuple[str, str]] = []
    references: list[list[tuple[str, str]]] = []
    assert len(rest) % 2 == 0, line
    for key, said in zip(rest[::2], rest[1::2], strict=True):
        assert re.fullmatch(r'Q\d+|"[^"].*"|\+\d{4}-\d\d-\d\dT00:00:00Z/(9|1[01])', said), said
        if key.startswith("P"):
            assert not references, line
            qualifiers.append((key, said))
        else:
            assert re.fullmatch(r"!?S\d+", key), line
            if key.startswith("!") or not references:
                references.append([])
            references[-1].append((key.lstrip("!"), said))
    return Command(
        item, name, value, tuple(qualifiers), tuple(map(tuple, references)), remark[2] if remark else ""
    )


@dataclass(slots=True)
class Claims:
    """Statements of items, as Special:EntityData and the JSON dump have them."""

    claims: dict[str, dict[str, list[object]]] = field(default_factory=dict)

    def add(
        self,
        item: str,
        name: str,
        value: object,
        *,
        rank: str = "normal",
        guid: str = "",
        **qualifiers: object,
    ) -> Claims:
        """Add a statement; a text that begins with Q is an item, one with + a point in time."""
        of = self.claims.setdefault(item, {}).setdefault(name, [])
        of.append(
            {
                "mainsnak": _snak(name, value),
                "type": "statement",
                "id": guid or f"{item}$7814880A-A6EF-40EC-885E-F46DD58C8D{len(of):02}",
                "rank": rank,
                "qualifiers": {one: [_snak(one, said)] for one, said in qualifiers.items()},
            }
        )
        return self

    def entity(self, item: str) -> dict[str, object]:
        """An item; PHP writes an empty list where there are no claims."""
        return {"type": "item", "id": item, "labels": {}, "claims": self.claims.get(item) or []}

    def page(self, *items: str) -> str:
        """What Special:EntityData answers."""
        return json.dumps({"entities": {one: self.entity(one) for one in (items or self.claims)}})

    def dump(self, *items: str) -> str:
        """A JSON dump, an item a line."""
        return "[\n" + ",\n".join(json.dumps(self.entity(one)) for one in (items or self.claims)) + "\n]\n"


def _snak(name: str, value: object) -> dict[str, object]:
    if value is None:
        return {"snaktype": "somevalue", "property": name}
    said: object = value
    kind = "string"
    if isinstance(value, str) and re.fullmatch(r"Q\d+", value):
        said, kind = {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}, "wikibase-entityid"
    elif isinstance(value, str) and value.startswith("+"):
        time, _, precision = value.partition("/")
        said, kind = {"time": time, "precision": int(precision), "timezone": 0}, "time"
    return {"snaktype": "value", "property": name, "datavalue": {"value": said, "type": kind}}


def exported(cli: Cli, folder: Path, *more: str, code: int = 0) -> tuple[list[Command], str]:
    """Export the page and its items in a folder; the commands, and what is said."""
    if not (folder / "page.ttl").exists():
        write_page(folder / "page.ttl")
    if not (folder / "link.nt").exists():
        (folder / "link.nt").write_text(items_of(ITEMS), encoding="utf-8")
    done = cli("export", "page.ttl", "link.nt", "-f", "quickstatements", "-o", "b.qs", *more)
    assert done.returncode == code, done.stderr
    return parsed((folder / "b.qs").read_text(encoding="utf-8")) if code == 0 else [], done.stderr

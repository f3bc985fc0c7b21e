"""Names and codes of countries: {{USA}} prints 美国 on the Chinese Wikipedia, and 美國 has the code US.

Part of `verify`: it shares no code with the converter (a lint contract sees to it), but the tables of names.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["code_named", "name_on_wiki"]


def name_on_wiki(written: str, wiki: str) -> str:
    """Return the title of a wiki's page about the country of a code, without a qualifier; or nothing."""
    codes, titles = _tables(wiki)
    return titles.get(codes.get(written.strip().replace("_", " "), ""), "")


def code_named(written: str, wiki: str) -> str:
    """Return the code of ISO 3166 of the country that a code, a name or a title says on a wiki; or nothing."""
    name = written.strip().replace("_", " ")
    return _tables(wiki)[0].get(name) or _codes_by_name(wiki).get(name.casefold(), "")


@cache
@cache
def _codes_by_name(wiki: str) -> dict[str, str]:
    """The codes by what countries are called in the wiki's language, in any of its scripts, and in English."""
    written, names = _written()
    found: dict[str, str] = {}
    columns = [one for one in names[0] if one == "en" or one.partition("_")[0] == wiki]
    for one in names:
        found |= {one[column].casefold(): one["code"] for column in columns if one.get(column)}
    for language in ("en", wiki):
        called: dict[str, Any] = written["names"].get(language, {})
        titles: dict[str, str] = written["titles"].get(language, {})
        past = {code: state[language] for code, state in written["past"].items() if language in state}
        for table in (called, {code: [title] for code, title in titles.items()}, past):
            for code, others in table.items():
                found |= {other.replace("_", " ").casefold(): code for other in others}
    return found


@cache
def _written() -> tuple[dict[str, Any], list[dict[str, str]]]:
    data = files("icmlpo_rdf") / "language"
    written, past = (
        tomllib.loads((data / name).read_text(encoding="utf-8"))
        for name in ("countries.toml", "past_states.toml")
    )
    lines = (data / "territories.tsv").read_text(encoding="utf-8").splitlines()
    head, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return written | {"past": past}, [dict(zip(head, row, strict=False)) for row in rows]


@cache
def _tables(wiki: str) -> tuple[dict[str, str], dict[str, str]]:
    written, names = _written()
    codes: dict[str, str] = written["alpha3"] | written["codes"]
    titles = {one["code"]: one[wiki] for one in names if one.get(wiki)} | written["titles"].get(wiki, {})
    for code, state in written["past"].items():
        codes |= dict.fromkeys(state.get("alpha3", ()), code)
        titles |= {code: state[wiki][0]} if wiki in state else {}
    return codes, {code: title.replace("_", " ").partition(" (")[0] for code, title in titles.items()}

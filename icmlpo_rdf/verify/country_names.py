"""The name that a flag's template prints for a country's code: {{USA}} is 美国 on the Chinese Wikipedia.

Part of `verify`: it shares no code with the converter (a lint contract sees to it), but the tables of names.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["name_on_wiki"]


def name_on_wiki(written: str, wiki: str) -> str:
    """Return the title of a wiki's page about the country of a code, without a qualifier; or nothing."""
    codes, titles = _tables(wiki)
    return titles.get(codes.get(written.strip().replace("_", " "), ""), "")


@cache
def _tables(wiki: str) -> tuple[dict[str, str], dict[str, str]]:
    data = files("icmlpo_rdf") / "language"
    written: dict[str, Any] = tomllib.loads((data / "countries.toml").read_text(encoding="utf-8"))
    lines = (data / "territories.tsv").read_text(encoding="utf-8").splitlines()
    head, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    names = [dict(zip(head, row, strict=False)) for row in rows]
    codes: dict[str, str] = written["alpha3"] | written["codes"]
    titles = {one["code"]: one[wiki] for one in names if one.get(wiki)} | written["titles"].get(wiki, {})
    for code, state in written["past"].items():
        codes |= dict.fromkeys(state["alpha3"], code)
        titles |= {code: state[wiki][0]} if wiki in state else {}
    return codes, {code: title.replace("_", " ").partition(" (")[0] for code, title in titles.items()}

"""Citations as BibTeX, as CSL-JSON (https://docs.citationstyles.org/, schema 1.0) and as text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import Enum
from hashlib import sha256

from icmlpo_rdf.errors import one_line
from icmlpo_rdf.evidence.citation import Citation
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["CitationForm", "citations_as"]

_LICENCE = lazy_pattern(r"https?://creativecommons\.org/licenses/([a-z-]+)/([\d.]+)/?")
_DATE = lazy_pattern(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
# LaTeX's own characters; the braces keep a space behind a command.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


class CitationForm(Enum):
    """The forms."""

    TEXT = "text"
    BIBTEX = "bibtex"
    CSL = "csl"


def citations_as(citations: Sequence[Citation], form: CitationForm) -> str:
    """Return citations in a form, UTF-8 text that ends in a line feed."""
    if form is CitationForm.CSL:
        return json.dumps([_csl(one) for one in citations], ensure_ascii=False, indent=2) + "\n"
    made = map(_bibtex if form is CitationForm.BIBTEX else _text, citations)
    return "\n".join(made)


def _text(one: Citation) -> str:
    where = [f"“{one.title}”"]
    if one.container:
        where.append(one.container)
    if one.revision:
        where.append(f"revision {one.revision}")
    if one.saved:
        where.append(f"of {one.saved[:10]}" if one.revision else one.saved[:10])
    where += one.lines
    parts = [f"{one.author}, {', '.join(where)}"]
    if one.said:
        parts.insert(0, one.said)
    parts += [f"“{one.quotation}”"] if one.quotation else []
    parts += [one.address] if one.address else []
    return one_line(". ".join((*parts, *_notes(one)))) + ".\n"


def _notes(one: Citation) -> list[str]:
    licence = " ".join(map(_licence, one.licence.split()))
    told = [f"Text under {licence}"] if licence else []
    if not one.digest:
        return told
    return [*told, f"Graph of {one.statements:,} triples, RDFC-1.0 SHA-256 {one.digest}"]


def _licence(address: str) -> str:
    match = _LICENCE.fullmatch(address)
    return f"CC {match[1].upper()} {match[2]}" if match else address


def _key(one: Citation) -> str:
    """A key in ASCII, for what LaTeX takes: the same for the same fact."""
    told = f"{one.language}\n{one.title}\n{one.address}\n{one.said}\n{one.lines}\n{one.digest}"
    return f"wikipedia-{one.language or 'pages'}-{sha256(told.encode()).hexdigest()[:10]}"


def _bibtex(one: Citation) -> str:
    note = ". ".join(
        (
            *([one.said] if one.said else []),
            *([", ".join(one.lines)] if one.lines else []),
            *([f"“{one.quotation}”"] if one.quotation else []),
            *_notes(one),
        )
    )
    date = _DATE.match(one.saved)
    fields = {
        "author": f"{{{one.author}}}",
        "title": f"{{{one.title.translate(_LATEX)}}}",
        "howpublished": one.container,
        "year": date[1] if date else "",
        "date": one.saved[:10],
        "version": one.revision,
        "url": one.address,
        "langid": one.language,
        "note": note.translate(_LATEX),
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{'dataset' if one.is_dataset else 'misc'}{{{_key(one)},\n{body}}}\n"


def _csl(one: Citation) -> dict[str, object]:
    date = _DATE.match(one.saved)
    values: dict[str, object] = {
        "id": _key(one),
        "type": "dataset" if one.is_dataset else "entry-encyclopedia",
        "title": one.title,
        "container-title": one.container,
        "author": [{"literal": one.author}],
        "issued": {"date-parts": [[int(part) for part in date.groups() if part]]} if date else None,
        "version": one.revision,
        "URL": one.address,
        "language": one.language,
        "locator": ", ".join(one.lines),
        "abstract": one.said,
        "annote": one.quotation,
        "note": ". ".join(_notes(one)),
    }
    return {name: value for name, value in values.items() if value}

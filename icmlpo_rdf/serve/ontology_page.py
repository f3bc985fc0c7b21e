"""The page about the vocabulary: each term with what it means, in the reader's language where the ontology has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pyoxigraph import NamedNode

from icmlpo_rdf.quads.vocab import Owl
from icmlpo_rdf.serve.documents import ONTOLOGY
from icmlpo_rdf.serve.fact_groups import Group, Reader
from icmlpo_rdf.serve.languages import marked
from icmlpo_rdf.serve.site import Site

__all__ = ["ontology_values"]

_CLASS = NamedNode(f"{Owl.different_from.value.partition('#')[0]}#Class")
_HEADINGS = (marked("Classes"), marked("Properties"), marked("Roles"))


def ontology_values(site: Site, reader: Reader) -> Mapping[str, object]:
    """What the page shows."""
    classes: list[tuple[str, str, list[Group]]] = []
    properties: list[tuple[str, str, list[Group]]] = []
    individuals: list[tuple[str, str, list[Group]]] = []
    for part in site.documents.parts(ONTOLOGY):
        types = site.documents.types(part)
        entry = (part.partition("#")[2], reader.name(NamedNode(part)), _groups(site, reader, part))
        if _CLASS in types:
            classes.append(entry)
        elif any(one.value.endswith("Property") for one in types):
            properties.append(entry)
        else:
            individuals.append(entry)
    headings = map(reader.words.gettext, _HEADINGS)
    return {
        "iri": ONTOLOGY,
        "document": ONTOLOGY,
        "about": _groups(site, reader, ONTOLOGY),
        "sections": tuple(zip(headings, (classes, properties, individuals), strict=True)),
    }


def _groups(site: Site, reader: Reader, iri: str) -> list[Group]:
    """The facts about a term; of texts in several languages those in the reader's, where there is one.

    Earlier versions and the maintainers have addresses like the data's things, but no page.
    """
    groups = [_in_one_language(one, reader.words.code) for one in reader.groups(iri)]
    return [
        replace(
            group,
            values=tuple(
                replace(one, href=None) if one.iri and not site.documents.is_known(one.iri) else one
                for one in group.values
            ),
        )
        for group in groups
    ]


def _in_one_language(group: Group, code: str) -> Group:
    languages = {one.text.language.partition("-")[0] for one in group.values if not one.iri}
    if code not in languages:
        return group
    kept = [one for one in group.values if one.text.language.partition("-")[0] in {code, ""} or one.iri]
    return replace(group, values=tuple(kept))

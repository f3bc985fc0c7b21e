"""What a user calls a thing, an IRI or a name, as the thing of the data that is meant."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import Literal, NamedNode, Store, Variable

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.quads.vocab import Icm, Org, Rdf, Rdfs, Skos, Xsd
from icmlpo_rdf.query.named_queries import Takes
from icmlpo_rdf.query.suggestions import near_names
from icmlpo_rdf.store.lookups import Lookups, end_of
from icmlpo_rdf.store.one_thing import standing_for

__all__ = ["bare_iri", "find_thing", "is_a", "resolve"]

_CANDIDATES_SHOWN = 8
# IRIREF, https://www.w3.org/TR/sparql11-query/#rIRIREF, of one that has a scheme.
_BRACKETED = lazy_pattern(r"<[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*>")
# RFC 3986, section 3.1: the scheme of an IRI, which a name that holds a colon may seem to have.
_SCHEME = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LANGUAGES = ("zh", "ja", "ko", "en", "zh-hans", "zh-hant")
# A title with its qualifier (劳动党_(塞尔维亚)) is no label, but the end of an IRI.
_CALLED = """
SELECT DISTINCT ?thing ?wanted ?slashed ?hashed
WHERE {
  ?thing rdfs:label|skos:altLabel ?name .
  FILTER(STR(?name) = ?wanted || STRENDS(STR(?thing), ?slashed) || STRENDS(STR(?thing), ?hashed))
}
"""


def find_thing(
    called: str,
    store: Store,
    is_meant: Callable[[NamedNode], bool] = lambda _: True,
    *,
    may_be_object: bool = False,
) -> NamedNode:
    """Return the one thing that an IRI or a name means.

    Args:
        called: an IRI (in brackets, with `://`, or of another scheme where the data names it); or a label or another
            name that only one thing has; else the end of an IRI.
        store: the data.
        is_meant: whether a thing comes into question; of an IRI it is not asked.
        may_be_object: an IRI of which the data says nothing will do where it is the object of a statement.

    Raises:
        UsageError: nothing, or more than one thing, is called so.
    """
    bare = bare_iri(called)
    if "://" in called or bare != called:
        called = bare
        try:
            subject = NamedNode(called)
        except ValueError as error:
            raise UsageError(f"{called!r} is no IRI ({error})", mend="give an IRI or a name") from error
        subject = standing_for(store, subject)
        if not _is_known(subject, store, may_be_object=may_be_object):
            near = " ".join(thing.value for thing in near_names(end_of(called), store, is_meant).values())
            raise UsageError(
                f"the data says nothing of {called}",
                mend="check the IRI, or give a name" + (f"; near it are: {near}" if near else ""),
            )
        return subject
    seeming = _seeming_iri(called)
    if seeming and _is_known(seeming, store, may_be_object=may_be_object):
        return seeming
    things = sorted(filter(is_meant, _named(called, store)), key=lambda thing: thing.value)
    if not things:
        things = sorted(filter(is_meant, _found_anywhere(called, store)), key=lambda thing: thing.value)
    if len(things) == 1:
        return things[0]
    if not things:
        near = ", ".join(near_names(called, store, is_meant))
        raise UsageError(
            f"nothing is called {called!r}"
            + (", and the data says nothing of such an IRI" if seeming else ""),
            mend="give an IRI, or a name as printed" + (f"; near it are: {near}" if near else ""),
        )
    listed = " ".join(thing.value for thing in things[:_CANDIDATES_SHOWN])
    raise UsageError(f"{len(things)} things are called {called!r}", mend=f"give one of their IRIs: {listed}")


def _seeming_iri(called: str) -> NamedNode | None:
    """What looks like an IRI without brackets: `urn:x:y`, but also a name such as `union:left`."""
    try:
        return NamedNode(called) if _SCHEME.match(called) else None
    except ValueError:
        return None


def _is_known(thing: NamedNode, store: Store, *, may_be_object: bool) -> bool:
    look = Lookups(store)
    return look.has(thing, None, None) or (may_be_object and look.has(None, None, thing))


def bare_iri(text: str) -> str:
    """An IRI that is written as SPARQL and Turtle write it, `<…>`, without the brackets; other text as it is."""
    return text[1:-1] if _BRACKETED.fullmatch(text) else text


def _named(called: str, store: Store) -> set[NamedNode]:
    """The things whose label or other name it is, in one of the languages that pages are in: by the index."""
    literals = [Literal(called), *(Literal(called, language=language) for language in _LANGUAGES)]
    return {
        thing
        for literal in literals
        for predicate in (Rdfs.label, Skos.alt_label)
        for thing in Lookups(store).subjects(predicate, literal)
    }


def _found_anywhere(called: str, store: Store) -> set[NamedNode]:
    """The things whose name it is in any other language, or whose IRI ends in it: all labels are looked through."""
    # Substituted by the engine, as terms: a name may hold anything.
    wanted = {"wanted": called, "slashed": f"/{called}", "hashed": f"#{called}"}
    found = store.query(
        _CALLED,
        prefixes=PREFIXES,
        use_default_graph_as_union=True,
        substitutions={Variable(name): Literal(value) for name, value in wanted.items()},
    )
    return {one[0] for one in found if isinstance(one[0], NamedNode)}  # type: ignore[union-attr]


def resolve(value: str | int | NamedNode, takes: Takes, store: Store, place: str) -> NamedNode | Literal:
    """Return a parameter's value as a term.

    Raises:
        UsageError: it is no number where one is wanted; nothing, or more than one thing, is called so.
    """
    if takes in {Takes.NUMBER, Takes.YEAR}:
        try:
            number = int(value) if isinstance(value, str | int) else int(value.value)
        except ValueError:
            raise UsageError(
                f"{value!r} is no number", mend="write it in digits", origin=f"--param {place}"
            ) from None
        if takes is Takes.NUMBER:
            return Literal(number)
        return Literal(f"{number:05}" if number < 0 else f"{number:04}", datatype=Xsd.g_year)
    if isinstance(value, NamedNode):
        return standing_for(store, value)
    try:
        return find_thing(str(value), store, lambda thing: is_a(takes, thing, store), may_be_object=True)
    except UsageError as error:
        raise UsageError(error.what, mend=error.mend, origin=f"--param {place}") from None


def is_a(takes: Takes, thing: NamedNode, store: Store) -> bool:
    """Whether a thing is of the kind that a parameter takes, by what the data says of it."""
    look = Lookups(store)
    match takes:
        case Takes.SERIES:
            return look.has(None, Icm.series, thing)
        case Takes.MEETING:
            return look.has(thing, Rdf.type, Icm.MEETING)
        case Takes.BODY:
            return look.has(None, Org.organization, thing)
    return any(
        look.has(None, who, thing) for who in (Icm.organization, Icm.participant, Icm.attended_by, Org.member)
    )

"""Lists whose items are countries and organizations, and the items inside these who came for them: 总统：X."""

from __future__ import annotations

from collections.abc import Sequence

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.names.called_after import is_called_after
from icmlpo_rdf.facts.names.chunks import Token, text_of, tokens_of
from icmlpo_rdf.facts.names.delegations import is_office
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.flags import is_flag, name_shown
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.names.splitting import split_at_colon
from icmlpo_rdf.facts.names.things import kind_of_name, thing_of
from icmlpo_rdf.facts.statements import Around, Statement, state
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language import fold
from icmlpo_rdf.page import Item, Link, label_of

__all__ = ["are_senders", "sender_of", "state_sent"]


def sender_of(item: Item, inner: Item | None, context: Context, lexicon: Lexicon) -> PrintedName | None:
    """Return the country or organization that an item names, where those inside it are its officers or delegates.

    Under words that speak of persons (Delegates) a country over items is one that sent them; else the first item inside
    must be an office of it, with a name.

    Args:
        item: the outer item.
        inner: the one behind it.
        context: the words above the list.
        lexicon: the words of the page's language.
    """
    if inner is None or not context.attended or context.members:
        return None
    of_persons = context.kind is Kind.PERSON
    office, officer = split_at_colon(tokens_of(inner.content) or [])
    has_officer = officer is not None and is_office(text_of(office), lexicon)
    if not (of_persons or has_officer) or (entry := _only_name(item, lexicon)) is None:
        return None
    sends = (of_persons and _is_sender(item, entry, context, lexicon)) or (
        has_officer and _is_of(office, entry, lexicon)
    )
    return entry.name if sends else None


def are_senders(items: Sequence[Item], inner: Sequence[bool], lexicon: Lexicon) -> bool:
    """Return whether most of those items that hold others name countries or organizations by their names.

    Args:
        items: all items of a list.
        inner: for each, whether others stand inside it.
        lexicon: the words of the page's language.
    """
    outer = [_only_name(item, lexicon) for item, holds in zip(items, inner, strict=True) if holds]
    told = sum(entry is not None and _has_officers(entry.name, lexicon) for entry in outer)
    return 2 * told > len(outer)


def _is_sender(item: Item, entry: Entry, context: Context, lexicon: Lexicon) -> bool:
    """True for a country or organization by its name, and for a linked name behind a flag: [Kingdom of Italy](…), of 1878.

    Behind a flag a person may stand too. It is none where the name holds the flag's country, or the others over items are countries.
    """
    if _has_officers(entry.name, lexicon):
        return True
    flags = [picture for picture in item.content.pictures if is_flag(picture)]
    if entry.name.link is None or not flags:
        return False
    countries = [name_shown(flag) for flag in flags]
    if entry.place and entry.place.link and entry.place.link.target:
        countries.append(label_of(entry.place.link.target.title))
    return context.among_senders or any(is_called_after(entry.name.text, one, lexicon) for one in countries)


def _only_name(item: Item, lexicon: Lexicon) -> Entry | None:
    """The name that is all of an item."""
    entries = read_names(item.content, lexicon, item.span) or ()
    return entries[0] if len(entries) == 1 and not entries[0].rest and not entries[0].behind else None


def _is_of(office: list[Token], entry: Entry, lexicon: Lexicon) -> bool:
    """True where an office may be that of the one that stands over it."""
    if _has_officers(entry.name, lexicon) or _is_its_own(office, entry.name):
        return True
    # Whatever 主席 stands under, that office is of.
    return entry.name.link is not None and not entry.place and _is_bare(office, lexicon)


def _has_officers(name: PrintedName, lexicon: Lexicon) -> bool:
    """True for a country or an organization."""
    thing = thing_of(name.link, lexicon) if name.link else None
    return kind_of_name(name.text, thing, lexicon) in {Kind.COUNTRY, Kind.ORGANIZATION}


def _is_its_own(office: list[Token], name: PrintedName) -> bool:
    """True for an office whose page is called after its country or organization: 联合国秘书长."""
    title = label_of(name.link.target.title) if name.link and name.link.target else name.text
    names = (fold(name.text), fold(title))
    return any(fold(label_of(link.target.title)).startswith(names) for link in _linked(office) if link.target)


def _is_bare(office: list[Token], lexicon: Lexicon) -> bool:
    """True for an office of which nothing tells whose it is: 主席."""
    words = lexicon.matcher.tokens(text_of(office))
    return not any(link.target for link in _linked(office)) and all("office" in one.classes for one in words)


def _linked(tokens: list[Token]) -> list[Link]:
    return [token for token in tokens if isinstance(token, Link)]


def state_sent(
    entry: Entry, sender: PrintedName, context: Context, lexicon: Lexicon, item: Item
) -> tuple[list[Statement], bool]:
    """What an officer's item states: the person came, for the one that heads the item; and whether they did not."""
    around = Around(kind=Kind.PERSON, on_behalf_of=sender)
    stated: list[Statement] = []
    absent = False
    for person in entry.behind if entry.is_body else (entry,):
        more, said = state(person, context, lexicon, item.span, around)
        stated += more
        absent = absent or said.absent
    return stated, absent

"""Lists whose items are countries and organizations, and the items inside these their officers who came: 总统：X."""

from __future__ import annotations

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.names.chunks import split_at_colon, text_of, tokens_of
from icmlpo_rdf.facts.names.delegations import is_office
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.names.things import kind_of_name, thing_of
from icmlpo_rdf.facts.statements import Around, Statement, state
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language import fold
from icmlpo_rdf.page import Item, Link, label_of

__all__ = ["sender_of", "state_sent"]


def sender_of(item: Item, inner: Item | None, context: Context, lexicon: Lexicon) -> PrintedName | None:
    """Return the country or organization that an item names, where the first item inside it is an officer of it.

    Args:
        item: the outer item.
        inner: the one behind it.
        context: the words above the list.
        lexicon: the words of the page's language.
    """
    if inner is None or not context.attended or context.members:
        return None
    head, tail = split_at_colon(tokens_of(inner.content) or [])
    if tail is None or not is_office(text_of(head), lexicon):
        return None
    entries = read_names(item.content, lexicon, item.span) or ()
    if len(entries) != 1 or entries[0].rest or entries[0].behind:
        return None
    name = entries[0].name
    titles = [
        fold(label_of(token.target.title)) for token in head if isinstance(token, Link) and token.target
    ]
    names = {
        fold(name.text),
        *([fold(label_of(name.link.target.title))] if name.link and name.link.target else []),
    }
    thing = thing_of(name.link, lexicon) if name.link else None
    known = kind_of_name(name.text, thing, lexicon) in {Kind.COUNTRY, Kind.ORGANIZATION}
    # 联合国 of its 联合国秘书长; whatever 主席 stands under, that office is of
    bare = not titles and all("office" in one.classes for one in lexicon.matcher.tokens(text_of(head)))
    its_own = any(title.startswith(tuple(names)) for title in titles)
    return name if known or its_own or (bare and name.link and not entries[0].place) else None


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

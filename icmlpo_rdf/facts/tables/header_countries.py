"""Countries that head the columns of those who came for them."""

from __future__ import annotations

from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.page import Cell, label_of

__all__ = ["country_of"]


def country_of(cell: Cell, lexicon: Lexicon) -> PrintedName | None:
    """The country that is all that a header cell says."""
    names = read_names(cell.content, lexicon, cell.span)
    if not names or len(names) != 1 or names[0].place or names[0].statuses:
        return None
    name = names[0].name
    label = label_of(name.link.target.title) if name.link and name.link.target else name.text
    is_country = PlaceKind.COUNTRY in {place_kind(name.text, lexicon), place_kind(label, lexicon)}
    return name if is_country else None

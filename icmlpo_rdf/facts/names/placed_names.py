"""Names of municipalities behind the larger place around them: 北海道[江差町](…), [경기도](…) [수원시](…)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.names.chunks import TRIM, Token, text_of
from icmlpo_rdf.facts.names.joined_names import JoinedNames
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.names.regions import is_municipality
from icmlpo_rdf.facts.names.remarks import is_remark
from icmlpo_rdf.facts.names.splitting import LEAST_DOTTED
from icmlpo_rdf.page import Link, label_of

__all__ = ["PlacedNames"]

_LEAST = 2
_MAX_QUARTER = 10


class PlacedNames(JoinedNames):
    """Reads names that begin with the place that holds them."""

    def of_area(self, part: Sequence[Token]) -> Entry | None:
        """The municipality that a part names behind the area that it is in; None where the part names anything else."""
        if not self.lexicon.words["area_endings"]:
            return None
        told = [at for at, token in enumerate(part) if isinstance(token, Link) or token.strip(TRIM)]
        if len(told) < _LEAST:
            return None
        area, first = part[told[0]], part[told[1]]
        if not isinstance(first, Link) or not self._is_area(first):
            return None
        # Behind a country one name alone is read elsewhere.
        is_held = sum(isinstance(token, Link) for token in part[told[1] :]) >= _LEAST
        if not self._is_area(area) and not (is_held and self.place([area])):
            return None
        name = area if isinstance(area, Link) else area.strip(TRIM)
        return self._municipality(part[told[1] :], self.printed(name))

    def are_of_their_own(self, pieces: Sequence[list[Token]]) -> bool:
        """True for names between dots that are no parts of one: of countries, or of at least four municipalities, bodies or persons."""
        if all(self.place(piece) for piece in pieces):
            return True
        if len(pieces) < LEAST_DOTTED:
            return False
        return all(map(self._names_whole, pieces)) or self.are_persons(pieces)

    def _names_whole(self, piece: list[Token]) -> bool:
        text = text_of(piece).strip(TRIM)
        return self._is_area(text) or self.lexicon.organization_ending(text) != ""

    def _municipality(self, tokens: Sequence[Token], area: PrintedName) -> Entry | None:
        """The last link, each before which holds it; a quarter behind it is said of it: [滝川市](…)江部乙（えべおつ）."""
        last = max(index for index, token in enumerate(tokens) if isinstance(token, Link))
        link, text = tokens[last], text_of(list(tokens[last + 1 :]))
        begin = min((at for at in map(text.find, "（(") if at >= 0), default=len(text))
        quarter = text[:begin].strip(TRIM)
        holders = [token for token in tokens[:last] if isinstance(token, Link) or token.strip(TRIM)]
        if not isinstance(link, Link) or not all(map(self._is_area, holders)):
            return None
        if quarter and (self.is_office(link.text + quarter) or not self._is_quarter(quarter)):
            return None  # 川根本町長
        entry = self.linked(link, text[begin:], area)
        return replace(entry, statuses=(quarter, *entry.statuses)) if entry and quarter else entry

    def _is_quarter(self, text: str) -> bool:
        """True for a word that may be a place's; not for what is told of it, nor for a body or an office of it."""
        if not text.isalpha() or len(text) > _MAX_QUARTER or is_remark(text, self.lexicon):
            return False
        if self.is_office(text) or text.startswith(self.lexicon.words["and_others"]):
            return False
        known = any(token.classes for token in self.lexicon.matcher.tokens(text))
        return not known and self.lexicon.organization_ending(text) == ""

    def _is_area(self, token: Token) -> bool:
        """True for a word that ends as the names of municipalities and of what they lie in do."""
        if isinstance(token, str):
            text = token.strip(TRIM)
            return text.isalpha() and is_municipality(text, self.lexicon)
        names = (token.text.strip(), label_of(token.target.title) if token.target else "")
        endings = self.lexicon.words["area_endings"]
        return any(len(name) > 1 and name.endswith(endings) for name in names)

"""What the words above a table or list say of what stands in it."""

from __future__ import annotations

from msgspec import Struct

from icmlpo_rdf.facts.model import Clue, Kind, Meeting, Standing
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.spans import Span

__all__ = ["Context"]


class Context(Struct, frozen=True):
    """What the words above a table or list say of what stands in it."""

    under: str = ""
    """The heading."""
    names: tuple[str, ...] = ()
    """How the page calls its subject, its title first."""
    meeting: Meeting | None = None
    attended: bool = False
    """True when those under it took part in the meeting."""
    standing: Standing | None = None
    """As what; for members and participants."""
    members: bool = False
    """True when those under it are members of the page's subject."""
    kind: Kind | None = None
    beside_names: bool = False
    """True right behind a paragraph that names those whom the words above speak of."""
    among_bodies: bool = False
    """True in a list of which most items begin with organizations: nobody there came for a country, and of a list of persons these are
    the ministries that they head."""
    among_labels: bool = False
    """True in a list of persons or members whose items all begin with a text without a link before a colon: 直隶：[甲](…)、乙."""
    among_senders: bool = False
    """True in a list of which most items over others name countries or organizations: those inside came for them."""
    among_areas: bool = False
    """True in a list of which most items name members behind the area where they are: 岡山県：甲大学、乙大学."""
    beside_seats: frozenset[str] = frozenset()
    """In a list of which an item names those who have a seat, behind the word for it (위원: 甲、乙), what stands before all its colons."""
    region: PrintedName | None = None
    sender: PrintedName | None = None
    """The country or organization whose officers those under it are."""
    bold: Standing | None = None
    """As what those are members whose names are in bold, when a legend says so."""
    starred: Standing | None = None
    """As what those are members whose names have an asterisk, when a legend says so."""
    only_marked: str = ""
    """The mark of those who are members, when a legend says that the others are something else: ★は正式メンバー、他は顧問."""
    bare_is_start: bool = False
    """True when a legend says that a date in brackets is that of joining."""
    left: bool = False
    """True when the words above say that those under them left: a date behind a name is that of leaving."""
    see_also: bool = False
    fiction: bool = False
    """True below a heading of what novels and films tell: 小说中的天地会."""
    in_sentence: bool = False
    """True for names in a sentence of prose: they hold where no table or list says the same of somebody."""
    under_meeting: bool = False
    """True right under the heading that names the meeting."""
    meetings: bool = False
    """True when the words speak of meetings without naming one: 历届峰会."""
    because: str = ""
    """The words that it rests on."""
    named_at: Span | None = None
    """Where the meeting is named; None for the meeting that the whole page is about."""
    said_at: tuple[Span, ...] = ()
    """The headings, captions and lines that say that those under them took part, or are members, and as what."""
    within: Span | None = None
    """The table or list under these words."""
    refused: str = ""
    """Why nobody under these words is stated though they say so, or why the page says that they do not mean it."""
    clues: tuple[Clue, ...] = ()
    """What speaks for members under these words, or against them, where that was weighed."""
    words: float = 3.0
    """How surely the words above say it, from 0 to 3."""
    apart: bool = False
    """True where a heading that says nothing of who stands between them and one of members."""
    noun: str = ""
    """The head noun of the words above that call them members: 城市 of 成员城市."""
    called: bool = False
    """True where no class knows that noun."""
    profile: float = 2.0
    """How surely the page is about a body that has members, from -3 to 2."""
    seats: bool = False
    """True on the page of an assembly, a committee or a court."""
    union_of: str = ""
    """On the page of a league or union, what it calls itself: those that are called so are its own, 連盟 of one."""
    body: PrintedName | None = None
    """Whose members they are, where the page is a list and not the body's own page."""

    @property
    def says_who(self) -> bool:
        """True when names under it are statements."""
        return self.members or (self.attended and self.meeting is not None)

    @property
    def mend(self) -> str:
        """What to do about a block under these words of which nothing is stated, where to teach its heading changes nothing."""
        if self.refused or self.members or self.attended or self.see_also:
            return "no word that is taught changes that; inspect says why"
        return "" if self.under else "nothing stands over it that could be taught"

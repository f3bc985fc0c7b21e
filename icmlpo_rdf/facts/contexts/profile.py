"""What a page is about, as far as members go: by the head nouns of its title and of its lead's definition."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.contexts.body_clues import body_clue
from icmlpo_rdf.facts.contexts.clubs import counts_clubs, is_league
from icmlpo_rdf.facts.contexts.definitions import NOUNS, definition_of, is_term_of_chamber
from icmlpo_rdf.facts.contexts.subject import is_held_again, kind_of_page
from icmlpo_rdf.facts.headings.meeting_headings import TitleKind, heads_meeting
from icmlpo_rdf.facts.headings.plain_words import title_head
from icmlpo_rdf.facts.words.dates import find_year
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import PageDocument, label_of

__all__ = ["Profile", "profile_of"]

_BODY, _UNSURE, _DOUBTFUL, _OTHER = 2.0, 1.0, -1.0, -3.0
_REACH = 160
_SHOWN = 12
"""Characters of a clue whose last ones tell."""
_FOOTNOTES = lazy_pattern(r"\[[^\[\]\s]{1,6}\]")
_NO_BODIES = frozenset({"thing", "contest"})
_NO_MEETINGS = _NO_BODIES | {"body"}
_STOP = lazy_pattern(r"[,.;:()（），。；：]")


class Profile(Struct, frozen=True):
    """What the page is about."""

    body: float
    """How surely its subject is a body that has members: 2 where title or lead say so, below 0 where it is another thing."""
    series: bool
    """True where the lead defines it as meetings that are held again and again."""
    clues: tuple[str, ...] = ()
    of_persons: bool = False
    """True where the body's members are persons: a parliament, a court, a cabinet."""
    about: TitleKind = TitleKind.OTHER
    """What it is about as far as meetings go."""

    is_known: bool = False
    """True where the noun of its title or of what the lead calls it is known to be one of bodies."""

    is_alliance: bool = False
    """True where the lead says that it is an alliance: who takes part in it is its member."""

    is_league: bool = False
    """True where it is a league: the clubs that play in it are its members."""

    sentence: str = ""
    """The first sentence of the lead, which says what it is."""

    def __str__(self) -> str:
        """What `inspect` shows, in two lines."""
        if self.refuses:
            said = "something that has no members and is no meeting"
        elif self.about is TitleKind.MEETINGS:
            said = "a meeting or several, or a body called so"
        elif self.is_body:
            said = "a body that has members" + (", all of them persons" if self.of_persons else "")
        else:
            said = "something of which neither title nor lead tells whether it has members"
        said += "; meetings held again and again" if self.series else ""
        told = f" ({'; '.join(self.clues)})" if self.clues else ""
        return (
            f"{' '.join(f'{said}{told}'.split())}\nweight for members {self.body:g}, on a scale from -3 to 2"
        )

    @property
    def refusal(self) -> str:
        """Why a table or list was not read, where the page refuses them all."""
        return f"the page is about something that has no members ({'; '.join(self.clues)})"

    @property
    def is_body(self) -> bool:
        """True where title or lead say that it is a body that has members."""
        return self.body >= _BODY

    @property
    def refuses(self) -> bool:
        """True where nobody on the page is a member of its subject or took part in a meeting."""
        return self.body <= _OTHER


def profile_of(document: PageDocument, sentence: str, lexicon: Lexicon) -> Profile:
    """Return what a page is about by its title and the definition in its lead, whose first sentence is `sentence`."""
    told = (_head_first if lexicon.is_head_first else _head_last)(document, sentence, lexicon)
    about = TitleKind.OTHER if told.is_league else kind_of_page(document, lexicon, sentence)
    is_defined = _is_defined_as_body(sentence, lexicon)
    if about is TitleKind.MEETINGS and is_term_of_chamber(sentence, lexicon):
        about = TitleKind.OTHER
    if (
        about is TitleKind.MEETINGS
        and is_defined
        and not told.series
        and not _was_held(document, sentence, lexicon)
    ):
        about = TitleKind.OTHER
    head = title_head(label_of(document.title), lexicon)
    is_known = is_defined or (head is not None and _is_of_bodies(head))
    return replace(told, about=about, is_known=is_known, sentence=sentence)


def _is_defined_as_body(sentence: str, lexicon: Lexicon) -> bool:
    """True where the noun by which the lead calls the subject is known to be one of bodies; no 展覧会, which only ends as one."""
    if lexicon.is_head_first:
        defined = definition_of(sentence, lexicon)
        return defined is not None and _is_of_bodies(defined)
    for part in _STOP.split(sentence[:_REACH]):
        if match := lexicon.defined_as.search(part):
            tokens = lexicon.matcher.tokens(part[: match.end()])
            return any(_is_of_bodies(token) for token in tokens if token.start <= match.start() < token.end)
    return False


def _is_of_bodies(noun: Token) -> bool:
    return bool(noun.classes & _KNOWN_BODIES) and not noun.classes & {"meeting", "contest"}


def _was_held(document: PageDocument, sentence: str, lexicon: Lexicon) -> bool:
    """True where title or lead tell of meetings that were held: 第3回, 每年举行."""
    label = label_of(document.title)
    if find_year(label) is not None or lexicon.ordinal.search(label):
        return True
    told = (lexicon.recurring, lexicon.opens_series, lexicon.held)
    return any(one.search(sentence) for one in told)


_KNOWN_BODIES = frozenset({"body", "council", "organization"})


class _HeadNouns(Struct, frozen=True):
    """The classes of the head nouns of a page's title and of what its lead calls it, where heads come first."""

    title: frozenset[str]
    lead: frozenset[str]

    @property
    def is_body(self) -> bool:
        """True where either is one of bodies."""
        return "body" in self.title | self.lead

    @property
    def has_persons(self) -> bool:
        """True for a chamber, and for a commission that the lead does not call an organization."""
        return "chamber" in self.lead or ("chamber" in self.title and "organization" not in self.lead)

    def is_meeting(self, sentence: str, lexicon: Lexicon) -> bool:
        """Return whether either is one of meetings, or the lead's first sentence speaks of them."""
        if "meeting" in self.title | self.lead:
            return True
        if self.lead & _NO_MEETINGS:
            return False
        return any(
            not _stands_at(sentence[: noun.start()], lexicon)
            for noun in lexicon.meeting_noun.finditer(sentence)
        )


def _stands_at(before: str, lexicon: Lexicon) -> bool:
    """True where the last preposition before a noun tells at what something else is: a medal given at the yearly meeting."""
    prepositions = [
        token.text.lower() for token in lexicon.matcher.tokens(before) if "before_tail" in token.classes
    ]
    return bool(prepositions) and prepositions[-1] in lexicon.words["before_place"]


def _head_first(document: PageDocument, sentence: str, lexicon: Lexicon) -> Profile:
    label = label_of(document.title)
    head, defined = title_head(label, lexicon), definition_of(sentence, lexicon)
    nouns = _HeadNouns(*(token.classes if token else frozenset() for token in (head, defined)))
    clues = tuple(filter(None, (_clue("title", head), _clue("lead", defined))))
    if is_league(document, head, sentence, lexicon):
        return _of_league(document, nouns.lead, clues, lexicon)
    if any("unreal" in token.classes for token in lexicon.matcher.tokens(sentence[:_REACH])):
        return Profile(_OTHER, series=False, clues=(*clues, "lead: fiction"))
    if nouns.title & _NO_BODIES:
        return Profile(_OTHER, series=False, clues=clues)
    series = is_held_again(sentence, lexicon) and nouns.is_meeting(sentence, lexicon)
    if nouns.lead & _NO_BODIES:
        # A league is called a competition; a band may be called The Alliance.
        named = _UNSURE if "contest" in nouns.lead and find_year(label) is None else _DOUBTFUL
        weight = named if "body" in nouns.title else _OTHER
        return Profile(weight, series and "contest" not in nouns.lead, clues)
    if nouns.is_body:
        return Profile(_BODY, series, clues, of_persons=nouns.has_persons)
    if clue := body_clue(document, lexicon):
        return Profile(clue.weight, series, (*clues, clue.what), of_persons=clue.of_persons)
    return Profile(0.0, series, clues)


def _of_league(
    document: PageDocument, lead: frozenset[str], clues: tuple[str, ...], lexicon: Lexicon
) -> Profile:
    """What the page of a league is about: a body, as surely as its lead calls it none and its box counts clubs."""
    called_other = bool(lead & _NO_BODIES) and not counts_clubs(document, lexicon)
    body = _DOUBTFUL if "thing" in lead else _UNSURE if called_other else _BODY
    return Profile(body, series=False, clues=clues, is_league=True)


def _clue(where: str, token: Token | None) -> str:
    """What a head noun tells, and where it stands."""
    told = token.classes & NOUNS if token else ()
    return f"{where}: {token.text} ({', '.join(sorted(told))})" if token and told else ""


def _head_last(document: PageDocument, sentence: str, lexicon: Lexicon) -> Profile:
    """The same where a head noun ends its phrase, and names of bodies end in words for them."""
    label = label_of(document.title)
    if told := _has_no_members(label, sentence, lexicon):
        return Profile(_OTHER, series=False, clues=(f"lead: {told}",))
    named = title_head(label, lexicon)
    is_council = named is not None and "council" in named.classes
    if is_council or lexicon.organization_ending(label) or heads_meeting(label, lexicon):
        of_persons = lexicon.matcher.ends_in(label, "chamber") > 0
        return Profile(_BODY, series=False, clues=(f"title: {label}",), of_persons=of_persons)
    plain = _FOOTNOTES.sub("", sentence)
    # A long definition says what its subject is at its end.
    for part in (*_STOP.split(plain[:_REACH]), *_STOP.split(plain[_REACH:])[-1:]):
        if lexicon.defined_as.search(part):
            is_alliance = lexicon.alliance.search(part.strip()) is not None
            return Profile(_BODY, series=False, clues=(f"lead: {part}",), is_alliance=is_alliance)
    return Profile(_UNSURE, series=False)


def _has_no_members(label: str, sentence: str, lexicon: Lexicon) -> str:
    """Return by which words the lead calls the page's subject a band, a team or a show, or a company, a town, a person.

    A word within the title may be a part of a body's name (亚洲足球俱乐部协会), but not at its end (维也纳爱乐乐团). What one that is called
    an association is, stands in the clause that says it: 足球總會是管理機構，派出球隊.
    """
    is_association = lexicon.organization_ending(label) != ""
    said = sentence[: _end_of_definition(sentence, lexicon)] if is_association else sentence
    for match in lexicon.performing.finditer(said):
        if (match[0] not in label or label.endswith(match[0])) and not _is_cut(
            match.end(), sentence, lexicon
        ):
            return match[0]
    told = lexicon.no_bodies.search(sentence) or lexicon.calling.match(sentence)
    return f"…{told[0][-_SHOWN:]}" if told else ""


def _end_of_definition(sentence: str, lexicon: Lexicon) -> int:
    """Where the clause behind the copula ends; where the sentence does in a language that has it last."""
    copula = lexicon.copula.search(sentence)
    clause = _COMMA.search(sentence, copula.end()) if copula else None
    return clause.start() if clause else len(sentence)


_COMMA = lazy_pattern(r"[，,；;]", needs="，,；;")


def _is_cut(end: int, text: str, lexicon: Lexicon) -> bool:
    """True where the last letter of a word begins one for a body: 音楽団体 holds no 楽団, 연구단체 no 구단."""
    return any(
        len(one) > 1 and text.startswith(one, end - 1) for one in lexicon.words["organization_endings"]
    )

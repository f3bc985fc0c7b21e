"""The words by which pages say what they mean: data from the files of `language/`, read once a process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.header_words import roles_of_tokens
from icmlpo_rdf.facts.words.ordinals import ordinals_of
from icmlpo_rdf.facts.words.places import PlaceKind, known_places, place_names
from icmlpo_rdf.facts.words.word_patterns import Patterns
from icmlpo_rdf.language import class_names, language_tag, words_of
from icmlpo_rdf.language.folding import in_both_scripts
from icmlpo_rdf.language.matcher import Matcher, Token
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.options import NO_WORDS, WordOptions

__all__ = ["HEAD_NOUNS", "ColumnRole", "Lexicon", "has_words", "lexicon_of", "own_language"]


_WHERE = frozenset({ColumnRole.CITY, ColumnRole.HOST, ColumnRole.COUNTRY})
_COMMAS = lazy_pattern(r"[，,]", needs="，,")
_IN_TWO_SCRIPTS = frozenset({"zh", "yue", "gan", "wuu", "hak"})
_PLAIN = frozenset({ColumnRole.TERM, ColumnRole.NAME, ColumnRole.PERSON, ColumnRole.DISTRICT})
_WHO = frozenset({ColumnRole.ORGANIZATION, ColumnRole.COUNTRY, ColumnRole.PERSON, ColumnRole.NAME})
_Words = Mapping[str, tuple[str, ...]]
_MAX_KEPT = 10_000
_COLUMNS = frozenset({"columns", "blocking"})
HEAD_NOUNS = ("last", "before prepositions", "first")
"""Where the head noun may stand, as a language's file says: 成员国, Members of the league, Pays membres."""
_LAST, _BEFORE_PREPOSITIONS, _FIRST = HEAD_NOUNS
_SPACES = lazy_pattern(r"[\s\u3000]+")
_BRACKETS = lazy_pattern(r"[（(\[［][^（()）\[\]［］]{0,40}[）)\]］]", needs="（([［")


class Lexicon(Patterns):
    """The words of one wiki language, with English beside them, which every wiki uses now and then."""

    def __init__(self, language: str, words: _Words, columns: _Words, extra: WordOptions = NO_WORDS) -> None:
        """Keep the words.

        Args:
            language: the wiki's language code.
            words: every list by its name, lower case.
            columns: every list of header words by what may stand under them, lower case; `blocking`: those of tables
                that tell of contests, casts and records.
            extra: the user's own words, which the classes have besides.
        """
        self._manner = _manner_of(own_language(language), extra)
        ordinals = ordinals_of(self._manner.get("ordinals", {}))
        super().__init__(words, frozenset(columns.get("blocking", ())), ordinals)
        self.language = language
        self.extra = extra
        """The user's own words."""
        self.columns: dict[str, tuple[ColumnRole, ...]] = {}
        """Header words to what may stand under them."""
        for name, headers in columns.items():
            for header in headers if name != "blocking" else ():
                self.columns[header] = (*self.columns.get(header, ()), ColumnRole(name))
        self.not_names = frozenset(words["not_names"])
        """What stands in a name's place and is none."""
        self.terms_of_office = frozenset(words["terms_of_office"])
        """Header words of tables of office holders: 任期."""
        self.particles = frozenset(words["particles"])
        """What a label swallows behind the name that it links (docs/pages.md, 1)."""
        self.see_also = frozenset(words["see_also"])
        self.disambiguation = frozenset(words["disambiguation"])
        """Qualifiers of titles that only tell things of one name apart."""
        self._headers: dict[str, tuple[ColumnRole, ...]] = {}
        """Header cells looked up before: those of a dump are mostly the same few."""
        self.place_kinds: dict[str, PlaceKind | None] = {}
        """What names were found to be, kept by `places`."""
        self.phrases: dict[Any, Any] = {}
        """What short texts were found to say, kept by `phrases`."""
        self.kept: dict[Any, Any] = {}
        """What cells looked like by these words, kept by `cells`."""

    @cached_property
    def is_head_first(self) -> bool:
        """True where what stands behind a head noun is led by prepositions: Members of the league."""
        return self._order in {_BEFORE_PREPOSITIONS, _FIRST}

    @cached_property
    def is_noun_first(self) -> bool:
        """True where what belongs to a noun stands behind it with or without a preposition: Pays membres, члены Думы."""
        return self._order == _FIRST

    @cached_property
    def is_verb_last(self) -> bool:
        """True where a verb stands behind those whom a sentence lists: 甲、乙が参加した."""
        return not self.is_head_first and self._manner.get("listing") == []

    @cached_property
    def is_inflected(self) -> bool:
        """True where nouns have cases, so that a name ends otherwise in a title than by itself."""
        return bool(self._manner.get("inflected"))

    @cached_property
    def _order(self) -> str:
        return str(self._manner.get("head_noun", _LAST))

    @cached_property
    def has_sections(self) -> bool:
        """True where the subject's sections are its members: it is an international organization, or stands over others."""
        return not set(self.words["sections"]).isdisjoint(self.words["member"])

    @cached_property
    def matcher(self) -> Matcher:
        """The words of the language by their classes, with the names of countries and regions, for `tokens`."""
        own = own_language(self.language)
        names = place_names(own, self.words["countries"], self.words["regions"])
        classes: dict[str, list[str]] = {"place": names, "meeting": list(self.words["meeting"])}
        classes["office"] = list(self.words["office_endings"])
        for code in dict.fromkeys((own, "en")):
            for name, words in words_of(code).get("classes", {}).items():
                classes.setdefault(name, []).extend(words)
        for mine in self.extra.words:
            if mine.language in {own, "en"} and not mine.is_column and mine.kind in class_names():
                classes.setdefault(mine.kind, []).extend(mine.words)
        if own in _BLANKS_ARE_FREE:
            for words in classes.values():
                words += [word.replace(" ", "") for word in words if " " in word and not word.isascii()]
        return Matcher(classes, self._manner.get("compounds", ()))

    def without_places(self, text: str) -> str:
        """Return a text of the same length in which the names of places are blank: 이탈 stands in 이탈리아 by chance."""
        return _blanked(text, (one for one in self.matcher.tokens(text) if "place" in one.classes))

    def without_seats(self, text: str) -> str:
        """The same without the words for who has a seat, and where: 会议 stands in 国会议员 and 县议会议长 by chance."""
        seats = (one for one in self.matcher.tokens(text) if one.classes & _SEATED)
        # 行政会议 is a council, and ends in the noun.
        return _blanked(text, (one for one in seats if not self.matcher.ends_in(one.text, "meeting")))

    @cached_property
    def places(self) -> Mapping[str, PlaceKind]:
        """Countries and regions, for `place_kind`."""
        return known_places(own_language(self.language), self.words["countries"], self.words["regions"])

    def roles_of(self, header: str) -> tuple[ColumnRole, ...]:
        """Return what may stand under a header cell; nothing when the word is not known.

        A compound (国家或地区) is known when all of its words agree. Bracketed explanations, and endings
        such as 名称, are left out when the whole is not known.
        """
        known = self._headers.get(header)
        if known is None:
            known = self._look_up(header)
            if len(self._headers) < _MAX_KEPT:
                self._headers[header] = known
        return known

    def _look_up(self, header: str) -> tuple[ColumnRole, ...]:
        text = _SPACES.sub(" ", header).strip().lower()
        spellings = (text, text.replace(" ", ""), _BRACKETS.sub("", text).strip())
        for spelling in spellings:
            if known := self._compound(spelling):
                return known
        if told := roles_of_tokens(self.matcher.tokens(_BRACKETS.sub(" ", text))):
            return told
        if known := next((known for one in spellings if (known := self._stripped(one))), ()):
            return known
        return self._before_preposition(text)

    def _before_preposition(self, text: str) -> tuple[ColumnRole, ...]:
        """What a header says before its first preposition, as far as that is all it says: Term as a Judge."""
        first = next((one for one in self.matcher.tokens(text) if "before_tail" in one.classes), None)
        roles = self.columns.get(text[: first.start].strip(), ()) if first else ()
        return roles if _PLAIN.issuperset(roles) else ()

    def _compound(self, text: str) -> tuple[ColumnRole, ...]:
        if known := self.columns.get(text):
            return known
        found = (part.strip() for piece in self.joiners.split(text) for part in _COMMAS.split(piece))
        parts = [part for part in found if part]
        if len(parts) < 2:
            return ()
        common = [self.columns.get(part, ()) for part in parts]
        if agreed := tuple(role for role in common[0] if all(role in roles for roles in common)):
            return agreed
        # 국가 또는 기구: who takes part, of either kind.
        either = ((_WHERE, ColumnRole.CITY), (_WHO, ColumnRole.NAME))
        return next(((one,) for alike, one in either if not any(map(alike.isdisjoint, common))), ())

    def _stripped(self, text: str) -> tuple[ColumnRole, ...]:
        for prefix in self.words["header_prefixes"]:
            if text.startswith(prefix) and (known := self.columns.get(text.removeprefix(prefix).strip())):
                return known
        for suffix in self.words["header_suffixes"]:
            if text.endswith(suffix) and (known := self.columns.get(text.removesuffix(suffix).strip())):
                return known
        return ()


_SEATED = frozenset({"seat", "office", "council"})


def _blanked(text: str, tokens: Iterable[Token]) -> str:
    for token in tokens:
        text = text[: token.start] + " " * (token.end - token.start) + text[token.end :]
    return text


_BLANKS_ARE_FREE = frozenset({"ko"})
"""Where a blank within a compound is printed or not: 소속 대학, 소속대학."""


def own_language(wiki: str) -> str:
    """Return the language whose words a wiki's pages have, without its variant: `yue` for `zh-yue`."""
    return language_tag(wiki).partition("-")[0]


def has_words(wiki: str, extra: WordOptions = NO_WORDS) -> bool:
    """Return whether there are words of the language that a wiki is written in, such as ship or the user's own."""
    own = own_language(wiki)
    return bool(words_of(own)) or any(mine.language == own for mine in extra.languages)


def _manner_of(own: str, extra: WordOptions) -> Mapping[str, Any]:
    """How a language is written: where its head noun stands, its ordinals; as its file says, else as the user does."""
    told = next((mine for mine in extra.languages if mine.language == own), None)
    if told is None:
        return words_of(own)
    ordinals = {"marks": told.ordinal_marks, "words": told.ordinal_words}
    return {"head_noun": told.head_noun, "inflected": told.inflected, "ordinals": ordinals}


@cache
def _shipped(language: str) -> tuple[_Words, _Words]:
    """The lists, and the column lists, of a language and of English, as they are written."""
    lists: dict[str, dict[str, None]] = {}
    columns: dict[str, dict[str, None]] = {}
    for code in (language, "en"):
        for name, value in words_of(code).items():
            if isinstance(value, list):
                lists.setdefault(name, {}).update(dict.fromkeys(value))
            elif isinstance(value, dict) and name in _COLUMNS:
                for role, words in value.items():
                    key = "blocking" if name == "blocking" else role
                    columns.setdefault(key, {}).update(dict.fromkeys(words))
    return (
        {name: tuple(words) for name, words in lists.items()},
        {name: tuple(words) for name, words in columns.items()},
    )


def _merged(language: str, extra: WordOptions) -> tuple[_Words, _Words]:
    """The lists, and the column lists, of a language and of English, with the user's own words."""
    own = own_language(language)
    lists, columns = map(dict, _shipped(own))
    for mine in extra.words:
        if mine.language in {own, "en"}:
            target = columns if mine.is_column else lists
            target[mine.kind] = tuple(dict.fromkeys((*target.get(mine.kind, ()), *mine.words)))
    in_both = own in _IN_TWO_SCRIPTS
    return _SpeltLists(lists, in_both), _SpeltLists(columns, in_both)


class _SpeltLists(Mapping[str, tuple[str, ...]]):
    """Lists in small letters and in each script of the language, made when they are first asked for: a page asks for half."""

    def __init__(self, lists: _Words, in_both: bool) -> None:
        self._lists, self._in_both = lists, in_both
        self._spelt: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, name: str) -> tuple[str, ...]:
        spelt = self._spelt.get(name)
        if spelt is None:
            words = self._lists[name]
            given = in_both_scripts(words) if self._in_both else words
            spelt = self._spelt[name] = tuple(map(str.lower, given))
        return spelt

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists)

    def __len__(self) -> int:
        return len(self._lists)


@cache
def lexicon_of(language: str, extra: WordOptions = NO_WORDS) -> Lexicon:
    """Return the lexicon of a wiki language; a language without words of its own gets English.

    Args:
        language: the wiki's language code.
        extra: the user's own words (`--lexicon`), added to those that ship.
    """
    return Lexicon(language, *_merged(language, extra), extra)

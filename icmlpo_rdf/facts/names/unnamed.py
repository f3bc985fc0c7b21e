"""Others who are not named: and many more, several guests, 等多人, ほか3人. They stand in a name's place, or close an enumeration."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile

from icmlpo_rdf.facts.words.lexicon import Lexicon

__all__ = ["are_unnamed", "behind_others", "closes_enumeration", "without_others"]

_BEFORE = frozenset({"joint", "free"})
_CALLED = frozenset({"participant", "guest", "observer", "person", "member", "seat", "free"})
_OF_A_YEAR, _LAST = 4, 3


def closes_enumeration(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text behind a name says that it is not the last one: 等, 이상 29명, ほか多数, and many more."""
    behind = _behind_others(text, lexicon)
    # How many these are, or what only says how many or that others came, not who: and many more, 多位嘉宾, 12 others.
    return _are_counted(behind, lexicon) or any(_tell_number(one, lexicon) for one in (text, *behind))


def are_unnamed(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text tells of others without a name: several guests, 等, 44カ国が参加, らの首脳."""
    if closes_enumeration(text, lexicon):
        return True
    if text[0].isdigit():
        return any("attend" in token.classes for token in lexicon.matcher.tokens(text))
    if not text.startswith(lexicon.words["and_others"]) or text[0].isascii():
        return False
    tokens = lexicon.matcher.tokens(text)
    return bool(tokens) and "person" in tokens[-1].classes


def without_others(text: str, lexicon: Lexicon) -> str:
    """Return a name without what closes the enumeration behind it: Ola Berg and many more, 高橋三郎 ほか3人, 王大海等多人."""
    ends = [at for at in _blanks(text) if _are_others(text[at:].strip(), lexicon)]
    joints = [token.start for token in lexicon.matcher.tokens(text) if "joint" in token.classes]
    found = {text.rfind(word) for word in lexicon.words["and_others"]}
    ends += [
        at
        for at in (*joints[-_LAST:], *found)
        if at > 0 and not text[-1].isdigit() and _closes_behind_name(text[at:], lexicon)
    ]
    return text[: min(ends, default=len(text))].rstrip()


def behind_others(text: str, lexicon: Lexicon) -> str:
    """Return what stands behind the longest word for others that a text begins with, or the text: 등이 참여했다."""
    others = sorted(filter(None, lexicon.words["and_others"]), key=len, reverse=True)
    return text.removeprefix(next((one for one in others if text.startswith(one)), ""))


def _closes_behind_name(text: str, lexicon: Lexicon) -> bool:
    """True for 等多人 and and many more; 等 alone may end a name."""
    return text not in lexicon.words["and_others"] and closes_enumeration(text, lexicon)


def _blanks(text: str) -> tuple[int, ...]:
    """Where the last two blanks of a text are: 高橋三郎 ほか3人, 이사 외 5명."""
    last = text.rfind(" ")
    before = text.rfind(" ", 0, max(last, 0))
    return tuple(at for at in (last, before) if at > 0)


def _behind_others(text: str, lexicon: Lexicon) -> list[str]:
    """What stands behind each word for others that a text begins with."""
    words = (one for one in lexicon.words["and_others"] if text.startswith(one))
    return [text.removeprefix(word).strip() for word in words]


def _are_others(text: str, lexicon: Lexicon) -> bool:
    """True for a word for others, and how many these are: 等, ほか3人."""
    return _are_counted(_behind_others(text, lexicon), lexicon)


def _are_counted(behind: Sequence[str], lexicon: Lexicon) -> bool:
    return any(not one or lexicon.counted.fullmatch(one) for one in behind)


def _tell_number(text: str, lexicon: Lexicon) -> bool:
    tokens = lexicon.matcher.tokens(text)
    if not tokens:
        return False
    if "joint" in tokens[0].classes and text[tokens[0].end :].strip().lower() in lexicon.not_names:
        return True  # and others
    rest = list(dropwhile(lambda token: _stands_before(token.classes), tokens))
    if any("several" in token.classes for token in rest):
        return "several" in rest[0].classes or all(token.classes for token in rest)
    is_counted = len(rest) > 1 and _is_number(rest[0].text, lexicon)
    return is_counted and all(token.classes & _CALLED for token in rest[1:])


def _is_number(text: str, lexicon: Lexicon) -> bool:
    is_short = text.isdigit() and len(text) < _OF_A_YEAR
    return is_short or lexicon.cardinal.fullmatch(text) is not None


def _stands_before(classes: frozenset[str]) -> bool:
    return bool(classes & _BEFORE) and "several" not in classes

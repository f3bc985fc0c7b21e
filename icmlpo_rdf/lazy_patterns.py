"""Regular expressions that are compiled when they are first used: a page uses few of those that the modules keep."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import AnyStr, Generic, cast

__all__ = ["CountingPattern", "LazyPattern", "SparingPattern", "counting_pattern", "lazy_pattern"]


class LazyPattern(Generic[AnyStr]):
    """Has what the compiled pattern has: `search`, `sub`, `groups`."""

    def __init__(self, source: AnyStr | Callable[[], AnyStr], options: int) -> None:
        """Keep what will be compiled."""
        self._source: AnyStr | Callable[[], AnyStr] = source
        self._options = options

    @cached_property
    def compiled(self) -> re.Pattern[AnyStr]:
        """The pattern itself."""
        return re.compile(self._source() if callable(self._source) else self._source, self._options)

    def __getattr__(self, name: str) -> object:
        """Hand over what the pattern has, and keep it here, so that the next use is as quick as the pattern's own."""
        value: object = getattr(self.compiled, name)
        setattr(self, name, value)
        return value


class SparingPattern(LazyPattern[str]):
    """A pattern whose every match holds one of some words, and which is compiled when the first text comes that holds one.

    Most texts hold none of them, and most of a language's patterns find nothing on a page. Once it is compiled it is used
    as it is.
    """

    def __init__(self, source: str | Callable[[], str], options: int, needs: Iterable[str]) -> None:
        """Keep what will be compiled, and what a match holds, by which texts are told apart at once."""
        super().__init__(source, options)
        self._ignores_case = bool(options & re.IGNORECASE)
        self.needs = frozenset(map(str.casefold, needs) if self._ignores_case else needs)
        """The words, folded where the pattern takes large letters for small ones."""
        self._beginnings = frozenset(word[0] for word in self.needs)
        self._are_characters = len(self.needs) == sum(map(len, self.needs))

    def may_match(self, text: str) -> bool:
        """Return False where nothing of what a match holds is in a text."""
        if self._ignores_case:
            text = text.casefold()
        if len(text) <= len(self._beginnings):
            may_hold = not self._beginnings.isdisjoint(text)
        else:
            may_hold = _holds(text, self._beginnings)
        return may_hold and (self._are_characters or _holds(text, self.needs))

    def _used(self) -> re.Pattern[str]:
        """The pattern itself, whose methods are this one's from now on."""
        for name in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub"):
            setattr(self, name, getattr(self.compiled, name))
        return self.compiled

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        """Do what the pattern's own does; so do the others."""
        return self._used().search(text, *bounds) if self.may_match(text) else None

    def match(self, text: str, *bounds: int) -> re.Match[str] | None:  # noqa: D102
        return self._used().match(text, *bounds) if self.may_match(text) else None

    def fullmatch(self, text: str, *bounds: int) -> re.Match[str] | None:  # noqa: D102
        return self._used().fullmatch(text, *bounds) if self.may_match(text) else None

    def finditer(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:  # noqa: D102
        return self._used().finditer(text, *bounds) if self.may_match(text) else iter(())

    def findall(self, text: str) -> list[str]:  # noqa: D102
        return self._used().findall(text) if self.may_match(text) else []

    def split(self, text: str, maxsplit: int = 0) -> list[str]:  # noqa: D102
        return self._used().split(text, maxsplit) if self.may_match(text) else [text]

    def sub(self, repl: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:  # noqa: D102
        return self._used().sub(repl, text, count) if self.may_match(text) else text


def _holds(text: str, words: Iterable[str]) -> bool:
    """True where a text holds one of some words or characters; to go through its own characters takes far longer."""
    for word in words:  # noqa: SIM110 - twice as fast, and asked of nearly every text
        if word in text:
            return True
    return False


class CountingPattern(SparingPattern):
    """A pattern whose every match holds a digit, and which is compiled when the first text comes that holds one."""

    def __init__(self, source: str | Callable[[], str], options: int) -> None:
        """Keep what will be compiled."""
        super().__init__(source, options, ())

    def may_match(self, text: str) -> bool:
        """Return False where no digit is in a text."""
        return any(map(str.isdecimal, text))


def counting_pattern(source: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when the first text comes that holds a digit, which each of its matches does."""
    return cast("re.Pattern[str]", CountingPattern(source, flags))


def lazy_pattern(source: AnyStr, flags: int = 0, needs: Iterable[str] | None = None) -> re.Pattern[AnyStr]:
    """Return a pattern that is compiled when it is first used; give `re.sub` and the like its `compiled` one.

    Args:
        source: the regular expression.
        flags: as those of `re.compile`.
        needs: characters or words one of which every match holds; it is compiled when the first text comes that holds one.
    """
    if needs is not None and isinstance(source, str):
        return cast("re.Pattern[AnyStr]", SparingPattern(source, flags, needs))
    return cast("re.Pattern[AnyStr]", LazyPattern(source, flags))

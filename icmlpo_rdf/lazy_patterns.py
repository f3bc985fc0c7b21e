"""Regular expressions that are compiled when they are first used: a page uses few of those that the modules keep."""

from __future__ import annotations

import re
from functools import cached_property
from typing import AnyStr, Generic, cast

__all__ = ["LazyPattern", "lazy_pattern"]


class LazyPattern(Generic[AnyStr]):
    """Has what the compiled pattern has: `search`, `sub`, `groups`."""

    def __init__(self, source: AnyStr, options: int) -> None:
        """Keep what will be compiled."""
        self._source: AnyStr = source
        self._options = options

    @cached_property
    def compiled(self) -> re.Pattern[AnyStr]:
        """The pattern itself."""
        return re.compile(self._source, self._options)

    def __getattr__(self, name: str) -> object:
        """Hand over what the pattern has, and keep it here, so that the next use is as quick as the pattern's own."""
        value: object = getattr(self.compiled, name)
        setattr(self, name, value)
        return value


def lazy_pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern that is compiled when it is first used; give `re.sub` and the like its `compiled` one.

    Args:
        source: the regular expression.
        flags: as those of `re.compile`.
    """
    return cast("re.Pattern[AnyStr]", LazyPattern(source, flags))

"""All regular expressions of the package: those of its modules, those of its lexicon, and how each is used."""

from __future__ import annotations

import ast
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import _lru_cache_wrapper, cached_property
from importlib import import_module
from inspect import signature
from pathlib import Path

import icmlpo_rdf
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.word_patterns import Patterns
from icmlpo_rdf.lazy_patterns import CountingPattern, LazyPattern, SparingPattern
from tests.patterns.needs import DIGITS

__all__ = ["Use", "of_lexicon", "of_modules"]

_SEARCHES = {"search", "sub", "subn", "finditer", "findall", "split"}
_MATCHES = {"match", "fullmatch"}
_FOLDER = Path(icmlpo_rdf.__file__).parent


@dataclass(frozen=True, slots=True)
class Use:
    """A pattern, and whether it is looked for anywhere in a text or tried at one place."""

    name: str
    pattern: re.Pattern[str]
    searched: bool
    matched: bool
    needs: frozenset[str] | None = None
    """Words one of which every match holds, as the pattern's maker says; None where nothing is said."""


def of_modules() -> Iterator[Use]:
    """Return the patterns that modules keep by name, and those written where they are used."""
    for found in pkgutil.walk_packages(icmlpo_rdf.__path__, "icmlpo_rdf."):
        if found.name.endswith("__main__"):
            continue
        tree = _tree_of(found.name)
        uses = _methods(tree)
        for name, value in vars(import_module(found.name)).items():
            for key, kept in _held(value):
                if isinstance(kept, LazyPattern | re.Pattern):
                    yield _use(f"{found.name}.{name}{key}", kept, uses[name])
        yield from _literals(found.name, tree)


def of_lexicon(lexicon: Lexicon) -> Iterator[Use]:
    """Return the patterns that are made from the words of a language."""
    uses: dict[str, set[str]] = defaultdict(set)
    for path in _FOLDER.rglob("*.py"):
        for name, methods in _methods(ast.parse(path.read_text(encoding="utf-8"))).items():
            uses[name] |= methods
    for name, value in vars(Patterns).items():
        kept = getattr(lexicon, name) if isinstance(value, cached_property) else None
        if isinstance(kept, LazyPattern | re.Pattern):
            yield _use(name, kept, uses[name])


def _held(value: object) -> Iterator[tuple[str, object]]:
    """What a module keeps by a name, and what is in it."""
    match value:
        case Mapping():
            yield from ((f"[{key}]", one) for key, one in value.items())
        case tuple() | list():
            yield from ((f"[{index}]", one) for index, one in enumerate(value))
        case _lru_cache_wrapper() if not signature(value).parameters:
            yield "()", value()  # compiled when it is first asked for
        case _:
            yield "", value


def _of_text(pattern: re.Pattern[str] | re.Pattern[bytes]) -> re.Pattern[str]:
    """A pattern of bytes as one of the characters that have their numbers."""
    if isinstance(pattern.pattern, bytes):
        return re.compile(pattern.pattern.decode("latin-1"), pattern.flags | re.ASCII)
    return re.compile(pattern.pattern, pattern.flags)


def _tree_of(module: str) -> ast.Module:
    path = _FOLDER.parent / Path(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.parse(file.read_text(encoding="utf-8"))


def _use(name: str, kept: re.Pattern[str] | LazyPattern[str], methods: set[str]) -> Use:
    # A pattern that is handed on, in a table of patterns say, may be used in either way.
    unknown = not methods & (_SEARCHES | _MATCHES)
    return Use(
        name,
        _of_text(kept.compiled if isinstance(kept, LazyPattern) else kept),
        bool(methods & _SEARCHES) or unknown,
        bool(methods & _MATCHES) or unknown,
        _needs(kept),
    )


def _needs(kept: re.Pattern[str] | LazyPattern[str]) -> frozenset[str] | None:
    if isinstance(kept, CountingPattern):
        return DIGITS
    return kept.needs if isinstance(kept, SparingPattern) else None


def _methods(tree: ast.Module) -> dict[str, set[str]]:
    """For each name, or attribute of anything, the methods that are called on it."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            if isinstance(node.value, ast.Name):
                found[node.value.id].add(node.attr)
            elif isinstance(node.value, ast.Attribute):
                found[node.value.attr].add(node.attr)
            elif isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name):
                found[node.value.func.id].add(node.attr)
            elif isinstance(node.value, ast.Subscript) and isinstance(node.value.value, ast.Name):
                found[node.value.value.id].add(node.attr)
    return found


def _literals(module: str, tree: ast.Module) -> Iterator[Use]:
    """The patterns in calls such as `re.sub("…", …)`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=method), args=[first, *rest]) if (
                method in _SEARCHES | _MATCHES and (text := _written(first)) is not None
            ):
                flags = _flags([*rest, *(one.value for one in node.keywords)])
                yield _use(f"{module}:{node.lineno}", re.compile(text, flags), {method})
            case _:
                pass


def _written(node: ast.expr) -> str | None:
    """A pattern as far as it is written there: `x` for what is put into it."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(str(one.value) if isinstance(one, ast.Constant) else "x" for one in parts)
        case _:
            return None


def _flags(arguments: list[ast.expr]) -> re.RegexFlag:
    """The flags that such a call names: `re.IGNORECASE | re.DOTALL`."""
    found = re.NOFLAG
    for node in (inner for one in arguments for inner in ast.walk(one)):
        match node:
            case ast.Attribute(value=ast.Name(id="re"), attr=name) if name in re.RegexFlag.__members__:
                found |= re.RegexFlag[name]
            case _:
                pass
    return found

"""All regular expressions of the package: those of its modules, those of its lexicon, and how each is used."""

from __future__ import annotations

import ast
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path

import icmlpo_rdf
from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.facts.word_patterns import Patterns

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


def of_modules() -> Iterator[Use]:
    """Return the patterns that modules keep by name, and those written where they are used."""
    for found in pkgutil.walk_packages(icmlpo_rdf.__path__, "icmlpo_rdf."):
        if found.name.endswith("__main__"):
            continue
        tree = _tree_of(found.name)
        uses = _methods(tree)
        for name, value in vars(import_module(found.name)).items():
            for key, pattern in value.items() if isinstance(value, Mapping) else [("", value)]:
                if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                    yield _use(f"{found.name}.{name}{key and f'[{key}]'}", pattern, uses[name])
        yield from _literals(found.name, tree)


def of_lexicon(lexicon: Lexicon) -> Iterator[Use]:
    """Return the patterns that are made from the words of a language."""
    uses: dict[str, set[str]] = defaultdict(set)
    for path in _FOLDER.rglob("*.py"):
        for name, methods in _methods(ast.parse(path.read_text(encoding="utf-8"))).items():
            uses[name] |= methods
    for name, value in vars(Patterns).items():
        if isinstance(value, cached_property):
            yield _use(name, getattr(lexicon, name), uses[name])


def _tree_of(module: str) -> ast.Module:
    path = _FOLDER.parent / Path(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.parse(file.read_text(encoding="utf-8"))


def _use(name: str, pattern: re.Pattern[str], methods: set[str]) -> Use:
    # A pattern that is handed on, in a table of patterns say, may be used in either way.
    unknown = not methods & (_SEARCHES | _MATCHES)
    return Use(name, pattern, bool(methods & _SEARCHES) or unknown, bool(methods & _MATCHES) or unknown)


def _methods(tree: ast.Module) -> dict[str, set[str]]:
    """For each name, or attribute of anything, the methods that are called on it."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            if isinstance(node.value, ast.Name):
                found[node.value.id].add(node.attr)
            elif isinstance(node.value, ast.Attribute):
                found[node.value.attr].add(node.attr)
    return found


def _literals(module: str, tree: ast.Module) -> Iterator[Use]:
    """The patterns in calls such as `re.sub("…", …)`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=method),
                args=[ast.Constant(value=str() as text), *_],
            ) if method in _SEARCHES | _MATCHES:
                yield _use(f"{module}:{node.lineno}", re.compile(text), {method})
            case _:
                pass

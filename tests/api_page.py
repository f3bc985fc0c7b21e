"""`docs/api.md`, made from the docstrings of the public names: python -m tests.api_page > docs/api.md."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from enum import Enum

import icmlpo_rdf
from icmlpo_rdf.query.answer import Answer
from icmlpo_rdf.validation.findings import Finding

__all__ = ["api_page"]

_GIVEN = (Answer, Finding)
"""Classes of what public functions return that have no public name of their own."""
_HEAD = """# The Python interface

Made from the docstrings by `python -m tests.api_page > docs/api.md`; a test holds it to them. Where to begin says
[python.md](python.md). All names of the first two parts are imported from `icmlpo_rdf`.
"""


def api_page() -> str:
    """The page: functions, classes, errors, and what functions give back."""
    named = {name: getattr(icmlpo_rdf, name) for name in icmlpo_rdf.__all__}
    classes = {name: one for name, one in named.items() if inspect.isclass(one)}
    errors = {name: one for name, one in classes.items() if issubclass(one, Exception)}
    parts = {
        "Functions": {name: one for name, one in named.items() if name not in classes},
        "Classes": {name: one for name, one in classes.items() if name not in errors},
        "Errors": errors,
        "What functions give": {one.__name__: one for one in _GIVEN},
    }
    lines = [_HEAD]
    for title, members in parts.items():
        lines += [f"## {title}", ""]
        for name, one in members.items():
            lines += [*(_class(name, one) if inspect.isclass(one) else _function(name, one, "###")), ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def _function(name: str, one: object, mark: str) -> Iterator[str]:
    assert callable(one)
    yield f"{mark} {name}"
    yield ""
    yield f"```text\n{name}{_signature(one)}\n```"
    yield ""
    yield from _told(one)


def _class(name: str, one: type) -> Iterator[str]:
    yield f"### {name}"
    yield ""
    yield from _told(one)
    fields = getattr(one, "__struct_fields__", ()) or getattr(one, "__dataclass_fields__", ())
    kinds: dict[str, str] = {}
    texts: dict[str, str] = {}
    for above in reversed(one.__mro__[:-1]):
        kinds |= inspect.get_annotations(above)
        texts |= _field_texts(above) if above.__module__.startswith("icmlpo_rdf") else {}
    for field in fields:
        if not field.startswith("_"):
            yield f"- `{field}: {kinds[field]}`{': ' + texts[field] if field in texts else ''}"
    if fields:
        yield ""
    for member, value in vars(one).items():
        if member.startswith("_") or member in fields or issubclass(one, Enum):
            continue
        if isinstance(value, property):
            yield f"- `.{member}`: {_first(value)}"
        elif isinstance(value, classmethod) or inspect.isfunction(value):
            function = getattr(one, member)
            yield f"- `.{member}{_signature(function)}`: {_first(function)}"


def _signature(one: object) -> str:
    assert callable(one)
    signature = inspect.signature(one)
    told: list[str] = []
    for name, one_of in signature.parameters.items():
        if name in {"self", "cls"}:
            continue
        if one_of.kind is one_of.KEYWORD_ONLY and not any(part.startswith("*") for part in told):
            told.append("*")
        is_many = one_of.kind in {one_of.VAR_POSITIONAL, one_of.VAR_KEYWORD}
        stars = ("*" if one_of.kind is one_of.VAR_POSITIONAL else "**") if is_many else ""
        default = "" if one_of.default is one_of.empty else f" = {_default(one_of.default)}"
        told.append(f"{stars}{name}: {one_of.annotation}{default}")
    return f"({', '.join(told)}) -> {signature.return_annotation}"


def _default(value: object) -> str:
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    return "…" if inspect.isfunction(value) else repr(value)


def _told(one: object) -> Iterator[str]:
    """A docstring, its sections of arguments and errors as lists."""
    for block in re.split(r"\n\n", inspect.getdoc(one) or ""):
        head, _, rest = block.partition("\n")
        if head in {"Args:", "Raises:", "Returns:"}:
            yield f"{head.removesuffix(':')}:"
            yield ""
            yield from (f"- {' '.join(item.split())}" for item in re.split(r"\n {4}(?=\S)", f"\n{rest}")[1:])
        elif all(re.match(r"\w+: ", line) for line in block.split("\n")):
            yield from (f"- {' '.join(line.split())}" for line in block.split("\n"))
        else:
            yield block
        yield ""


def _first(one: object) -> str:
    return " ".join((inspect.getdoc(one) or "").partition("\n\n")[0].split())


def _field_texts(one: type) -> dict[str, str]:
    """What stands below a field in its class, in three quotation marks."""
    found = re.findall(r"\n {4}(\w+): [^\n]+\n {4}\"\"\"(.+?)\"\"\"", inspect.getsource(one), re.DOTALL)
    return {name: " ".join(text.split()) for name, text in found}


if __name__ == "__main__":
    sys.stdout.write(api_page())

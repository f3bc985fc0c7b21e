"""Text cut where names part: at commas, line breaks, joints and colons, but never inside links and brackets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from icmlpo_rdf.language import date_words, is_alphabetic
from icmlpo_rdf.language.small_words import either, letters
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, Namespace, Text, label_of

__all__ = [
    "BETWEEN_DOTS",
    "GENERATION",
    "LEAST_DOTTED",
    "LEGEND_MARKS",
    "PICTURE_LABEL",
    "TRIM",
    "Token",
    "between_dots",
    "clean_text",
    "cut",
    "has_links",
    "joins_only",
    "open_bracket",
    "split",
    "split_at_colon",
    "split_at_wide_space",
    "text_of",
    "tokens_of",
    "visible",
    "with_whole_brackets",
]

BETWEEN_DOTS = "·・･\u2024\u2027\u2022"
"""Middle dots of every kind: between names, and in those of persons."""

Token = str | Link
"""A piece of text, or a link, which is never cut."""

_FOOTNOTE = lazy_pattern(
    rf"(?<!\s)\s*\[(?:[^\[\]\s]{{1,12}}|[{letters('footnote')}] ?\d{{1,3}})\]", needs="["
)
# -{zh-cn:普京;zh-tw:普丁}- : the first variant stands for all (docs/pages.md, 22).
_VARIANTS = lazy_pattern(
    r"-\{(?:[^:{}|;]{1,12}\|)?(?:[^;:{}=]{1,40}=>)?(?:[a-z-]{2,8}:)?(?P<first>[^;{}]*+)[^{}]*+\}-",
    needs=("-{",),
)
# Leaked wiki markup: a cell's own attributes (color:white;" | ), row and cell marks, quotes for bold, templates, tags. A bar within
# a word is a letter of it: 甲|乙. A web address; a citation's note that html2text leaves: Archived 2019-12-16 at the Wayback Machine.
_LEAKED = lazy_pattern(
    r"(?<![A-Za-z])(?:https?|ftp)://[^\s\[\]<>\"|()（），、；。]{0,400}(?<![,;:.!?])|"
    r"\s(?:Archived|Archivé|Archiviert|Archivado)\s[^\n,;|]{0,60}Wayback Machine\.?|"
    r"\A[a-z-]{2,24}(?:=\"|:)[^|\"\n]{0,160}\"\s?\||"
    r"[^\s\[\]|]{1,80}\.(?:svg|png|jpe?g|gif|SVG|PNG|JPE?G)\b|\|-(?!\w)|(?<!\w)\|-?|\|(?![\w-])|'{2,}|\{\{[^{}]*\}\}|[ⓦⓇ]",
    needs=(*".|'{ⓦⓇ", "Wayback", "://"),
)
LEGEND_MARKS = "★☆●○◎◆◇■□"
"""Marks that a legend may explain."""
# Marks of footnotes right behind a name: †, ※, ①.
_NOTE_MARKS = f"†‡§{LEGEND_MARKS}▲△▼▽\u203b\u00b2\u00b3\u00b9" + "".join(
    map(chr, [*range(0x2460, 0x2474), *range(0x2776, 0x2780)])
)
_MARK = lazy_pattern(
    rf"(?<=[\w）)])(?<![{_NOTE_MARKS}])\s?+[{_NOTE_MARKS}]++(?=\s*+(?:\Z|[\n、，,；;（(]))", needs=_NOTE_MARKS
)
_MARK_BEFORE = lazy_pattern(rf"\A\s*+[{LEGEND_MARKS}]++\s*+(?=\S|\Z)", needs=LEGEND_MARKS)
"""Before a name, of what a legend tells: ★[甲](…)."""
_MARK_BEHIND_LINK = lazy_pattern(rf"\A\s?+[{_NOTE_MARKS}]++(?=\s*+(?:\Z|[\n、，,；;（(]))", needs=_NOTE_MARKS)
PICTURE_LABEL = lazy_pattern(
    r"\A\s*+(?:[^\s,、，（(]{1,80}?\.(?:svg|png|jpe?g|gif)|\d{1,4}(?:x\d{1,4})?px)\s*+",
    re.IGNORECASE,
    needs=(".svg", ".png", ".jp", ".gif", "px"),
)
"""The label of a flag that the dump left as text: Flag_of_Europe.svg, 25px."""
_DASH_BEFORE = lazy_pattern(r"\A\s*+[-–—－]\s++", needs="-–—－")  # between a lost flag and a name
# What shows as a space or not at all: U+3000, the no-break space, marks of direction.
_SPACES = lazy_pattern(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = lazy_pattern(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
GENERATION = lazy_pattern(_SON := rf",\s+(?:{either('generations')})\b\.?+\s*+(?:$|(?=[\n,;(（]))", needs=",")
"""What tells a son from his father: Bob Hale, Jr."""
_SEPARATOR = lazy_pattern(
    rf"[\n、；;]|(?!{_SON}|,\d{{3}}\b)(?:(?<![a-z] \d)(?<![a-z] \d\d),|,(?!\s+\d{{4}}))|(?<!\w)，|(?<=[{letters('peer_ends')}])，|，(?![^\n、，；（(]{{1,14}}(?:{either('peers')})(?:$|[\n、，；（(]))",
    needs="\n、，,；;",
)
"""Not the comma of 查尔斯·斯图尔特，第一代斯图尔特男爵, which is one name, nor that of a date, until April 10, 1986, of a son of the same name, Bob Hale, Jr., or of thousands: 140,000."""
_OPENING, _CLOSING = "（([「『《【〈“", "）)]」』》】〉”"
TRIM = " \u3000\u00a0\u200b・•·*＊∗"  # no part of a name at its ends: white space and the dots of lists
_DOTS = lazy_pattern(f"[{BETWEEN_DOTS}]", needs=BETWEEN_DOTS)
LEAST_DOTTED, _LEAST_BETWEEN = 4, 3
"""So many names between dots are a row of them, and no parts of one; three where the first and the last are links."""
_COLON = lazy_pattern(r"[：:︰﹕∶]|\s[-–—－]\s?|(?<=[）)])[-–—－]\s|——|──|\s?–\s|―", needs="：:︰﹕∶-–—－─―")
_WIDE_SPACE = lazy_pattern(r"\u3000++", needs="\u3000")
_JOINTS = rf"{either('joint_words')}|[/／{letters('joint_letters')}{BETWEEN_DOTS}&]|{'|'.join(date_words('joints'))}"
_JOINT = lazy_pattern(rf"\s*(?:{_JOINTS})\s*", re.IGNORECASE)
_ASIDE = lazy_pattern(r"\s*[（(][^（()）]{0,60}[）)](?=\s*\S)", needs="（(")
"""A bracket behind a name, with more behind it: [甲](…)（法国）和[乙](…)."""
_ONLY_JOINTS = lazy_pattern(rf"(?:{_JOINTS}|[\W_])*+", re.IGNORECASE)


def joins_only(text: str) -> bool:
    """Return whether a text is nothing but joints and marks: what stands between names, and is none."""
    return _ONLY_JOINTS.fullmatch(text) is not None


def clean_text(text: str) -> str:
    """Return text without footnote marks and leaked markup, language variants reduced to the first."""
    # A table repeats its countries and statuses; what is longer than a name is not worth keeping.
    return _clean_short(text) if len(text) <= _SHORT else _clean(text)


def _clean(text: str) -> str:
    text = _VARIANTS.sub(lambda match: match["first"], text)
    return _LEAKED.sub(" ", _MARK.sub("", _FOOTNOTE.sub("", text))).strip(TRIM + "\n")


def visible(text: str) -> str:
    """Return a name without what does not show, each kind of space as a plain one."""
    return text if text.isprintable() else _INVISIBLE.sub("", _SPACES.sub(" ", text))


_SHORT = 64
_clean_short = lru_cache(maxsize=8192)(_clean)


def has_links(tokens: Iterable[Token]) -> bool:
    """Return whether a link is among tokens."""
    return any(isinstance(token, Link) for token in tokens)


def tokens_of(content: Text) -> list[Token] | None:
    """Return text and links in order, cleaned; None when links lie inside each other."""
    tokens: list[Token] = []
    end = 0
    for link in sorted(content.links, key=lambda link: (link.start, link.end)):
        if link.start < end:
            return None
        tokens.append(content.text[end : link.start])
        if not _names_nothing(link):
            tokens.append(link)
        end = link.end
    tokens.append(content.text[end:])
    if len(tokens) > 1 and isinstance(tokens[0], str):
        tokens[0] = PICTURE_LABEL.sub("", tokens[0])
    if isinstance(tokens[0], str):
        tokens[0] = _DASH_BEFORE.sub("", _MARK_BEFORE.sub("", tokens[0]))
    cleaned: list[Token] = []
    for token in tokens:
        if isinstance(token, Link):
            cleaned.append(token)
            continue
        text = _VARIANTS.sub(lambda match: match["first"], _FOOTNOTE.sub("", token))
        if cleaned and isinstance(cleaned[-1], Link):
            text = _MARK_BEHIND_LINK.sub("", text)
        if text := _LEAKED.sub(" ", _MARK.sub("", text)):
            cleaned.append(text)
    return cleaned


def _names_nothing(link: Link) -> bool:
    """True for a picture, and for the code of another wiki that tells of the name before it: 甲([zh](:zh:甲))."""
    target = link.target
    return target is not None and (target.namespace is Namespace.FILE or link.text.strip() == target.wiki)


def text_of(tokens: list[Token]) -> str:
    """Return the text of pieces, that of their links included."""
    return "".join(token.text if isinstance(token, Link) else token for token in tokens)


def _cuts(tokens: list[Token], pattern: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
    """Where the pattern stands outside links and brackets: token, start and end in it."""
    depth = 0
    for index, token in enumerate(tokens):
        if isinstance(token, Link):
            continue
        matches = {match.start(): match.end() for match in pattern.finditer(token)}
        for place, character in enumerate(token):
            if character in _OPENING:
                depth += 1
            elif character in _CLOSING:
                depth = max(0, depth - 1)
            elif depth == 0 and place in matches:
                yield index, place, matches[place]


def split_at_colon(tokens: list[Token]) -> tuple[list[Token], list[Token] | None]:
    """Return what stands before and behind the first colon or dash; None behind where there is none."""
    for index, start, end in _cuts(tokens, _COLON):
        text = text_of(tokens[index : index + 1])
        return [*tokens[:index], text[:start]], [text[end:], *tokens[index + 1 :]]
    return tokens, None


def split_at_wide_space(tokens: list[Token]) -> tuple[list[Token], list[Token]] | None:
    """Return what stands before and behind the first wide space within a text: [甲](…)　大学教授."""
    for index, start, end in _cuts(tokens, _WIDE_SPACE):
        text = text_of(tokens[index : index + 1])
        before, behind = [*tokens[:index], text[:start]], [text[end:], *tokens[index + 1 :]]
        if text_of(before).strip(TRIM):
            return (before, behind) if text_of(behind).strip(TRIM) else None
    return None


def cut(tokens: list[Token], pattern: re.Pattern[str]) -> list[list[Token]]:
    """Return the parts between what the pattern finds outside links and brackets."""
    parts: list[list[Token]] = [[]]
    cuts: dict[int, list[tuple[int, int]]] = {}
    for index, start, end in _cuts(tokens, pattern):
        cuts.setdefault(index, []).append((start, end))
    for index, token in enumerate(tokens):
        if isinstance(token, Link):
            parts[-1].append(token)
            continue
        done = 0
        for start, end in cuts.get(index, []):
            parts[-1].append(token[done:start])
            parts.append([])
            done = end
        parts[-1].append(token[done:])
    return parts


def split(tokens: list[Token]) -> list[list[Token]]:
    """Return the parts between separators and joints; empty ones are left out."""
    parts = [
        name
        for part in cut(tokens, _SEPARATOR)
        for name in between_dots(part, _are_linked) or _split_at_joints(part)
    ]
    return [part for part in parts if text_of(part).strip(TRIM)]


def between_dots(part: list[Token], are_names: Callable[[Sequence[list[Token]]], bool]) -> list[list[Token]]:
    """Return the pieces of a part between middle dots, where they are names; none where dots part nothing, or parts of one name."""
    if not any(isinstance(token, str) and _DOTS.search(token) for token in part):
        return []
    pieces = cut(part, _DOTS)
    return pieces if len(pieces) > 1 and are_names(pieces) else []


def _are_linked(pieces: Sequence[list[Token]]) -> bool:
    """True for a row of which most have a link of their own: [甲](…)·[乙](…) (乙)·丙·[丁](…)."""
    links = [sum(isinstance(token, Link) for token in piece) for piece in pieces]
    between = len(pieces) >= _LEAST_BETWEEN and links[0] == links[-1] == 1
    is_row = len(pieces) >= LEAST_DOTTED or between
    return is_row and max(links) == 1 and 2 * sum(links) > len(links)


def _split_at_joints(part: list[Token]) -> list[list[Token]]:
    """甲和乙: a joint counts between two links only; elsewhere it may be part of a name."""
    parts: list[list[Token]] = [[]]
    for index, token in enumerate(part):
        between_links = (
            0 < index < len(part) - 1
            and isinstance(part[index - 1], Link)
            and isinstance(part[index + 1], Link)
        )
        if (
            isinstance(token, str)
            and between_links
            and (aside := _before_joint(token, part, index)) is not None
        ):
            parts[-1] += [aside] if aside else []
            parts.append([])
            continue
        parts[-1].append(token)
        # [美国和](…美国)[俄罗斯](…): the label swallowed the joint.
        following = next((one for one in part[index + 1 :] if isinstance(one, Link) or one.strip(TRIM)), None)
        if isinstance(token, Link) and isinstance(following, Link) and _swallowed_joint(token):
            parts.append([])
    return parts


def _before_joint(text: str, part: list[Token], index: int) -> str | None:
    """The bracket, or nothing, that stands before a joint between two links; None where none joins them."""
    aside = _ASIDE.match(text)
    joint = text[aside.end() :] if aside else text
    is_joint = _JOINT.fullmatch(joint) is not None or _is_stop(part, index)
    return (aside[0] if aside else "") if is_joint else None


def _is_stop(part: list[Token], index: int) -> bool:
    """True for a full stop between two names that no sentence ends: [김구](…). [이시영](…)."""
    behind = text_of(part[index + 1 : index + 2])
    return (
        text_of(part[index : index + 1]).strip() in {".", "．"}
        and bool(behind)
        and not is_alphabetic(behind[0])
    )


def _swallowed_joint(link: Link) -> bool:
    own = label_of(link.target.title) if link.target else ""
    behind = link.text.removeprefix(own) if own and link.text.startswith(own) else ""
    return bool(behind) and _JOINT.fullmatch(behind) is not None


def open_bracket(text: str) -> int | None:
    """Return where the bracket begins that is open at the text's end."""
    open_at: list[int] = []
    for place, character in enumerate(text):
        if character in "（(":
            open_at.append(place)
        elif character in "）)" and open_at:
            open_at.pop()
    return open_at[0] if open_at else None


def with_whole_brackets(part: list[Token], first: int) -> list[Token]:
    """Return a part in which a bracket behind the name, its token `first`, is one text, whatever it links: [X](…)（议长、[法国总统](…)）."""
    whole: list[Token] = list(part[: first + 1])
    for token in part[first + 1 :]:
        text = token.text if isinstance(token, Link) else token
        if whole and isinstance(whole[-1], str) and open_bracket(whole[-1]) is not None:
            whole[-1] += text
        else:
            whole.append(token)
    return whole

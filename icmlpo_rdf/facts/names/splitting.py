"""Text cut where names part: at commas, line breaks, joints and colons, but never inside links and brackets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from icmlpo_rdf.facts.names.chunks import BETWEEN_DOTS, JOINTS, SON, TRIM, Token, text_of
from icmlpo_rdf.language import is_alphabetic
from icmlpo_rdf.language.small_words import either, letters
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, label_of

__all__ = ["LEAST_DOTTED", "between_dots", "cut", "split", "split_at_colon", "split_at_wide_space"]

_OPENING, _CLOSING = "（([「『《【〈“", "）)]」』》】〉”"
_DOTS = lazy_pattern(f"[{BETWEEN_DOTS}]", needs=BETWEEN_DOTS)
LEAST_DOTTED, _LEAST_BETWEEN = 4, 3
"""So many names between dots are a row of them, and no parts of one; three where the first and the last are links."""
_SEPARATOR = lazy_pattern(
    rf"[\n、；;]|(?!{SON}|,\d{{3}}\b)(?:(?<![a-z] \d)(?<![a-z] \d\d),|,(?!\s+\d{{4}}))|(?<!\w)，|(?<=[{letters('peer_ends')}])，|，(?![^\n、，；（(]{{1,14}}(?:{either('peers')})(?:$|[\n、，；（(]))",
    needs="\n、，,；;",
)
"""Not the comma of 查尔斯·斯图尔特，第一代斯图尔特男爵, which is one name, nor that of a date, until April 10, 1986, of a son of the same name, Bob Hale, Jr., or of thousands: 140,000."""
_COLON = lazy_pattern(r"[：:︰﹕∶]|\s[-–—－]\s?|(?<=[）)])[-–—－]\s|——|──|\s?–\s|―", needs="：:︰﹕∶-–—－─―")
_WIDE_SPACE = lazy_pattern(r"\u3000++", needs="\u3000")
_JOINT = lazy_pattern(rf"\s*(?:{JOINTS})\s*", re.IGNORECASE)
_ASIDE = lazy_pattern(r"\s*[（(][^（()）]{0,60}[）)](?=\s*\S)", needs="（(")
"""A bracket behind a name, with more behind it: [甲](…)（法国）和[乙](…)."""


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

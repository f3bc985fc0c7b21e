"""Reasons that programs and people are told: a word that scripts may rely on, and a sentence."""

from __future__ import annotations

from enum import Enum
from typing import Self

__all__ = ["ToldReason"]


class ToldReason(Enum):
    """A base of enumerations whose members are pairs of a word, their value, and a sentence."""

    slug: str
    sentence: str

    def __new__(cls, slug: str, sentence: str) -> Self:
        """Keep the sentence beside the word."""
        one = object.__new__(cls)
        one._value_ = one.slug = slug
        one.sentence = sentence
        return one

"""A second, independent reader: does the source really say what the data says it says?

It shares no code with the converter (a lint contract sees to it): its own reading of lines, by Beautiful
Soup and a few patterns, its own decoding of links, its own numerals, written out instead of read.
"""

from icmlpo_rdf.verify.checker import Failure
from icmlpo_rdf.verify.verification import Verification, verify

__all__ = ["Failure", "Verification", "verify"]
